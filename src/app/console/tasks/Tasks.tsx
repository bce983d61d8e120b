/** My tasks, soonest due first: what every room has to do in one list. By keyboard: j and k go, Enter opens. */
import { Button } from '../../../console/parts/Button.tsx'
import { Fragment, useDeferredValue } from 'react'
import { HowCounted } from '../../../console/parts/HowCounted.tsx'
import { Loading, Nothing, Shown } from '../../../console/parts/State.tsx'
import { useAddress } from '../../../console/router.tsx'
import type { RoomTasks, TaskFilter } from '../../../console/tasks.ts'
import { lampFilters } from '../../../kernel/cases/lampFigures.ts'
import { Filters } from './Filters.tsx'
import { useRowKeys } from './useRowKeys.ts'

/** The rooms that have something to do, found by their file; always the same, so that each may use hooks. */
const rooms = Object.values(
  import.meta.glob<RoomTasks>('../../../modules/*/room.tasks.tsx', { eager: true, import: 'tasks' }),
)

export default function Tasks() {
  const { query } = useAddress()
  const lamp: TaskFilter['lamp'] = lampFilters.find((l) => l === query.get('lamp')) ?? ''
  const kind = query.get('kind') ?? ''
  const mine = query.get('mine') === '1'
  const text = useDeferredValue((query.get('text') ?? '').trim())
  const filter: TaskFilter = { lamp, mine, text }
  const found = rooms.map((room) => ({ room, ...room.useTasks(filter) }))
  useRowKeys()
  const waiting = found.find((f) => f.data === undefined)
  if (waiting)
    return (
      <div className="page">
        <Shown query={waiting} what="任务">
          {() => null}
        </Shown>
      </div>
    )
  const lists = found.map((f) => ({ kind: f.room.kind, ...f.data! }))
  const chosen = lists.filter((l) => kind === '' || l.kind === kind)
  const all = chosen.flatMap((l) => l.tasks).sort((a, b) => (a.due < b.due ? -1 : 1))
  const total = sum(lists.map((l) => l.total))
  const late = sum(lists.map((l) => l.late))
  const lateMeans = lists.map((l) => l.lateMeans).find((say) => say !== undefined)
  return (
    <div className="page">
      <div className="head">
        <h1>我的任务</h1>
        <p className="quiet">
          {total === 0
            ? ''
            : `共 ${total}${lists.every((l) => l.counted) ? '' : ' 多'} 件${late > 0 ? `，其中 ${late} 件逾期` : ''}`}
        </p>
        {late > 0 && lateMeans && <HowCounted say={`${lateMeans}。`} />}
      </div>
      {total === 0 && (
        <Nothing>现在没有要办的事。到期要公开的内容、送来审查和签字的材料、村民反映的事会出现在这里。</Nothing>
      )}
      {(total > 8 || lamp !== '' || kind !== '' || mine || query.get('text')) && (
        <Filters kinds={rooms} lamp={lamp} kind={kind} mine={mine} text={query.get('text') ?? ''} />
      )}
      {chosen.some((l) => l.reading) ? (
        <Loading what="任务" />
      ) : (
        total > 0 && all.length === 0 && <Nothing>没有符合条件的任务，请换个条件。</Nothing>
      )}
      {lists.map((l) => (
        <Fragment key={l.kind}>{l.above}</Fragment>
      ))}
      <ul className="rows tasks">
        {all.map((x) => (
          <li key={x.key}>{x.row}</li>
        ))}
      </ul>
      {chosen.map(
        ({ kind: of, more }) =>
          more && (
            <div className="do" key={of}>
              <Button loading={more.loading} onClick={more.load}>
                再看后面的
              </Button>
            </div>
          ),
      )}
      {lists.map(
        (l) =>
          l.cut !== undefined && (
            <p className="quiet" key={l.kind}>
              {l.cut}
            </p>
          ),
      )}
      {all.length > 8 && <p className="quiet">键盘：j 下一件，k 上一件，回车打开。</p>}
    </div>
  )
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)
