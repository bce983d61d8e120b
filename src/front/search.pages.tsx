/** Search over everything public: places first, then kinds of notices, then notices with the line that was found. */
import type { Shown, Visit } from '../modules/disclosure/index.pages.ts'
import { fullTitleOf, noticeHref } from '../modules/disclosure/index.ts'
import { placeHref } from '../kernel/regions/addresses.ts'
import { fits, otherWay } from '../kernel/finding/fit.ts'
import type { FoundRow } from '../kernel/finding/found.ts'
import { periodIn, type Asked } from '../kernel/finding/question.ts'
import { aboutWhat, leadsFor, readWords, writtenRight, type Lead, type Words } from '../modules/search/index.ts'
import { Fragment } from 'preact'
import { sayDay } from '../platform/clock.ts'
import { readCode } from '../platform/ids.ts'
import { Pager } from '../web/pager.tsx'
import { Row, Rows } from '../web/list.tsx'
import type { Found, Hit } from './search.queries.ts'
import { bureauxFound, itemsFound, numberFound, postsFound, renamedFound } from './search.kinds.ts'
import { inOrder, type Group, type Weighed } from './search.order.ts'
import { readSearch, type Searched } from './search.read.ts'
import { SearchTips } from './search.tips.tsx'
import { snippet } from './snippet.ts'

const rowsOn = (visit: Visit) => (visit.brief ? 5 : 10)

export async function searchPage(visit: Visit, typed: string, slug: string | undefined, page: number): Promise<Shown> {
  const words = await readWords(visit.db, (rule) => visit.frame.rules.find(rule)?.value?.toString())
  const { asTyped, s, groups, leads } = await foundFor(visit, words, typed, slug, page)
  const crumbs = s.place
    ? [{ href: placeHref(s.place.level, s.place.slug, visit.frame.root?.slug), text: s.place.name }]
    : [{ href: '/', text: visit.frame.county }]
  return {
    title: s.q === '' ? '搜索' : `搜索“${s.q}”`,
    noindex: true,
    crumbs,
    body: <Search visit={visit} s={s} page={page} groups={groups} leads={leads} instead={asTyped} />,
  }
}

/** What answers, as typed or as it may have been meant; `asTyped` where nothing answers that. */
export async function foundFor(
  visit: Visit,
  words: Words,
  typed: string,
  slug: string | undefined,
  page: number,
): Promise<Answered & { asTyped: string | undefined }> {
  const found = await lookFor(visit, words, typed, slug, page)
  const meant = isFound(visit, words, found) ? undefined : await meantBy(visit, words, found, slug, page)
  return meant ? { ...meant, asTyped: found.s.q } : { ...found, asTyped: undefined }
}

type Answered = { s: Searched; groups: Weighed[]; leads: readonly Lead[]; sure: boolean }

/**
 * What a question that nothing answers as it was typed may have meant: the word that a sentence is about, or the one
 * that its characters sound like.
 */
async function meantBy(
  visit: Visit,
  words: Words,
  { s }: Answered,
  slug: string | undefined,
  page: number,
): Promise<Answered | undefined> {
  const { typed, core } = s.asked
  // Words typed apart are looked for one by one already.
  if (typed.includes(' ')) return undefined
  const [about, right] = [aboutWhat(words, typed), writtenRight(words, core)]
  // Of two words the longer says more: 高铃补贴 is no 补贴.
  const both =
    right !== undefined && right.word.length > (about?.length ?? 0) ? [right.text, about] : [about, right?.text]
  for (const other of both) {
    const meant = other === undefined ? undefined : await lookFor(visit, words, other, s.place?.slug ?? slug, page)
    if (meant && isFound(visit, words, meant)) return meant
  }
  return undefined
}

async function lookFor(
  visit: Visit,
  words: Words,
  typed: string,
  slug: string | undefined,
  page: number,
): Promise<Answered> {
  const perPage = rowsOn(visit)
  const s = await readSearch(visit, words, typed, slug, { limit: perPage, offset: (page - 1) * perPage })
  const leads = page === 1 && s.q !== '' ? leadsFor(words, s.asked.ways) : { sure: [], perhaps: [] }
  const all = page === 1 && s.q !== '' ? await groupsOf(visit, s, leads.sure.length > 0) : []
  const groups = visit.brief ? all.map((g, i) => ({ ...g, rows: g.rows.slice(0, i === 0 ? 3 : 2) })) : all
  const isAnswered = groups.some((g) => g.weight >= fits.begins - otherWay)
  return { s, groups, leads: isAnswered ? leads.sure : [...leads.sure, ...leads.perhaps], sure: leads.sure.length > 0 }
}

/**
 * Something is called or written as it was typed; what only holds some of its words, or sounds so, is not that, nor is a
 * list of everything.
 */
