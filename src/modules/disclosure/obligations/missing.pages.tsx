/** What is late, county-wide or below one place: dated and graded, place by place in the order of the tree. */
import { placeQ, type Place, townshipsQ, type Township } from '../../../kernel/regions/shown.queries.ts'
import { notFound } from '../../../platform/errors.ts'
import { HolderRows } from '../../../web/holders.tsx'
import { HowCounted } from '../../../web/howCounted.tsx'
import { Second } from '../../../web/less.tsx'
import { Narrow, oneOf, withQuery } from '../../../web/narrow.tsx'
import { lastPage, Pager } from '../../../web/pager.tsx'
import { Empty, Row, Rows } from '../../../web/list.tsx'
import { missingHref } from '../addresses.ts'
import { booksBelow, type Books } from './books.ts'
import { BooksLines } from './books.parts.tsx'
import { sayFormulas } from './figures.ts'
import {
  gradesQ,
  lateness,
  missingCountsQ,
  missingQ,
  type Grades,
  type Lateness,
  type MissingCount,
  type MissingRow,
} from './missing.queries.ts'
import { whoHolds, type Held } from '../../../kernel/people/holding.ts'
import { rangeOf } from '../../../kernel/regions/range.ts'
import { glued, nameOf, sayMissing, sayMonth } from './dueWords.ts'
import type { Shown, Visit } from '../site.ts'

/** Five screens of a phone hold as many; rows of one place are shorter. */
const rowsOn = (visit: Visit, place: Place | undefined) => (visit.elder ? 6 : isOne(place) ? 40 : 15)
/** A place with nothing below it that owes: its name and whom to call stand once. */
const isOne = (place: Place | undefined) => place !== undefined && ['village', 'group', 'bureau'].includes(place.level)

/** So many are seen at one look: nothing is to be chosen among them. */
const few = 3

const latenessWords: Record<Lateness, string> = { week: '不到一周', month: '一周到一个月', longer: '超过一个月' }

/** What of the list is asked for; what is unknown of it counts as not asked. */
export type MissingAsked = {
  place: string | undefined
  category: string | undefined
  late: string | undefined
  /** Due in this month. */
  month: string | undefined
  page: number
}

export async function missingListPage(visit: Visit, asked: MissingAsked): Promise<Shown> {
  const place = asked.place === undefined ? undefined : (await placeQ(visit.db, asked.place))[0]
  if (asked.place !== undefined && !place) throw notFound('没有这个地方。请从“哪些还没公开”重新选。')
  const perPage = rowsOn(visit, place)
  const range = rangeOf(place?.path ?? visit.frame.root?.path)
  const [grades, books, townships, counts] = await Promise.all([
    gradesQ(visit.db, visit.today, ...range),
    booksBelow(visit.db, visit.month, visit.today, range),
    townshipsQ(visit.db),
    missingCountsQ(visit.db, visit.today, ...range),
  ])
  const category = visit.frame.categories.find((c) => c.code === asked.category)?.code
  const late = oneOf(asked.late, lateness)
  const inCategory = counts
    .map((c) => ({ ...c, category: categoryOfItem(visit, c.item_code) }))
    .filter((c) => (category ?? c.category) === c.category)
  const month = oneOf(
    asked.month,
    inCategory.map((c) => c.month),
  )
  const listed = inCategory.filter((c) => (month ?? c.month) === c.month)
  const total = sum(listed.filter((c) => (late ?? c.late) === c.late))
  const page = lastPage(asked.page, total, perPage)
  const items =
    category === undefined ? null : counts.map((c) => c.item_code).filter((i) => categoryOfItem(visit, i) === category)
  const [from, most] = [(page - 1) * perPage, perPage]
  const rows = await missingQ(visit.db, visit.today, ...range, items, late ?? null, month ?? null, most, from)
  const held = await whoHolds(visit.db, [...new Set(rows.map((r) => r.region_id))], publishers, visit.today)
  return {
    title: `${place?.name ?? visit.frame.county}还没公开的`,
    crumbs: [
      { href: '/', text: visit.frame.county },
      ...(place ? [{ href: '/missing', text: visit.frame.whole }] : []),
    ],
    description: `${place?.name ?? visit.frame.county}应当公开、过了期限还没有公开的事项，逐项列出，可以反映。`,
    body: (
      <MissingList
        visit={visit}
        place={place}
        grades={grades[0]!}
        books={books}
        rows={rows}
        held={held}
        townships={townships}
        counts={listed}
        months={inCategory}
        month={month}
        category={category}
        late={late}
        total={total}
        page={page}
      />
    ),
  }
}

/** Who is called about what is missing, whatever the item: those who draft and sign there. */
const publishers = ['drafter', 'signer', 'director', 'township_clerk', 'bureau_clerk']

const sum = (counts: readonly { missing: number }[]) => counts.reduce((all, c) => all + c.missing, 0)

