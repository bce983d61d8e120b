/**
 * How much was published, corrected, withdrawn and looked at, per place and month: for everybody to see, in no score
 * and no ranking.
 */
import type { Shown, Visit } from '../modules/disclosure/index.pages.ts'
import { sayMonth } from '../modules/disclosure/index.ts'
import { placeHref } from '../kernel/regions/addresses.ts'
import { rangeOf } from '../kernel/regions/range.ts'
import { placeQ, townshipsQ } from '../kernel/regions/shown.queries.ts'
import { addMonths } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { Chart } from '../web/chart.tsx'
import { Empty } from '../web/list.tsx'
import { Narrow } from '../web/narrow.tsx'
import { monthFiguresQ, type MonthFigures } from './figures.queries.ts'

const monthsShown = 12
const columns: readonly [keyof Omit<MonthFigures, 'month' | 'inTime'>, string][] = [
  ['due', '应公开'],
  ['out', '已公开'],
  ['published', '新发'],
  ['corrected', '更正'],
  ['withdrawn', '撤回'],
  ['views', '看过'],
]

/** `slug`: of one place with all that is below it, else of the whole. */
export async function figuresPage(visit: Visit, slug: string | undefined): Promise<Shown> {
  const place = slug === undefined ? undefined : (await placeQ(visit.db, slug))[0]
  if (slug !== undefined && !place) throw notFound('没有这个地方。请从首页找村子。')
  const since = addMonths(visit.month, 1 - monthsShown)
  const [months, townships] = await Promise.all([
    monthFiguresQ(visit.db, ...rangeOf(place?.path ?? visit.frame.root?.path), since, visit.today),
    townshipsQ(visit.db),
  ])
  const name = place?.name ?? visit.frame.county
  return {
    title: `${name}公开了多少`,
    crumbs: [
      { href: '/', text: visit.frame.county },
      ...(place ? [{ href: placeHref(place.level, place.slug, visit.frame.root?.slug), text: place.name }] : []),
    ],
    description: `${name}每个月公开、更正、撤回了多少项，网页被看过多少次。`,
    body: (
      <>
        <h1>{name}公开了多少</h1>
        <p class="text">
          最近 {monthsShown}{' '}
          个月，每个月新公开了多少项，更正、撤回过几次，网页被看过几次。只给大家看，不打分，不排名次。
        </p>
        <Narrow
          action="/figures"
          lists={[
            {
              name: 'place',
              label: '哪个乡镇',
              value: townships.find((t) => t.slug === place?.slug)?.slug,
              choices: townships.map((t) => ({ value: t.slug, text: t.name })),
            },
          ]}
        />
        {months.length === 0 ? (
          <Empty text="还没有公开过。" />
        ) : (
          <>
            <InTime visit={visit} months={months} />
            <Months visit={visit} months={months} />
          </>
        )}
        <p class="quiet small">
          “应公开”“已公开”按应当公开的月份算，和首页、各村的数一样。“新发”按发出的日子算，补发以前月份的、不在目录里的通知也在内，所以和“已公开”不一样。更正一次算一次，不再算新发。“看过”只数次数，不记是谁；今天的明天再算进来。
        </p>
      </>
    ),
  }
}

/**
 * Bars from zero: of what was due in each month, how much came by its day. A month in which nothing was due has none.
 */
export function InTime({ visit, months }: { visit: Visit; months: readonly MonthFigures[] }) {
  const due = months.filter((m) => m.due > 0).toReversed()
  if (due.length === 0) return null
  return (
    <>
      <Chart
        caption="按时公开的项数／应公开的项数"
        first="月份"
        series={[{ label: '按时公开', tone: 'in' }]}
        rows={due.map((m) => ({
          label: sayMonth(m.month, visit.today),
          values: [
            {
              value: m.inTime / m.due,
              text: `${m.inTime.toLocaleString('en')}／${m.due.toLocaleString('en')}`,
            },
          ],
        }))}
      />
      <p class="quiet small">
        条的长短是按时公开的占应公开的多少；晚了才公开的、还没有公开的（本月还没到期的也在内）不算按时。
      </p>
    </>
  )
}

function Months({ visit, months }: { visit: Visit; months: readonly MonthFigures[] }) {
  return (
    <section class="sheet tight many" aria-label="每个月" tabIndex={0}>
      <table>
        <caption class="unseen">每个月公开、更正、撤回和看过的次数</caption>
        <thead>
          <tr>
            <th scope="col">月份</th>
            {columns.map(([key, label]) => (
              <th scope="col" class="n" key={key}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {months.map((m) => (
            <tr key={m.month}>
              <th scope="row">{sayMonth(m.month, visit.today)}</th>
              {columns.map(([key]) => (
                <td class="n" key={key}>
                  {m[key].toLocaleString('en')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
