/**
 * A supervisor's view of a region: who has how many open cases, and how many of them are near or past their limit, or
 * were past one before.
 */
import { rows, sql, type Db } from '../../../platform/db.ts'
import { everLate, lateNow, soonNow } from '../../../kernel/cases/late.ts'
import { visible } from '../../../kernel/cases/seeing.ts'
import { procedures } from '../reports.procedure.ts'
import { within } from '../../../kernel/regions/range.ts'

export type BoardRow = {
  id: string
  slug: string
  place: string
  level: string
  open: number
  red: number
  missed: number
  yellow: number
  paused: number
  escalated: number
  oldest: Date | null
}

/** The cases `c` that the board counts and lists: of this room, and not those that only wait for a rating. */
export const boardCases = sql`
  c.procedure = ANY(${procedures.map((p) => p.code)}::text[]) AND c.step <> 'answered'`

/**
 * Every place at `path` and below that has an open report, in the order of the tree, unranked: the figures of the lists
 * that `personId` may open.
 */
export function boardOf(db: Db, path: string, personId: string, now: Date): Promise<BoardRow[]> {
  return rows(
    db,
    sql<BoardRow>`
      SELECT r.id, r.slug, r.name AS place, r.level, x.open, x.red, x.missed, x.yellow, x.paused, x.escalated,
        x.oldest
      FROM (
        SELECT holder_id, count(*)::int AS open, count(*) FILTER (WHERE ${lateNow(now)})::int AS red,
          count(*) FILTER (WHERE ${everLate(now)})::int AS missed,
          count(*) FILTER (WHERE ${soonNow(now)})::int AS yellow,
          count(*) FILTER (WHERE paused_at IS NOT NULL)::int AS paused,
          count(*) FILTER (WHERE escalated > 0)::int AS escalated, min(opened_at) AS oldest
        FROM cases c
        WHERE ${within('c.holder_path', path)}
          AND c.holder_id IS NOT NULL
          AND c.closed_at IS NULL
          AND ${boardCases}
          AND ${visible('c', personId)}
        GROUP BY holder_id
      ) AS x
      JOIN regions r ON r.id = x.holder_id
      ORDER BY r.path
      LIMIT 2000`,
  )
}
