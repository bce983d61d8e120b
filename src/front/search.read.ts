/**
 * What a search finds, the strictest reading first; each looser one is tried only where the one before found nothing.
 */
import type { Visit } from '../modules/disclosure/index.pages.ts'
import { askedOf, periodIn, type Asked } from '../kernel/finding/question.ts'
import { alsoCalled, type Words } from '../modules/search/index.ts'
import { placeQ, type Place } from '../kernel/regions/shown.queries.ts'
import { pinyinOf } from '../platform/pinyin.ts'
import { plainOf } from '../platform/search.ts'
import { searchNotices, type Found, type Slice } from './search.queries.ts'
import { findPlaces, partedOf, soundingPlaces, type FoundPlace, type Parted } from './search.places.ts'
import { itemsFound } from './search.kinds.ts'

export type Searched = {
  /** As typed, put right: half-width letters, single spaces. */
  q: string
  /** What was looked for: all that was typed, or what is left of it without the place. */
  asked: Asked
  /** The place that the visitor chose before, or that stands in what was typed. */
  place: Place | undefined
  /** The place was named in what was typed, not chosen: the whole county can be searched instead. */
  isNamed: boolean
  /** The place has nothing, so the whole county was searched. */
  isElsewhere: boolean
  places: FoundPlace[]
  /** Several places of the name typed: which one was meant? */
  which: FoundPlace[]
  found: Found | undefined
}

/** What stands on the page besides the notices, for whether a named place has anything at all. */
const hasItem = (visit: Visit, place: Place, asked: Asked): boolean => itemsFound(visit, place, asked).length > 0

/** `slug`: a place chosen before; "all" where the whole county is wanted whatever is typed. */
export async function readSearch(
  visit: Visit,
  words: Words,
  typed: string,
  slug: string | undefined,
  slice: Slice,
): Promise<Searched> {
  const ask = (text: string) => askedOf(text, (t) => alsoCalled(words, t))
  const chosen = slug === undefined ? undefined : (await placeQ(visit.db, slug))[0]
  const q = plainOf(typed.slice(0, 60))
  const asked = ask(q)
  const nothing: Searched = {
    q,
    asked,
    place: chosen,
    isNamed: false,
    isElsewhere: false,
    places: [],
    which: [],
    found: undefined,
  }
  if (q === '') return nothing
  if (chosen) return inPlace(visit, { ...nothing, place: chosen }, true, slice)
  const group = groupIn(q)
  const groups = group === undefined ? [] : await findPlaces(visit.db, group)
  if (groups.length > 0) return { ...nothing, places: groups }
  const parted = slug === 'all' ? undefined : await partedOf(visit.db, q, false)
  if (parted) return (await inNamed(visit, nothing, parted, ask, slice)) ?? everywhere(visit, nothing, slice)
  const strict = await everywhere(visit, nothing, slice, false)
  if (strict.found || strict.places.length > 0) return strict
  const loose = slug === 'all' ? undefined : await partedOf(visit.db, q, true)
  const named = loose && (await inNamed(visit, nothing, loose, ask, slice))
  return named ?? everywhere(visit, nothing, slice)
}

/** "柳湾村一组" is called 柳湾一组. */
function groupIn(q: string): string | undefined {
  const called = q.replaceAll(' ', '').replace(/村(?=[^村]{1,4}组$)/u, '')
  return called.endsWith('组') && called !== q ? called : undefined
}
const aGroup = /^第?[一二三四五六七八九十\d]{1,3}(?:村民)?小?组$/u

/** A topic inside the place that was typed with it. */
async function inNamed(
  visit: Visit,
  nothing: Searched,
  { places, rest }: Parted,
  ask: (text: string) => Asked,
  slice: Slice,
): Promise<Searched | undefined> {
  if (rest === '' || aGroup.test(rest)) return { ...nothing, places }
  const asked = ask(rest)
  const start = { ...nothing, asked, isNamed: true }
  if (places.length > 1) return { ...start, which: places, found: await notices(visit, undefined, asked, slice, false) }
  const place = (await placeQ(visit.db, places[0]!.slug))[0]
  if (!place) return undefined
  const loose = !hasItem(visit, place, asked) && rest.length > 2
  return inPlace(visit, { ...start, place }, loose, slice)
}

/** In the place; where it has nothing, in the whole county. */
async function inPlace(
  visit: Visit,
  start: Searched & { place: Place },
  loose: boolean,
  slice: Slice,
): Promise<Searched> {
  const found = await notices(visit, start.place, start.asked, slice, loose)
  if (found || hasItem(visit, start.place, start.asked)) return { ...start, found }
  return { ...start, isElsewhere: true, found: await notices(visit, undefined, start.asked, slice, true) }
}

/** The whole county: places, then notices; places that sound so where nothing is written so. */
async function everywhere(visit: Visit, nothing: Searched, slice: Slice, loose = true): Promise<Searched> {
  const [places, found] = await Promise.all([
    findPlaces(visit.db, nothing.q),
    notices(visit, undefined, nothing.asked, slice, loose),
  ])
  const sounding =
    loose && places.length === 0 && /^\p{Script=Han}{2,8}$/u.test(nothing.q)
      ? await soundingPlaces(visit.db, pinyinOf(nothing.q))
      : []
  return { ...nothing, places: [...places, ...sounding], found }
}

/** Of the month or year asked for, where there are any; else of all. */
async function notices(
  visit: Visit,
  place: Place | undefined,
  asked: Asked,
  slice: Slice,
  loose: boolean,
): Promise<Found | undefined> {
  const within = {
    path: place?.path ?? visit.frame.root?.path,
    wide: place === undefined || place.level === 'township' || place.level === 'county',
  }
  const lists = visit.frame.catalogue.filter((i) => i.definition.derived !== null).map((i) => i.code)
  const period = periodIn(asked.typed, visit.today)
  const of = (p: string) => searchNotices(visit.db, { asked, period: p, lists }, within, slice, loose)
  return (period === '' ? undefined : await of(period)) ?? of('')
}
