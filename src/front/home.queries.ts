/** The county at a glance, from the summary rows; the list of places to choose from. */
import { statement } from '../kernel/site/statement.ts'

export type MonthSum = { month: string; due: number; published: number; late: number; places: number }
export const countyMonthsQ = statement<MonthSum>(
  'countyMonths',
  `SELECT month, sum(due)::int AS due, sum(published)::int AS published, sum(late)::int AS late, count(*)::int AS places
  FROM public_place_months WHERE month = ANY($1::text[]) GROUP BY month ORDER BY month DESC`,
)

export type Recent = {
  code: string
  version: number
  title: string
  item_code: string
  item_version: number
  period: string
  audience: string
  nothing: boolean
  withdrawn: string | null
  published_on: string
  place: string
  place_slug: string
}
/**
 * Newest first, without the items `$2`. What is withdrawn or for others is left out of the last forty, so that the
 * index alone answers.
 */
export const recentQ = statement<Recent>(
  'recent',
  `SELECT n.code, n.version, n.title, n.item_code, n.item_version, n.period, n.audience, n.nothing, n.withdrawn,
    n.published_on, r.name AS place, r.slug AS place_slug
  FROM (SELECT * FROM public_notices WHERE superseded_at IS NULL AND item_code <> ALL($2::text[])
    ORDER BY published_at DESC, id DESC LIMIT 40) n JOIN public_regions r ON r.id = n.region_id
  WHERE n.audience = 'everyone' AND n.withdrawn IS NULL ORDER BY n.published_at DESC, n.id DESC LIMIT $1`,
)

export type NearPlace = { name: string; township: string; slug: string; lng: number; lat: number }
export const nearQ = statement<NearPlace>(
  'near',
  `SELECT r.name, coalesce(p.name, '') AS township, r.slug, r.lng, r.lat FROM public_regions r
    LEFT JOIN public_regions p ON p.id = r.parent_id
  WHERE r.level = 'village' AND r.valid_to IS NULL AND r.lng IS NOT NULL AND r.lat IS NOT NULL ORDER BY r.path`,
)

export type OwnVillage = { name: string; slug: string }
/** Villages by their slugs (`$1`). */
export const namedQ = statement<OwnVillage>(
  'ownVillages',
  `SELECT name, slug FROM public_regions WHERE level = 'village' AND slug = ANY($1::text[])`,
)
