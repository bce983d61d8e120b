/**
 * The first screen of those who watch over others and have nothing to do themselves: what came out in time, and where
 * something waits.
 */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../console/client.ts'
import { useMe } from '../../../console/me.ts'
import { Portions, Tiles } from '../../../console/parts/charts.tsx'
import { sayMonth } from '../../../console/parts/Month.tsx'
import { today } from '../../../console/parts/time.ts'
import { Link } from '../../../console/router.tsx'
import { api as disclosureApi } from '../../../modules/disclosure/client.ts'
import { api as reportsApi } from '../../../modules/reports/client.ts'

/** Posts whose work is to look at others'. */
const watches = ['inspector', 'county_admin', 'command_room', 'township_discipline', 'township_leader']

export function Overview() {
  const me = useMe().data
  if (!me?.posts.some((p) => watches.includes(p.function))) return null
  return (
    <>
      {me.may.includes('coverage.see') && <Disclosure />}
      {me.may.includes('report.oversee') && <Reports />}
    </>
  )
}

function Disclosure() {
  const month = today().slice(0, 7)
  const months = useQuery({
    queryKey: ['coverage', 'months'],
    queryFn: () => ask(disclosureApi.coverage.months.$get()),
  })
  const now = useQuery({
    queryKey: ['coverage', { month }],
    queryFn: () => ask(disclosureApi.coverage.$get({ query: { month } })),
  })
  const townships = new Map<string, { missing: number; slug: string | undefined }>()
  // Townships with their villages; of the bureaux only those that are late.
  const places = (now.data?.places ?? []).filter((p) => p.level !== 'bureau' || p.missing > 0)
  for (const p of [...places].sort((a, b) => Number(a.level === 'bureau') - Number(b.level === 'bureau'))) {
    const name = p.level === 'village' || p.level === 'group' ? p.township.split(' ')[0]! : p.name
    const had = townships.get(name)
    townships.set(name, {
      missing: (had?.missing ?? 0) + p.missing,
      slug: p.level === 'village' || p.level === 'group' ? had?.slug : p.slug,
    })
  }
  return (
    <section className="sheet" aria-label="村务公开">
      <h2>
        <Link to="/coverage">村务公开</Link>
      </h2>
      <div className="charts">
        {months.data && months.data.months.length > 0 && (
          <Portions
            caption="每月应公开的"
            names={['应公开', '其中晚了']}
            rows={months.data.months.map((m) => ({
              label: sayMonth(m.month),
              whole: m.due,
              part: m.late,
              text: m.late > 0 ? `${m.due}，晚了 ${m.late}` : String(m.due),
            }))}
          />
        )}
        {townships.size > 0 && (
          <Tiles
            caption={`${sayMonth(month)}到期、现在逾期没公开的（越深越多）`}
            tiles={[...townships].map(([name, t]) => ({
              key: name,
              label: name,
              value: t.missing,
              text: t.missing === 0 ? '没有逾期' : `${t.missing} 项`,
              to: `/coverage?late=1${t.slug ? `&place=${t.slug}` : ''}`,
            }))}
          />
        )}
      </div>
      <p>
        <Link to="/cards">红黄牌</Link>　<Link to="/archives">归档</Link>
      </p>
    </section>
  )
}

function Reports() {
  const board = useQuery({
    queryKey: ['board', undefined],
    queryFn: () => ask(reportsApi.cases.board.$get({ query: {} })),
  })
  if (!board.data || board.data.rows.length === 0) return null
  return (
    <section className="sheet" aria-label="民情反映">
      <h2>
        <Link to="/board">民情反映</Link>
      </h2>
      <Portions
        caption="谁手里有多少"
        names={['正在办', '其中逾期']}
        rows={board.data.rows.map((r) => ({
          label: r.place,
          whole: r.open,
          part: r.red,
          text: r.red > 0 ? `${r.open}，逾期 ${r.red}` : String(r.open),
        }))}
      />
    </section>
  )
}
