/** What villagers ask about a run, at which step: a report, linked with it. */
import { sql, type Tx } from '../../../platform/db.ts'

export async function linkQuestion(tx: Tx, reportId: string, run: { runId: string; step: string }): Promise<void> {
  await sql`
    INSERT INTO power_run_questions (report_id, run_id, step)
    VALUES (${reportId}, ${run.runId}, ${run.step})
    ON CONFLICT (report_id) DO NOTHING`.execute(tx)
}
