/** My tasks, soonest due first: what is to be published, questions and reports in one list. By keyboard: j and k go, Enter opens. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useDeferredValue, useState } from 'react'
import { TaskRow } from '../../../modules/disclosure/index.console.ts'
import { AskedRow, CaseRow } from '../../../modules/reports/index.console.ts'
import { ask } from '../../../console/client.ts'
import { api as disclosureApi } from '../../../modules/disclosure/client.ts'
import { api as reportsApi } from '../../../modules/reports/client.ts'
import { HowCounted } from '../../../console/parts/HowCounted.tsx'
import { localOf } from '../../../console/parts/time.ts'
import { Nothing, Shown } from '../../../console/parts/State.tsx'
import { useAddress } from '../../../console/router.tsx'
import { Claim } from './Claim.tsx'
import { Filters, type Kind } from './Filters.tsx'
import { useRowKeys } from './useRowKeys.ts'

export default function Tasks() {
  const { query } = useAddress()
  const lamp = query.get('lamp') ?? ''
  const kind = (query.get('kind') ?? '') as Kind
  const mine = query.get('mine') === '1'
  const text = useDeferredValue((query.get('text') ?? '').trim())
  const desk = useQuery({ queryKey: ['desk'], queryFn: () => ask(disclosureApi.desk.$get()), refetchOnMount: 'always' })
  const filter = {
    ...(lamp ? { lamp: lamp as 'red' } : {}),
    ...(mine ? { mine: '1' as const } : {}),
    ...(text ? { text } : {}),
  }
  const cases = useInfiniteQuery({
    queryKey: ['cases', filter],
    initialPageParam: '',
    refetchOnMount: 'always',
    queryFn: ({ pageParam }) =>
      ask(reportsApi.cases.$get({ query: { ...filter, ...(pageParam === '' ? {} : { after: pageParam }) } })),
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  useRowKeys()
  return (
    <div className="page">
      <Shown query={desk} what="任务">
        {({ tasks, figures }) => (
          <Shown query={cases} what="任务">
            {({ pages }) => {
              const counts = pages[0]!.counts
              const reports = kind === 'notice' ? [] : pages.flatMap((p) => p.rows)
              const others =
                kind === 'report' || mine
                  ? []
                  : tasks.filter(
                      (t) => (lamp === '' || t.lamp === lamp) && (text === '' || `${t.title}${t.place}`.includes(text)),
                    )
              const asked =
                kind === 'notice' || mine
                  ? []
                  : pages[0]!.asked.filter(
                      (a) => (lamp === '' || a.lamp === lamp) && (text === '' || `${a.title}${a.place}`.includes(text)),
                    )
              const all = [
                ...asked.map((a) => ({
                  due: a.due_at === null ? '9' : localOf(a.due_at),
                  key: a.id,
                  row: <AskedRow row={a} />,
                })),
                ...others.map((t) => ({
                  due: t.countsOn === null ? '9' : `${t.countsOn}T24`,
                  key: `${t.kind}${t.id}`,
                  row: <TaskRow task={t} />,
                })),
                ...reports.map((c) => ({
                  due: c.due_at === null ? '9' : localOf(c.due_at),
                  key: c.id,
                  row: (
                    <CaseRow
                      row={c}
                      {...(c.subject_kind === 'report'
                        ? { picked: picked.has(c.id), onPick: (on: boolean) => setPicked(toggled(picked, c.id, on)) }
                        : {})}
                    />
                  ),
                })),
              ].sort((a, b) => (a.due < b.due ? -1 : 1))
              const total = tasks.length + counts.all + pages[0]!.asked.length
              const late = tasks.filter((t) => t.lamp === 'red').length + counts.red
              return (
                <>
                  <div className="head">
                    <h1>我的任务</h1>
                    <p className="quiet">
                      {total === 0
                        ? ''
                        : `共 ${total}${counts.all >= 1_000 ? ' 多' : ''} 件${late > 0 ? `，其中 ${late} 件逾期` : ''}`}
                    </p>
                    {late > 0 && <HowCounted say={`${figures.lateTasks}。`} />}
                  </div>
                  {total === 0 && (
                    <Nothing>
                      现在没有要办的事。到期要公开的内容、送来审查和签字的材料、村民反映的事会出现在这里。
                    </Nothing>
                  )}
                  {(total > 8 || lamp !== '' || kind !== '' || mine || query.get('text')) && (
                    <Filters lamp={lamp} kind={kind} mine={mine} text={query.get('text') ?? ''} />
                  )}
                  {total > 0 && all.length === 0 && <Nothing>没有符合条件的任务，请换个条件。</Nothing>}
                  {picked.size > 0 && <Claim ids={[...picked]} onDone={() => setPicked(new Set())} />}
                  <ul className="rows tasks">
                    {all.map((x) => (
                      <li key={x.key}>{x.row}</li>
                    ))}
                  </ul>
                  {cases.hasNextPage && (
                    <div className="do">
                      <Button loading={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>
                        再看后面的
                      </Button>
                    </div>
                  )}
                  {tasks.length >= 200 && (
                    <p className="quiet">要公开的只列出最早到期的 200 件，办完一些后会接着列出。</p>
                  )}
                  {all.length > 8 && <p className="quiet">键盘：j 下一件，k 上一件，回车打开。</p>}
                </>
              )
            }}
          </Shown>
        )}
      </Shown>
    </div>
  )
}

function toggled(set: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const next = new Set(set)
  if (on) next.add(id)
  else next.delete(id)
  return next
}
