/** Statements of the county's page of reports: sums by kind and place, and what is late. */
import { adhoc } from '../../../kernel/site/statement.ts'

export type Sum = {
  received: number
  answered: number
  in_time: number
  satisfied: number
  basic: number
  unsatisfied: number
}
export type KindSum = Sum & { kind: string }
export type PlaceSum = Sum & { name: string; slug: string; level: string; township: string }
const sums =
  'sum(m.received)::int AS received, sum(m.answered)::int AS answered, sum(m.in_time)::int AS in_time, sum(m.satisfied)::int AS satisfied, sum(m.basic)::int AS basic, sum(m.unsatisfied)::int AS unsatisfied'

/** By kind, since a month (`$1`), within a path (`$2`–`$3`), of one month (`$4`, null: all since). */
export const kindSumsQ = adhoc<KindSum>(
  `SELECT m.kind, ${sums} FROM public_report_months m JOIN public_regions r ON r.id = m.region_id
  WHERE m.month >= $1 AND r.path >= $2 AND r.path < $3 AND ($4::text IS NULL OR m.month = $4) GROUP BY m.kind`,
)
export type MonthSum = Sum & { month: string }
/** By month of receipt, newest first, since a month (`$1`), within a path (`$2`–`$3`), of a kind (`$4`, null: all). */
export const monthSumsQ = adhoc<MonthSum>(
  `SELECT m.month, ${sums} FROM public_report_months m JOIN public_regions r ON r.id = m.region_id
  WHERE m.month >= $1 AND r.path >= $2 AND r.path < $3 AND ($4::text IS NULL OR m.kind = $4) GROUP BY m.month
    ORDER BY m.month DESC`,
)
/** By place, in the tree's order: never ranked. */
export const placeSumsQ =
  adhoc<PlaceSum>(`SELECT r.name, r.slug, r.level, coalesce(p.name, '') AS township, ${sums} FROM public_report_months m
    JOIN public_regions r ON r.id = m.region_id LEFT JOIN public_regions p ON p.id = r.parent_id
  WHERE m.month >= $1 AND r.path >= $2 AND r.path < $3 AND ($4::text IS NULL OR m.kind = $4)
    AND ($5::text IS NULL OR m.month = $5) GROUP BY r.name, r.slug, r.level, p.name, r.path ORDER BY r.path`)

export type Late = {
  kind: string
  received_at: Date
  due_at: Date | null
  missed_at: Date | null
  procedure: string
  step: string
  holder: string | null
  code: string
  title: string
  place: string
  slug: string
  level: string
  /** Past the limit of the present step. */
  late: boolean
}
/**
 * What is past its limit, or was before and is not closed yet, longest first; `$1`: now; within a path (`$2`–`$3`), of
 * a kind (`$4`, null: all), received from `$5` on and before `$6` (null: whenever); `$7`: the steps that are others'
 * time (`othersTime`).
 */
export const lateReportsQ = adhoc<Late>(
  `SELECT l.kind, l.received_at, l.due_at, l.missed_at, l.procedure, l.step, l.holder, l.code, l.title, r.name AS place,
    r.slug, r.level, now.late FROM public_late_reports l JOIN public_regions r ON r.id = l.region_id
    CROSS JOIN LATERAL (SELECT coalesce(NOT l.paused AND l.due_at <= $1
      AND l.procedure || ' ' || l.step <> ALL($7::text[]), false) AS late) now
    WHERE (now.late OR l.missed_at IS NOT NULL) AND r.path >= $2 AND r.path < $3
    AND ($4::text IS NULL OR l.kind = $4) AND ($5::timestamptz IS NULL OR l.received_at >= $5 AND l.received_at < $6)
    ORDER BY least(l.missed_at, CASE WHEN now.late THEN l.due_at END) LIMIT 50`,
)
