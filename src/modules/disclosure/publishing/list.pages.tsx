/** Everything a place has published: by month, newest first; by group, kind and month where asked. */
import { crumbsTo } from '../../../kernel/regions/crumbs.ts'
import { placeOf } from '../../../kernel/regions/shown.queries.ts'
import { addMonths } from '../../../platform/clock.ts'
import { notFound } from '../../../platform/errors.ts'
import { Empty } from '../../../web/list.tsx'
import { Narrow, withQuery } from '../../../web/narrow.tsx'
import { lastPage, Pager } from '../../../web/pager.tsx'
import { groupHref } from '../addresses.ts'
import { sayMonth } from '../obligations/dueWords.ts'
import type { Shown, Visit } from '../site.ts'
import { LatestRows } from './latest.parts.tsx'
import {
  groupsQ,
  listedQ,
  noticeItemsQ,
  noticeMonthsQ,
  type GroupName,
  type Latest,
  type NoticeItem,
  type Wanted,
} from './latest.queries.ts'

/** Five screens of a phone hold as many; fewer in large type. */
const rowsOn = (visit: Visit) => (visit.elder ? 10 : 20)

/** What of a place's notices is asked for; what is unknown of it counts as not asked. */
export type Listing = {
  page: number
  group: string | undefined
  category: string | undefined
  month: string | undefined
}

export async function noticesPage(visit: Visit, slug: string, asked: Listing): Promise<Shown> {
  const perPage = rowsOn(visit)
  const place = await placeOf(visit, slug)
  const groups = (await groupsQ(visit.db, place.id)).filter((g) => g.notices > 0)
  const only =
    asked.group === undefined
      ? undefined
      : [{ id: place.id, slug, name: place.name }, ...groups].find((g) => g.slug === asked.group)
  if (asked.group !== undefined && !only) throw notFound('没有这个村民小组，或者它还没有公开过内容。')
  const category = visit.frame.categories.find((c) => c.code === asked.category)?.code
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(asked.month ?? '') ? asked.month : undefined
  const wanted: Wanted = {
    place: place.id,
    only: only?.id ?? null,
    items: category === undefined ? null : itemsOf(visit, category),
  }
  const days = month === undefined ? undefined : { from: `${month}-01`, before: `${addMonths(month, 1)}-01` }
  const [months, items] = await Promise.all([noticeMonthsQ(visit.db, wanted), noticeItemsQ(visit.db, wanted, days)])
  const total = months.reduce((sum, m) => (month === undefined || m.month === month ? sum + m.notices : sum), 0)
  const page = lastPage(asked.page, total, perPage)
  const latest = await listedQ(visit.db, { ...wanted, days }, perPage, (page - 1) * perPage)
  const title = only && only.slug !== slug ? `${only.name}的公开` : `${place.name}的全部公开`
  const here = `/v/${slug}/notices`
  const at = (to: number) => withQuery(here, { group: asked.group, category, month, page: to === 1 ? undefined : to })
  return {
    title,
    crumbs: crumbsTo(place, visit.frame),
    body: (
      <>
        <h1>{title}</h1>
        {groups.length > 0 && <ByGroup slug={slug} groups={groups} now={only?.slug} />}
        <Narrow
          action={here}
          kept={{ group: asked.group }}
          lists={[
            {
              name: 'category',
              label: '哪一类',
              value: category,
              choices: categoriesWith(visit, items, category),
            },
            {
              name: 'month',
              label: '哪个月',
              value: month,
              choices: months.map((m) => ({ value: m.month, text: sayMonth(m.month, visit.today), count: m.notices })),
            },
          ]}
        />
        <p class="quiet">共 {total} 项，最近的在前面。</p>
        {total === 0 ? (
          <Empty text={category || month ? '没有符合的，请换一类或者换个月份。' : '还没有公开过内容。'} />
        ) : (
          <ByMonth visit={visit} latest={latest} />
        )}
        <Pager page={page} pages={Math.ceil(total / perPage)} href={at} what="公开" />
      </>
    ),
  }
}

/** The categories that hold any of these notices, each with how many; the chosen one, too, where it holds none. */
function categoriesWith(visit: Visit, items: readonly NoticeItem[], chosen: string | undefined) {
  const counts = new Map(items.map((i) => [i.item_code, i.notices]))
  return visit.frame.categories
    .map((c) => ({
      value: c.code,
      text: c.name,
      count: itemsOf(visit, c.code).reduce((sum, code) => sum + (counts.get(code) ?? 0), 0),
    }))
    .filter((c) => c.count > 0 || c.value === chosen)
}

/** The codes of a category's items, those that are no longer in force, too. */
const itemsOf = (visit: Visit, category: string) => [
  ...new Set([...visit.frame.items.values()].filter((i) => i.category === category).map((i) => i.code)),
]

function ByMonth({ visit, latest }: { visit: Visit; latest: readonly Latest[] }) {
  const months = [...new Set(latest.map((n) => n.published_on.slice(0, 7)))]
  return (
    <>
      {months.map((month) => (
        <section key={month}>
          <h2>{sayMonth(month, visit.today)}公开的</h2>
          <LatestRows
            visit={visit}
            latest={latest.filter((n) => n.published_on.startsWith(month))}
            label={`${sayMonth(month, visit.today)}公开的`}
          />
        </section>
      ))}
    </>
  )
}

/** Of the whole village, or of one group of villagers (《村民委员会组织法》第三十二条). */
function ByGroup({ slug, groups, now }: { slug: string; groups: readonly GroupName[]; now: string | undefined }) {
  const choices = [
    { to: undefined, text: '全部' },
    { to: slug, text: '全村的' },
    ...groups.map((g) => ({ to: g.slug, text: g.name })),
  ]
  return (
    <nav aria-label="按村民小组看">
      <ul class="choices">
        {choices.map((c) => (
          <li key={c.text}>
            <a href={groupHref(slug, c.to)} aria-current={c.to === now ? 'page' : undefined}>
              {c.text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
