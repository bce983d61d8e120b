/**
 * The word with which WeChat is asked (`access_token`): one for all processes. `stable_token` gives every caller the
 * same one, so only a demand for a new one must be kept apart: 30 seconds and 20 a day.
 */
import { first, sql, transact, type Db } from '../../../platform/db.ts'
import { sealerOf, type SealedColumn } from '../../../platform/sealing/sealer.ts'
import type { Account } from '../account.ts'
import { ask, WechatError } from './ask.ts'

const purpose = 'wechat: token'
const early = 5 * 60_000
const forcedApart = 30_000
const forcedMost = 20

export const tokenColumns: readonly SealedColumn[] = [
  { table: 'wechat_tokens', row: 'kind', column: 'value', what: '', purpose },
]

type Where = { db: Db; secret: string; now: () => Date }
type Kept = { value: Uint8Array | null; good_until: Date; forced_at: Date | null; forced_today: number }

/** Does something with a word that is good; once more with a new one where WeChat says that it is good no more. */
export async function withToken<T>(where: Where, account: Account, work: (token: string) => Promise<T>): Promise<T> {
  const token = await tokenNow(where, account)
  try {
    return await work(token)
  } catch (error) {
    if (!(error instanceof WechatError && error.isStale)) throw error
    return work(await tokenNow(where, account, token))
  }
}

/** `not`: the one that is good no more. */
async function tokenNow(where: Where, account: Account, not?: string): Promise<string> {
  const good = opened(where, await read(where.db), where.now())
  if (good !== undefined && good !== not) return good
  return transact(where.db, async (tx) => {
    // Whoever comes second waits here, and finds what the first has fetched.
    await sql`
      INSERT INTO wechat_tokens (kind, good_until)
      VALUES ('access', ${new Date(0)})
      ON CONFLICT DO NOTHING`.execute(tx)
    const again = (await first(
      tx,
      sql<Kept>`
        SELECT value, good_until, forced_at, forced_today FROM wechat_tokens WHERE kind = 'access' FOR UPDATE`,
    ))!
    const now = where.now()
    const fresh = opened(where, again, now)
    if (fresh !== undefined && fresh !== not) return fresh
    const forced = not !== undefined && fresh === not
    if (forced) refuseOften(again, now)
    const given = await ask<{ access_token: string; expires_in: number }>(account.apiBase, '/cgi-bin/stable_token', {
      body: {
        grant_type: 'client_credential',
        appid: account.appId,
        secret: account.secret,
        force_refresh: forced,
      },
    })
    const today = again.forced_at !== null && now.getTime() - again.forced_at.getTime() < 86_400_000
    await sql`
      UPDATE wechat_tokens
      SET value = ${sealerOf(where.secret, purpose).seal('access', Buffer.from(given.access_token, 'utf8'))},
        good_until = ${new Date(now.getTime() + given.expires_in * 1000)},
        forced_at = ${forced ? now : again.forced_at},
        forced_today = ${forced ? (today ? again.forced_today + 1 : 1) : again.forced_today}
      WHERE kind = 'access'`.execute(tx)
    return given.access_token
  })
}

const read = (db: Db): Promise<Kept | undefined> =>
  first(db, sql<Kept>`SELECT value, good_until, forced_at, forced_today FROM wechat_tokens WHERE kind = 'access'`)

/** The word that was kept, where it is good for a while yet. */
const opened = (where: Where, kept: Kept | undefined, now: Date): string | undefined =>
  !kept?.value || kept.good_until.getTime() - early <= now.getTime()
    ? undefined
    : sealerOf(where.secret, purpose).open('access', kept.value).toString('utf8')

function refuseOften(kept: Kept, now: Date) {
  const since = kept.forced_at === null ? Infinity : now.getTime() - kept.forced_at.getTime()
  if (since < forcedApart || (since < 86_400_000 && kept.forced_today >= forcedMost))
    throw new Error('wechat: a new token was demanded too often')
}
