/** A message is taken in once: its row, what it changes and its answer are one transaction. */
import { first, sql, type Db, type Tx } from '../../../platform/db.ts'
import { sealerOf } from '../../../platform/sealing/sealer.ts'

const purpose = 'wechat: reply'

/** One signature, one message: the second message under the same time and nonce. */
export class SignedBefore extends Error {}

/** `sentWith`: time and nonce of the signature. */
export type Arrived = { key: string; sentWith: string }

/**
 * Does the work for a message that has not come before and keeps its answer; of one that has, gives the answer again.
 * Two at the same moment: the second waits for the first. @throws SignedBefore
 */
export async function onceFor(
  tx: Tx,
  secret: string,
  { key, sentWith }: Arrived,
  now: Date,
  work: () => Promise<string | undefined>,
): Promise<{ reply: string | undefined; isNew: boolean }> {
  const put = await sql`
    INSERT INTO wechat_seen (key, sent_with, seen_at)
    VALUES (${key}, ${sentWith}, ${now})
    ON CONFLICT DO NOTHING`.execute(tx)
  if (put.numAffectedRows === 0n) return { reply: await answeredBefore(tx, secret, key), isNew: false }
  const reply = await work()
  if (reply !== undefined)
    await sql`
      UPDATE wechat_seen
      SET reply = ${sealerOf(secret, purpose).seal(key, Buffer.from(reply, 'utf8'))}
      WHERE key = ${key}`.execute(tx)
  return { reply, isNew: true }
}

async function answeredBefore(tx: Tx, secret: string, key: string): Promise<string | undefined> {
  const before = await first(tx, sql<{ reply: Uint8Array | null }>`SELECT reply FROM wechat_seen WHERE key = ${key}`)
  if (!before) throw new SignedBefore('one signature, two messages')
  return before.reply === null ? undefined : sealerOf(secret, purpose).open(key, before.reply).toString('utf8')
}

/** Forgets what came more than a day ago: WeChat has long given up sending it. Returns how many went. */
export async function forgetSeen(db: Db, now: Date): Promise<number> {
  const gone = await sql`
    DELETE FROM wechat_seen
    WHERE key IN (
      SELECT key
      FROM wechat_seen
      WHERE seen_at < ${new Date(now.getTime() - 86_400_000)}
      LIMIT 1000
    )`.execute(db)
  return Number(gone.numAffectedRows ?? 0n)
}
