/** The newest notices of a place. */
import { statement } from '../../../kernel/site/statement.ts'

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
 * `region`: whose, with what its groups of villagers publish; `limit`: of the list; `group`: only that one's (a place's id),
 * of all where it is null.
 */
export const latest = (
  region: string,
  limit: string,
  group: string,
) => `SELECT l.code, l.version, l.title, l.item_code, l.item_version, l.period, l.audience, l.nothing, l.withdrawn, l.published_on,
    l.group_name, l.group_slug,
    (SELECT count(*) FROM public_questions q WHERE q.notice_id = l.notice_id AND q.text IS NOT NULL)::int AS questions
  FROM (SELECT n.*, o.group_name, o.group_slug
    FROM (${ofPlace(region)}) o CROSS JOIN LATERAL (SELECT * FROM public_notices WHERE region_id = o.id AND superseded_at IS NULL ORDER BY published_at DESC, id DESC ${firstOf(limit)}) n
    WHERE ${group}::text IS NULL OR o.id = ${group}::text
    ORDER BY n.published_at DESC, n.id DESC ${limit}) l ORDER BY l.published_at DESC, l.id DESC`

/** The place itself and its groups; a group's name where it is one. */
const ofPlace = (region: string) =>
  `SELECT r.id, CASE WHEN r.id <> ${region} THEN r.name END AS group_name, CASE WHEN r.id <> ${region} THEN r.slug END AS group_slug
    FROM public_regions r WHERE r.id = ${region} OR (r.parent_id = ${region} AND r.level = 'group')`

/** A list of fixed length needs no more than that of each. */
const firstOf = (limit: string) => (/^LIMIT \d+$/.test(limit) ? limit : '')

export const latestQ = statement<Latest>('latest', latest('$1', 'LIMIT $2 OFFSET $3', '$4'))

/** `$2`: only this one's, the place's or a group's; null for all. */
export const noticeCountQ = statement<{ n: number }>(
  'noticeCount',
  `SELECT count(*)::int AS n FROM public_notices n JOIN (${ofPlace('$1')}) o ON o.id = n.region_id
  WHERE n.superseded_at IS NULL AND ($2::text IS NULL OR o.id = $2)`,
)

export type GroupName = { id: string; name: string; slug: string; notices: number }
/** Groups of a village (`$1`) that have published something, or stand: in the tree's order. */
export const groupsQ = statement<GroupName>(
  'noticeGroups',
  `SELECT r.id, r.name, r.slug, (SELECT count(*) FROM public_notices n WHERE n.region_id = r.id AND n.superseded_at IS NULL)::int AS notices
  FROM public_regions r WHERE r.parent_id = $1 AND r.level = 'group' ORDER BY r.path`,
)
