/** Signing in and out, the first password, the second factor. */
import { Hono } from 'hono'
import QRCode from 'qrcode'
import { z } from 'zod'
import { audit } from '../../kernel/people/people.audit.ts'
import { dayOf } from '../../platform/clock.ts'
import { rows, sql } from '../../platform/db.ts'
import { invalid, UserError } from '../../platform/errors.ts'
import { visitorIp } from '../../platform/http.ts'
import { limiter } from '../../platform/rateLimit.ts'
import { rulesOn } from '../../kernel/rules/rules.ts'
import { messagesFor, markRead } from '../../kernel/notices/messages.ts'
import { allPermissions, postFor } from '../../kernel/people/can.ts'
import { confirmed } from '../../kernel/people/confirm.ts'
import { signIn, signInCode } from '../../kernel/people/session.ts'
import { demoSecretOf, totpOf } from '../../kernel/people/signin.ts'
import { anyone, staffOnly, valid, type StaffEnv } from '../../kernel/staff/staff.ts'
import type { Office } from '../../kernel/office.ts'
import { visibleById } from '../../kernel/cases/seeing.ts'

const newPassword = z
  .string()
  .min(8, '至少 8 位')
  .max(128)
  .refine((p) => /[A-Za-z]/.test(p) && /\d/.test(p), '要同时有字母和数字')

