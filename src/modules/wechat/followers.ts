/** Who follows the account: a row each, under a keyed hash of the openid. */
import { createHmac, hkdfSync } from 'node:crypto'
import { first, sql, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { sealerOf, type SealedColumn } from '../../platform/sealing/sealer.ts'

const purpose = 'wechat: openid'

export const followerColumns: readonly SealedColumn[] = [
  { table: 'wechat_followers', row: 'id', column: 'openid', what: '', purpose },
]

/** The keyed hash under which an openid is known. */
export const openidIndex = (secret: string, openid: string): string =>
  createHmac('sha256', Buffer.from(hkdfSync('sha256', secret, 'sunlit', 'wechat: index', 32)))
    .update(openid)
    .digest('base64url')

export type Follower = { id: string }

export const openidOf = (secret: string, f: { id: string; openid: Uint8Array }): string =>
  sealerOf(secret, purpose).open(f.id, f.openid).toString('utf8')

/** The row of whoever just wrote, pressed or followed: made where there is none. */
export async function followerOf(tx: Tx, secret: string, openid: string, now: Date): Promise<Follower> {
  const id = newId(now.getTime())
  return (await first(
    tx,
    sql<Follower>`
      INSERT INTO wechat_followers (id, openid_index, openid, spoke_at)
      VALUES (
        ${id}, ${openidIndex(secret, openid)}, ${sealerOf(secret, purpose).seal(id, Buffer.from(openid, 'utf8'))}, ${now}
      )
      ON CONFLICT (openid_index) DO UPDATE SET spoke_at = excluded.spoke_at
      RETURNING id`,
  ))!
}

/** Followed, or came back. */
export async function follows(tx: Tx, id: string, now: Date): Promise<void> {
  await sql`UPDATE wechat_followers SET followed_at = ${now}, left_at = NULL WHERE id = ${id}`.execute(tx)
}

export async function leaves(tx: Tx, id: string, now: Date): Promise<void> {
  await sql`UPDATE wechat_followers SET left_at = ${now} WHERE id = ${id}`.execute(tx)
}

/** The village whose poster was scanned. */
export async function choosesVillage(tx: Tx, id: string, regionId: string): Promise<void> {
  await sql`UPDATE wechat_followers SET region_id = ${regionId} WHERE id = ${id}`.execute(tx)
}

/** The slug of the village that somebody follows. */
export async function villageOf(tx: Tx, id: string): Promise<string | undefined> {
  const found = await first(
    tx,
    sql<{ slug: string }>`
      SELECT r.slug
      FROM wechat_followers f
      JOIN regions r ON r.id = f.region_id AND r.valid_to IS NULL
      WHERE f.id = ${id}`,
  )
  return found?.slug
}
