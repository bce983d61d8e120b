/** What a search finds, the strictest reading first; each looser one is tried only where the one before found nothing. */
import type { Visit } from '../modules/disclosure/index.pages.ts'
import type { PublicItem } from '../modules/disclosure/index.ts'
import { placeQ, type Place } from '../kernel/regions/shown.queries.ts'
import { pinyinOf } from '../platform/pinyin.ts'
import { plainOf } from '../platform/search.ts'
import { searchNotices, type Found, type Slice } from './search.queries.ts'
import { findPlaces, partedOf, soundingPlaces, type FoundPlace, type Parted } from './search.places.ts'
import { isCalled } from './search.words.ts'

export type Searched = {
  /** As typed, put right: half-width letters, single spaces. */
  q: string
  /** What was looked for in the notices: `q`, or what is left of it without the place. */
  topic: string
  /** The place that the visitor chose before, or that stands in what was typed. */
  place: Place | undefined
  /** The place was named in what was typed, not chosen: the whole county can be searched instead. */
  isNamed: boolean
  /** The named place has nothing, so the whole county was searched. */
  isElsewhere: boolean
  places: FoundPlace[]
  /** Several places of the name typed: which one was meant? */
  which: FoundPlace[]
  items: PublicItem[]
  found: Found | undefined
}

/** `slug`: a place chosen before; "all" where the whole county is wanted whatever is typed. */
export async function readSearch(
  visit: Visit,
  typed: string,
  slug: string | undefined,
  slice: Slice,
): Promise<Searched> {
  const chosen = slug === undefined ? undefined : (await placeQ(visit.db, slug))[0]
  const q = plainOf(typed.slice(0, 60))
  const nothing: Searched = {
    q,
    topic: q,
    place: chosen,
    isNamed: false,
    isElsewhere: false,
    places: [],
    which: [],
    items: [],
    found: undefined,
  }
  if (q === '') return nothing
  if (chosen)
    return { ...nothing, items: itemsOf(visit, chosen, q), found: await notices(visit, chosen, q, slice, true) }
  const parted = slug === 'all' ? undefined : await partedOf(visit.db, q, false)
  if (parted) return (await inNamed(visit, nothing, parted, slice)) ?? everywhere(visit, nothing, slice)
  const strict = await everywhere(visit, nothing, slice, false)
  if (strict.found || strict.places.length > 0) return strict
  const loose = slug === 'all' ? undefined : await partedOf(visit.db, q, true)
  const named = loose && (await inNamed(visit, nothing, loose, slice))
  return named ?? everywhere(visit, nothing, slice)
}

/** A topic inside the place that was typed with it. */
async function inNamed(
  visit: Visit,
  nothing: Searched,
  { places, rest }: Parted,
  slice: Slice,
): Promise<Searched | undefined> {
  if (rest === '') return { ...nothing, places }
  const start = { ...nothing, topic: rest, isNamed: true }
  if (places.length > 1) return { ...start, which: places, found: await notices(visit, undefined, rest, slice, false) }
  const place = (await placeQ(visit.db, places[0]!.slug))[0]
  if (!place) return undefined
  const items = itemsOf(visit, place, rest)
  const found = await notices(visit, place, rest, slice, items.length === 0 && rest.length > 2)
  if (found || items.length > 0) return { ...start, place, items, found }
  return { ...start, place, isElsewhere: true, found: await notices(visit, undefined, rest, slice, true) }
}

/** The whole county: places, then notices; places that sound so where nothing is written so. */
async function everywhere(visit: Visit, nothing: Searched, slice: Slice, loose = true): Promise<Searched> {
  const [places, found] = await Promise.all([
    findPlaces(visit.db, nothing.q),
    notices(visit, undefined, nothing.q, slice, loose),
  ])
  const sounding =
    loose && places.length === 0 && /^\p{Script=Han}{2,8}$/u.test(nothing.q)
      ? await soundingPlaces(visit.db, pinyinOf(nothing.q))
      : []
  return { ...nothing, places: [...places, ...sounding], found }
}

function notices(
  visit: Visit,
  place: Place | undefined,
  text: string,
  slice: Slice,
  loose: boolean,
): Promise<Found | undefined> {
  return searchNotices(
    visit.db,
    text,
    {
      path: place?.path ?? visit.frame.root?.path,
      wide: place === undefined || place.level === 'township' || place.level === 'county',
    },
    slice,
    loose,
  )
}

/** The items of a place by what they are called, also those whose content only some may read: that they exist, everybody may know. */
function itemsOf(visit: Visit, place: Place, text: string): PublicItem[] {
  return text.length < 2
    ? []
    : visit.frame.catalogue.filter(
        (i) =>
          i.definition.levels.includes(place.level as 'village') &&
          !i.definition.exceptKinds.includes(place.kind) &&
          isCalled(i.name, text),
      )
}
