/**
 * What goes on beside a case's own steps: others who are asked, orders from above, merging and splitting, transcripts.
 */
import { Hono } from 'hono'
import { z } from 'zod'
import { answerRequest } from '../../../kernel/cases/requests.ts'
import type { Office } from '../../../kernel/office.ts'
import { postFunctions } from '../../../kernel/people/functions.ts'
import { id, keysOf } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { reportKinds } from '../reports.schema.ts'
import { actsOnReports } from './acts.ts'
import { remindUnits, consultUnits, inviteAgain, inviteOutsider } from './beside.ts'
import { share } from './shares.ts'
import { order } from './orders.ts'
import { merge, split, transcribe } from './work.ts'

const text = (least: number, say: string) => z.string().trim().min(least, say).max(2_000, '最多 2000 字')
const consultation = z.object({
  units: z.array(z.string().max(60)).min(1, '请选择请谁会商').max(20),
  functions: z.array(z.enum(postFunctions)).min(1, '请选请哪些岗位').max(10),
  ask: text(2, '请写要问什么'),
})
const guest = z.object({ name: text(2, '请写明请的是谁，例如“县医院 王医生”'), ask: text(2, '请写要问什么') })
const opinion = z.object({
  opinion: z.enum(['agree', 'disagree', 'noted']).default('noted'),
  text: text(2, '请写几个字说明'),
})
const ordered = z.object({ text: text(4, '请写明督办要求（至少 4 个字）') })
const merger = z.object({
  into: text(4, '请填要并入哪一件的编号'),
  reason: text(2, '请写为什么合并'),
  /** Of another place or kind, and looked at. */
  sure: z.boolean().default(false),
})
const splitOff = z.object({
  kind: z.enum(keysOf(reportKinds)),
  text: text(2, '请写拆出来的是什么事'),
  spot: z.string().trim().max(100).default(''),
  reason: text(2, '请写为什么拆开'),
  step: z.string().max(30).default(''),
})

type Answered = Awaited<ReturnType<typeof answerRequest>>

export function besideApi(office: Office) {
  const may = staffOnly(office)
  const done = actsOnReports(office)
  return new Hono<StaffEnv>()
    .post('/cases/:id/consult', may('report.handle'), valid('param', id), valid('json', consultation), async (c) => {
      const { actor } = c.get('session')
      const { id: caseId } = c.req.valid('param')
      await done(actor, 'report.consult', caseId, (tx, ctx) =>
        consultUnits(tx, office.secret, actor, caseId, c.req.valid('json'), ctx),
      )
      return c.json({ ok: true })
    })
    .post('/cases/:id/guests', may('report.handle'), valid('param', id), valid('json', guest), async (c) => {
      const { actor } = c.get('session')
      const { id: caseId } = c.req.valid('param')
      return c.json(
        await done(actor, 'report.guest', caseId, (tx, ctx) =>
          inviteOutsider(tx, office.secret, actor, caseId, c.req.valid('json'), ctx),
        ),
      )
    })
    .post(
      '/cases/:id/requests/:request/link',
      may('report.handle'),
      valid('param', id.extend({ request: z.string().max(40) })),
      async (c) => {
        const { actor } = c.get('session')
        const { id: caseId, request } = c.req.valid('param')
        return c.json(
          await done(actor, 'report.guestLink', caseId, (tx, ctx) => inviteAgain(tx, actor, caseId, request, ctx)),
        )
      },
    )
    .post(
      '/cases/:id/requests/:request/share',
      may('report.handle'),
      valid('param', id.extend({ request: z.string().max(40) })),
      valid('json', z.object({ reason: text(2, '请写明为什么要告诉（会记下来）') })),
      async (c) => {
        const { actor } = c.get('session')
        const { id: caseId, request } = c.req.valid('param')
        await done(actor, 'report.share', caseId, (tx, ctx) =>
          share(tx, actor, { caseId, requestId: request, reason: c.req.valid('json').reason }, ctx),
        )
        return c.json({ ok: true })
      },
    )
    .post('/requests/:id/answer', may('report.see'), valid('param', id), valid('json', opinion), async (c) => {
      const { actor } = c.get('session')
      const { moved } = await done(
        actor,
        'report.opinion',
        (answered: Answered) => answered.c.id,
        (tx, ctx) => answerRequest(tx, actor, c.req.valid('param').id, c.req.valid('json'), ctx),
      )
      return c.json({ moved })
    })
    .post('/cases/:id/remind', may('report.handle'), valid('param', id), async (c) => {
      const { actor } = c.get('session')
      const { id: caseId } = c.req.valid('param')
      return c.json({
        units: await done(actor, 'report.remind', caseId, (tx, ctx) => remindUnits(tx, actor, caseId, ctx)),
      })
    })
    .post('/cases/:id/orders', may('report.order'), valid('param', id), valid('json', ordered), async (c) => {
      const { actor } = c.get('session')
      const { id: caseId } = c.req.valid('param')
      await done(actor, 'report.order', caseId, (tx, ctx) =>
        order(tx, office.secret, actor, caseId, c.req.valid('json').text, ctx),
      )
      return c.json({ ok: true })
    })
    .post('/cases/:id/merge', may('report.handle'), valid('param', id), valid('json', merger), async (c) => {
      const { actor } = c.get('session')
      const { id: caseId } = c.req.valid('param')
      return c.json({
        id: await done(actor, 'report.merge', caseId, (tx, ctx) => merge(tx, actor, caseId, c.req.valid('json'), ctx)),
      })
    })
    .post('/cases/:id/split', may('report.handle'), valid('param', id), valid('json', splitOff), async (c) => {
      const { actor } = c.get('session')
      const { id: caseId } = c.req.valid('param')
      const made = await done(actor, 'report.split', caseId, (tx, ctx) =>
        split(tx, office.secret, actor, caseId, c.req.valid('json'), ctx),
      )
      return c.json({ id: made.caseId, code: made.code, digits: made.digits })
    })
    .post(
      '/cases/:id/files/:file/transcript',
      may('report.handle'),
      valid('param', id.extend({ file: z.string().max(40) })),
      valid('json', z.object({ text: text(1, '请写听到的内容') })),
      async (c) => {
        const { actor } = c.get('session')
        const { id: caseId, file } = c.req.valid('param')
        await done(actor, 'report.transcript', caseId, (tx) =>
          transcribe(tx, office.secret, actor, caseId, file, c.req.valid('json').text),
        )
        return c.json({ ok: true })
      },
    )
}
