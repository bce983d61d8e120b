/** Call-backs: whom one asks how it ended, and what they said. */
import { Hono } from 'hono'
import { z } from 'zod'
import type { Office } from '../../../kernel/office.ts'
import { id, keysOf } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { actsOnReports } from '../handling/acts.ts'
import { ratings } from '../reports.schema.ts'
import { callbacksFor, lookForCallback, recordCall } from './callbacks.ts'

const call = z.object({
  reached: z.boolean(),
  rating: z.enum(keysOf(ratings)).optional(),
  note: z.string().trim().max(500, '最多 500 字'),
  reopen: z.boolean().default(false),
})

export function callbacksApi(office: Office) {
  const may = staffOnly(office)
  const done = actsOnReports(office)
  return new Hono<StaffEnv>()
    .get(
      '/callbacks',
      may('report.callback'),
      valid('query', z.object({ only: z.enum(['open', 'differs', 'all']).default('open') })),
      async (c) =>
        c.json({ callbacks: await callbacksFor(office.db, c.get('session').actor, c.req.valid('query').only) }),
    )
    .post('/callbacks/:id/look', may('report.callback'), valid('param', id), async (c) => {
      const { actor } = c.get('session')
      const { id: callbackId } = c.req.valid('param')
      return c.json(
        await done(actor, 'report.look', callbackId, (tx, ctx) =>
          lookForCallback(tx, office.secret, actor, callbackId, ctx),
        ),
      )
    })
    .post('/callbacks/:id', may('report.callback'), valid('param', id), valid('json', call), async (c) => {
      const { actor } = c.get('session')
      const { id: callbackId } = c.req.valid('param')
      return c.json(
        await done(actor, 'report.callback', callbackId, (tx, ctx) =>
          recordCall(tx, actor, callbackId, c.req.valid('json'), ctx),
        ),
      )
    })
}
