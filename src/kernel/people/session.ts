/** Signing in and who is signed in. Failures are counted per user name; a locked name answers the same to a right password. */
import { createHash } from 'node:crypto'
import { audit } from './people.audit.ts'
import { dayOf } from '../../platform/clock.ts'
import { first, rows, sql, type Db } from '../../platform/db.ts'
import { UserError } from '../../platform/errors.ts'
import type { Rules } from '../rules/rules.ts'
import { actorFrom, postsQuery, type Actor, type PostRow } from './actor.ts'
import type { Auth } from './signin.ts'

export type Account = {
  userId: string
  personId: string
  username: string
  mustChangePassword: boolean
  twoFactor: boolean
}
export type Session = { account: Account; actor: Actor; sessionId: string; mustEnrol: boolean }

/** First step: user name and password. Returns the library's answer with its cookies, and whether a code is asked for next. */
export async function signIn(
  db: Db,
  auth: Auth,
  rules: Rules,
  input: { username: string; password: string },
  headers: Headers,
  now: Date,
  ip: string,
): Promise<{ headers: Headers; needsCode: boolean }> {
  const name = input.username.trim().toLowerCase()
  await refuseLocked(db, name, now)
  const answer = await auth.api.signInUsername({
    body: { username: name, password: input.password },
    headers,
    asResponse: true,
  })
  const account = await accountNamed(db, name)
  if (!answer.ok || !account) {
    await countFailure(db, name, rules, now)
    await audit(db, {
      at: now,
      personId: account?.personId,
      action: 'sign-in.failed',
      detail: { username: hashed(name) },
      ip,
    })
    throw new UserError(401, '用户名或密码不对。忘了密码，请找乡镇经办人重设。')
  }
  await sql`DELETE FROM sign_in_failures WHERE username = ${name}`.execute(db)
  const body = (await answer.json()) as { twoFactorRedirect?: boolean }
  if (!body.twoFactorRedirect) await audit(db, { at: now, personId: account.personId, action: 'sign-in', ip })
  return { headers: answer.headers, needsCode: body.twoFactorRedirect === true }
}

/** Second step: the six digits. */
export async function signInCode(
  db: Db,
  auth: Auth,
  code: string,
  headers: Headers,
  now: Date,
  ip: string,
): Promise<Headers> {
  const answer = await auth.api.verifyTOTP({ body: { code: code.replace(/\D/g, '') }, headers, asResponse: true })
  if (!answer.ok) throw new UserError(401, '动态码不对或已过期。请看手机上最新的六位数字再填；连续填错会锁定一刻钟。')
  const body = (await answer.json()) as { user?: { id: string } }
  const account = body.user ? await accountOf(db, body.user.id) : undefined
  await audit(db, { at: now, personId: account?.personId, action: 'sign-in', detail: { secondFactor: true }, ip })
  return answer.headers
}

/** Who is signed in, with the posts of today; `undefined` for strangers, ended sessions and people without any post. */
export async function sessionOf(db: Db, auth: Auth, headers: Headers, now: Date): Promise<Session | undefined> {
  const cookie = /(?:^|;\s*)(?:__Secure-)?sunlit\.session_token=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1]
  if (cookie === undefined) return undefined
  const sessionId = await checkedSession(auth, cookie, headers)
  const found = sessionId === undefined ? undefined : await signedIn(db, sessionId, dayOf(now))
  if (!found) return undefined
  const { account, actor } = found
  return {
    account,
    actor,
    sessionId: sessionId!,
    mustEnrol: !account.twoFactor && actor.posts.some((p) => p.level !== 'village' && p.level !== 'group'),
  }
}

/**
 * Sessions whose signed cookie the library has checked in this process. A signature stays right, so it is checked once in five
 * minutes (and the library then prolongs the session); whether the session still stands is asked of the database every time.
 */
const checked = new Map<string, { sessionId: string; until: number }>()
const checkedMs = 300_000

async function checkedSession(auth: Auth, cookie: string, headers: Headers): Promise<string | undefined> {
  const known = checked.get(cookie)
  if (known && performance.now() < known.until) return known.sessionId
  checked.delete(cookie)
  const found = await auth.api.getSession({ headers })
  if (!found) return undefined
  if (checked.size >= 10_000) checked.delete(checked.keys().next().value!)
  checked.set(cookie, { sessionId: found.session.id, until: performance.now() + checkedMs })
  return found.session.id
}