function isFound(visit: Visit, words: Words, { s, groups, sure }: Answered): boolean {
  const [first] = s.found?.hits ?? []
  const how = s.found?.how
  const isSaid = how === 'typed' || (how === 'words' && aboutWhat(words, s.asked.typed) === undefined)
  return (
    s.q === '' ||
    sure ||
    s.which.length > 0 ||
    (first !== undefined && isSaid && !isListOfAll(visit, first)) ||
    groups.some((g) => g.key !== noticesKey && g.rows.some((r) => r.fit >= fits.inside))
  )
}

/** What lists all there is holds every word, and answers none. */
const isListOfAll = (visit: Visit, hit: { item_code: string }): boolean =>
  visit.frame.catalogue.some((i) => i.code === hit.item_code && i.definition.derived !== null)

/** The group whose rows are the notices that were found. */
export const noticesKey = 'notices'

/**
 * Every kind with its rows, in the order in which they answer. The notices stand among them by one row, which is not
 * shown.
 */
async function groupsOf(visit: Visit, s: Searched, isAnswered: boolean): Promise<Weighed[]> {
  const { asked } = s
  const chosen = s.place
  const within = {
    path: s.isElsewhere ? undefined : chosen?.path,
    village: chosen?.level === 'village' ? chosen.slug : undefined,
    named: chosen === undefined || s.isElsewhere,
  }
  const kinds = visit.rooms.flatMap((r) => (r.search ? [{ key: r.code, ...r.search }] : []))
  const [posts, bureaux, renamed, numbers, ...rooms] = await Promise.all([
    postsFound(visit, chosen, asked),
    bureauxFound(visit, asked),
    s.isNamed ? [] : renamedFound(visit, s.q),
    s.isNamed ? [] : numberFound(visit, codeIn(s.q)),
    ...kinds.map((k) => k.find(visit, asked, within)),
  ])
  const own: Group[] = [
    { key: 'numbers', heading: '编号', label: '这个编号', rows: numbers },
    { key: 'places', heading: placesHeading(s), label: '村镇', rows: [...placesFound(visit, s), ...renamed] },
  ]
  const items: Group = {
    key: 'items',
    heading: '公开事项',
    label: '公开事项',
    wanted: ['money'],
    rows: itemsFound(visit, chosen, asked),
  }
  const beside: Group[] = [
    { key: 'posts', heading: '谁在负责', label: '岗位和人', wanted: ['who'], rows: posts },
    { key: 'bureaux', heading: '部门', label: '部门', wanted: ['who'], rows: bureaux },
    { key: noticesKey, heading: '公开内容', label: '找到的公开内容', wanted: ['money'], rows: noticesFit(visit, s) },
  ]
  const ofRooms = kinds.map((k, i): Group => ({ ...k, rows: rooms[i]! }))
  const first = ofRooms.filter((g) => !g.seldom)
  const order = [
    ...own,
    ...(chosen ? [items, ...first] : [...first, items]),
    ...beside,
    ...ofRooms.filter((g) => g.seldom),
  ]
  return inOrder(order, asked.wants, isAnswered)
}

/**
 * How well the notices answer, by the title of the first, by how loosely they were found, and by the month that was
 * asked for.
 */
function noticesFit(visit: Visit, { found, asked }: Searched): FoundRow[] {
  const first = found?.hits[0]
  if (!found || !first) return []
  const fit = isListOfAll(visit, first)
    ? fits.sound
    : found.how !== 'typed'
      ? fits.about
      : asked.ways.some((w) => [...w].length > 1 && first.title.includes(w))
        ? fits.aliasHolds
        : fits.inside
  const period = periodIn(asked.typed, visit.today)
  const isThen = period !== '' && first.period.startsWith(period)
  return [{ fit: isThen ? fit + 1 : fit, href: noticeHref(first.code), what: '' }]
}

const letters = /[A-Z]/
const digits = /\d/
/** A public number: ten characters, letters and digits both. */
const codeIn = (q: string): string | undefined => {
  const code = readCode(q)
  return code !== undefined && letters.test(code) && digits.test(code) ? code : undefined
}

const isSounding = ({ places, q }: Searched) =>
  places.length > 0 && !places.some((p) => p.name.includes(q.replaceAll(' ', ''))) && /\p{Script=Han}/u.test(q)
const placesHeading = (s: Searched) => (isSounding(s) ? '您要找的是不是' : '村镇')

function placesFound(visit: Visit, s: Searched): FoundRow[] {
  const sounds = isSounding(s)
  const typed = s.q.replaceAll(' ', '')
  return s.places.map((p) => ({
    fit: sounds
      ? fits.sound
      : p.name === typed || p.name.replace(/[村镇乡]$/, '') === typed
        ? fits.code
        : p.name.startsWith(typed) || !/\p{Script=Han}/u.test(typed)
          ? fits.alias
          : fits.holds,
    href: placeHref(p.level, p.slug, visit.frame.root?.slug),
    what: p.name,
    when: p.township ?? undefined,
  }))
}

type SearchProps = { visit: Visit; s: Searched; page: number }

