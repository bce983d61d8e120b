/** What is missing: obligations past their day without a publication. */
import { missingText } from './figures.sql.ts'
import { adhoc, statement } from '../../../kernel/site/statement.ts'

export type MissingRow = {
  id: string
  item_code: string
  item_version: number
  period: string
  stage: string
  event_title: string
  due_on: string
  place: string
  place_slug: string
  region_id: string
  township: string
}
/** How late: up to a week, up to a month, longer. */
export const lateness = ['week', 'month', 'longer'] as const
export type Lateness = (typeof lateness)[number]
const latenessText = (day: string, of = '') =>
  `CASE WHEN ${of}due_on >= ${day} - 7 THEN 'week' WHEN ${of}due_on >= ${day} - 30 THEN 'month' ELSE 'longer' END`

/**
 * Below a path (`$2`–`$3`), of some items (`$4`, null: all), one lateness (`$5`, null: all), due in one month (`$6`,
 * null: whenever): township by township, offices after the villages, oldest first; never by how much is missing.
 */
export const missingQ =
  adhoc<MissingRow>(`SELECT o.id, o.item_code, o.item_version, o.period, o.stage, o.event_title, o.due_on,
    r.name AS place, r.slug AS place_slug, o.region_id, CASE
    WHEN r.level IN ('village', 'group') THEN coalesce(p.name, '') ELSE '' END AS township
  FROM public_obligations o JOIN public_regions r ON r.id = o.region_id LEFT JOIN public_regions p ON p.id = r.parent_id
  WHERE ${missingText('$1::date', 'o.')} AND o.path >= $2 AND o.path < $3
    AND ($4::text[] IS NULL OR o.item_code = ANY($4)) AND ($5::text IS NULL OR ${latenessText('$1::date', 'o.')} = $5)
    AND ($6::text IS NULL OR to_char(o.due_on, 'YYYY-MM') = $6)
  ORDER BY r.level = 'bureau', o.path, o.due_on, o.item_code LIMIT $7 OFFSET $8`)

/** `month`: in which it was due. */
export type MissingCount = { item_code: string; late: Lateness; month: string; missing: number }
/**
 * What is missing below a path (`$2`–`$3`), counted by item, by how late it is and by the month in which it was due.
 */
export const missingCountsQ = adhoc<MissingCount>(
  `SELECT item_code, ${latenessText('$1::date')} AS late, to_char(due_on, 'YYYY-MM') AS month, count(*)::int AS missing
    FROM public_obligations
  WHERE ${missingText('$1::date')} AND path >= $2 AND path < $3 GROUP BY 1, 2, 3`,
)

export type Grades = { week: number; month: number; longer: number; places: number }
export const gradesQ = adhoc<Grades>(`SELECT count(*) FILTER (WHERE due_on >= $1::date - 7)::int AS week,
    count(*) FILTER (WHERE due_on < $1::date - 7 AND due_on >= $1::date - 30)::int AS month,
    count(*) FILTER (WHERE due_on < $1::date - 30)::int AS longer, count(DISTINCT region_id)::int AS places
  FROM public_obligations WHERE ${missingText('$1::date')} AND path >= $2 AND path < $3`)

export type Obligation = {
  id: string
  region_id: string
  item_code: string
  item_version: number
  period: string
  stage: string
  event_title: string
  event_on: string | null
  due_on: string
  provisional: boolean
  published_on: string | null
  notice_code: string | null
  place_slug: string
  reports: number
}
export const obligationQ = statement<Obligation>(
  'obligation',
  `SELECT o.id, o.region_id, o.item_code, o.item_version, o.period, o.stage, o.event_title, o.event_on, o.due_on,
    o.provisional, o.published_on, r.slug AS place_slug,
    (SELECT n.code FROM public_notices n WHERE n.notice_id = o.notice_id LIMIT 1) AS notice_code,
    (SELECT count(*) FROM public_questions q WHERE q.obligation_id = o.id)::int AS reports
  FROM public_obligations o JOIN public_regions r ON r.id = o.region_id WHERE o.id = $1`,
)
