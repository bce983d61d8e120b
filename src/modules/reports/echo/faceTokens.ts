/** Search tokens of what was released of reports: made by the worker, so that releases of every origin have them. */
import { rows, sql, transact, type Db } from '../../../platform/db.ts'
import { tsvectorOf } from '../../../platform/search.ts'
import { withoutNames } from '../../../kernel/guard/names.ts'
import { doApart, isTried } from '../../../kernel/rounds/apart.ts'
import { bump } from '../../../platform/pageVersions.ts'

type Face = { report_id: string; seq: number; title: string; text: string }

/** Some at a time; returns how many. Nobody is found by name (CAUTIONS 7). */
export async function makeFaceTokens(db: Db, now: Date): Promise<number> {
  const found = await rows(
    db,
    sql<Face>`
      SELECT report_id, seq, title, text
      FROM report_faces
      WHERE shown AND tokens IS NULL AND ${isTried('report-tokens', sql`report_id`, now)}
      ORDER BY at
      LIMIT 200`,
  )
  const work = async ([f]: readonly Face[]) => {
    await sql`
      UPDATE report_faces
      SET tokens = ${tsvectorOf(withoutNames(`${f!.title}\n${f!.text}`, []))}::tsvector
      WHERE report_id = ${f!.report_id} AND seq = ${f!.seq}`.execute(db)
  }
  await doApart(db, { round: 'report-tokens', items: found, atOnce: 1, idOf: (f) => f.report_id, work }, now)
  if (found.length > 0) await transact(db, (tx) => bump(tx, ['all']))
  return found.length
}