/** The category in which an item stands now, or stood at last. */
const categoryOfItem = (visit: Visit, code: string): string | undefined =>
  (visit.frame.catalogue.find((i) => i.code === code) ?? [...visit.frame.items.values()].find((i) => i.code === code))
    ?.category

type ListProps = {
  visit: Visit
  place: Place | undefined
  grades: Grades
  books: readonly Books[]
  rows: MissingRow[]
  held: readonly Held[]
  townships: Township[]
  counts: readonly MissingCount[]
  /** As `counts`, of every month. */
  months: readonly MissingCount[]
  month: string | undefined
  category: string | undefined
  late: Lateness | undefined
  /** Of what is asked for. */
  total: number
  page: number
}

function MissingList({
  visit,
  place,
  grades: g,
  books,
  rows,
  held,
  townships,
  counts,
  months,
  month,
  category,
  late,
  total,
  page,
}: ListProps) {
  const all = g.week + g.month + g.longer
  const address = (to: number) =>
    withQuery('/missing', { place: place?.slug, category, late, month, page: to === 1 ? undefined : to })
  const inTownship = townships.some((t) => t.slug === place?.slug)
  return (
    <>
      <h1>{place?.name ?? visit.frame.county}还没公开的</h1>
      <Second>
        <p class="text">过了期限还没有公开的，逐项列在这里，谁都可以看、可以反映。按村镇的顺序排，不排名次。</p>
      </Second>
      <section class="panel state" aria-label="逾期情况">
        <p class="lead">
          {all === 0
            ? '现在没有逾期的'
            : glued(`${g.places === 1 ? '' : `${g.places} 个单位`}有 ${all.toLocaleString('en')} 项逾期`)}
        </p>
        <BooksLines books={books} today={visit.today} whose={place ? '' : visit.frame.whole} quiet />
        {all > 0 && (
          <p>
            不到一周 {g.week} 项，一周到一个月 {g.month} 项，超过一个月 {g.longer} 项。
          </p>
        )}
        {(all > 0 || books.length > 0) && <HowCounted say={sayFormulas('due', 'published', 'missing')} />}
      </section>
      {(all > few || (category ?? late ?? month) !== undefined) && (
        <Narrow
          action="/missing"
          kept={place !== undefined && !inTownship ? { place: place.slug } : {}}
          lists={[
            {
              name: 'place',
              label: '哪个乡镇',
              value: inTownship ? place?.slug : undefined,
              choices: place === undefined || inTownship ? townships.map((t) => ({ value: t.slug, text: t.name })) : [],
            },
            {
              name: 'category',
              label: '哪一类',
              value: category,
              choices: visit.frame.categories.map((c) => ({ value: c.code, text: c.name })),
            },
            {
              name: 'month',
              label: '哪个月到期',
              value: month,
              choices: [...new Set(months.map((c) => c.month))]
                .sort()
                .reverse()
                .map((m) => ({
                  value: m,
                  text: sayMonth(m, visit.today),
                  count: sum(months.filter((c) => c.month === m)),
                })),
            },
            {
              name: 'late',
              label: '逾期多久',
              value: late,
              choices: lateness.map((l) => ({
                value: l,
                text: latenessWords[l],
                count: sum(counts.filter((c) => c.late === l)),
              })),
            },
          ]}
        />
      )}
      {isOne(place) && rows.length > 0 && held.length > 0 && <HolderRows holders={held} limit={1} label="该谁公开" />}
      {(category ?? late ?? month) !== undefined && <p class="quiet">符合的有 {total} 项。</p>}
      {rows.length === 0 ? (
        <Empty text={all === 0 ? '这里没有逾期的事项。' : '没有符合的，请换一类或者换个月份。'} />
      ) : (
        groups(rows, (r) =>
          isOne(place) ? `${sayMonth(r.due_on.slice(0, 7), visit.today)}到期的` : r.township || r.place,
        ).map(([name, of]) => (
          <section key={name}>
            <h2>{name}</h2>
            <Rows label={name}>
              {of.map((r) => (
                <Row
                  key={r.id}
                  href={missingHref(r.place_slug, r.id)}
                  what={
                    r.township === '' || isOne(place) ? nameOf(visit.frame, r) : `${r.place}：${nameOf(visit.frame, r)}`
                  }
                  more={sayMissing(r.due_on, visit.today)}
                  call={isOne(place) ? undefined : held.find((h) => h.region_id === r.region_id)}
                />
              ))}
            </Rows>
          </section>
        ))
      )}
      <Pager page={page} pages={Math.ceil(total / rowsOn(visit, place))} href={address} what="逾期事项" />
    </>
  )
}

/** By township, what offices owe by office; of one place by the month in which it was due. */
function groups(rows: readonly MissingRow[], nameOf: (row: MissingRow) => string): [string, MissingRow[]][] {
  const by = new Map<string, MissingRow[]>()
  for (const r of rows) {
    const name = nameOf(r)
    by.set(name, [...(by.get(name) ?? []), r])
  }
  return [...by]
}
