/**
 * What somebody sends to the account besides words is the beginning of a report: nothing is told to anybody until they
 * open it, look at it and send it themselves.
 */
import { createHmac, hkdfSync } from 'node:crypto'
import { first, sql, type Db, type Tx } from '../../../platform/db.ts'
import { isSameText } from '../../../platform/sameText.ts'
import { newId } from '../../../platform/ids.ts'
import { sealerOf, type SealedColumn } from '../../../platform/sealing/sealer.ts'

const purpose = 'wechat: media'
/** What comes within half an hour belongs together. */
const together = 30 * 60_000
/** A link in a chat is good for a day. */
const goodFor = 24 * 3_600_000

export const mediaColumns: readonly SealedColumn[] = [
  { table: 'wechat_media', row: 'id', column: 'media_id', what: '', purpose },
]

type At = { lat: number; lng: number }

/** The draft that this adds to, or a new one. Returns its id. */
export async function draftFor(tx: Tx, followerId: string, now: Date): Promise<string> {
  const open = await first(
    tx,
    sql<{ id: string }>`
      SELECT id
      FROM wechat_drafts
      WHERE follower_id = ${followerId} AND begun_at > ${new Date(now.getTime() - together)}
      ORDER BY begun_at DESC
      LIMIT 1`,
  )
  if (open) return open.id
  const id = newId(now.getTime())
  await sql`
    INSERT INTO wechat_drafts (id, follower_id, begun_at)
    VALUES (${id}, ${followerId}, ${now})`.execute(tx)
  return id
}

/** A file that lies at WeChat: to be fetched. */
export async function addFile(
  tx: Tx,
  secret: string,
  draftId: string,
  file: { what: 'picture' | 'voice' | 'video'; mediaId: string },
  now: Date,
): Promise<void> {
  const id = newId(now.getTime())
  await sql`
    INSERT INTO wechat_media (id, draft_id, media_id, kind, state, not_before)
    VALUES (
      ${id}, ${draftId}, ${sealerOf(secret, purpose).seal(id, Buffer.from(file.mediaId, 'utf8'))}, ${file.what},
      'waiting', ${now}
    )`.execute(tx)
}

/** Under which WeChat has a file. */
export const mediaIdOf = (secret: string, id: string, sealed: Uint8Array): string =>
  sealerOf(secret, purpose).open(id, sealed).toString('utf8')

export async function addPlace(tx: Tx, draftId: string, { lat, lng }: At): Promise<void> {
  await sql`UPDATE wechat_drafts SET lat = ${lat}, lng = ${lng} WHERE id = ${draftId}`.execute(tx)
}

const derived = (secret: string, what: string, id: string): string =>
  createHmac('sha256', Buffer.from(hkdfSync('sha256', secret, 'sunlit', `wechat: ${what}`, 32)))
    .update(id)
    .digest('base64url')

/** The word in the link that opens a draft. */
export const openerOf = (secret: string, id: string): string => `${id}.${derived(secret, 'draft', id).slice(0, 24)}`

/** The key of the form under which the draft's files lie. */
export const formKeyOf = (secret: string, id: string): string => derived(secret, 'form', id)

export type OpenDraft = { id: string; formKey: string; at: At | undefined; village: string | null }

/** The draft that a link opens; undefined where the link is made up, or older than a day. */
export async function openDraft(db: Db, secret: string, opener: string, now: Date): Promise<OpenDraft | undefined> {
  const id = opener.split('.', 1)[0]!
  if (!isSameText(opener, openerOf(secret, id))) return undefined
  const found = await first(
    db,
    sql<{ lat: number | null; lng: number | null; slug: string | null }>`
      SELECT d.lat, d.lng, r.slug
      FROM wechat_drafts d
      JOIN wechat_followers f ON f.id = d.follower_id
      LEFT JOIN regions r ON r.id = f.region_id
      WHERE d.id = ${id} AND d.begun_at > ${new Date(now.getTime() - goodFor)}`,
  )
  if (!found) return undefined
  const at = found.lat === null || found.lng === null ? undefined : { lat: found.lat, lng: found.lng }
  return { id, formKey: formKeyOf(secret, id), at, village: found.slug }
}

/** Forgets drafts whose link is good no more. Returns how many went. */
export async function forgetDrafts(db: Db, now: Date): Promise<number> {
  const gone = await sql`
    DELETE FROM wechat_drafts
    WHERE id IN (
      SELECT id
      FROM wechat_drafts
      WHERE begun_at < ${new Date(now.getTime() - goodFor)}
      LIMIT 500
    )`.execute(db)
  return Number(gone.numAffectedRows ?? 0n)
}
