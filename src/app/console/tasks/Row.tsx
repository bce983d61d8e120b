/**
 * One task in two lines: by when and how it stands; what it is about; where, under which code; at which step, in whose
 * hands.
 */
import { memo, useState } from 'react'
import { ask } from '../../../console/client.ts'
import { Button } from '../../../console/parts/Button.tsx'
import { Lamp } from '../../../console/parts/Lamp.tsx'
import { tellWrong } from '../../../console/parts/tell.tsx'
import { sayDay, sayLeft, localOf } from '../../../console/parts/time.ts'
import { go } from '../../../console/router.tsx'
import { api as disclosureApi } from '../../../modules/disclosure/client.ts'
import type { Row } from './useTasks.ts'

type Props = { row: Row; picked: boolean; onPick: (key: string, on: boolean) => void }

/** Drawn anew only when it changes: a thousand of them may stand in the list. */
export const TaskRow = memo(function TaskRow({ row, picked, onPick }: Props) {
  const [busy, setBusy] = useState(false)
  const open = async () => {
    if ('to' in row.open) return go(row.open.to)
    setBusy(true)
    await ask(disclosureApi.obligations[':id'].draft.$post({ param: { id: row.open.draft } })).then(
      (made) => go(`/notices/${made.id}`),
      tellWrong,
    )
    setBusy(false)
  }
  const about = row.words || row.title
  return (
    <li className={picked ? 'task picked' : 'task'} data-key={row.key}>
      <label className="pick">
        <input type="checkbox" checked={picked} onChange={(e) => onPick(row.key, e.target.checked)} />
        <span className="sr">
          选中 {about} {row.code}
        </span>
      </label>
      <span className="by">
        <Lamp colour={row.lamp} missed={row.missed} />
        {row.due && (
          <span className="quiet" title={`${sayDay(lastDay(row.due), true)} 到期`}>
            {sayHow(row.due, row.lamp)}
          </span>
        )}
      </span>
      <span className="what">
        <b>{about}</b>
        <span className="under quiet">
          {[row.words && row.title, row.place, row.code, row.more].filter((s) => s !== '').join(' · ')}
        </span>
      </span>
      <span className="step-of">
        {row.state}
        <span className="under quiet">{row.who || row.kind}</span>
      </span>
      <Button
        size="middle"
        type={row.lamp === 'red' || row.lamp === 'yellow' ? 'primary' : 'default'}
        loading={busy}
        onClick={() => void open()}
        aria-label={`${row.verb}：${row.title}${row.kind === '便民服务申请' ? ` ${row.code}` : ''}`}
      >
        {row.verb}
      </Button>
    </li>
  )
})

/** What is past its end and not late is a time that others had. */
const sayHow = (due: string, lamp: Row['lamp']): string =>
  lamp === 'paused' ? '停着' : lamp !== 'red' && new Date(due) <= new Date() ? '期满' : sayLeft(due)

/** The last day within a limit: a limit at midnight belongs to the day before. */
const lastDay = (due: string) => localOf(new Date(new Date(due).getTime() - 1_000)).slice(0, 10)
