/** Invites an outsider by a link, shown until it is put away; a lost one is replaced by a new one (Others.tsx). */
import { useRef, useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { FormDialog } from '../../../../console/parts/FormDialog.tsx'
import { GuestLink } from './GuestLink.tsx'
import { useDone, type StaffCase } from './useCase.ts'

export function Invite({ data, onClose }: { data: StaffCase; onClose: () => void }) {
  const [link, setLink] = useState('')
  /** The form closes itself when it is done: then the link takes its place. */
  const made = useRef(false)
  const done = useDone(data.case.id)
  if (link) return <GuestLink link={link} onClose={onClose} />
  return (
    <FormDialog
      title="邀请外面的人"
      about={<p>例如医生、律师、民警。他打开链接就能写意见，不用账号，也看不到反映人是谁。</p>}
      button="生成链接"
      onClose={() => {
        if (!made.current) onClose()
      }}
      fields={[
        { key: 'name', label: '请的是谁', hint: '例如：县医院 王医生', max: 40 },
        { key: 'ask', label: '要问什么', hint: '把要他看的情况写清楚', type: 'textarea' },
      ]}
      onDone={async (v) => {
        const { path } = await ask(
          api.cases[':id'].guests.$post({ param: { id: data.case.id }, json: { name: v['name']!, ask: v['ask']! } }),
        )
        made.current = true
        setLink(window.location.origin + path)
        await done('链接已经生成。')
      }}
    />
  )
}
