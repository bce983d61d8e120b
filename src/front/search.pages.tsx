/** Search over everything public: places first, then kinds of notices, then notices with the line that was found. */
import type { Shown, Visit } from '../modules/disclosure/index.pages.ts'
import { itemHref, noticeHref, audienceName, titleOf } from '../modules/disclosure/index.ts'
import { placeHref } from '../kernel/regions/addresses.ts'
import type { VNode } from 'preact'
import { sayDay } from '../platform/clock.ts'
import { Pager } from '../web/pager.tsx'
import { Row, Rows } from '../web/list.tsx'
import type { Found, Hit } from './search.queries.ts'
import type { FoundPlace } from './search.places.ts'
import { readSearch, type Searched } from './search.read.ts'
import { SearchTips } from './search.tips.tsx'
import { alsoCalled } from './search.words.ts'
import { snippet } from './snippet.ts'

const rowsOn = (visit: Visit) => (visit.brief ? 8 : 20)

export async function searchPage(visit: Visit, typed: string, slug: string | undefined, page: number): Promise<Shown> {
  const perPage = rowsOn(visit)
  const s = await readSearch(visit, typed, slug, { limit: perPage, offset: (page - 1) * perPage })
  const found = page === 1 && s.topic !== '' ? await inRooms(visit, s) : []
  const crumbs = s.place
    ? [{ href: placeHref(s.place.level, s.place.slug, visit.frame.root?.slug), text: s.place.name }]
    : [{ href: '/', text: visit.frame.county }]
  return {
    title: s.q === '' ? '搜索' : `搜索“${s.q}”`,
    noindex: true,
    crumbs,
    body: <Search visit={visit} s={s} page={page} rooms={found} />,
  }
}

/** What the rooms find, each in its own words. */
async function inRooms(visit: Visit, s: Searched): Promise<FoundInRoom[]> {
  const chosen = s.isElsewhere ? undefined : s.place
  const within = {
    path: chosen?.path,
    village: chosen?.level === 'village' ? chosen.slug : undefined,
    named: chosen === undefined,
  }
  const kinds = visit.rooms.map((r) => r.search).filter((k) => k !== undefined)
  const found = await Promise.all(kinds.map((k) => k.find(visit, s.topic, within)))
  return found.flatMap((shown, i) => (shown ? [{ shown, after: kinds[i]!.after === true }] : []))
}

type FoundInRoom = { shown: VNode; after: boolean }
type SearchProps = { visit: Visit; s: Searched; page: number }

function Search({ visit, s, page, rooms }: SearchProps & { rooms: readonly FoundInRoom[] }) {
  const chosen = s.isNamed ? undefined : s.place
  const isEmpty = s.q !== '' && !s.found && s.places.length + s.items.length + rooms.length === 0
  return (
    <>
      <h1>{s.place && !s.isElsewhere ? `在${s.place.name}里搜` : '搜索'}</h1>
      <form action="/search" method="get" role="search">
        {chosen && <input type="hidden" name="place" value={chosen.slug} />}
        <label for="q">{chosen ? '要找的内容' : '村名、拼音、首字母、编码，或要找的内容'}</label>
        <div class="find">
          <input id="q" name="q" type="search" value={s.q} autocomplete="off" enterkeyhint="search" />
          <button class="press" type="submit">
            找一找
          </button>
        </div>
      </form>
      <Where visit={visit} s={s} />
      {s.which.length > 0 && (
        <>
          <h2>是哪一个？</h2>
          <Rows label="是哪一个">
            {s.which.map((p) => (
              <Row
                key={p.slug}
                href={searchHref(s.topic, p.slug)}
                what={`${p.name}里的“${s.topic}”`}
                when={p.township}
              />
            ))}
          </Rows>
        </>
      )}
      {s.places.length > 0 && <Places visit={visit} s={s} />}
      {s.place && s.items.length > 0 && (
        <>
          <h2>公开事项</h2>
          <Rows label="公开事项">
            {s.items.map((i) => (
              <Row
                key={i.code}
                href={itemHref(s.place!.slug, i.code)}
                what={i.name}
                more={i.definition.audience !== 'everyone' && `内容只给${audienceName(i.definition.audience)}看`}
              />
            ))}
          </Rows>
        </>
      )}
      {rooms.filter((r) => !r.after).map((r) => r.shown)}
      {s.found && <Notices visit={visit} s={s} found={s.found} page={page} />}
      {rooms.filter((r) => r.after).map((r) => r.shown)}
      {(isEmpty || s.q === '') && <SearchTips visit={visit} s={s} />}
    </>
  )
}

