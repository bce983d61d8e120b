/**
 * Who is signed in shows again that it is really them: signing by keyboard, changing the password, setting up the
 * second factor. A screen left open must not become a place to guess: wrong tries are counted for the account, apart
 * from its sign-ins, so that neither signing in again nor a second browser gives more tries.
 */
import { first, sql, type Db, type Tx } from '../../platform/db.ts'
import { UserError } from '../../platform/errors.ts'
import { audit } from './people.audit.ts'
import type { Rules } from '../rules/rules.ts'

/**
 * Runs `check` (it throws where password or code is wrong) and gives what it gives. 429 past the limit of
 * `signin.lockoutAttempts`, for `signin.lockoutMinutes`, with `instead`: what to do meanwhile; `wrong`: how the audit
 * trail calls a wrong try. A try counts before it is checked: many at once are no way round.
 */
export async function confirmed<T>(
  db: Db,
  rules: Rules,
  userId: string,
  now: Date,
  check: () => Promise<T>,
  { instead = '', wrong = 'confirm.wrong' }: { instead?: string; wrong?: 'confirm.wrong' | 'sign-in.wrong-code' } = {},
): Promise<T> {
  const most = rules.number('signin.lockoutAttempts')
  const since = new Date(now.getTime() - rules.number('signin.lockoutMinutes') * 60_000)
  const tries = (await first(
    db,
    sql<{
      count: number
      last_at: Date
    }>`
      INSERT INTO confirmation_failures AS f (user_id, count, last_at)
      VALUES (${userId}, 1, ${now})
      ON CONFLICT (user_id)
        DO UPDATE SET count = CASE WHEN f.last_at <= ${since} THEN 1 ELSE f.count + 1 END,
          last_at = CASE
            WHEN f.count >= ${most} AND f.last_at > ${since} THEN f.last_at
            ELSE excluded.last_at
          END
      RETURNING count, last_at`,
  ))!
  if (tries.count > most) {
    const minutes = Math.max(1, Math.ceil((tries.last_at.getTime() - since.getTime()) / 60_000))
    throw new UserError(429, `密码或动态码连续输错 ${most} 次，请 ${minutes} 分钟后再试。${instead}`)
  }
  const checked = await check().catch(async (error: unknown) => {
    if (error instanceof UserError) await tellWrong(db, userId, wrong, now)
    throw error
  })
  await forgive(db, userId)
  return checked
}

/** Whoever inspects sees that somebody tried. */
async function tellWrong(db: Db, userId: string, action: 'confirm.wrong' | 'sign-in.wrong-code', now: Date) {
  const account = await first(db, sql<{ person_id: string }>`SELECT person_id FROM accounts WHERE user_id = ${userId}`)
  await audit(db, { at: now, personId: account?.person_id, action })
}

/** Clears the count: after a right password, and when the account is reset. */
export async function forgive(db: Db | Tx, userId: string): Promise<void> {
  await sql`DELETE FROM confirmation_failures WHERE user_id = ${userId}`.execute(db)
}
