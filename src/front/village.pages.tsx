/** A village, community or group: is everything out, what came lately, where is the rest, who answers for it. */
import { LatestRows, sayFormulas, type Shown, type Visit } from '../modules/disclosure/index.pages.ts'
import { categoryHref, noticeHref, oldHref, sayMonth } from '../modules/disclosure/index.ts'
import { placeHref } from '../kernel/regions/addresses.ts'
import { noSuchPlace, type Place } from '../kernel/regions/shown.queries.ts'
import type { ComponentChildren } from 'preact'
import { addMonths } from '../platform/clock.ts'
import { Card } from '../web/card.tsx'
import { Icon, iconFor, type IconName } from '../web/icons.tsx'
import { Morning } from '../web/morning.tsx'
import { Became, Seen, sizeOf, standingOf, StateFirst, StateRest, type Standing } from './place.parts.tsx'
import { boardQ, type Due, type Holder, type MonthCount, type Photo } from './place.queries.ts'
import { Fold } from '../web/less.tsx'
import { HolderRows } from '../web/holders.tsx'
import { HowCounted } from '../web/howCounted.tsx'

/** A place with everything its own page shows. */
export async function boardOf(visit: Visit, slug: string) {
  const board = (await boardQ(visit.db, slug, `${visit.month}-01`, `${addMonths(visit.month, 1)}-01`, visit.today))[0]
  if (!board) throw noSuchPlace()
  return {
    place: board as Place,
    due: board.due ?? [],
    notices: (board.latest ?? []).slice(0, visit.brief ? 3 : 4),
    holders: board.holders ?? [],
    months: board.months ?? [],
    below: board.below ?? [],
    photos: board.photos ?? [],
    old: board.old,
    views: board.views,
  }
}
export type PlaceBoard = Awaited<ReturnType<typeof boardOf>>

export function villagePage(visit: Visit, board: PlaceBoard): Shown {
  const { place } = board
  return {
    title: place.name,
    village: place,
    banner: <Land visit={visit} place={place} due={board.due} below={board.below.length} />,
    feed: { href: `/v/${place.slug}/feed.xml`, title: `${place.name}公开` },
    noindex: place.valid_to !== null && place.valid_to < visit.today,
    description: `${place.parent_name ?? ''}${place.name}的村务公开：应公开什么、公开了什么、谁在负责。`,
    shortened: true,
    body: visit.brief ? <BriefPlace visit={visit} {...board} /> : <Village visit={visit} {...board} />,
  }
}

type VillageProps = { visit: Visit } & PlaceBoard

function Village({ visit, place, due, notices, holders, months, views, below, photos, old }: VillageProps) {
  return (
    <>
      <StateFirst visit={visit} place={place} due={due} />
      <Doors place={place} holders={holders} />
      <StateRest visit={visit} place={place} due={due} />
      <HowCounted say={sayFormulas('due', 'published', 'missing')} />
      <Became place={place} frame={visit.frame} />
      <div class="two">
        <div>
          <h2>村里刚公开的</h2>
          <LatestRows visit={visit} latest={notices} label="村里刚公开的" />
          <p>
            <a href={`/v/${place.slug}/notices`}>看全部公开</a>
          </p>
          <h2>分类看</h2>
          <CategoryGrid visit={visit} place={place} due={due} />
        </div>
        <div class="side">
          <h2 id="who">打电话找谁</h2>
          <HolderRows holders={holders} limit={4} />
          <p>
            <a href={`/v/${place.slug}/duties`}>各岗位管什么</a>
          </p>
          {place.level === 'village' && visit.frame.rules.find('resident.signIn')?.value === true && (
            <p>
              <a href="/my" rel="nofollow">
                本村村民登录，看只给村里人看的公开
              </a>
            </p>
          )}
          {below.length > 0 && (
            <>
              <h2>村民小组</h2>
              <ul class="names">
                {below.map((g) => (
                  <li key={g.slug}>
                    <a href={placeHref(g.level, g.slug)}>{g.name}</a>
                  </li>
                ))}
              </ul>
            </>
          )}
          <Months visit={visit} months={months} />
          <Further place={place} old={old} />
          <Seen views={views} />
        </div>
        <Photos photos={photos} />
      </div>
    </>
  )
}

