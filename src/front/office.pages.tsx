/** Townships, bureaux and the county itself: what they publish, and how those below them stand. */
import {
  booksBelow,
  BooksLines,
  LatestRows,
  sayFormulas,
  type Books,
  type Shown,
  type Visit,
} from '../modules/disclosure/index.pages.ts'
import { oldHref, sayMonth } from '../modules/disclosure/index.ts'
import { crumbsAbove } from '../kernel/regions/crumbs.ts'
import { placeHref } from '../kernel/regions/addresses.ts'
import type { Place } from '../kernel/regions/shown.queries.ts'
import { Card } from '../web/card.tsx'
import { Empty } from '../web/list.tsx'
import { Fold, useFirst } from '../web/less.tsx'
import { InTime } from './figures.pages.tsx'
import { monthFiguresQ, type MonthFigures } from './figures.queries.ts'
import { Narrow, oneOf, withQuery } from '../web/narrow.tsx'
import { lastPage, Pager } from '../web/pager.tsx'
import { Became, Seen, sizeOf, State } from './place.parts.tsx'
import { AreaTable, AreaTiles } from './county.parts.tsx'
import { areasQ, childrenQ, ownFiguresQ, type AreaFigures, type Child } from './place.queries.ts'
import { addMonths } from '../platform/clock.ts'
import { rangeOf } from '../kernel/regions/range.ts'
import { BriefPlace, CategoryGrid, Months, type PlaceBoard } from './village.pages.tsx'
import { HolderRows } from '../web/holders.tsx'
import { HowCounted } from '../web/howCounted.tsx'

export async function officePage(visit: Visit, board: PlaceBoard, asked: BelowAsked): Promise<Shown> {
  const { place } = board
  const children =
    place.level === 'bureau'
      ? []
      : await childrenQ(visit.db, place.id, monthAsked(visit, asked), visit.today, ...rangeOf(place.path))
  const areas = await areasBelow(visit, place)
  const books =
    place.level === 'bureau'
      ? []
      : await booksBelow(visit.db, monthAsked(visit, asked), visit.today, rangeOf(place.path))
  const figures =
    place.level === 'bureau' || visit.brief
      ? []
      : await monthFiguresQ(visit.db, ...rangeOf(place.path), addMonths(visit.month, 1 - monthsDrawn), visit.today)
  return {
    title: place.name,
    crumbs: crumbsAbove(place, visit.frame),
    feed: { href: `/v/${place.slug}/feed.xml`, title: `${place.name}公开` },
    description: `${place.name}公开了什么${place.level === 'bureau' ? '、指导哪些公开事项' : '，所属各单位公开得怎么样'}。`,
    shortened: true,
    body: visit.brief ? (
      <BriefOffice visit={visit} {...board} places={children} areas={areas} books={books} asked={asked} />
    ) : (
      <OfficeBody
        visit={visit}
        {...board}
        places={children}
        areas={areas}
        books={books}
        figures={figures}
        asked={asked}
      />
    ),
  }
}

/** As many months as a telephone shows beside the villages. */
const monthsDrawn = 6

type OfficeProps = {
  visit: Visit
  places: Child[]
  areas: Areas | undefined
  books: Books[]
  asked: BelowAsked
} & PlaceBoard

/** Places of a city or county that stand beside each other. */
type Areas = { level: 'county' | 'township'; areas: AreaFigures[]; rest?: AreaFigures }

async function areasBelow(visit: Visit, place: Place): Promise<Areas | undefined> {
  if (place.level !== 'city' && place.level !== 'county') return undefined
  const level = place.level === 'city' ? 'county' : 'township'
  const since = addMonths(visit.month, -11)
  const areas = await areasQ(visit.db, place.id, visit.month, visit.today, level, since)
  if (level === 'county') return { level, areas }
  const range = rangeOf(place.path)
  const own = (await ownFiguresQ(visit.db, visit.month, visit.today, since, ...range, level))[0]!
  const rest = { name: `${visit.frame.is}里和部门`, slug: place.slug, path: place.path, villages: 0, ...own }
  return areas.length === 0 ? undefined : { level, areas, rest }
}

