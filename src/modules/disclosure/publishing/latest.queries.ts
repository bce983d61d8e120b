/** The newest notices of a place. */
import { statement, type Reader } from '../../../kernel/site/statement.ts'

export type Latest = {
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
  questions: number
  /** Of which group of villagers it is, where of one (OL 32). */
  group_name: string | null
  group_slug: string | null
}
/**
 * `region`: whose, with what its groups of villagers publish; `limit`: of the list.
 */
export const latest = (
  region: string,
  limit: string,
) => `SELECT l.code, l.version, l.title, l.item_code, l.item_version, l.period, l.audience, l.nothing, l.withdrawn,
  l.published_on,
    l.group_name, l.group_slug,
    (SELECT count(*) FROM public_questions q WHERE q.notice_id = l.notice_id AND q.text IS NOT NULL)::int AS questions
  FROM (SELECT n.*, o.group_name, o.group_slug
    FROM (${ofPlace(region)}) o CROSS JOIN LATERAL (SELECT * FROM public_notices WHERE region_id = o.id
      AND superseded_at IS NULL ORDER BY published_at DESC, id DESC ${firstOf(limit)}) n
    ORDER BY n.published_at DESC, n.id DESC ${limit}) l ORDER BY l.published_at DESC, l.id DESC`

/** The place itself and its groups; a group's name where it is one. */
const ofPlace = (region: string) =>
  `SELECT r.id, CASE WHEN r.id <> ${region} THEN r.name END AS group_name, CASE
    WHEN r.id <> ${region} THEN r.slug END AS group_slug
    FROM public_regions r WHERE r.id = ${region} OR (r.parent_id = ${region} AND r.level = 'group')`

/** A list of fixed length needs no more than that of each. */
const firstOf = (limit: string) => (/^LIMIT \d+$/.test(limit) ? limit : '')

export const latestQ = statement<Latest>('latest', latest('$1', 'LIMIT $2 OFFSET $3'))

/**
 * `place`: whose, with its groups of villagers; `only`: the place's own or one group's (an id), null for all; `items`:
 * codes, null for all.
 */
export type Wanted = { place: string; only: string | null; items: readonly string[] | null }
type Days = { from: string; before: string }

const wanted = `n.superseded_at IS NULL AND ($2::text IS NULL OR o.id = $2) AND ($3::text[] IS NULL OR n.item_code = ANY($3))`

const listed = statement<Latest>(
  'noticesListed',
  `SELECT n.code, n.version, n.title, n.item_code, n.item_version, n.period, n.audience, n.nothing, n.withdrawn,
    n.published_on,
    o.group_name, o.group_slug,
    (SELECT count(*) FROM public_questions q WHERE q.notice_id = n.notice_id AND q.text IS NOT NULL)::int AS questions
  FROM public_notices n JOIN (${ofPlace('$1')}) o ON o.id = n.region_id
  WHERE ${wanted} AND ($4::date IS NULL OR n.published_on >= $4 AND n.published_on < $5::date)
  ORDER BY n.published_at DESC, n.id DESC LIMIT $6 OFFSET $7`,
)
/** A page of a place's notices, newest first; `days`: published from the first to before the second. */
export const listedQ = (
  db: Reader,
  { place, only, items, days }: Wanted & { days: Days | undefined },
  limit: number,
  offset: number,
) => listed(db, place, only, items, days?.from ?? null, days?.before ?? null, limit, offset)

export type NoticeMonth = { month: string; notices: number }
const months = statement<NoticeMonth>(
  'noticeMonths',
  `SELECT to_char(n.published_on, 'YYYY-MM') AS month, count(*)::int AS notices
  FROM public_notices n JOIN (${ofPlace('$1')}) o ON o.id = n.region_id
  WHERE ${wanted}
  GROUP BY 1 ORDER BY 1 DESC`,
)
/** How many a place published, by month, newest first. */
export const noticeMonthsQ = (db: Reader, { place, only, items }: Wanted) => months(db, place, only, items)

export type NoticeItem = { item_code: string; notices: number }
const itemCounts = statement<NoticeItem>(
  'noticeItems',
  `SELECT n.item_code, count(*)::int AS notices
  FROM public_notices n JOIN (${ofPlace('$1')}) o ON o.id = n.region_id
  WHERE ${wanted} AND ($4::date IS NULL OR n.published_on >= $4 AND n.published_on < $5::date)
  GROUP BY 1`,
)
/** Notices per item, of a month where one is chosen. */
export const noticeItemsQ = (db: Reader, { place, only }: Wanted, days: Days | undefined) =>
  itemCounts(db, place, only, null, days?.from ?? null, days?.before ?? null)

export type GroupName = { id: string; name: string; slug: string; notices: number }
/** Groups of a village (`$1`) that have published something, or stand: in the tree's order. */
export const groupsQ = statement<GroupName>(
  'noticeGroups',
  `SELECT r.id, r.name, r.slug, (SELECT count(*) FROM public_notices n WHERE n.region_id = r.id
    AND n.superseded_at IS NULL)::int AS notices
  FROM public_regions r WHERE r.parent_id = $1 AND r.level = 'group' ORDER BY r.path`,
)
