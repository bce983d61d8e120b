/**
 * Conflict of interest: whom a case is about, and their registered near relatives, are kept from it (信访工作条例 Art. 30).
 * What they then see: seeing.ts.
 */
import { rows, sql, type Tx } from '../../platform/db.ts'

/** Bars a person and their registered near relatives from a case. */
export async function bar(tx: Tx, caseId: string, personId: string): Promise<void> {
  await sql`
    INSERT INTO case_bars (case_id, person_id, reason)
    SELECT ${caseId}, ${personId}, '本人'
    UNION ALL
    SELECT ${caseId}, relative_id, relation
    FROM kinships
    WHERE person_id = ${personId}
    ON CONFLICT (case_id, person_id) DO NOTHING`.execute(tx)
  await guard(tx, caseId)
}

/** Who is registered as a relative later is kept from what the other is kept from. */
export async function barRelatives(tx: Tx, people: readonly string[], subjectKind: string): Promise<void> {
  const behind = await rows(
    tx,
    sql<{ case_id: string; person_id: string }>`
      SELECT DISTINCT b.case_id, b.person_id
      FROM case_bars b
      JOIN cases c ON c.id = b.case_id
      JOIN kinships k ON k.person_id = b.person_id
      WHERE b.person_id = ANY(${[...people]}::text[])
        AND b.reason = '本人'
        AND c.subject_kind = ${subjectKind}
        AND NOT EXISTS (SELECT 1 FROM case_bars x WHERE x.case_id = b.case_id AND x.person_id = k.relative_id)`,
  )
  for (const { case_id, person_id } of behind) await bar(tx, case_id, person_id)
}

/** Bars from a case that comes of another (split off, a bad rating of it) whoever is barred from that one. */
export async function barAsFrom(tx: Tx, caseId: string, fromCaseId: string): Promise<void> {
  await sql`
    INSERT INTO case_bars (case_id, person_id, reason)
    SELECT ${caseId}, person_id, reason
    FROM case_bars
    WHERE case_id = ${fromCaseId}
    ON CONFLICT (case_id, person_id) DO NOTHING`.execute(tx)
  await guard(tx, caseId)
}

async function guard(tx: Tx, caseId: string) {
  await sql`
    UPDATE cases
    SET guarded = true,
      assignee_id = CASE
        WHEN assignee_id IN (SELECT person_id FROM case_bars WHERE case_id = ${caseId}) THEN NULL
        ELSE assignee_id
      END
    WHERE id = ${caseId} AND EXISTS (SELECT 1 FROM case_bars WHERE case_id = ${caseId})`.execute(tx)
}
