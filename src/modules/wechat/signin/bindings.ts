/** Which villagers sign in with which WeChat. */
import { rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { openidIndex } from '../followers.ts'

export type Bound = { id: string; name: string; village: string }

/** Who is bound to this WeChat and still stands in a register, in the order of their names. */
export function boundTo(db: Db | Tx, secret: string, openid: string): Promise<Bound[]> {
  return rows(
    db,
    sql<Bound>`
      SELECT p.id, p.name, r.name AS village
      FROM wechat_bindings b
      JOIN residents p ON p.id = b.resident_id AND p.state = 'here'
      JOIN regions r ON r.id = p.region_id
      WHERE b.openid_index = ${openidIndex(secret, openid)} AND b.ended_at IS NULL
      ORDER BY p.name, p.id`,
  )
}

/** Binds; twice is once. */
export async function bind(tx: Tx, secret: string, openid: string, residentId: string, now: Date): Promise<void> {
  await sql`
    INSERT INTO wechat_bindings (id, openid_index, resident_id, bound_at)
    VALUES (${newId(now.getTime())}, ${openidIndex(secret, openid)}, ${residentId}, ${now})
    ON CONFLICT (openid_index, resident_id) WHERE ended_at IS NULL DO NOTHING`.execute(tx)
}

/** Ends every binding of a villager, whichever telephone it is on. Returns how many there were. */
export async function unbind(tx: Tx, residentId: string, now: Date): Promise<number> {
  const ended = await sql`
    UPDATE wechat_bindings SET ended_at = ${now}
    WHERE resident_id = ${residentId} AND ended_at IS NULL`.execute(tx)
  return Number(ended.numAffectedRows ?? 0n)
}

/** Whether a villager is bound to any WeChat. */
export async function isBound(db: Db | Tx, residentId: string): Promise<boolean> {
  const found = await rows(
    db,
    sql<{ id: string }>`SELECT id FROM wechat_bindings WHERE resident_id = ${residentId} AND ended_at IS NULL LIMIT 1`,
  )
  return found.length > 0
}
