/**
 * Tries of signing in, counted before they are compared, so that many at once are no way round. A user name is locked
 * for the address they come from, and only past ten times as many for all unknown addresses together; a device on which
 * the person has signed in before has its own count. So a stranger guesses little, and locks out nobody from their own
 * desk.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { first, sql, type Db } from '../../platform/db.ts'
import { UserError } from '../../platform/errors.ts'
import type { Rules } from '../rules/rules.ts'

/** Where a try comes from. `device`: of a known one, its mark. */
export type From = { ip: string; device?: string | undefined }

/** For all unknown addresses together: so many times the limit of one. */
const together = 10

const keysOf = (name: string, from: From): [key: string, times: number][] =>
  from.device === undefined
    ? [
        [`${name} ${from.ip}`, 1],
        [`${name} *`, together],
      ]
    : [[`${name} #${from.device}`, 1]]

/** Counts one try. 429 past `signin.lockoutAttempts`, for `signin.lockoutMinutes`. */
export async function countTry(db: Db, name: string, from: From, rules: Rules, now: Date): Promise<void> {
  const since = new Date(now.getTime() - rules.number('signin.lockoutMinutes') * 60_000)
  const until = new Date(now.getTime() + rules.number('signin.lockoutMinutes') * 60_000)
  for (const [key, times] of keysOf(name, from)) {
    const most = rules.number('signin.lockoutAttempts') * times
    const tried = (await first(
      db,
      sql<{ locked_until: Date | null }>`
        INSERT INTO sign_in_failures AS f (username, count, last_at)
        VALUES (${key}, 1, ${now})
        ON CONFLICT (username)
          DO UPDATE SET count = CASE
              WHEN f.locked_until > ${now} THEN f.count
              WHEN f.locked_until IS NOT NULL OR f.last_at <= ${since} THEN 1
              ELSE f.count + 1
            END,
            last_at = CASE WHEN f.locked_until > ${now} THEN f.last_at ELSE ${now} END,
            locked_until = CASE
              WHEN f.locked_until > ${now} THEN f.locked_until
              WHEN f.locked_until IS NULL AND f.last_at > ${since} AND f.count + 1 > ${most} THEN ${until}::timestamptz
            END
        RETURNING locked_until`,
    ))!
    if (tried.locked_until === null) continue
    const minutes = Math.max(1, Math.ceil((tried.locked_until.getTime() - now.getTime()) / 60_000))
    throw new UserError(429, `连续输错太多次，已锁定。请 ${minutes} 分钟后再试，或找乡镇经办人重设密码。`)
  }
}

/** A right password clears what was counted for it; strangers' tries of the name stay counted. */
export async function forgiveTries(db: Db, name: string, from: From): Promise<void> {
  await sql`
    DELETE FROM sign_in_failures
    WHERE username = ANY(${keysOf(name, from)
      .map(([key]) => key)
      .filter((key) => !key.endsWith(' *'))}::text[])`.execute(db)
  // The try that was right is none of the guesses.
  if (from.device === undefined)
    await sql`UPDATE sign_in_failures SET count = count - 1 WHERE username = ${`${name} *`} AND count > 0`.execute(db)
}

const cookieOf = (userId: string) => `sunlit.device-${userId.replaceAll(/[^A-Za-z0-9]/g, '').slice(-16)}`
const marked = (secret: string, userId: string, mark: string) =>
  createHmac('sha256', secret).update(`device ${userId} ${mark}`).digest('base64url').slice(0, 32)

/** The mark of the device, where this person has signed in on it before. */
export function knownDevice(cookies: string, secret: string, userId: string): string | undefined {
  const value = new RegExp(
    `(?:^|;\\s*)${cookieOf(userId).replaceAll('.', '\\.')}=([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)`,
  ).exec(cookies)
  return value && value[2] === marked(secret, userId, value[1]!) ? value[1] : undefined
}

/** A cookie by which this device is known for the person for a year; it opens nothing. */
export function deviceCookie(secret: string, userId: string, secure: boolean): string {
  const mark = randomBytes(12).toString('base64url')
  return `${cookieOf(userId)}=${mark}.${marked(secret, userId, mark)}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
}
