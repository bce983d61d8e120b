/** Townships, bureaux and the county itself: what they publish, and how those below them stand. */
import { sayCite } from '../kernel/rules/cite.ts'
import { LatestRows, sayFormulas, type Shown, type Visit } from '../modules/disclosure/index.pages.ts'
import { oldHref, sayMonth } from '../modules/disclosure/index.ts'
import { crumbsAbove } from '../kernel/regions/crumbs.ts'
import { placeHref } from '../kernel/regions/addresses.ts'
import type { Place } from '../kernel/regions/shown.queries.ts'
import { Card } from '../web/card.tsx'
import { Row, Rows } from '../web/list.tsx'
import { Became, HolderRows, Seen, sizeOf, State } from './place.parts.tsx'
import { childrenQ, countiesQ, type Child, type CountyFigures } from './place.queries.ts'
import { rangeOf } from '../kernel/regions/range.ts'
import { BriefPlace, CategoryGrid, Months, type PlaceBoard } from './village.pages.tsx'
import { HowCounted } from '../web/howCounted.tsx'

export async function officePage(visit: Visit, board: PlaceBoard): Promise<Shown> {
  const { place } = board
  const children =
    place.level === 'bureau'
      ? []
      : await childrenQ(visit.db, place.id, visit.month, visit.today, ...rangeOf(place.path))
  const counties = place.level === 'city' ? await countiesQ(visit.db, place.id, visit.month, visit.today) : []
  return {
    title: place.name,
    crumbs: crumbsAbove(place, visit.frame),
    feed: { href: `/v/${place.slug}/feed.xml`, title: `${place.name}公开` },
    description: `${place.name}公开了什么${place.level === 'bureau' ? '、指导哪些公开事项' : '，所属各单位公开得怎么样'}。`,
    shortened: true,
    body: visit.brief ? (
      <BriefOffice visit={visit} {...board} places={children} counties={counties} />
    ) : (
      <OfficeBody visit={visit} {...board} places={children} counties={counties} />
    ),
  }
}

type OfficeProps = { visit: Visit; places: Child[]; counties: CountyFigures[] } & PlaceBoard

function OfficeBody({ visit, place, due, notices, holders, months, views, old, places, counties }: OfficeProps) {
  return (
    <>
      <h1>{place.name}</h1>
      <p class="quiet">
        {[place.full_name === place.name ? '' : place.full_name, sizeOf(place)].filter(Boolean).join(' · ')}
      </p>
      {place.duty !== '' && <p>{place.duty}</p>}
      <Became place={place} frame={visit.frame} />
      {counties.length > 0 && <SideBySide visit={visit} counties={counties} />}
      {places.length > 0 && <Below place={place} below={places} />}
      <div class="two">
        <div>
          <h2>{place.name}自己的公开</h2>
          <State visit={visit} place={place} due={due} />
          <HowCounted say={sayFormulas('due', 'published', 'missing')} />
          <LatestRows visit={visit} latest={notices} label="最近公开" />
          <p>
            <a href={`/v/${place.slug}/notices`}>看全部公开</a>
          </p>
          {old > 0 && (
            <p>
              <a href={oldHref(place.slug)}>历史资料（{old} 份）</a>
            </p>
          )}
          <h2>分类查看</h2>
          <CategoryGrid visit={visit} place={place} due={due} />
          {place.level === 'bureau' && <Guided visit={visit} place={place} />}
        </div>
        <div class="side">
          <h2 id="who">谁在负责</h2>
          {place.phone !== '' && (
            <p>
              电话：<a href={`tel:${place.phone}`}>{place.phone}</a>
            </p>
          )}
          <HolderRows holders={holders} limit={10} />
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

/** Large type: the way to one's village first. */
function BriefOffice(p: OfficeProps) {
  const places = p.places.filter((c) => c.level !== 'bureau')
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

/** Those below, in the order of the tree; how they stand in words, without ranking. */
function Below({ place, below }: { place: Place; below: Child[] }) {
  const bureaux = below.filter((c) => c.level === 'bureau')
  const places = below.filter((c) => c.level !== 'bureau' && c.level !== 'county')
  const late = places.reduce((sum, c) => sum + c.missing, 0)
  return (
    <>
      {places.length > 0 && (
        <>
          <h2>{place.level === 'township' ? '各村（社区）' : '各乡镇'}</h2>
          {place.level === 'township' && (
            <p>
              {late === 0 ? (
                '现在没有逾期的。'
              ) : (
                <>
                  各村现在共有 {late} 项逾期。<a href={`/missing?place=${place.slug}`}>逐项看</a>
                </>
              )}
            </p>
          )}
          <ul class="grid">
            {places.map((c) => (
              <li key={c.slug}>
                <a href={placeHref(c.level, c.slug)}>
                  <b>{c.name}</b>
                  {place.level === 'township' && <Standing child={c} />}
                  {place.level === 'township' && c.missing > 0 && <Card kind="late" text={`${c.missing} 项逾期`} />}
                </a>
              </li>
            ))}
          </ul>
          {place.level === 'township' && <HowCounted say={sayFormulas('due', 'published', 'missing')} />}
        </>
      )}
      {bureaux.length > 0 && (
        <>
          <h2>各部门</h2>
          <ul class="grid broad">
            {bureaux.map((c) => (
              <li key={c.slug}>
                <a href={placeHref(c.level, c.slug)}>
                  <b>{c.name}</b>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

/** A city's counties beside each other, in the order of the tree; each figure leads to its rows. */
function SideBySide({ visit, counties }: { visit: Visit; counties: CountyFigures[] }) {
  return (
    <>
      <h2>各县（区）</h2>
      <section class="sheet" aria-label="各县（区）" tabIndex={0}>
        <table>
          <caption class="quiet">{sayMonth(visit.month, visit.today)}，按区划次序排，不排名次</caption>
          <thead>
            <tr>
              <th scope="col">县（区）</th>
              <th scope="col" class="n">
                村（社区）
              </th>
              <th scope="col" class="n">
                应公开
              </th>
              <th scope="col" class="n">
                已公开
              </th>
              <th scope="col" class="n">
                现在逾期
              </th>
            </tr>
          </thead>
          <tbody>
            {counties.map((c) => (
              <tr key={c.slug}>
                <th scope="row">
                  <a href={placeHref('county', c.slug, visit.frame.root?.slug)}>{c.name}</a>
                </th>
                <td class="n">{c.villages}</td>
                <td class="n">{c.due}</td>
                <td class="n">{c.published}</td>
                <td class="n">{c.missing === 0 ? 0 : <a href={`/missing?place=${c.slug}`}>{c.missing}</a>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <HowCounted say={sayFormulas('due', 'published', 'missing')} />
    </>
  )
}

function Standing({ child: c }: { child: Child }) {
  return c.due === 0 ? (
    <span>本月没有到期的</span>
  ) : (
    <>
      <span>本月应公开 {c.due} 项，</span>
      <span>已公开 {c.published} 项</span>
    </>
  )
}

/** The items that a bureau guides in the villages. */
function Guided({ visit, place }: { visit: Visit; place: Place }) {
  const items = visit.frame.catalogue.filter((i) => visit.frame.bureaux.get(i.definition.dept)?.slug === place.slug)
  if (items.length === 0) return null
  return (
    <>
      <h2>指导村里公开的事项</h2>
      <Rows label="指导的事项">
        {items.map((i) => (
          <Row key={i.code} what={i.name} more={sayCite(i.definition.deadline.basis)} />
        ))}
      </Rows>
    </>
  )
}