const searchHref = (q: string, place: string | undefined, page?: number) =>
  `/search?${new URLSearchParams({ ...(page === undefined ? {} : { page: String(page) }), ...(place ? { place } : {}), ...(q ? { q } : {}) })}`

/** Says where was searched, when a place stood in what was typed, and offers the whole county. */
function Where({ visit, s }: { visit: Visit; s: Searched }) {
  if (!s.isNamed || !s.place) return null
  if (s.isElsewhere)
    return (
      <p class="note">
        {s.place.name}里没有找到“{s.topic}”
        {s.found ? `，下面是${visit.frame.whole}的。` : `，${visit.frame.whole}也没有。`}
      </p>
    )
  return (
    <p class="note">
      下面是{s.place.name}的“{s.topic}”。
      <a href={searchHref(s.topic, 'all')}>
        在{visit.frame.whole}找“{s.topic}”
      </a>
    </p>
  )
}

function Places({ visit, s }: { visit: Visit; s: Searched }) {
  const isSounding = !s.places.some((p) => p.name.includes(s.q.replaceAll(' ', ''))) && /\p{Script=Han}/u.test(s.q)
  return (
    <>
      <h2>{isSounding ? '您要找的是不是' : '村镇'}</h2>
      <Rows label="村镇">
        {s.places.map((p: FoundPlace) => (
          <Row key={p.slug} href={placeHref(p.level, p.slug, visit.frame.root?.slug)} what={p.name} when={p.township} />
        ))}
      </Rows>
    </>
  )
}

const looser: Record<Found['how'], string> = {
  typed: '',
  words: '没有一字不差的，下面是这几个词都有的。',
  most: '没有几个词都有的，下面是只少一个词的。',
  any: '没有几个词都有的，下面是有其中一个词的。',
}

function Notices({ visit, s, found, page }: SearchProps & { found: Found }) {
  const inPlace = s.place && !s.isElsewhere ? s.place.slug : s.which.length > 0 || s.isElsewhere ? 'all' : undefined
  const href = (to: number) => searchHref(s.topic, inPlace, to)
  return (
    <>
      <h2>公开内容</h2>
      {found.more && s.place === undefined && (
        <p class="quiet">
          只看一个村的，连村名一起写，例如“{visit.frame.example?.name ?? '村名'} {s.topic}”。
        </p>
      )}
      {found.hits.length === 0 && (
        <p>
          后面没有了。<a href={href(1)}>回到第 1 页</a>
        </p>
      )}
      <p class="quiet">
        {found.hits.length === 0
          ? ''
          : found.more
            ? '很多条，先看最近的。多写几个字可以找得更准。'
            : `找到 ${found.total} 条。`}
        {found.hits.length > 0 && looser[found.how]}
      </p>
      {found.hits.length > 0 && (
        <Rows label="找到的公开内容">
          {found.hits.map((h) => (
            <HitRow
              key={h.code}
              visit={visit}
              topic={s.topic}
              hit={h}
              named={inPlace === undefined || inPlace === 'all'}
            />
          ))}
        </Rows>
      )}
      <Pager
        page={page}
        pages={
          found.more ? page + (found.hits.length === rowsOn(visit) ? 1 : 0) : Math.ceil(found.total / rowsOn(visit))
        }
        href={href}
        what="搜索结果"
      />
    </>
  )
}

function HitRow({ visit, topic, hit, named }: { visit: Visit; topic: string; hit: Hit; named: boolean }) {
  const line = snippet(hit.content, [topic, ...alsoCalled(topic), ...topic.split(' ')])
  return (
    <Row
      href={noticeHref(hit.code)}
      what={
        <>
          {named && `${hit.place}：`}
          {titleOf(visit.frame, hit)}
        </>
      }
      when={
        <time dateTime={hit.published_on}>
          {sayDay(hit.published_on, hit.published_on.slice(0, 4) !== visit.today.slice(0, 4))}
        </time>
      }
      more={
        line && (
          <>
            {line.before}
            <mark>{line.hit}</mark>
            {line.after}
          </>
        )
      }
    />
  )
}
