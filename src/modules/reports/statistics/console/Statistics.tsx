/**
 * Figures of a region and a quarter: each share with its formula, medians and 90th percentiles beside the counts;
 * printed as the quarter's analysis sheet.
 */
import { sayShare, shareOf } from '../../../../kernel/site/share.ts'
import { formulas } from '../formulas.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import type { InferResponseType } from 'hono/client'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { DataTable } from '../../../../console/parts/DataTable.tsx'
import { HowCounted } from '../../../../console/parts/HowCounted.tsx'
import { sayDay, today } from '../../../../console/parts/time.ts'
import { Shown } from '../../../../console/parts/State.tsx'
import { tellWrong } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { setQuery, useAddress } from '../../../../console/router.tsx'
import { reportKinds, type ReportKind } from '../../reports.schema.ts'
import { Ledger } from './Ledger.tsx'
import { Pictures, Spots } from './Pictures.tsx'
import { quarterOf } from './quarter.ts'

type Data = InferResponseType<(typeof api)['report-statistics']['$get'], 200>
type Key = keyof Required<Data['groups']>
type Group = NonNullable<Data['groups'][Key]>[number]
const tabs: Record<Key, string> = {
  kind: '种类',
  channel: '来源',
  category: '类别',
  county: '县（区）',
  place: '地方',
  unit: '答复单位',
  level: '哪一级解决',
  month: '月份',
}

export default function Statistics() {
  const { query } = useAddress()
  const quarter = quarterOf(today())
  const [from, to, at] = [query.get('from') ?? quarter.from, query.get('to') ?? quarter.to, query.get('at')]
  const span = { from, to, ...(at ? { at } : {}) }
  const by = (query.get('by') ?? 'kind') as Key
  const figures = useQuery({
    queryKey: ['report-statistics', span, by],
    placeholderData: (before) => before,
    queryFn: () => ask(api['report-statistics'].$get({ query: { ...span, by } })),
  })
  const whole = useQuery({
    queryKey: ['report-statistics', span, 'all'],
    enabled: false,
    queryFn: () => ask(api['report-statistics'].$get({ query: span })),
  })
  const [busy, once] = useBusy()
  const print = () =>
    once(async () => {
      const got = await whole.refetch()
      if (got.error) return tellWrong(got.error)
      requestAnimationFrame(() => window.print())
    })
  return (
    <div className="page">
      {figures.data && <h1>民情反映分析：{figures.data.place}</h1>}
      <div className="filters">
        <label>
          从<input type="date" value={from} onChange={(e) => setQuery({ from: e.target.value }, { typed: true })} />
        </label>
        <label>
          到<input type="date" value={to} onChange={(e) => setQuery({ to: e.target.value }, { typed: true })} />
        </label>
        <Button loading={busy} onClick={() => void print()}>
          打印分析表
        </Button>
        <Ledger span={span} />
      </div>
      <Shown query={figures} what="统计">
        {(data) => <Sheet data={data} all={whole.data} by={by} from={from} to={to} />}
      </Shown>
    </div>
  )
}

/** On the screen one way of grouping; on paper all of them. */
function Sheet({ data, all, by, from, to }: { data: Data; all: Data | undefined; by: Key; from: string; to: string }) {
  const { figures: f, shares } = data
  const percent = (n: number | null) => (n === null ? '—' : `${n}%`)
  const hours = (n: number | null) => (n === null ? '—' : `${n} 小时`)
  return (
    <>
      <p className="quiet">
        {sayDay(from, true)}到 {sayDay(to)}收到的
      </p>
      <dl className="figures">
        <div>
          <dt>收到</dt>
          <dd>{f.received}</dd>
        </div>
        <div>
          <dt>答复过</dt>
          <dd>{f.answered}</dd>
        </div>
        <div>
          <dt>正在办</dt>
          <dd>{f.open}</dd>
        </div>
        <div>
          <dt>有过逾期</dt>
          <dd>{f.late}</dd>
        </div>
        <div>
          <dt>答复用时，一半在</dt>
          <dd>{hours(f.median)}</dd>
        </div>
        <div>
          <dt>九成在</dt>
          <dd>{hours(f.p90)}</dd>
        </div>
        <div>
          <dt>按时率</dt>
          <dd>{percent(shares.onTime)}</dd>
        </div>
        <div>
          <dt>满意率</dt>
          <dd>{percent(shares.content)}</dd>
        </div>
        <div>
          <dt>化解率</dt>
          <dd>{percent(shares.solved)}</dd>
        </div>
      </dl>
      <HowCounted say={Object.values(data.formulas)} />
      <div className="noprint">
        <div className="tabs" role="tablist" aria-label="按什么分">
          {(Object.keys(tabs) as Key[]).map((k) => (
            <button key={k} type="button" role="tab" aria-selected={by === k} onClick={() => setQuery({ by: k })}>
              {tabs[k]}
            </button>
          ))}
        </div>
        {data.groups[by] && <Pictures by={by} name={tabs[by]} groups={data.groups[by]} />}
        {data.groups[by] && <Groups by={by} groups={data.groups[by]} received={f.received} />}
      </div>
      {all && (
        <div className="on-paper">
          {(Object.keys(tabs) as Key[]).map((k) => (
            <section key={k}>
              <h2>按{tabs[k]}</h2>
              <Groups by={k} groups={all.groups[k] ?? []} received={all.figures.received} />
            </section>
          ))}
        </div>
      )}
      <h2>反复出现的地点</h2>
      <Spots spots={data.spots} />
      <DataTable
        name="反复出现的地点"
        rows={data.spots}
        keyOf={(s) => `${s.place}${s.spot}${s.kind}`}
        empty="没有地点出现两次以上。"
        notes={[formulas.persons]}
        columns={[
          { name: '村', value: (s) => s.place },
          { name: '地点', value: (s) => s.spot },
          { name: '种类', value: (s) => reportKinds[s.kind as ReportKind] },
          { name: '件数', value: (s) => s.reports, number: true },
          { name: '人数', value: (s) => s.supporters, number: true },
        ]}
      />
    </>
  )
}

function Groups({ by, groups, received }: { by: Key; groups: readonly Group[]; received: number }) {
  return (
    <DataTable
      name={`民情统计 按${tabs[by]}`}
      rows={groups}
      keyOf={(g) => g.key}
      empty="这段时间没有民情反映。"
      notes={[formulas.received, formulas.answered, formulas.overrun]}
      columns={[
        {
          name: tabs[by],
          value: (g) => g.name,
          show: (g) =>
            by === 'county' && g.slug ? (
              <button
                type="button"
                className="plain"
                onClick={() => setQuery({ at: g.slug ?? undefined, by: 'place' })}
              >
                {g.name}
              </button>
            ) : (
              g.name
            ),
        },
        { name: '收到', value: (g) => g.received, number: true },
        {
          name: '占比',
          value: (g) => sayShare(shareOf(g.received, received)),
          number: true,
        },
        { name: '答复过', value: (g) => g.answered, number: true },
        { name: '有过逾期', value: (g) => g.late, number: true },
        { name: '不满意', value: (g) => g.unsatisfied, number: true },
        { name: '用时一半在（小时）', value: (g) => g.median, number: true },
        { name: '九成在（小时）', value: (g) => g.p90, number: true },
      ]}
    />
  )
}
