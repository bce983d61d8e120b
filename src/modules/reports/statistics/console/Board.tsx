/** A supervisor's view of the region: who has how much, what is overdue, and the cases behind each figure. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { DataTable } from '../../../../console/parts/DataTable.tsx'
import { sayTime } from '../../../../console/parts/time.ts'
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { useNarrow } from '../../../../console/parts/useNarrow.ts'
import { setQuery, useAddress } from '../../../../console/router.tsx'
import { CaseRow } from '../../handling/console/CaseRow.tsx'

export default function Board() {
  const { query } = useAddress()
  const at = query.get('at') ?? undefined
  const board = useQuery({
    queryKey: ['board', at],
    refetchOnMount: 'always',
    queryFn: () => ask(api.cases.board.$get({ query: at ? { at } : {} })),
  })
  return (
    <div className="page">
      <Shown query={board} what="办理情况">
        {({ place, rows, figures }) => {
          const sum = (key: 'open' | 'red' | 'yellow' | 'paused') => rows.reduce((n, r) => n + r[key], 0)
          return (
            <>
              <div className="head">
                <h1>民情办理总览：{place.name}</h1>
                {at && <Button onClick={() => setQuery({ at: undefined })}>回到全部</Button>}
              </div>
              <dl className="figures">
                <div>
                  <dt>正在办</dt>
                  <dd>{sum('open')}</dd>
                </div>
                <div>
                  <dt>逾期</dt>
                  <dd>{sum('red')}</dd>
                </div>
                <div>
                  <dt>快到期</dt>
                  <dd>{sum('yellow')}</dd>
                </div>
                <div>
                  <dt>暂停</dt>
                  <dd>{sum('paused')}</dd>
                </div>
              </dl>
              <DataTable
                name="民情办理总览"
                rows={rows}
                keyOf={(r) => r.id}
                empty="这里没有正在办的民情反映。"
                actions={(r) =>
                  r.slug !== at && (
                    <button type="button" className="plain" onClick={() => setQuery({ at: r.slug })}>
                      看这里的
                    </button>
                  )
                }
                notes={Object.values(figures)}
                columns={[
                  { name: '谁在办', value: (r) => r.place },
                  { name: '正在办', value: (r) => r.open, number: true },
                  {
                    name: '逾期',
                    value: (r) => r.red,
                    number: true,
                    show: (r) => (r.red > 0 ? <b className="found">{r.red}</b> : 0),
                  },
                  { name: '现在或以前逾期', value: (r) => r.missed, number: true },
                  { name: '快到期', value: (r) => r.yellow, number: true },
                  { name: '暂停', value: (r) => r.paused, number: true },
                  { name: '已报上级', value: (r) => r.escalated, number: true },
                  { name: '最早收到', value: (r) => r.oldest, show: (r) => (r.oldest ? sayTime(r.oldest) : '') },
                ]}
              />
              <Below at={at} />
            </>
          )
        }}
      </Shown>
    </div>
  )
}

/** A phone shows ten at once, and ten more with each press. */
const onPhone = { most: 10 }

function Below({ at }: { at: string | undefined }) {
  const { query } = useAddress()
  const lamp = query.get('lamp') ?? ''
  const filter = { ...(at ? { at } : {}), ...(lamp ? { lamp: lamp as 'red' } : {}), ...(useNarrow() ? onPhone : {}) }
  const cases = useInfiniteQuery({
    queryKey: ['cases', 'below', filter],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      ask(api.cases.below.$get({ query: { ...filter, ...(pageParam === '' ? {} : { after: pageParam }) } })),
    getNextPageParam: (last) => last.next ?? undefined,
  })
  return (
    <section aria-labelledby="below">
      <h2 id="below">一件一件看</h2>
      <div className="filters">
        <label>
          期限
          <select value={lamp} onChange={(e) => setQuery({ lamp: e.target.value })}>
            <option value="">全部</option>
            <option value="red">逾期</option>
            <option value="missed">现在或以前逾期</option>
            <option value="yellow">快到期</option>
            <option value="green">正常</option>
            <option value="paused">暂停</option>
          </select>
        </label>
      </div>
      <Shown query={cases} what="民情反映">
        {({ pages }) => {
          const rows = pages.flatMap((p) => p.rows)
          return rows.length === 0 ? (
            <Nothing>没有符合条件的。</Nothing>
          ) : (
            <ul className="rows tasks">
              {rows.map((r) => (
                <li key={r.id}>
                  <CaseRow row={r} showHolder />
                </li>
              ))}
            </ul>
          )
        }}
      </Shown>
      {cases.hasNextPage && (
        <div className="do">
          <Button loading={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>
            再看后面的
          </Button>
        </div>
      )}
    </section>
  )
}
