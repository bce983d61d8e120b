/**
 * Reports counted per place, month of receipt and kind, for the county's page: the page itself never counts. What
 * somebody is kept from is in no figure: one more of their own place would tell them.
 */
import { dayOf, addMonths } from '../../../platform/clock.ts'
import { first, sql, transact, type Db } from '../../../platform/db.ts'
import { isLate } from '../statistics/statistics.queries.ts'
import { bump } from '../../../platform/pageVersions.ts'

/** Counts the months that the page shows anew; of a first run, all there are. */
export async function recountMonths(db: Db, now: Date): Promise<void> {
  const counted = await first(db, sql`SELECT 1 FROM report_months LIMIT 1`)
  const since = counted ? `${addMonths(dayOf(now).slice(0, 7), -12)}-01` : '1970-01-01'
  await transact(db, async (tx) => {
    await sql`DELETE FROM report_months WHERE month >= ${since.slice(0, 7)}`.execute(tx)
    await sql`
      INSERT INTO report_months (
        region_id, month, kind, path, received, answered, in_time, satisfied, basic, unsatisfied
      )
      SELECT p.region_id, to_char(p.received_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM'), p.kind,
        min(p.path), count(*), count(p.first_answered_at),
        count(*) FILTER (WHERE NOT ${isLate(now)}),
        count(*) FILTER (WHERE p.rating = 'satisfied'), count(*) FILTER (WHERE p.rating = 'basic'),
        count(*) FILTER (WHERE p.rating = 'unsatisfied')
      FROM reports p
      JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = p.id
      WHERE NOT c.guarded
        AND p.received_at >= ${new Date(`${since}T00:00:00+08:00`)}
      GROUP BY 1, 2, 3`.execute(tx)
    await bump(tx, ['all'])
  })
}
