/** One report in a list: what, where, by when, who works on it. */
import { Button } from '../../../../console/parts/Button.tsx'
import type { InferResponseType } from 'hono/client'
import { api } from '../../client.ts'
import { Lamp } from '../../../../console/parts/Lamp.tsx'
import { sayLimit } from '../../../../console/parts/time.ts'
import { go } from '../../../../console/router.tsx'

export type Row = InferResponseType<typeof api.cases.$get, 200>['rows'][number]

export function CaseRow({
  row,
  picked,
  onPick,
  showHolder = false,
}: {
  row: Row
  picked?: boolean
  onPick?: (on: boolean) => void
  showHolder?: boolean
}) {
  const verb = row.subject_kind === 'correction' && !showHolder ? '去更正' : row.may.length > 0 ? '去办理' : '看一看'
  return (
    <div className="task-line">
      {onPick && (
        <label className="pick-one">
          <input type="checkbox" checked={picked ?? false} onChange={(e) => onPick(e.target.checked)} />
          <span className="sr">选中 {row.title}</span>
        </label>
      )}
      <div className="row">
        <Lamp colour={row.lamp} missed={row.missed_at !== null} />
        <span className="grow">
          <b>{row.title}</b>
          <span className="under quiet">
            {row.place}，现在在“{row.stepName}”{showHolder && row.holder !== row.place && `（${row.holder}）`}
            {row.due_at && `，${sayLimit(row.due_at)} 到期`}
            {row.assignee && `，${row.assignee}经办`}
            {row.escalated > 0 && '，已报上级'}
          </span>
        </span>
        <Button
          type={row.lamp === 'green' || row.lamp === 'paused' ? 'default' : 'primary'}
          onClick={() => go(row.link)}
          aria-label={`${verb}：${row.title}`}
        >
          {verb}
        </Button>
      </div>
    </div>
  )
}
