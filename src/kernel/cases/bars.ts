/** Conflict of interest: whom a case is about, and their registered near relatives, are kept from it (信访工作条例 Art. 30). What they then see: seeing.ts. */
import { sql, type Tx } from '../../platform/db.ts'

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
