/** Everything a place has published: by month, newest first; by group, kind and month where asked. */
import { crumbsTo } from '../../../kernel/regions/crumbs.ts'
import { placeOf } from '../../../kernel/regions/shown.queries.ts'
import { addMonths } from '../../../platform/clock.ts'
import { notFound } from '../../../platform/errors.ts'
import { Empty } from '../../../web/list.tsx'
import { lastPage, Pager } from '../../../web/pager.tsx'
import { groupHref } from '../addresses.ts'
import { sayMonth } from '../obligations/dueWords.ts'
import type { Shown, Visit } from '../site.ts'
import { LatestRows } from './latest.parts.tsx'
import {
  groupsQ,
  listedQ,
  noticeMonthsQ,
  type GroupName,
  type Latest,
  type NoticeMonth,
  type Wanted,
} from './latest.queries.ts'

const perPage = 40

/** What of a place's notices is asked for; what is unknown of it counts as not asked. */
export type Listing = {
  page: number
  group: string | undefined
  category: string | undefined
  month: string | undefined
}

export async function noticesPage(visit: Visit, slug: string, asked: Listing): Promise<Shown> {
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
  const months = await noticeMonthsQ(visit.db, wanted)
  const total = months.reduce((sum, m) => (month === undefined || m.month === month ? sum + m.notices : sum), 0)
  const page = lastPage(asked.page, total, perPage)
  const days = month === undefined ? undefined : { from: `${month}-01`, before: `${addMonths(month, 1)}-01` }
  const latest = await listedQ(visit.db, { ...wanted, days }, perPage, (page - 1) * perPage)
  const title = only && only.slug !== slug ? `${only.name}的公开` : `${place.name}的全部公开`
  const at = (to: number) =>
    addressAt(slug, { group: asked.group, category, month, page: to === 1 ? undefined : String(to) })
  return {
    title,
    crumbs: crumbsTo(place, visit.frame),
    body: (
      <>
        <h1>{title}</h1>
        {groups.length > 0 && <ByGroup slug={slug} groups={groups} now={only?.slug} />}
        <Narrow visit={visit} slug={slug} group={asked.group} category={category} month={month} months={months} />
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

/** The codes of a category's items, those that are no longer in force, too. */
const itemsOf = (visit: Visit, category: string) => [
  ...new Set([...visit.frame.items.values()].filter((i) => i.category === category).map((i) => i.code)),
]

function addressAt(slug: string, asked: Record<string, string | undefined>): string {
  const query = new URLSearchParams(Object.entries(asked).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])))
  return `/v/${slug}/notices${query.size === 0 ? '' : `?${query}`}`
}

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

type NarrowProps = {
  visit: Visit
  slug: string
  group: string | undefined
  category: string | undefined
  month: string | undefined
  months: readonly NoticeMonth[]
}

/** Two lists to choose from and a button: without a script too. */
function Narrow({ visit, slug, group, category, month, months }: NarrowProps) {
  return (
    <form class="narrow" action={`/v/${slug}/notices`} method="get">
      {group !== undefined && <input type="hidden" name="group" value={group} />}
      <label>
        哪一类
        <select name="category">
          <option value="">全部</option>
          {visit.frame.categories.map((c) => (
            <option key={c.code} value={c.code} selected={c.code === category}>
              {c.name}
            </option>
          ))}
        </select>
      </label>
      <label>
        哪个月
        <select name="month">
          <option value="">全部</option>
          {months.map((m) => (
            <option key={m.month} value={m.month} selected={m.month === month}>
              {sayMonth(m.month, visit.today)}（{m.notices}）
            </option>
          ))}
        </select>
      </label>
      <button class="press second" type="submit">
        只看这些
      </button>
      {(category || month) && <a href={groupHref(slug, group)}>看全部</a>}
    </form>
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