function OfficeBody({
  visit,
  place,
  due,
  notices,
  holders,
  months,
  views,
  old,
  places,
  areas,
  books,
  figures,
  asked,
}: OfficeProps & { figures: readonly MonthFigures[] }) {
  return (
    <>
      <h1>{place.name}</h1>
      <p class="quiet">
        {[place.full_name === place.name ? '' : place.full_name, sizeOf(place)].filter(Boolean).join(' · ')}
      </p>
      {place.duty !== '' && <p>{place.duty}</p>}
      <Became place={place} frame={visit.frame} />
      {areas && (
        <>
          <BooksLines books={books} today={visit.today} whose={visit.frame.whole} />
          <div class="two">
            <div>
              <AreaTable visit={visit} {...areas} />
            </div>
            <div class="side">
              <h2 class="desk">一眼看</h2>
              <AreaTiles visit={visit} {...areas} />
              <InTimeHere visit={visit} place={place} figures={figures} />
            </div>
          </div>
        </>
      )}
      {places.length > 0 && (
        <div class={areas ? undefined : 'two'}>
          <div>
            <Below visit={visit} place={place} below={places} books={books} asked={asked} />
          </div>
          {!areas && (
            <div class="side">
              <InTimeHere visit={visit} place={place} figures={figures} />
            </div>
          )}
        </div>
      )}
      <div class="two">
        <div>
          <h2>{place.name}自己的公开</h2>
          <State visit={visit} place={place} due={due} />
          <HowCounted say={sayFormulas('due', 'published', 'missing')} />
          <LatestRows visit={visit} latest={notices.slice(0, 3)} label="最近公开" />
          <p>
            <a href={`/v/${place.slug}/notices`}>看全部公开</a>
          </p>
          {old > 0 && (
            <p>
              <a href={oldHref(place.slug)}>历史资料（{old} 份）</a>
            </p>
          )}
          <Fold title="分类查看">
            <CategoryGrid visit={visit} place={place} due={due} />
          </Fold>
          {place.level === 'bureau' && <Guided visit={visit} place={place} />}
        </div>
        <div class="side">
          <h2 id="who">谁在负责</h2>
          {place.phone !== '' && (
            <p>
              电话：<a href={`tel:${place.phone}`}>{place.phone}</a>
            </p>
          )}
          <HolderRows holders={holders} limit={4} />
          <p>
            <a href={`/v/${place.slug}/duties`}>各岗位管什么</a>
          </p>
          <Months visit={visit} months={months} />
          <Seen views={views} />
        </div>
      </div>
    </>
  )
}

/** Of what was due in a place and below it, how much came in time, month by month; the whole year is one press away. */
function InTimeHere({ visit, place, figures }: { visit: Visit; place: Place; figures: readonly MonthFigures[] }) {
  if (figures.every((m) => m.due === 0)) return null
  return (
    <Fold title="每月按时公开" note={`${figures.filter((m) => m.due > 0).length} 个月`} wide>
      <InTime visit={visit} months={figures} />
      <p>
        <a href={place.level === 'township' ? `/figures?place=${place.slug}` : '/figures'}>
          看一年的公开、更正和浏览次数
        </a>
      </p>
    </Fold>
  )
}