/** The village's name over its land. */
function Land({ visit, place, due, below }: { visit: Visit; place: Place; due: readonly Due[]; below: number }) {
  const standing = standingOf(visit, due)
  const size = [below > 0 ? `${below} 个组` : '', sizeOf(place)].filter(Boolean).join(' · ')
  return (
    <div class="morning">
      <div class="wrap">
        <h1>{place.name}</h1>
        <p>
          {place.parent_slug && (
            <a href={placeHref(place.parent_level!, place.parent_slug, visit.frame.root?.slug)}>{place.parent_name}</a>
          )}
          {size !== '' && <span class="desk"> · {size}</span>}
        </p>
      </div>
      <Morning code={place.stat_code ?? place.slug} {...standing} label={`${place.name}的早晨：${saySky(standing)}`} />
    </div>
  )
}

/** The picture in words, as far as it says something that the sentence below does not say better. */
function saySky({ due, published, late }: Standing): string {
  if (due === 0) return '太阳已经升起来了。'
  return `太阳升到 ${due} 项里的 ${published} 项${late > 0 ? '，一片云是还有逾期的' : ''}。`
}

/** What the village looks like, from its own notices: read only when somebody comes near. */
function Photos({ photos }: { photos: readonly Photo[] }) {
  if (photos.length === 0) return null
  return (
    <div class="photos">
      <h2>村里的照片</h2>
      <ul>
        {photos.map((p) => (
          <li key={p.sha256}>
            <a href={noticeHref(p.code)}>
              <img
                src={`/f/${p.sha256}/${encodeURIComponent(p.name)}`}
                alt=""
                loading="lazy"
                width="560"
                height="373"
              />
              <span>{p.title}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What people come for most. */
function Doors({ place, holders }: { place: Place; holders: readonly Holder[] }) {
  const phone = place.phone || holders.find((h) => h.office_phone !== '')?.office_phone
  return (
    <nav class="tiles" aria-label="常用">
      <Door to={`/v/${place.slug}/notices`} tone="wheat" icon="ledger" word="看账" say="收支和名单" />
      {place.level === 'village' && (
        <>
          <Door to={`/v/${place.slug}/reports/new`} tone="clay" icon="say" word="反映" say="说一段话就行" />
          <Door to={`/v/${place.slug}/services`} tone="leaf" icon="paper" word="办事" say="先看要带什么" />
        </>
      )}
      <Door to={phone ? `tel:${phone}` : '#who'} tone="sky" icon="call" word="打电话" say={phone ?? '看找谁'} />
    </nav>
  )
}

type DoorProps = { to: string; tone: 'wheat' | 'clay' | 'leaf' | 'sky'; icon: IconName; word: string; say: string }

export function Door({ to, tone, icon, word, say }: DoorProps) {
  return (
    <a class={`tile ${tone}`} href={to}>
      <Icon name={icon} />
      <b>{word}</b>
      <small>{say}</small>
    </a>
  )
}

/**
 * Large type: is everything out, what came lately, whom to call; `children` stand first. (The search is one press away
 * in the head.)
 */
export function BriefPlace({
  visit,
  place,
  due,
  notices,
  holders,
  children,
}: VillageProps & { children?: ComponentChildren }) {
  const first = holders.filter((h) => h.office_phone !== '').slice(0, 2)
  // A village's name stands over its land already.
  const village = place.level === 'village' || place.level === 'group'
  return (
    <>
      {village ? null : <h1>{place.name}</h1>}
      <Became place={place} frame={visit.frame} />
      {children}
      <StateFirst visit={visit} place={place} due={due} />
      <Doors place={place} holders={holders} />
      <StateRest visit={visit} place={place} due={due} />
      {village && (
        <>
          <h2>最近公开</h2>
          <LatestRows visit={visit} latest={notices} label="最近公开" />
        </>
      )}
      <h2 id="who">打电话找谁</h2>
      <HolderRows holders={first.length > 0 ? first : holders.slice(0, 2)} />
    </>
  )
}

const tones = ['wheat', 'sky', 'leaf', 'clay'] as const

export function CategoryGrid({ visit, place, due }: { visit: Visit; place: Place; due: readonly Due[] }) {
  const late = new Map<string, number>()
  for (const o of due.filter((d) => d.published_on === null && d.due_on < visit.today)) {
    const category = visit.frame.items.get(`${o.item_code}@${o.item_version}`)?.category ?? ''
    late.set(category, (late.get(category) ?? 0) + 1)
  }
  const owed = visit.frame.catalogue.filter(
    (i) => i.definition.levels.includes(place.level as 'village') && !i.definition.exceptKinds.includes(place.kind),
  )
  return (
    <ul class="kinds">
      {visit.frame.categories
        .map((c) => ({ ...c, items: owed.filter((i) => i.category === c.code).length }))
        .filter((c) => c.items > 0)
        .map((c, i) => (
          <li key={c.code}>
            <a href={categoryHref(place.slug, c.code)}>
              <span class={`dot ${tones[i % tones.length]}`}>
                <Icon name={iconFor(c.name)} />
              </span>
              <span>{c.name}</span>
              {late.has(c.code) ? (
                <Card kind="late" text={`${late.get(c.code)} 项逾期`} />
              ) : (
                <small>{c.items} 项</small>
              )}
            </a>
          </li>
        ))}
    </ul>
  )
}

export function Months({ visit, months }: { visit: Visit; months: readonly MonthCount[] }) {
  const past = months.filter((m) => m.due > 0)
  if (past.length === 0) return null
  return (
    <Fold title="往月情况" note={`${past.length} 个月`}>
      <ul class="plain">
        {past.map((m) => (
          <li key={m.month}>
            {sayMonth(m.month, visit.today)}：应公开 {m.due} 项，{monthWords(m)}
          </li>
        ))}
      </ul>
      <HowCounted say={sayFormulas('due', 'published', 'late')} />
    </Fold>
  )
}

function monthWords(m: MonthCount): string {
  if (m.published === m.due && m.late === 0) return '全部按时'
  return [
    `已公开 ${m.published} 项`,
    m.late > 0 ? `其中 ${m.late} 项晚了` : '',
    m.due > m.published ? `${m.due - m.published} 项没有公开` : '',
  ]
    .filter(Boolean)
    .join('，')
}

function Further({ place, old }: { place: Place; old: number }) {
  return (
    <>
      <h2>更多</h2>
      <ul class="names">
        {place.level === 'village' && (
          <>
            <li>
              <a href={`/v/${place.slug}/echo`}>回音壁</a>
            </li>
            <li>
              <a href={`/v/${place.slug}/powers`}>权力清单</a>
            </li>
            <li>
              <a href={`/v/${place.slug}/hall`}>办事大厅</a>
            </li>
            <li>
              <a href={`/choose?village=${place.slug}&back=${encodeURIComponent(`/v/${place.slug}`)}`} rel="nofollow">
                打开就到这个村
              </a>
            </li>
            <li>
              <a href="/villages">换一个村</a>
            </li>
          </>
        )}
        <li>
          <a href={`/search?place=${place.slug}`}>搜本村</a>
        </li>
        {old > 0 && (
          <li>
            <a href={oldHref(place.slug)}>历史资料（{old} 份）</a>
          </li>
        )}
        <li>
          <a href={`/v/${place.slug}/poster`}>二维码海报</a>
        </li>
        <li>
          <a href={`/v/${place.slug}/feed.xml`}>订阅更新</a>
        </li>
      </ul>
    </>
  )
}
