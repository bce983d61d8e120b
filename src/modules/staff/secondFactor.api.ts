/** The second factor: shown once as a QR code, confirmed with the first six digits. */
import { Hono } from 'hono'
import { z } from 'zod'
import { staffOnly, valid, type StaffEnv } from '../../kernel/staff/staff.ts'
import type { Office } from '../../kernel/office.ts'
import { confirmSecondFactor, startSecondFactor } from './password.ts'
import { giveCookies } from './session.api.ts'

export function secondFactorApi(office: Office) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .post('/session/enrol', may('signed-in'), valid('json', z.object({ password: z.string().min(1) })), async (c) => {
      const { password } = c.req.valid('json')
      return c.json(await startSecondFactor(office, c.get('session'), c.req.raw.headers, password))
    })
    .post(
      '/session/enrol/confirm',
      may('signed-in'),
      valid('json', z.object({ code: z.string().min(6).max(10) })),
      async (c) => {
        const { code } = c.req.valid('json')
        giveCookies(c, await confirmSecondFactor(office, c.get('session'), c.req.raw.headers, code))
        return c.json({ ok: true })
      },
    )
}