/** Large type: the way to one's village first. */
function BriefOffice(p: OfficeProps) {
  const places = useFirst(
    p.places.filter((c) => c.level !== 'bureau'),
    16,
  )
  return (
    <BriefPlace {...p}>
      {places.length > 0 && (
        <>
          <h2>{p.place.level === 'township' ? '找您的村子' : p.place.level === 'city' ? '各县（区）' : '各乡镇'}</h2>
          <ul class="grid close">
            {places.map((c) => (
              <li key={c.slug}>
                <a href={placeHref(c.level, c.slug)}>
                  <b>{c.name}</b>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </BriefPlace>
  )
}

/**
 * Those below, in the order of the tree; how they stand in words, without ranking. A county's townships stand in its
 * table.
 */
function Below({
  visit,
  place,
  below,
  books,
  asked,
}: {
  visit: Visit
  place: Place
  below: Child[]
  books: Books[]
  asked: BelowAsked
}) {
  const bureaux = below.filter((c) => c.level === 'bureau')
  const villages = place.level === 'township' ? below.filter((c) => c.level !== 'bureau') : []
  return (
    <>
      {villages.length > 0 && <Villages visit={visit} place={place} villages={villages} books={books} asked={asked} />}
      {bureaux.length > 0 && (
        <>
          <h2>各部门</h2>
          <details data-printed="true">
            <summary>看 {bureaux.length} 个部门</summary>
            <ul class="grid broad">
              {bureaux.map((c) => (
                <li key={c.slug}>
                  <a href={placeHref(c.level, c.slug)}>
                    <b>{c.name}</b>
                  </a>
                </li>
              ))}
            </ul>
          </details>
        </>
      )}
    </>
  )
}

/** Which villages are wanted, and of which month; what is unknown counts as not asked. */
export type BelowAsked = { month: string | undefined; state: string | undefined; page: number }
/** Five screens of a phone hold as many beside what else the page shows. */
const villagesPerPage = 18
const standings = { late: '现在有逾期', waiting: '还没公开完', out: '都公开了', none: '没有到期的' } as const
type StandingName = keyof typeof standings
const standingNames = Object.keys(standings) as StandingName[]

/** In this order: what is late now stands before how the month's books stand. */
const standingOfChild = (c: Child): StandingName =>
  c.missing > 0 ? 'late' : c.due === 0 ? 'none' : c.published < c.due ? 'waiting' : 'out'

const monthsBack = 12
/** The month asked for, of the last twelve; else this one. */
const monthAsked = (visit: Visit, { month }: BelowAsked): string => oneOf(month, lastMonths(visit)) ?? visit.month
const lastMonths = (visit: Visit) => Array.from({ length: monthsBack }, (_, i) => addMonths(visit.month, -i))

function Villages({
  visit,
  place,
  villages,
  books,
  asked,
}: {
  visit: Visit
  place: Place
  villages: readonly Child[]
  books: readonly Books[]
  asked: BelowAsked
}) {
  const state = oneOf(asked.state, standingNames)
  const month = monthAsked(visit, asked)
  const late = villages.reduce((sum, c) => sum + c.missing, 0)
  const wanted = villages.filter((c) => state === undefined || standingOfChild(c) === state)
  const page = lastPage(asked.page, wanted.length, villagesPerPage)
  const here = placeHref(place.level, place.slug, visit.frame.root?.slug)
  return (
    <>
      <h2>各村（社区）</h2>
      <BooksLines books={books} today={visit.today} whose={`${place.name}和各村`} />
      <p>
        {late === 0 ? (
          '现在没有逾期的。'
        ) : (
          <>
            各村现在共有 {late} 项逾期。<a href={`/missing?place=${place.slug}`}>逐项看</a>
          </>
        )}
      </p>
      <Narrow
        action={here}
        lists={[
          {
            name: 'state',
            label: '公开得怎么样',
            value: state,
            choices: standingNames
              .map((value) => ({
                value,
                text: standings[value],
                count: villages.filter((c) => standingOfChild(c) === value).length,
              }))
              .filter((c) => c.count > 0),
          },
          {
            name: 'month',
            label: '哪个月的账',
            value: oneOf(asked.month, lastMonths(visit)),
            choices: lastMonths(visit).map((value) => ({ value, text: sayMonth(value, visit.today) })),
          },
        ]}
      />
      <p class="quiet">
        {sayMonth(month, visit.today)}，{wanted.length} 个村（社区）：
      </p>
      {wanted.length === 0 && <Empty text="没有符合的，请换一种再看。" />}
      <ul class="grid close told">
        {wanted.slice((page - 1) * villagesPerPage, page * villagesPerPage).map((c) => (
          <li key={c.slug}>
            <a href={placeHref(c.level, c.slug)}>
              <b>{c.name}</b>
              <Standing child={c} when={month === visit.month ? '本月' : ''} today={visit.today} />
              {c.missing > 0 && <Card kind="late" text={`${c.missing} 项逾期`} />}
            </a>
          </li>
        ))}
      </ul>
      <Pager
        page={page}
        pages={Math.ceil(wanted.length / villagesPerPage)}
        what="村（社区）"
        href={(to) => withQuery(here, { state, month: asked.month, page: to === 1 ? undefined : to })}
      />
      <HowCounted say={sayFormulas('due', 'published', 'missing')} />
    </>
  )
}

function Standing({ child: c, when, today }: { child: Child; when: string; today: string }) {
  if (c.due === 0) return <span>{c.goes_live_on > today ? '还没开始公开' : '没有到期的'}</span>
  return (
    <>
      <span>
        {when}应公开 {c.due} 项，
      </span>
      <span>已公开 {c.published} 项</span>
    </>
  )
}

/** The items that a bureau guides in the villages. */
function Guided({ visit, place }: { visit: Visit; place: Place }) {
  const items = visit.frame.catalogue.filter((i) => visit.frame.bureaux.get(i.definition.dept)?.slug === place.slug)
  if (items.length === 0) return null
  return (
    <Fold title="指导村里公开的事项" note={`${items.length} 项`}>
      <ul class="names broad">
        {items.map((i) => (
          <li key={i.code}>{i.name}</li>
        ))}
      </ul>
    </Fold>
  )
}
