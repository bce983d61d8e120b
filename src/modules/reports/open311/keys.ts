/** Keys that a county gives to other programs: shown once, kept as a hash, ended by a row's date. */
import { createHash, randomBytes } from 'node:crypto'
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'

export type ApiKey = {
  id: string
  name: string
  key_start: string
  contact: string
  made_at: Date
  ended_at: Date | null
}

export function keysOf(db: Db, regionIds: readonly string[]): Promise<ApiKey[]> {
  return rows(
    db,
    sql<ApiKey>`
      SELECT id, name, key_start, contact, made_at, ended_at
      FROM api_keys
      WHERE region_id = ANY(${[...regionIds]}::text[])
      ORDER BY made_at DESC`,
  )
}

/** A new key for the places below a region; the only time that it is seen whole. */
export async function giveKey(
  tx: Tx,
  k: { name: string; contact: string; regionId: string; by: string; now: Date },
): Promise<{ id: string; key: string }> {
  const key = `sl_${randomBytes(24).toString('base64url')}`
  const id = newId(k.now.getTime())
  await sql`
    INSERT INTO api_keys (id, name, key_hash, key_start, region_id, contact, made_by, made_at)
    VALUES (
      ${id}, ${k.name}, ${hashOf(key)}, ${key.slice(0, 7)}, ${k.regionId}, ${k.contact}, ${k.by}, ${k.now}
    )`.execute(tx)
  return { id, key }
}

export async function endKey(tx: Tx, id: string, regionIds: readonly string[], now: Date): Promise<void> {
  const done = await sql`
    UPDATE api_keys
    SET ended_at = ${now}
    WHERE id = ${id} AND region_id = ANY(${[...regionIds]}::text[]) AND ended_at IS NULL`.execute(tx)
  if (done.numAffectedRows === 0n) throw conflict('这个密钥已经停用，或者不是您管的。')
}

/** Whose key it is and for which places; `undefined` for none or an ended one. */
export function holderOf(db: Db, key: string): Promise<{ id: string; path: string } | undefined> {
  return first(
    db,
    sql<{
      id: string
      path: string
    }>`
      SELECT k.id, r.path
      FROM api_keys k
      JOIN regions r ON r.id = k.region_id
      WHERE k.key_hash = ${hashOf(key)} AND k.ended_at IS NULL`,
  )
}

const hashOf = (key: string) => createHash('sha256').update(key).digest('hex')
