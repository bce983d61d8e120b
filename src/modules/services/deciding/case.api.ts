/**
 * What the console calls for one application beside its decisions: reading it, what is missing, records, others who are
 * asked, its clock.
 */
import { Hono } from 'hono'
import { z } from 'zod'
import { contextAt } from '../../../kernel/cases/office.ts'
import type { Office } from '../../../kernel/office.ts'
import { counter, id } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { actsOnApplications } from './acts.ts'
import { applicationForStaff } from './applications.queries.ts'
import { missingSchema, recordSchema } from './applications.schema.ts'
import { extendLimit, resumeClock } from './clock.ts'
import { consultOn } from './consulting.ts'
import { nameMissing, recordInHand } from './handle.ts'
import { share } from './shares.ts'
import { moveToNewer } from './versions.ts'

const words = (least: number, say: string) => z.string().trim().min(least, say).max(1_000, '最多 1000 字')
const missing = z.object({
  missing: z.array(missingSchema).min(1, '请至少选一项要补的').max(40),
  late: z.string().trim().max(300).default(''),
})
const consultation = z.object({
  units: z.array(z.string().max(60)).min(1, '请选请哪些单位').max(10),
  ask: words(2, '请写要商量什么'),
})
const resumption = z.object({ reason: words(2, '请写明为什么恢复') })
const extension = z.object({ reason: words(4, '请写明为什么延长（至少 4 个字）') })

export function caseApi(office: Office) {
  const may = staffOnly(office)
  const done = actsOnApplications(office)
  return new Hono<StaffEnv>()
    .get('/applications/:id', may('application.see'), valid('param', id), async (c) => {
      const ctx = await contextAt(office.db, office.now())
      const { actor } = c.get('session')
      return c.json(await applicationForStaff(office.db, office.secret, actor, c.req.valid('param').id, ctx))
    })
    .post(
      '/applications/:id/missing',
      may('application.handle'),
      valid('param', id),
      valid('json', missing),
      async (c) => {
        const { actor } = c.get('session')
        const { id: caseId } = c.req.valid('param')
        await done(actor, 'application.missing', caseId, (tx, ctx) =>
          nameMissing(tx, actor, caseId, c.req.valid('json'), ctx),
        )
        return c.json({ ok: true })
      },
    )
    .post(
      '/applications/:id/records',
      may('application.handle'),
      valid('param', id),
      valid('json', recordSchema),
      async (c) => {
        const { actor } = c.get('session')
        const { id: caseId } = c.req.valid('param')
        await done(actor, 'application.records', caseId, (tx, ctx) =>
          recordInHand(tx, office.secret, actor, caseId, c.req.valid('json'), ctx),
        )
        return c.json({ ok: true })
      },
    )
    .post(
      '/applications/:id/consult',
      may('application.handle'),
      valid('param', id),
      valid('json', consultation),
      async (c) => {
        const { actor } = c.get('session')
        const { id: caseId } = c.req.valid('param')
        await done(actor, 'application.consult', caseId, (tx, ctx) =>
          consultOn(tx, office.secret, actor, caseId, c.req.valid('json'), ctx),
        )
        return c.json({ ok: true })
      },
    )
    .post(
      '/applications/:id/requests/:request/share',
      may('application.handle'),
      valid('param', id.extend({ request: z.string().max(60) })),
      valid('json', z.object({ reason: words(2, '请写明为什么要给他们看（会记下来）') })),
      async (c) => {
        const { actor } = c.get('session')
        const { id: caseId, request } = c.req.valid('param')
        await done(actor, 'application.share', caseId, (tx, ctx) =>
          share(tx, actor, { caseId, requestId: request, reason: c.req.valid('json').reason }, ctx),
        )
        return c.json({ ok: true })
      },
    )
    .post(
      '/applications/:id/resume',
      may('application.handle'),
      valid('param', id),
      valid('json', resumption),
      async (c) => {
        const { actor } = c.get('session')
        const { id: caseId } = c.req.valid('param')
        await done(actor, 'application.resume', caseId, (tx, ctx) =>
          resumeClock(tx, actor, caseId, c.req.valid('json').reason, ctx),
        )
        return c.json({ ok: true })
      },
    )
    .post(
      '/applications/:id/version',
      may('application.handle'),
      valid('param', id),
      valid('json', z.object({ to: counter.min(1) })),
      async (c) => {
        const { actor } = c.get('session')
        const { id: caseId } = c.req.valid('param')
        await done(actor, 'application.version', caseId, (tx, ctx) =>
          moveToNewer(tx, office.secret, actor, caseId, c.req.valid('json').to, ctx),
        )
        return c.json({ ok: true })
      },
    )
    .post('/applications/:id/extend', may('report.extend'), valid('param', id), valid('json', extension), async (c) => {
      const { actor } = c.get('session')
      const { id: caseId } = c.req.valid('param')
      await done(actor, 'application.extend', caseId, (tx, ctx) =>
        extendLimit(tx, actor, caseId, c.req.valid('json').reason, ctx),
      )
      return c.json({ ok: true })
    })
}