/** Who acts through a session that still stands, with the posts of a day; `undefined` where it has ended, the account is closed or no post is left. */
export const actorOfSession = async (db: Db, sessionId: string, day: string): Promise<Actor | undefined> =>
  (await signedIn(db, sessionId, day))?.actor

/** Account and posts behind a session that has not ended, in one query. */
async function signedIn(
  db: Db,
  sessionId: string,
  day: string,
): Promise<{ account: Account; actor: Actor } | undefined> {
  const found = await rows(
    db,
    sql<Account & PostRow>`
      WITH holder AS (
        SELECT c.user_id AS "userId", c.person_id AS "personId", u.username,
          c.must_change_password AS "mustChangePassword",
          coalesce(u.two_factor_enabled, false) AS "twoFactor"
        FROM auth_sessions s
        JOIN auth_users u ON u.id = s.user_id
        JOIN accounts c ON c.user_id = u.id AND c.disabled_at IS NULL
        WHERE s.id = ${sessionId} AND s.expires_at > now()
      )
      SELECT *
      FROM holder
      CROSS JOIN (${postsQuery(sql`(SELECT "personId" FROM holder)`, day)}) AS posts
      ORDER BY posts.path, posts.position`,
  )
  const one = found[0]
  if (!one) return undefined
  const { userId, personId, username, mustChangePassword, twoFactor } = one
  return { account: { userId, personId, username, mustChangePassword, twoFactor }, actor: actorFrom(personId, found)! }
}

/** Checks the signed-in person's password again (signing by keyboard). */
export async function confirmPassword(
  db: Db,
  verify: (input: { hash: string; password: string }) => Promise<boolean>,
  userId: string,
  password: string,
): Promise<boolean> {
  const kept = await first(
    db,
    sql<{
      password: string
    }>`SELECT password FROM auth_accounts WHERE user_id = ${userId} AND provider_id = 'credential'`,
  )
  return kept !== undefined && verify({ hash: kept.password, password })
}

function accountOf(db: Db, userId: string): Promise<Account | undefined> {
  return first(
    db,
    sql<Account>`
      SELECT a.user_id AS "userId", a.person_id AS "personId", u.username,
        a.must_change_password AS "mustChangePassword", coalesce(u.two_factor_enabled, false) AS "twoFactor"
      FROM accounts a
      JOIN auth_users u ON u.id = a.user_id
      WHERE a.user_id = ${userId} AND a.disabled_at IS NULL`,
  )
}

function accountNamed(db: Db, username: string): Promise<Account | undefined> {
  return first(
    db,
    sql<Account>`
      SELECT a.user_id AS "userId", a.person_id AS "personId", u.username,
        a.must_change_password AS "mustChangePassword", coalesce(u.two_factor_enabled, false) AS "twoFactor"
      FROM accounts a
      JOIN auth_users u ON u.id = a.user_id
      WHERE u.username = ${username} AND a.disabled_at IS NULL`,
  )
}

async function refuseLocked(db: Db, name: string, now: Date) {
  const lock = await first(
    db,
    sql<{ locked_until: Date | null }>`SELECT locked_until FROM sign_in_failures WHERE username = ${name}`,
  )
  if (lock?.locked_until && lock.locked_until > now)
    throw new UserError(
      429,
      `连续输错太多次，已锁定。请 ${Math.ceil((lock.locked_until.getTime() - now.getTime()) / 60_000)} 分钟后再试，或找乡镇经办人重设密码。`,
    )
}

async function countFailure(db: Db, name: string, rules: Rules, now: Date) {
  const until = new Date(now.getTime() + rules.number('signin.lockoutMinutes') * 60_000)
  await sql`
    INSERT INTO sign_in_failures (username, count, last_at)
    VALUES (${name}, 1, ${now})
    ON CONFLICT (username)
      DO UPDATE SET count = CASE
          WHEN sign_in_failures.locked_until IS NOT NULL AND sign_in_failures.locked_until <= ${now} THEN 1
          ELSE sign_in_failures.count + 1
        END,
        last_at = ${now},
        locked_until = CASE
          WHEN sign_in_failures.count + 1 >= ${rules.number('signin.lockoutAttempts')} THEN ${until}::timestamptz
        END`.execute(db)
}

const hashed = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 12)