function Search({
  visit,
  s,
  page,
  groups,
  leads,
  instead,
}: SearchProps & {
  groups: readonly Group[]
  leads: readonly Lead[]
  /** As typed, where something else was looked for. */
  instead: string | undefined
}) {
  const chosen = s.isNamed ? undefined : s.place
  const isEmpty = s.q !== '' && !s.found && groups.length + leads.length === 0
  return (
    <>
      <h1>{s.place && !s.isElsewhere ? `在${s.place.name}里搜` : '搜索'}</h1>
      <form action="/search" method="get" role="search">
        {chosen && <input type="hidden" name="place" value={chosen.slug} />}
        <label for="q">{chosen ? '要找的内容' : '村名、要办的事、要看的账，怎么说都行'}</label>
        <div class="find">
          <input id="q" name="q" type="search" value={s.q} autocomplete="off" enterkeyhint="search" />
          <button class="press" type="submit">
            找一找
          </button>
        </div>
      </form>
      {instead !== undefined && (
        <p class="note">
          没有找到“{instead}”，下面是“{s.q}”的。
        </p>
      )}
      <Where visit={visit} s={s} beside={leads.length > 0 || groups.some((g) => g.key !== noticesKey)} />
      {leads.map((lead) => (
        <LeadPanel key={lead.title} lead={lead} />
      ))}
      {s.which.length > 0 && (
        <>
          <h2>是哪一个？</h2>
          <Rows label="是哪一个">
            {s.which.map((p) => (
              <Row
                key={p.slug}
                href={searchHref(s.asked.typed, p.slug)}
                what={`${p.name}里的“${s.asked.typed}”`}
                when={p.township}
              />
            ))}
          </Rows>
        </>
      )}
      {groups.map((g) =>
        g.key === noticesKey ? (
          <Notices key={g.key} visit={visit} s={s} found={s.found!} page={page} />
        ) : (
          <Fragment key={g.key}>
            <h2>{g.heading}</h2>
            <Rows label={g.label}>
              {g.rows.map((r) => (
                <Row key={r.href} href={r.href} what={r.what} when={r.when} more={r.more} />
              ))}
            </Rows>
          </Fragment>
        ),
      )}
      {page > 1 && s.found && <Notices visit={visit} s={s} found={s.found} page={page} />}
      {(isEmpty || s.q === '') && <SearchTips visit={visit} s={s} />}
    </>
  )
}

/** What answers by itself: a number to press, or a page that leads on. */
function LeadPanel({ lead }: { lead: Lead }) {
  return (
    <section class="panel">
      <h2>{lead.title}</h2>
      {lead.advice !== '' && <p>{lead.advice}</p>}
      {lead.phone && (
        <p class="do">
          <a class="press" href={`tel:${lead.phone}`}>
            打 {lead.phone}
          </a>
        </p>
      )}
      {lead.href && (
        <p class="do">
          <a class="press" href={lead.href}>
            去看看
          </a>
        </p>
      )}
    </section>
  )
}

const searchHref = (q: string, place: string | undefined, page?: number) =>
  `/search?${new URLSearchParams({ ...(page === undefined ? {} : { page: String(page) }), ...(place ? { place } : {}), ...(q ? { q } : {}) })}`

/**
 * Says where was searched, when a place stood in what was typed, and offers the whole county. `beside`: something else
 * was found.
 */
function Where({ visit, s, beside }: { visit: Visit; s: Searched; beside: boolean }) {
  if (!s.place || (!s.isNamed && !s.isElsewhere)) return null
  const { typed } = s.asked
  if (s.isElsewhere && beside && !s.found) return null
  if (s.isElsewhere)
    return (
      <p class="note">
        {s.place.name}里没有找到“{typed}”{beside ? '的公开内容' : ''}
        {s.found ? `，下面是${visit.frame.whole}的。` : `，${visit.frame.whole}也没有。`}
      </p>
    )
  return (
    <p class="note">
      下面是{s.place.name}的“{s.asked.typed}”。
      <a href={searchHref(s.asked.typed, 'all')}>
        在{visit.frame.whole}找“{s.asked.typed}”
      </a>
    </p>
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
  const href = (to: number) => searchHref(s.asked.typed, inPlace, to)
  return (
    <>
      <h2>公开内容</h2>
      {found.more && s.place === undefined && (
        <p class="quiet">
          只看一个村的，连村名一起写，例如“{visit.frame.example?.name ?? '村名'} {s.asked.typed}”。
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
              asked={s.asked}
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

function HitRow({ visit, asked, hit, named }: { visit: Visit; asked: Asked; hit: Hit; named: boolean }) {
  const line = snippet(hit.content, [...asked.ways, ...asked.core.split(' ')])
  return (
    <Row
      href={noticeHref(hit.code)}
      what={
        <>
          {named && `${hit.place}：`}
          {fullTitleOf(visit.frame, hit)}
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
