/**
 * My tasks, soonest due first: what every room has to do in one list. By keyboard: j and k go from row to row, Enter
 * opens, x ticks, / goes to the search.
 */
import { useCallback, useMemo, useState } from 'react'
import { Button } from '../../../console/parts/Button.tsx'
import { HowCounted } from '../../../console/parts/HowCounted.tsx'
import { Nothing, Shown } from '../../../console/parts/State.tsx'
import { Bar, Told, type Outcome } from './Bar.tsx'
import { Filters, Lamps } from './Filters.tsx'
import { Overview } from './Overview.tsx'
import { TaskRow } from './Row.tsx'
import { useRowKeys } from './useRowKeys.ts'
import { queryOf, type Filter } from './filter.ts'
import { useFilter, useTasks, type Page } from './useTasks.ts'

export default function Tasks() {
  const filter = useFilter()
  const tasks = useTasks(filter)
  useRowKeys()
  return (
    <div className="page tasks-page">
      <Shown query={tasks} what="任务">
        {({ pages }) => (
          <List
            pages={pages}
            filter={filter}
            reading={tasks.isPlaceholderData}
            more={
              tasks.hasNextPage && (
                <Button loading={tasks.isFetchingNextPage} onClick={() => void tasks.fetchNextPage()}>
                  再看后面的
                </Button>
              )
            }
          />
        )}
      </Shown>
    </div>
  )
}

/** What the list below holds, by the very filter that it was asked with. */
function sayHowMany({ whole, total, lamps, capped }: Page, narrowed: boolean): string {
  const all = `${whole}${capped ? ' 多' : ''} 件`
  if (narrowed) return `共 ${total} 件符合条件，全部 ${all}`
  return `共 ${all}${lamps.red > 0 ? `，其中 ${lamps.red} 件逾期` : ''}`
}

type ListProps = { pages: readonly Page[]; filter: Filter; reading: boolean; more: React.ReactNode }

function List({ pages, filter, reading, more }: ListProps) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [outcome, setOutcome] = useState<Outcome>()
  const page = pages[0]!
  const rows = useMemo(() => pages.flatMap((p) => p.rows), [pages])
  const { whole, lamps } = page
  const narrowed = Object.keys(queryOf(filter)).length > 0
  const pick = useCallback(
    (key: string, on: boolean) =>
      setPicked((set) => {
        const next = new Set(set)
        if (on) next.add(key)
        else next.delete(key)
        return next
      }),
    [],
  )
  return (
    <>
      <div className="head">
        <h1>我的任务</h1>
        <p className="quiet">{whole > 0 && sayHowMany(page, narrowed)}</p>
        {lamps.red > 0 && <HowCounted say={`${page.figures.join('。')}。`} />}
      </div>
      {whole === 0 && <Overview />}
      {whole === 0 && (
        <Nothing>现在没有要办的事。到期要公开的内容、送来审查和签字的材料、村民反映的事会出现在这里。</Nothing>
      )}
      {(whole > 8 || narrowed) && (
        <>
          <Lamps filter={filter} page={page} />
          <Filters filter={filter} page={page} />
        </>
      )}
      {outcome && <Told outcome={outcome} onClose={() => setOutcome(undefined)} />}
      {whole > 0 && rows.length === 0 && !reading && <Nothing>没有符合条件的任务，请换个条件。</Nothing>}
      <div className="tasks-scroll">
        {rows.length > 0 && (
          <ul className={picked.size > 0 ? 'rows tasks some-picked' : 'rows tasks'} aria-busy={reading}>
            {rows.map((r) => (
              <TaskRow key={r.key} row={r} picked={picked.has(r.key)} onPick={pick} />
            ))}
          </ul>
        )}
        {more && <div className="do">{more}</div>}
        {rows.length > 8 && (
          <p className="quiet wide-only noprint">键盘：j 下一件，k 上一件，回车打开，x 勾选，/ 去搜索。</p>
        )}
      </div>
      {rows.length > 0 && (
        <Bar
          rows={rows.filter((r) => picked.has(r.key))}
          shown={rows.length}
          onAll={() => setPicked(new Set(rows.map((r) => r.key)))}
          onNone={() => setPicked(new Set())}
          onDone={(told, kept) => {
            setOutcome(told)
            setPicked(new Set(kept))
          }}
        />
      )}
    </>
  )
}
