/** Conflict of interest: whom a case is about, and their registered near relatives, neither see nor handle it (信访工作条例 Art. 30). */
import { first, sql, type Db, type Tx } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import type { Case } from './case.ts'

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
  await sql`
    UPDATE cases
    SET guarded = true,
      assignee_id = CASE
        WHEN assignee_id IN (SELECT person_id FROM case_bars WHERE case_id = ${caseId}) THEN NULL
        ELSE assignee_id
      END
    WHERE id = ${caseId}`.execute(tx)
}

/** 404 for a person who is barred: to them the case does not exist. */
export async function refuseBarred(db: Db | Tx, c: Pick<Case, 'id' | 'guarded'>, personId: string): Promise<void> {
  if (c.guarded && (await first(db, sql`SELECT 1 FROM case_bars WHERE case_id = ${c.id} AND person_id = ${personId}`)))
    throw notFound('没有这件事。')
}
