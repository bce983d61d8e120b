/** The second of two persons who sign for a change together: user name, password and code, typed at the same desk. */
import { z } from 'zod'
import { dayOf } from '../../platform/clock.ts'
import { forbidden, invalid } from '../../platform/errors.ts'
import type { Db } from '../../platform/db.ts'
import { sql } from '../../platform/db.ts'
import { rulesOn } from '../rules/rules.ts'
import type { Actor } from './actor.ts'
import { sessionOf, signIn, signInCode } from './session.ts'
import type { Auth } from './signin.ts'

export const secondSchema = z.object({
  username: z.string().trim().min(1, '请填另一位的用户名').max(60),
  password: z.string().min(1, '请填另一位的密码').max(128),
  code: z.string().max(10).optional(),
})
export type SecondInput = z.output<typeof secondSchema>

/**
 * Who this is (nobody where none is given), by the way everybody signs in, with its limits and its line in the audit
 * trail; the session ends at once. 401 and 422 as signing in, 403 for an account that has not been set up.
 */
export async function secondPerson(
  office: { db: Db; auth: Auth; now(): Date },
  given: SecondInput | undefined,
  ip: string,
): Promise<Actor | undefined> {
  if (!given) return undefined
  const { db, auth } = office
  const now = office.now()
  const rules = await rulesOn(db, dayOf(now))
  const first = await signIn(db, auth, rules, given, new Headers(), now, { ip })
  if (first.needsCode && !/\d/.test(given.code ?? ''))
    throw invalid('另一位的账号设了动态码，请填手机里的六位数字。', { field: 'code' })
  const cookies = first.needsCode
    ? (await signInCode(db, auth, rules, given.code!, cookie(first.headers), now, ip)).headers
    : first.headers
  const session = await sessionOf(db, auth, cookie(cookies), now)
  if (!session) throw forbidden('另一位现在没有岗位，不能一起签。')
  await sql`DELETE FROM auth_sessions WHERE id = ${session.sessionId}`.execute(db)
  if (session.account.mustChangePassword || session.mustEnrol)
    throw forbidden('另一位还没有换第一次的密码或设动态码，请先自己登录办好。')
  return session.actor
}

const cookie = (answer: Headers): Headers =>
  new Headers({
    cookie: answer
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; '),
  })
