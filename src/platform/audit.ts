import { sql, type Db, type Tx } from './db.ts'
import { newId } from './ids.ts'

export type AuditEntry = {
  at: Date
  personId?: string
  post?: string
  regionId?: string
  action: string
  subject?: string
  detail?: Record<string, unknown>
  ip?: string
}

/** Adds a line to the audit trail, in the transaction of what it tells. `detail` holds ids, codes and counts: no personal data. */
export async function audit(tx: Db | Tx, e: AuditEntry): Promise<void> {
  await sql`
    INSERT INTO audit_trail (id, at, person_id, post, region_id, action, subject, detail, ip)
    VALUES (
      ${newId(e.at.getTime())}, ${e.at}, ${e.personId ?? null}, ${e.post ?? null}, ${e.regionId ?? null},
      ${e.action}, ${e.subject ?? null}, ${JSON.stringify(e.detail ?? {})}::jsonb, ${e.ip ?? null}
    )`.execute(tx)
}
