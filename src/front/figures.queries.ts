/** What was published, corrected, withdrawn and looked at, month by month; information for everybody, in no score. */
import { adhoc } from '../kernel/site/statement.ts'

/**
 * `due`, `out`: what had to come out in that month and did, by the same rows as home and the places' pages;
 * `published`: what was published in that month, due or not.
 */
export type MonthFigures = {
  month: string
  due: number
  out: number
  /** Of those that are out, how many came by their day. */
  inTime: number
  published: number
  corrected: number
  withdrawn: number
  views: number
}
/**
 * Months since `$3` within a path (`$1`–`$2`); views up to the day before `$4`, of the places' pages and of their
 * notices.
 */
export const monthFiguresQ = adhoc<MonthFigures>(`WITH
  noticed AS (SELECT code, version, published_on, withdrawn_at, superseded_at FROM public_notices WHERE path >= $1
    AND path < $2),
  said AS (
    SELECT to_char(published_on, 'YYYY-MM') AS month, count(*) FILTER (WHERE version = 1)::int AS published,
      count(*) FILTER (WHERE version > 1)::int AS corrected, 0 AS withdrawn, 0 AS views, 0 AS due, 0 AS out,
        0 AS in_time
    FROM noticed GROUP BY 1
    UNION ALL
    SELECT to_char(withdrawn_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM'), 0, 0, count(DISTINCT code)::int, 0, 0, 0, 0
    FROM noticed WHERE withdrawn_at IS NOT NULL GROUP BY 1
    UNION ALL
    SELECT to_char(day, 'YYYY-MM'), 0, 0, 0, sum(views)::int, 0, 0, 0 FROM site_views
    WHERE day < $4::date AND (code IN (SELECT code FROM noticed)
      OR code IN (SELECT slug FROM public_regions WHERE path >= $1 AND path < $2))
    GROUP BY 1
    UNION ALL
    SELECT month, 0, 0, 0, 0, sum(due)::int, sum(published)::int, sum(published - late)::int FROM public_place_months
    WHERE path >= $1 AND path < $2 AND month <= to_char($4::date, 'YYYY-MM') GROUP BY 1
  )
  SELECT month, sum(due)::int AS due, sum(out)::int AS out, sum(in_time)::int AS "inTime",
    sum(published)::int AS published, sum(corrected)::int AS corrected, sum(withdrawn)::int AS withdrawn,
    sum(views)::int AS views
  FROM said WHERE month >= $3 GROUP BY month ORDER BY month DESC`)
