/** Accounts: first passwords for a whole place, or anew for one person; and the progress of such long work. */
import { id } from '../../kernel/staff/params.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { notFound } from '../../platform/errors.ts'
import { visitorNet } from '../../platform/http.ts'
import { secondPerson, secondSchema } from '../../kernel/people/second.ts'
import { staffOnly, valid, type StaffEnv } from '../../kernel/staff/staff.ts'
import type { Office } from '../../kernel/office.ts'
import { jobOnce, orderAccounts } from './orderAccounts.ts'
import { resetAccount } from './resetAccount.ts'

export function accountsApi(office: Office) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .post('/accounts/bulk', may('people.edit'), valid('json', z.object({ place: z.string().max(60) })), async (c) =>
      c.json({ job: await orderAccounts(office, c.get('session').actor, c.req.valid('json').place) }),
    )
    .post(
      '/accounts/:id/reset',
      may('account.reset'),
      valid('param', id),
      valid('json', z.object({ second: secondSchema.optional() })),
      async (c) => {
        const second = await secondPerson(office, c.req.valid('json').second, visitorNet(c, office.proxies))
        const by = { ...c.get('session').actor, second }
        return c.json(await resetAccount(office.db, by, c.req.valid('param').id, office.now()))
      },
    )
    .get('/jobs/:id', may('signed-in'), valid('param', id), async (c) => {
      const job = await jobOnce(office.db, c.req.valid('param').id, c.get('session').actor.personId)
      if (!job) throw notFound('没有这个任务。')
      return c.json(job)
    })
}
