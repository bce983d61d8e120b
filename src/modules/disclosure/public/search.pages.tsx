/** Search over everything public: places first, then kinds of notices, then notices with the line that was found. */
import { sayDay } from '../../../platform/clock.ts'
import { Pager } from '../../../web/pager.tsx'
import { Empty, Row, Rows } from '../../../web/rows.tsx'
import { itemHref, noticeHref, placeHref } from './addresses.ts'
import type { PublicItem } from './frame.queries.ts'
import { placeQ, type Place } from './place.queries.ts'
import { placesQ, searchNotices, type Found, type FoundPlace, type Hit } from './search.queries.ts'
import { titleOf } from './say.ts'
import type { Shown, Visit } from './site.tsx'
import { snippet } from './snippet.ts'

const perPage = 20

export async function searchPage(visit: Visit, typed: string, slug: string | undefined, page: number): Promise<Shown> {
  const place = slug === undefined ? undefined : (await placeQ(visit.db, slug))[0]
  const q = typed.trim().slice(0, 60)
  const crumbs = place ? [{ href: placeHref(place.level, place.slug, visit.frame.root?.slug), text: place.name }] : [{ href: '/', text: visit.frame.county }]
  const plain = q.normalize('NFKC').toLowerCase()
  const latin = /^[a-z0-9]+$/.test(plain) ? plain : ''
  const [places, found] = q === '' ? [[], undefined] : await Promise.all([place ? [] : placesQ(visit.db, escaped(q), latin), searchNotices(visit.db, q, place?.path ?? visit.frame.root?.path, place === undefined || place.level === 'township', perPage, (page - 1) * perPage)])
  const items = place && q !== '' ? visit.frame.catalogue.filter((i) => i.name.includes(q) && i.definition.levels.includes(place.level as 'village')) : []
  return {
    title: q === '' ? '搜索' : `搜索“${q}”`, noindex: true, crumbs,
    body: <Search visit={visit} q={q} place={place} places={places} items={items} found={found} page={page} />,
  }
}

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&')

type SearchProps = { visit: Visit; q: string; place: Place | undefined; places: FoundPlace[]; items: PublicItem[]; found: Found | undefined; page: number }

function Search({ visit, q, place, places, items, found, page }: SearchProps) {
  return (
    <>
      <h1>{place ? `在${place.name}里搜` : '搜索'}</h1>
      <form action="/search" method="get" role="search">
        {place && <input type="hidden" name="place" value={place.slug} />}
        <label for="q">{place ? '要找的内容' : '村名、拼音、首字母，或要找的内容'}</label>
        <div class="find"><input id="q" name="q" type="search" value={q} autocomplete="off" enterkeyhint="search" /><button class="press" type="submit">找一找</button></div>
      </form>
      {places.length > 0 && <><h2>村镇</h2><Rows label="村镇">{places.map((p) => <Row key={p.slug} href={placeHref(p.level, p.slug, visit.frame.root?.slug)} what={p.name} when={p.township} />)}</Rows></>}
      {place && items.length > 0 && <><h2>公开事项</h2><Rows label="公开事项">{items.map((i) => <Row key={i.code} href={itemHref(place.slug, i.code)} what={i.name} />)}</Rows></>}
      {found && <Notices visit={visit} q={q} place={place} found={found} page={page} nothingElse={places.length + items.length === 0} />}
    </>
  )
}

function Notices({ visit, q, place, found, page, nothingElse }: { visit: Visit; q: string; place: Place | undefined; found: Found; page: number; nothingElse: boolean }) {
  const href = (to: number) => `/search?${new URLSearchParams({ page: String(to), ...(place ? { place: place.slug } : {}), q })}`
  if (found.hits.length === 0) return nothingElse ? <Empty text={`没有找到“${q}”。换个说法试试，或者少写几个字。按人名搜不到，这是为了保护个人信息。`} /> : null
  return (
    <>
      <h2>公开内容</h2>
      <p class="quiet">{found.more ? `很多条，先看最近的。多写几个字可以找得更准。` : `找到 ${found.total} 条。`}{!found.exact && '没有一字不差的，下面是意思相近的。'}</p>
      <Rows label="找到的公开内容">{found.hits.map((h) => <HitRow key={h.code} visit={visit} q={q} hit={h} named={place === undefined} />)}</Rows>
      <Pager page={page} pages={found.more ? page + (found.hits.length === perPage ? 1 : 0) : Math.ceil(found.total / perPage)} href={href} what="搜索结果" />
    </>
  )
}

function HitRow({ visit, q, hit, named }: { visit: Visit; q: string; hit: Hit; named: boolean }) {
  const line = snippet(hit.content, q)
  return (
    <Row
      href={noticeHref(hit.code)} what={<>{named && `${hit.place}：`}{titleOf(visit.frame, hit)}</>} when={<time dateTime={hit.published_on}>{sayDay(hit.published_on, hit.published_on.slice(0, 4) !== visit.today.slice(0, 4))}</time>}
      more={line && <>{line.before}<mark>{line.hit}</mark>{line.after}</>}
    />
  )
}
