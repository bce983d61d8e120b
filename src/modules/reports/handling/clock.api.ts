/** What the console calls to stop, start and extend a report's clock. */
import { Hono } from 'hono'
import { z } from 'zod'
import { paperHash } from '../../../kernel/intake/evidence.ts'
import type { Office } from '../../../kernel/office.ts'
import { id } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { actsOnReports } from './acts.ts'
import { extendReport, resumeReport, suspendReport } from './clock.ts'

const atLeastFour = (say: string) => z.string().trim().min(4, say).max(1_000, '最多 1000 字')
const paper = z.object({ sha256: paperHash, name: z.string().max(100) })
const suspension = z.object({
  reason: atLeastFour('请写明为什么暂停（至少 4 个字）'),
  waits: z.enum(['reporter', 'others']).default('reporter'),
  proof: z.array(paper).max(5).default([]),
})
const resumption = z.object({ reason: z.string().trim().max(300).default('') })
const extension = z.object({ reason: atLeastFour('请写明为什么延长（至少 4 个字）') })

export function clockApi(office: Office) {
  const may = staffOnly(office)
  const done = actsOnReports(office)
  return new Hono<StaffEnv>()
    .post('/cases/:id/suspend', may('report.handle'), valid('param', id), valid('json', suspension), async (c) => {
      const { actor } = c.get('session')
      const { id: caseId } = c.req.valid('param')
      await done(actor, 'report.suspend', caseId, (tx, ctx) =>
        suspendReport(tx, office.secret, actor, caseId, c.req.valid('json'), ctx),
      )
      return c.json({ ok: true })
    })
    .post('/cases/:id/resume', may('report.handle'), valid('param', id), valid('json', resumption), async (c) => {
      const { actor } = c.get('session')
      const { id: caseId } = c.req.valid('param')
      await done(actor, 'report.resume', caseId, (tx, ctx) =>
        resumeReport(tx, office.secret, actor, caseId, c.req.valid('json').reason, ctx),
      )
      return c.json({ ok: true })
    })
    .post('/cases/:id/extend', may('report.handle'), valid('param', id), valid('json', extension), async (c) => {
      const { actor } = c.get('session')
      const { id: caseId } = c.req.valid('param')
      await done(actor, 'report.extend', caseId, (tx, ctx) =>
        extendReport(tx, office.secret, actor, caseId, c.req.valid('json').reason, ctx),
      )
      return c.json({ ok: true })
    })
}
