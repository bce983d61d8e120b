/**
 * The villager's consent to a report by an agent: opened with a reason, the look recorded; heard or seen here, never
 * saved by itself.
 */
import { Button } from '../../../../console/parts/Button.tsx'
import { useEffect, useState } from 'react'
import { ApiError } from '../../../../console/client.ts'
import { FormDialog } from '../../../../console/parts/FormDialog.tsx'
import type { StaffCase } from './useCase.ts'

type Opened = { address: string; type: string }

export function ConsentPaper({ data: { case: c, report, can } }: { data: StaffCase }) {
  const [asking, setAsking] = useState(false)
  const [opened, setOpened] = useState<Opened>()
  useEffect(
    () => () => {
      if (opened) URL.revokeObjectURL(opened.address)
    },
    [opened],
  )
  if (!report.has_consent) return null
  return (
    <div>
      <p className="quiet">代村民反映，有村民同意的凭据。</p>
      {!opened && can.look && (
        <p className="do">
          <Button onClick={() => setAsking(true)}>看同意的凭据</Button>
        </p>
      )}
      {opened?.type.startsWith('audio/') && <audio controls src={opened.address} aria-label="村民同意的录音" />}
      {opened?.type.startsWith('image/') && <img className="consent" src={opened.address} alt="村民同意的凭据" />}
      {opened && !/^(?:audio|image)\//.test(opened.type) && (
        <p>
          <a href={opened.address} target="_blank" rel="noreferrer">
            打开凭据
          </a>
        </p>
      )}
      {asking && (
        <FormDialog
          title="看村民同意的凭据"
          about={<p>谁、什么时候、为什么看，都会记下来。</p>}
          fields={[{ key: 'why', label: '为什么要看', hint: '例如：核实是本人同意' }]}
          button="看"
          onClose={() => setAsking(false)}
          onDone={async (v) => setOpened(await open(c.id, v['why']!))}
        />
      )}
    </div>
  )
}

async function open(id: string, why: string): Promise<Opened> {
  const answer = await fetch(`/api/cases/${id}/consent`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ why }),
  })
  if (!answer.ok) throw new ApiError(answer.status, ((await answer.json()) as { message: string }).message)
  const blob = await answer.blob()
  return { address: URL.createObjectURL(blob), type: blob.type }
}
