/** What the public may know of places themselves: their names, what is above and below them, what became of them. */
import { notFound } from '../../platform/errors.ts'
import { statement, type Reader } from '../site/statement.ts'

export type PlaceChange = {
  kind: string
  on_date: string
  before: string
  after: string
  note: string
  other_slug: string | null
  other_name: string | null
  other_level: string | null
}
export type Place = {
  id: string
  level: string
  kind: string
  name: string
  full_name: string
  slug: string
  stat_code: string | null
  path: string
  households: number | null
  population: number | null
  phone: string
  duty: string
  goes_live_on: string
  grace_until: string
  valid_to: string | null
  parent_name: string | null
  parent_slug: string | null
  parent_level: string | null
  grand_name: string | null
  grand_slug: string | null
  grand_level: string | null
  changes: PlaceChange[] | null
}
/** A place with those above it; `$1`: its slug. */
export const placeSql = `SELECT r.id, r.level, r.kind, r.name, r.full_name, r.slug, r.stat_code, r.path, r.households,
  r.population, r.phone, r.duty, r.goes_live_on, r.grace_until, r.valid_to,
    p.name AS parent_name, p.slug AS parent_slug, p.level AS parent_level, g.name AS grand_name, g.slug AS grand_slug, g.level AS grand_level,
    (SELECT json_agg(c ORDER BY c.on_date) FROM public_region_changes c WHERE c.region_id = r.id) AS changes
  FROM public_regions r LEFT JOIN public_regions p ON p.id = r.parent_id
    LEFT JOIN public_regions g ON g.id = p.parent_id WHERE r.slug = $1`
export const placeQ = statement<Place>('place', placeSql)

/** The place at an address; 404 where there is none. */
export async function placeOf(visit: { db: Reader }, slug: string): Promise<Place> {
  const place = (await placeQ(visit.db, slug))[0]
  if (!place) throw noSuchPlace()
  return place
}

export const noSuchPlace = () => notFound('没有这个地方的页面。可能是网址写错了，请从首页找村子。')

/**
 * The township, county or city above a place (`$1`: its slug), to which complaints about it go; none above the topmost
 * one.
 */
export const aboveQ = statement<{ name: string | null }>(
  'above',
  `SELECT CASE WHEN p.level IN ('township', 'county', 'city') THEN p.name
    WHEN g.level IN ('township', 'county', 'city') THEN g.name END AS name
  FROM public_regions r LEFT JOIN public_regions p ON p.id = r.parent_id
    LEFT JOIN public_regions g ON g.id = p.parent_id WHERE r.slug = $1`,
)
export const regionIdQ = statement<{ id: string }>('regionId', 'SELECT id FROM public_regions WHERE slug = $1')

/** `county`: the one that it lies in, of a city's several. */
export type Township = { name: string; slug: string; villages: number; county: string }
export const townshipsQ = statement<Township>(
  'townships',
  `SELECT t.name, t.slug, count(v.id)::int AS villages, coalesce(c.name, '') AS county FROM public_regions t
    LEFT JOIN public_regions c ON c.id = t.parent_id LEFT JOIN public_regions v ON v.parent_id = t.id
    AND v.level = 'village' AND v.valid_to IS NULL
  WHERE t.level = 'township' AND t.valid_to IS NULL GROUP BY t.id, t.name, t.slug, t.path, c.name, c.path
    ORDER BY c.path, t.path`,
)

/** Every place that stands today, for lists of addresses. */
export const standingPlacesQ = statement<{ slug: string; level: string }>(
  'standingPlaces',
  `SELECT slug, level
  FROM public_regions
  WHERE valid_to IS NULL
  ORDER BY path
  LIMIT 3000`,
)
