/** What the public may know of a place: who it is, what is due, what came out, who answers for it. */
import { latest, missingText, type Latest } from '../modules/disclosure/index.ts'
import { placeSql, type Place } from '../kernel/regions/shown.queries.ts'
import { adhoc, statement } from '../kernel/site/statement.ts'
import { heldOnText } from '../kernel/people/terms.ts'
import { standingOnText } from '../kernel/regions/standing.ts'

export type Due = {
  id: string
  item_code: string
  item_version: number
  period: string
  stage: string
  due_on: string
  published_on: string | null
  nothing: boolean
  event_title: string
  in_month: boolean
}
export type Holder = {
  post: string
  duty: string
  post_code: string
  person: string
  office_phone: string
  term_until: string | null
  from_on: string
  deputy: string | null
  deputy_to: string | null
}
export type MonthCount = { month: string; due: number; published: number; late: number }
/** A photograph of a notice: who attached it called it one. */
export type Photo = { sha256: string; name: string; code: string; title: string; day: string }
export type Named = { name: string; slug: string; level: string }
export type Board = {
  due: Due[] | null
  latest: Latest[] | null
  holders: Holder[] | null
  months: MonthCount[] | null
  below: Named[] | null
  photos: Photo[] | null
  old: number
  views: number
}

/** Due within the month that begins on `$2` and ends before `$3`, and whatever is missing from before today (`$4`). */
const due = `SELECT id, item_code, item_version, period, stage, due_on, published_on, nothing, event_title,
  due_on >= $2::date AND due_on < $3::date AS in_month
  FROM public_obligations WHERE region_id = place.id
    AND ((due_on >= $2::date AND due_on < $3::date) OR (${missingText('$4::date')})) ORDER BY due_on, item_code`
/**
 * The newest photographs of the last year, three at most, each once: scans among the papers of a notice and the board
 * that it hung on are called otherwise.
 */
const photos = `SELECT * FROM (SELECT DISTINCT ON (f.sha256) f.sha256, f.name, n.code, n.title,
    n.published_on AS day
    FROM public_notices n JOIN public_files f ON f.publication_id = n.id
    WHERE n.region_id = place.id AND n.superseded_at IS NULL AND n.published_on > $4::date - 365
      AND f.type LIKE 'image/%' AND f.name LIKE '%照片%' AND f.name NOT LIKE '%公开栏%'
    ORDER BY f.sha256, n.published_at DESC) each
  ORDER BY day DESC, code LIMIT 3`
const holders = (
  region: string,
  day: string,
) => `SELECT post, duty, post_code, person, office_phone, from_on, term_until,
    CASE WHEN deputy_from <= ${day}::date AND deputy_to >= ${day}::date THEN deputy END AS deputy, deputy_to
  FROM public_posts p WHERE region_id = ${region} AND ${heldOnText('p', day)} ORDER BY position, post_code, person`

/**
 * A place (`$1`: its slug) and all that its own page shows, in one question. The limit is written out: with a parameter
 * PostgreSQL would plan the statement anew every time.
 */
export const boardQ = statement<Place & Board>(
  'board',
  `SELECT place.*, (SELECT json_agg(d) FROM (${due}) d) AS due,
    (SELECT json_agg(l) FROM (${latest('place.id', 'LIMIT 8')}) l) AS latest,
    (SELECT json_agg(h) FROM (${holders('place.id', '$4')}) h) AS holders,
  (SELECT json_agg(m) FROM (SELECT month, due, published, late FROM public_place_months WHERE region_id = place.id
    AND month < to_char($2::date, 'YYYY-MM') ORDER BY month DESC LIMIT 12) m) AS months,
  (SELECT json_agg(b) FROM (SELECT name, slug, level FROM public_regions g WHERE parent_id = place.id
    AND level = 'group' AND ${standingOnText('g', '$4')} ORDER BY path) b) AS below,
  (SELECT json_agg(p) FROM (${photos}) p) AS photos,
  (SELECT count(*)::int FROM public_historical_records WHERE region_id = place.id) AS old,
  (SELECT coalesce(sum(views), 0)::int FROM site_views WHERE code = $1 AND day < $4::date) AS views
  FROM (${placeSql}) AS place`,
)

