/** While the applicant brings what is missing; a clerk may let the clock run on by hand. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { AskReason } from '../../../../console/parts/AskReason.tsx'
import { useDone, type StaffApplication } from './useApplication.ts'

export function Resume({ a }: { a: StaffApplication }) {
  const [asking, setAsking] = useState(false)
  const done = useDone(a.id)
  return (
    <section className="sheet" aria-labelledby="decide">
      <h2 id="decide">怎么办</h2>
      <p>在等申请人补材料，补好了自动接着计时。不用再等的，可以先恢复。</p>
      <div className="do">
        <Button onClick={() => setAsking(true)}>不等了，恢复计时</Button>
      </div>
      {asking && (
        <AskReason
          title="恢复计时"
          hint="为什么不等了"
          button="恢复"
          least={2}
          onClose={() => setAsking(false)}
          onDone={(reason) =>
            ask(api.applications[':id'].resume.$post({ param: { id: a.id }, json: { reason } })).then(() =>
              done('计时已恢复。'),
            )
          }
        />
      )}
    </section>
  )
}
