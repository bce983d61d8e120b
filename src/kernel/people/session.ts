/**
 * Signing in and who is signed in. Tries are counted before they are compared (`tries.ts`); a locked name answers the
 * same to a right password.
 */
import { createHash } from 'node:crypto'
import { audit } from './people.audit.ts'
import { dayOf } from '../../platform/clock.ts'
import { first, rows, sql, type Db } from '../../platform/db.ts'
import { UserError } from '../../platform/errors.ts'
import { inForceOn, type Rules } from '../rules/rules.ts'
import { actorFrom, postsQuery, type Actor, type PostRow } from './actor.ts'
import { confirmed } from './confirm.ts'
import type { Auth } from './signin.ts'
import { countTry, forgiveTries, type From } from './tries.ts'

export type Account = {
  userId: string
  personId: string
  username: string
  mustChangePassword: boolean
  twoFactor: boolean
}
export type Session = { account: Account; actor: Actor; sessionId: string; mustEnrol: boolean }

/**
 * First step: user name and password. Returns the library's answer with its cookies, and whether a code is asked for
 * next.
 */
export async function signIn(
  db: Db,
  auth: Auth,
  rules: Rules,
  input: { username: string; password: string },
  headers: Headers,
  now: Date,
  from: From,
): Promise<{ headers: Headers; needsCode: boolean; userId: string }> {
  const { ip } = from
  const name = input.username.trim().toLowerCase()
  await countTry(db, name, from, rules, now)
  const answer = await auth.api.signInUsername({
    body: { username: name, password: input.password },
    headers,
    asResponse: true,
  })
  const account = await accountNamed(db, name)
  if (!answer.ok || !account) {
    await audit(db, {
      at: now,
      personId: account?.personId,
      action: 'sign-in.failed',
      detail: { username: hashed(name) },
      ip,
    })
    throw new UserError(401, '用户名或密码不对。忘了密码，请找乡镇经办人重设。')
  }
  await forgiveTries(db, name, from)
  const body = (await answer.json()) as { twoFactorRedirect?: boolean }
  if (!body.twoFactorRedirect) await audit(db, { at: now, personId: account.personId, action: 'sign-in', ip })
  return { headers: answer.headers, needsCode: body.twoFactorRedirect === true, userId: account.userId }
}

/** Second step: the six digits, tried a few times in all, and each code once. */
export async function signInCode(
  db: Db,
  auth: Auth,
  rules: Rules,
  code: string,
  headers: Headers,
  now: Date,
  ip: string,
): Promise<{ headers: Headers; userId: string }> {
  const waiting = await waitingFor(db, headers)
  if (!waiting) throw new UserError(401, '登录停了太久，请回到登录页重新填用户名和密码。')
  const digits = code.replace(/\D/g, '')
  return confirmed(
    db,
    rules,
    waiting.userId,
    now,
    async () => {
      const answer = await auth.api.verifyTOTP({ body: { code: digits }, headers, asResponse: true })
      if (!answer.ok)
        throw new UserError(401, '动态码不对或已过期。请看手机上最新的六位数字再填；连续填错会锁定一刻钟。')
      if (!(await spendCode(db, waiting.userId, digits))) {
        const { token } = (await answer.json()) as { token?: string }
        await sql`DELETE FROM auth_sessions WHERE token = ${token ?? ''}`.execute(db)
        throw new UserError(401, '这个动态码刚才用过了。请等手机上换了新的六位数字再填。')
      }
      const account = await accountOf(db, waiting.userId)
      await audit(db, { at: now, personId: account?.personId, action: 'sign-in', detail: { secondFactor: true }, ip })
      return { headers: answer.headers, userId: waiting.userId }
    },
    { wrong: 'sign-in.wrong-code' },
  )
}

/** Whose second step a browser is at: the library keeps it under the identifier in its cookie. */
function waitingFor(db: Db, headers: Headers): Promise<{ userId: string } | undefined> {
  const cookie = /(?:^|;\s*)(?:__Secure-)?sunlit\.two_factor=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1] ?? ''
  const identifier = decodeURIComponent(cookie).split('.')[0]!
  return first(
    db,
    sql<{ userId: string }>`
      SELECT value AS "userId"
      FROM auth_verifications
      WHERE identifier = ${identifier} AND expires_at > now()`,
  )
}

/**
 * Marks a right code as used; false where it was used before. Codes of the demo's accounts stand on the sign-in page
 * for everybody and may be used again.
 */
export async function spendCode(db: Db, userId: string, digits: string): Promise<boolean> {
  await sql`DELETE FROM used_codes WHERE used_at < now() - interval '5 minutes'`.execute(db)
  const used = await first(
    db,
    sql`
      INSERT INTO used_codes (user_id, code_hash, used_at)
      SELECT ${userId}, ${createHash('sha256').update(`${userId} ${digits}`).digest('base64url')}, now()
      ON CONFLICT DO NOTHING
      RETURNING user_id`,
  )
  if (used) return true
  return (await first(db, sql`SELECT 1 FROM accounts WHERE user_id = ${userId} AND demo`)) !== undefined
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
 * Sessions whose signed cookie the library has checked in this process. A signature stays right, so it is checked once
 * in five minutes (and the library then prolongs the session); whether the session still stands is asked of the
 * database every time.
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

/**
 * Who acts through a session that still stands, with the posts of a day; `undefined` where it has ended, the account is
 * closed or no post is left.
 */
export const actorOfSession = async (db: Db, sessionId: string, day: string): Promise<Actor | undefined> =>
  (await signedIn(db, sessionId, day))?.actor

/** How long a sign-in stands without being used; the library's own limit is the longest that the rule allows. */
const idleHours = (day: string) => sql`
  make_interval(
    hours => coalesce(
      (
        SELECT value::int
        FROM rules
        WHERE code = 'session.hours' AND ${inForceOn(day)}
        ORDER BY effective_from DESC, set_at DESC
        LIMIT 1
      ),
      8
    )
  )`

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
        WHERE s.id = ${sessionId}
          AND s.expires_at > now()
          AND s.updated_at > now() - ${idleHours(day)}
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

/** The user of a name, without whether the account is open. */
export async function userNamed(db: Db, username: string): Promise<string | undefined> {
  return (await accountNamed(db, username.trim().toLowerCase()))?.userId
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

const hashed = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 12)
