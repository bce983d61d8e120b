/** Where a villager is signed in, and ending it. */
import { rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { tokenHash } from '../../../kernel/residents/signin.ts'

/** `here`: the one that asks. */
export type Device = { id: string; device: string; made_at: Date; here: boolean }

/** The newest first; not where an agent sits with the villager, which ends by itself. */
export const devicesOf = (db: Db, residentId: string, token: string, now: Date): Promise<Device[]> =>
  rows(
    db,
    sql<Device>`
      SELECT id, device, made_at, token_hash = ${tokenHash(token)} AS here
      FROM resident_sessions
      WHERE resident_id = ${residentId} AND agent_id IS NULL AND expires_at > ${now}
      ORDER BY made_at DESC, id
      LIMIT 50`,
  )

/** Ends one of them, or with `others` all but the one that asks. Returns how many. */
export async function endDevices(
  db: Db | Tx,
  residentId: string,
  token: string,
  which: { id: string } | 'others',
): Promise<number> {
  const ended = await sql`
    DELETE FROM resident_sessions
    WHERE resident_id = ${residentId}
      AND ${which === 'others' ? sql`token_hash <> ${tokenHash(token)}` : sql`id = ${which.id}`}`.execute(db)
  return Number(ended.numAffectedRows ?? 0n)
}