export function sessionApi(office: Office) {
  const may = staffOnly(office)
  /** The password asked again of somebody who is signed in, with a limit of its own. */
  const again = async (userId: string, check: () => Promise<void>) =>
    confirmed(office.db, await rulesOn(office.db, dayOf(office.now())), userId, office.now(), check)
  const attempts = limiter(office.pool, 'sign-in', 60, 600)
  return new Hono<StaffEnv>()
    .post(
      '/session',
      anyone(),
      valid(
        'json',
        z.object({
          username: z.string().min(1, '请填用户名').max(60),
          password: z.string().min(1, '请填密码').max(128),
        }),
      ),
      async (c) => {
        const ip = visitorIp(c, office.trustProxy)
        await attempts.take(ip)
        const now = office.now()
        const done = await signIn(
          office.db,
          office.auth,
          await rulesOn(office.db, dayOf(now)),
          c.req.valid('json'),
          c.req.raw.headers,
          now,
          ip,
        )
        for (const cookie of done.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
        return c.json({ needsCode: done.needsCode })
      },
    )
    .post(
      '/session/code',
      anyone(),
      valid('json', z.object({ code: z.string().min(6, '请填六位动态码').max(10) })),
      async (c) => {
        const ip = visitorIp(c, office.trustProxy)
        await attempts.take(ip)
        const headers = await signInCode(
          office.db,
          office.auth,
          c.req.valid('json').code,
          c.req.raw.headers,
          office.now(),
          ip,
        )
        for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
        return c.json({ ok: true })
      },
    )
    .delete('/session', may('signed-in'), async (c) => {
      const answer = await office.auth.api.signOut({ headers: c.req.raw.headers, asResponse: true })
      for (const cookie of answer.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
      await audit(office.db, { at: office.now(), personId: c.get('session').actor.personId, action: 'sign-out' })
      return c.json({ ok: true })
    })
    .get('/me', may('signed-in'), (c) => {
      const { actor, account, mustEnrol } = c.get('session')
      const allowed = allPermissions()
        .map(([p]) => p)
        .filter((p) => postFor(actor, p))
      return c.json({
        name: actor.name,
        username: account.username,
        posts: actor.posts,
        mustChangePassword: account.mustChangePassword,
        mustEnrol,
        may: allowed,
        demo: office.demo,
      })
    })
    .post(
      '/session/password',
      may('signed-in'),
      valid('json', z.object({ current: z.string().min(1), next: newPassword })),
      async (c) => {
        const input = c.req.valid('json')
        if (input.current === input.next) throw invalid('新密码不能和旧密码一样。', { field: 'next' })
        const { account, actor } = c.get('session')
        await again(account.userId, async () => {
          const answer = await office.auth.api.changePassword({
            body: { currentPassword: input.current, newPassword: input.next, revokeOtherSessions: true },
            headers: c.req.raw.headers,
            asResponse: true,
          })
          if (!answer.ok) throw invalid('现在的密码不对。', { field: 'current' })
          for (const cookie of answer.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
        })
        await sql`UPDATE accounts SET must_change_password = false WHERE user_id = ${account.userId}`.execute(office.db)
        await audit(office.db, { at: office.now(), personId: actor.personId, action: 'password.changed' })
        return c.json({ ok: true })
      },
    )
    .post('/session/enrol', may('signed-in'), valid('json', z.object({ password: z.string().min(1) })), async (c) => {
      let made = { totpURI: '', backupCodes: [] as string[] }
      await again(c.get('session').account.userId, async () => {
        const answer = await office.auth.api.enableTwoFactor({
          body: { password: c.req.valid('json').password },
          headers: c.req.raw.headers,
          asResponse: true,
        })
        if (!answer.ok) throw invalid('密码不对。', { field: 'password' })
        made = (await answer.json()) as typeof made
      })
      return c.json({
        qr: await QRCode.toString(made.totpURI, { type: 'svg', margin: 1 }),
        uri: made.totpURI,
        backupCodes: made.backupCodes,
      })
    })
    .post(
      '/session/enrol/confirm',
      may('signed-in'),
      valid('json', z.object({ code: z.string().min(6).max(10) })),
      async (c) => {
        const answer = await office.auth.api.verifyTOTP({
          body: { code: c.req.valid('json').code.replace(/\D/g, '') },
          headers: c.req.raw.headers,
          asResponse: true,
        })
        if (!answer.ok) throw new UserError(401, '动态码不对或已过期，请看手机上最新的六位数字。')
        for (const cookie of answer.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
        await audit(office.db, {
          at: office.now(),
          personId: c.get('session').actor.personId,
          action: 'second-factor.enrolled',
        })
        return c.json({ ok: true })
      },
    )
    .get('/messages', may('signed-in'), async (c) =>
      c.json({ messages: await messagesFor(office.db, c.get('session').actor, visibleById) }),
    )
    .post(
      '/messages/read',
      may('signed-in'),
      valid('json', z.object({ ids: z.array(z.string().max(40)).max(200) })),
      async (c) => {
        const { actor } = c.get('session')
        const mine = new Set((await messagesFor(office.db, actor, visibleById)).map((m) => m.id))
        await office.db.transaction().execute((tx) =>
          markRead(
            tx,
            actor,
            c.req.valid('json').ids.filter((m) => mine.has(m)),
            office.now(),
          ),
        )
        return c.json({ ok: true })
      },
    )
    .get('/demo-accounts', anyone(), async (c) => {
      if (!office.demo) return c.json({ accounts: [], password: '' })
      const day = dayOf(office.now())
      const found = await rows(
        office.db,
        sql<{ username: string; name: string; posts: string; second: boolean }>`
          SELECT u.username, p.name, string_agg(r.name || k.name, '、' ORDER BY k.position) AS posts,
            bool_or(coalesce(u.two_factor_enabled, false)) AS second
          FROM accounts a
          JOIN auth_users u ON u.id = a.user_id
          JOIN persons p ON p.id = a.person_id
          JOIN appointments x
            ON x.person_id = p.id
            AND x.from_on <= ${day}
            AND (x.to_on IS NULL OR x.to_on >= ${day})
          JOIN post_kinds k ON k.id = x.post_kind_id
          JOIN regions r ON r.id = x.region_id
          WHERE a.demo
          GROUP BY u.username, p.name
          ORDER BY min(length(r.path)) DESC, min(r.path), min(k.position)`,
      )
      return c.json({
        password: demoPassword,
        accounts: await Promise.all(
          found.map(async (f) => ({ ...f, code: f.second ? await totpOf(demoSecretOf(f.username)) : null })),
        ),
      })
    })
}

/** Printed on the sign-in page of the demo; a production server has no demo accounts. */
export const demoPassword = 'sunlit2026'
