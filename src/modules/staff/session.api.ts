/** Signing in and out, the first password; who one is. */
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { audit } from '../../kernel/people/people.audit.ts'
import { dayOf } from '../../platform/clock.ts'
import { visitorNet } from '../../platform/http.ts'
import { limiter } from '../../platform/rateLimit.ts'
import { rulesOn } from '../../kernel/rules/rules.ts'
import { signIn, signInCode, userNamed } from '../../kernel/people/session.ts'
import { deviceCookie, knownDevice } from '../../kernel/people/tries.ts'
import { anyone, staffOnly, valid, type StaffEnv } from '../../kernel/staff/staff.ts'
import type { Office } from '../../kernel/office.ts'
import { demoAccounts, demoPassword } from './demo.ts'
import { meAfter, meOf } from './me.ts'
import { changePassword } from './password.ts'

const credentials = z.object({
  username: z.string().min(1, '请填用户名').max(60),
  password: z.string().min(1, '请填密码').max(128),
})
const newPassword = z
  .string()
  .min(8, '至少 8 位')
  .max(128)
  .refine((p) => /[A-Za-z]/.test(p) && /\d/.test(p), '要同时有字母和数字')

export function sessionApi(office: Office) {
  const may = staffOnly(office)
  const attempts = limiter(office.pool, 'sign-in', 60, 600)
  const know = (c: Context, userId: string) =>
    c.header('set-cookie', deviceCookie(office.secret, userId, office.baseUrl?.startsWith('https:') ?? false), {
      append: true,
    })
  return new Hono<StaffEnv>()
    .post('/session', anyone(), valid('json', credentials), async (c) => {
      const ip = visitorNet(c, office.proxies)
      const given = c.req.valid('json')
      const cookies = c.req.header('cookie') ?? ''
      const userId = await userNamed(office.db, given.username)
      const device = userId && knownDevice(cookies, office.secret, userId)
      // A whole office may sign in from one address in the morning: devices that are known do not count.
      if (device === undefined) await attempts.take(ip)
      const now = office.now()
      const rules = await rulesOn(office.db, dayOf(now))
      const done = await signIn(office.db, office.auth, rules, given, c.req.raw.headers, now, { ip, device })
      giveCookies(c, done.headers)
      if (!done.needsCode) know(c, done.userId)
      return c.json(
        done.needsCode ? { needsCode: true } : { needsCode: false, me: await meAfter(office, done.headers) },
      )
    })
    .post(
      '/session/code',
      anyone(),
      valid('json', z.object({ code: z.string().min(6, '请填六位动态码').max(10) })),
      async (c) => {
        const ip = visitorNet(c, office.proxies)
        await attempts.take(ip)
        const now = office.now()
        const done = await signInCode(
          office.db,
          office.auth,
          await rulesOn(office.db, dayOf(now)),
          c.req.valid('json').code,
          c.req.raw.headers,
          now,
          ip,
        )
        giveCookies(c, done.headers)
        know(c, done.userId)
        return c.json({ ok: true, me: await meAfter(office, done.headers) })
      },
    )
    .delete('/session', may('signed-in'), async (c) => {
      const answer = await office.auth.api.signOut({ headers: c.req.raw.headers, asResponse: true })
      giveCookies(c, answer.headers)
      await audit(office.db, { at: office.now(), personId: c.get('session').actor.personId, action: 'sign-out' })
      return c.json({ ok: true })
    })
    .get('/me', may('signed-in'), async (c) => c.json(await meOf(office, c.get('session'))))
    .post(
      '/session/password',
      may('signed-in'),
      valid('json', z.object({ current: z.string().min(1), next: newPassword })),
      async (c) => {
        giveCookies(c, await changePassword(office, c.get('session'), c.req.raw.headers, c.req.valid('json')))
        return c.json({ ok: true })
      },
    )
    .get('/demo-accounts', anyone(), async (c) =>
      c.json(
        office.demo
          ? { accounts: await demoAccounts(office.db, dayOf(office.now())), password: demoPassword }
          : { accounts: [], password: '' },
      ),
    )
}

/** The cookies of the sign-in library's own answer go on with ours. */
export function giveCookies(c: Context, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
}