export const holdersQ = statement<Holder>('holders', holders('$1', '$2'))

export type Child = {
  name: string
  slug: string
  level: string
  kind: string
  due: number
  published: number
  missing: number
  goes_live_on: string
}
/** A county or township with all that is below it. */
export type AreaFigures = {
  name: string
  slug: string
  path: string
  villages: number
  due: number
  published: number
  missing: number
  /** Reports of the last year, and those of them that were never late. */
  received: number
  inTime: number
}
/**
 * The places of a level (`$4`) below one (`$1`) with all that is below each: this month's counts (`$2`), what is
 * missing today (`$3`), reports since a month (`$5`); never ranked.
 */
export const areasQ =
  adhoc<AreaFigures>(`SELECT c.name, c.slug, c.path, count(r.id) FILTER (WHERE r.level = 'village')::int AS villages,
    coalesce(sum(m.due), 0)::int AS due, coalesce(sum(m.published), 0)::int AS published,
      coalesce(sum(o.missing), 0)::int AS missing,
    coalesce(sum(p.received), 0)::int AS received, coalesce(sum(p.in_time), 0)::int AS "inTime"
  FROM public_regions c LEFT JOIN public_regions r ON r.path >= c.path AND r.path < left(c.path, -1) || '/'
    AND ${standingOnText('r', '$3')}
  LEFT JOIN public_place_months m ON m.region_id = r.id AND m.month = $2
  LEFT JOIN (SELECT region_id, count(*) AS missing FROM public_obligations WHERE ${missingText('$3::date')}
    GROUP BY region_id) o ON o.region_id = r.id
  LEFT JOIN (SELECT region_id, sum(received) AS received, sum(in_time) AS in_time FROM public_report_months
    WHERE month >= $5 GROUP BY region_id) p ON p.region_id = r.id
  WHERE c.parent_id = $1 AND c.level = $4 AND ${standingOnText('c', '$3')} GROUP BY c.id, c.name, c.slug, c.path
    ORDER BY c.path`)

/**
 * All within a path (`$4`–`$5`) that lies under no place of a level (`$6`): the county's own offices; month `$1`, today
 * `$2`, reports since `$3`.
 */
export const ownFiguresQ = adhoc<
  Omit<AreaFigures, 'name' | 'slug' | 'path' | 'villages'>
>(`WITH own AS (SELECT r.id FROM public_regions r WHERE r.path >= $4 AND r.path < $5
      AND NOT EXISTS (SELECT 1 FROM public_regions c WHERE c.level = $6 AND r.path >= c.path
        AND r.path < left(c.path, -1) || '/'))
  SELECT (SELECT coalesce(sum(due), 0)::int FROM public_place_months WHERE month = $1
    AND region_id IN (SELECT id FROM own)) AS due,
    (SELECT coalesce(sum(published), 0)::int FROM public_place_months WHERE month = $1
      AND region_id IN (SELECT id FROM own)) AS published,
    (SELECT count(*)::int FROM public_obligations WHERE ${missingText('$2::date')}
      AND region_id IN (SELECT id FROM own)) AS missing,
    (SELECT coalesce(sum(received), 0)::int FROM public_report_months WHERE month >= $3
      AND region_id IN (SELECT id FROM own)) AS received,
    (SELECT coalesce(sum(in_time), 0)::int FROM public_report_months WHERE month >= $3
      AND region_id IN (SELECT id FROM own)) AS "inTime"`)

/**
 * The places below one, with this month's counts (`$2`) and what is missing today (`$3`); by name's place in the tree,
 * never ranked.
 */
export const childrenQ =
  adhoc<Child>(`SELECT r.name, r.slug, r.level, r.kind, r.goes_live_on, coalesce(m.due, 0) AS due,
    coalesce(m.published, 0) AS published, coalesce(o.missing, 0)::int AS missing
  FROM public_regions r LEFT JOIN public_place_months m ON m.region_id = r.id AND m.month = $2
  LEFT JOIN (SELECT region_id, count(*) AS missing FROM public_obligations WHERE ${missingText('$3::date')}
    AND path >= $4 AND path < $5 GROUP BY region_id) o ON o.region_id = r.id
  WHERE r.parent_id = $1 AND ${standingOnText('r', '$3')} ORDER BY r.path`)
