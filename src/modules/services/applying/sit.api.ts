/** What the console calls to apply for a villager. */
import { Hono } from 'hono'
import { z } from 'zod'
import { paperHash } from '../../../kernel/intake/evidence.ts'
import type { Office } from '../../../kernel/office.ts'
import { keysOf } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { consents } from '../deciding/applications.schema.ts'
import { sitFor } from './sit.ts'

const sitting = z.object({
  village: z.string().max(60),
  service: z.string().max(16),
  resident: z.string().max(40).optional(),
  again: z.boolean().default(false),
  consent: z.object({
    kind: z.enum(keysOf(consents)),
    sha256: paperHash,
    name: z.string().max(100),
  }),
})

export function sitApi(office: Office) {
  return new Hono<StaffEnv>().post(
    '/applications/sit',
    staffOnly(office)('application.file'),
    valid('json', sitting),
    async (c) => {
      const secure = new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https'
      const { href, cookie } = await sitFor(office, c.get('session'), c.req.valid('json'), secure)
      c.header('set-cookie', cookie, { append: true })
      return c.json({ href })
    },
  )
}
