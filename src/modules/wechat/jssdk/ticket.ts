/** The ticket that pages are signed with: one for all processes, for WeChat gives few of them. */
import { first, sql, transact, type Db, type Tx } from '../../../platform/db.ts'
import { sealerOf } from '../../../platform/sealing/sealer.ts'
import type { Account } from '../account.ts'
import { ask } from '../asking/ask.ts'
import { tokenColumns, withToken } from '../asking/token.ts'

const { purpose } = tokenColumns[0]!
const early = 5 * 60_000

type Where = { db: Db; secret: string; now: () => Date }
type Kept = { value: Uint8Array | null; good_until: Date }

/** @throws WechatError or Error where WeChat gives none. */
export async function ticketNow(where: Where, account: Account): Promise<string> {
  const kept = opened(where, await read(where.db))
  if (kept !== undefined) return kept
  return transact(where.db, async (tx) => {
    await sql`
      INSERT INTO wechat_tokens (kind, good_until) VALUES ('ticket', ${new Date(0)}) ON CONFLICT DO NOTHING`.execute(tx)
    // Whoever comes second waits here, and finds what the first has fetched.
    await sql`SELECT 1 FROM wechat_tokens WHERE kind = 'ticket' FOR UPDATE`.execute(tx)
    const fresh = opened(where, await read(tx))
    if (fresh !== undefined) return fresh
    const given = await withToken(where, account, (token) =>
      ask<{ ticket: string; expires_in: number }>(account.apiBase, '/cgi-bin/ticket/getticket', {
        query: { access_token: token, type: 'jsapi' },
      }),
    )
    await sql`
      UPDATE wechat_tokens
      SET value = ${sealerOf(where.secret, purpose).seal('ticket', Buffer.from(given.ticket, 'utf8'))},
        good_until = ${new Date(where.now().getTime() + given.expires_in * 1000)}
      WHERE kind = 'ticket'`.execute(tx)
    return given.ticket
  })
}

const read = (db: Db | Tx) => first(db, sql<Kept>`SELECT value, good_until FROM wechat_tokens WHERE kind = 'ticket'`)

const opened = (where: Where, kept: Kept | undefined): string | undefined =>
  !kept?.value || kept.good_until.getTime() - early <= where.now().getTime()
    ? undefined
    : sealerOf(where.secret, purpose).open('ticket', kept.value).toString('utf8')
