/** Why the draft came back, with the remarks on single cells as links to them. */
import { Note } from '../../../../console/parts/Note.tsx'
import { sayDay, sayTime } from '../../../../console/parts/time.ts'
import { columnsOf, placeName, type Form } from '../../../../kernel/forms/form.ts'
import type { Notice } from './notice/useNotice.ts'
import type { Spot } from './keys.ts'

type Remark = { row: number; column: string; say: string }

export function Returned({ notice, onGo }: { notice: Notice; onGo: (spot: Spot) => void }) {
  const last = notice.history[notice.history.length - 1]
  const demands = notice.demands.filter((d) => !d.met_at)
  const remarks = last?.action === 'return' ? ((last.detail as { cells?: Remark[] }).cells ?? []) : []
  if (last?.action !== 'return' && last?.action !== 'correct' && last?.action !== 'recall' && demands.length === 0)
    return null
  return (
    <Note kind="warn">
      {last && last.comment && (
        <p>
          <b>{last.action === 'correct' ? '更正原因' : '退回意见'}</b>（{last.name}，{last.post}，{sayTime(last.at)}）：
          {last.comment}
        </p>
      )}
      {remarks.length > 0 && (
        <ul>
          {remarks.map((r, i) => (
            <li key={i}>
              <button
                type="button"
                className="plain"
                onClick={() =>
                  onGo({ row: r.row, column: columnsOf(notice.form).findIndex((c) => c.key === r.column) })
                }
              >
                {nameOf(notice.form, r)}
              </button>
              ：{r.say}
            </li>
          ))}
        </ul>
      )}
      {demands.map((d) => (
        <p key={d.at}>
          <b>
            {d.by_place}
            {d.upheld ? '核实村民反映属实，要更正' : '要求更正'}
          </b>
          （{sayTime(d.at)}
          {d.due_on && `，${sayDay(d.due_on, true)}前`}）：{d.text}
        </p>
      ))}
    </Note>
  )
}

function nameOf(form: Form, remark: Remark): string {
  const column = columnsOf(form).find((c) => c.key === remark.column)
  return column ? placeName(form, remark.row, column) : '这一处'
}
