/** The clock line by line, for anyone who may see the case. */
import { StepClocks } from '../../../../console/parts/StepClocks.tsx'
import { sayLimit, sayTime } from '../../../../console/parts/time.ts'
import type { StaffCase } from './useCase.ts'

export function Clock({ data }: { data: StaffCase }) {
  const { case: c, clock, pastClocks } = data
  return (
    <section className="sheet" aria-labelledby="clock">
      <h2 id="clock">期限</h2>
      {c.closed_at && <p>{sayTime(c.closed_at)} 办结。</p>}
      {c.due_at && (
        <p>
          <b>{c.endsByItself ? `到 ${sayLimit(c.due_at)} 期满` : `${sayLimit(c.due_at)} 前要办完这一步`}</b>
          {c.provisional && '（暂定）'}
        </p>
      )}
      {c.paused_at && (
        <p>
          <b>计时已暂停</b>（{sayTime(c.paused_at)} 起）
        </p>
      )}
      <StepClocks clock={clock} past={pastClocks} />
      {c.escalated > 0 && <p>已经报上级 {c.escalated} 次。</p>}
    </section>
  )
}
