/** What the console calls for one report: reading it, its steps, the answer and the public face, who works on it. */
import { Hono } from 'hono'
import { z } from 'zod'
import { contextAt, inContext } from '../../../kernel/cases/office.ts'
import { actionIn } from '../../../kernel/cases/procedure.ts'
import type { Office } from '../../../kernel/office.ts'
import { counter, id, keysOf } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { previewReply } from '../echo/faces.ts'
import { procedures } from '../reports.procedure.ts'
import { replyForms } from '../reports.schema.ts'
import { categories, judgements, noteKinds } from '../reports.words.ts'
import { actsOnReports } from './acts.ts'
import { decide } from './decide.ts'
import { lookAtReporter, setFace } from './handle.ts'
import { caseForStaff } from './reports.queries.ts'
import { addNote, assign, inHand, label } from './work.ts'

const text = (least: number, say: string) => z.string().trim().min(least, say).max(1_000, '最多 1000 字')
const reply = z.object({
  text: z.string().max(5_000, '最多 5000 字'),
  form: z.enum(keysOf(replyForms)),
  fileIds: z.array(z.string().max(40)).max(30).default([]),
  filesChecked: z.boolean().default(false),
})
const decision = z.object({
  comment: z.string().trim().max(1_000, '最多 1000 字').optional(),
  seenEvents: counter.optional(),
  holder: z.string().max(60).optional(),
  reply: reply.optional(),
  finding: z.enum(['upheld', 'dismissed']).optional(),
  notice: z.string().trim().max(200).optional(),
  units: z.array(z.string().max(60)).max(20).optional(),
  lead: z.string().max(60).optional(),
  rule: z.string().max(40).optional(),
  ask: z.string().trim().max(500).optional(),
  quorum: z.union([z.enum(['all', 'any']), z.int().min(1).max(20)], '请选要几个单位答复。').optional(),
})
const face = z.object({
  shown: z.boolean(),
  title: z.string().trim().max(60),
  text: z.string().trim().max(5_000),
  fileIds: z.array(z.string().max(40)).max(20).default([]),
  reason: z.string().trim().max(300).default(''),
  withName: z.boolean().default(false),
})
const look = z.object({ why: text(2, '请写明为什么要看') })
const note = z.object({ kind: z.enum(keysOf(noteKinds)), text: text(2, '请写几个字') })
const assignee = z.object({ person: z.string().max(40).nullable() })
const labels = z.object({ category: z.enum(['', ...categories]), judgement: z.enum(['', ...keysOf(judgements)]) })

export function caseApi(office: Office) {
  const may = staffOnly(office)
  const done = actsOnReports(office)
  return new Hono<StaffEnv>()
    .get('/cases/:id', may('report.see'), valid('param', id), async (c) => {
      const ctx = await contextAt(office.db, office.now())
      const found = await caseForStaff(office.db, office.secret, c.get('session').actor, c.req.valid('param').id, ctx)
      return c.json({ ...found, hears: office.speech !== undefined })
    })
    .post(
      '/cases/:id/actions/:action',
      may('report.handle'),
      valid('param', id.extend({ action: z.string().regex(/^[a-z]{2,20}$/i) })),
      valid('json', decision),
      async (c) => {
        const { actor } = c.get('session')
        const { id: caseId, action: named } = c.req.valid('param')
        const action = actionIn(procedures, named)
        const moved = await done(
          actor,
          `report.${action}`,
          caseId,
          (tx, ctx) => decide(tx, office.secret, actor, { ...c.req.valid('json'), caseId, action }, ctx),
          ({ handedTo }) => (handedTo === '' ? {} : { unit: handedTo }),
        )
        return c.json({ step: moved.to, ...(moved.handedTo === '' ? {} : { handedTo: moved.handedTo }) })
      },
    )
    .post('/cases/:id/preview', may('report.handle'), valid('param', id), valid('json', reply), async (c) => {
      const { actor } = c.get('session')
      return c.json(
        await inContext(office, async (tx, ctx) =>
          previewReply(tx, actor, await inHand(tx, actor, c.req.valid('param').id), c.req.valid('json'), ctx),
        ),
      )
    })
    .post('/cases/:id/look', may('report.handle'), valid('param', id), valid('json', look), async (c) => {
      const { actor } = c.get('session')
      const { id: caseId } = c.req.valid('param')
      return c.json(
        await done(actor, 'report.look', caseId, (tx, ctx) =>
          lookAtReporter(tx, office.secret, actor, caseId, c.req.valid('json').why, ctx),
        ),
      )
    })
    .post('/cases/:id/face', may('report.handle'), valid('param', id), valid('json', face), async (c) => {
      const { actor } = c.get('session')
      const { id: caseId } = c.req.valid('param')
      await done(actor, 'report.face', caseId, (tx, ctx) =>
        setFace(tx, office.secret, actor, caseId, c.req.valid('json'), ctx),
      )
      return c.json({ ok: true })
    })
    .post('/cases/:id/notes', may('report.handle'), valid('param', id), valid('json', note), async (c) => {
      const { actor } = c.get('session')
      const { id: caseId } = c.req.valid('param')
      await done(actor, 'report.note', caseId, (tx, ctx) => addNote(tx, actor, caseId, c.req.valid('json'), ctx))
      return c.json({ ok: true })
    })
    .post('/cases/:id/assignee', may('report.handle'), valid('param', id), valid('json', assignee), async (c) => {
      const { actor } = c.get('session')
      const { id: caseId } = c.req.valid('param')
      await done(actor, 'report.assign', caseId, (tx, ctx) =>
        assign(tx, actor, caseId, c.req.valid('json').person, ctx),
      )
      return c.json({ ok: true })
    })
    .post('/cases/:id/label', may('report.handle'), valid('param', id), valid('json', labels), async (c) => {
      const { actor } = c.get('session')
      const { id: caseId } = c.req.valid('param')
      await done(actor, 'report.label', caseId, (tx, ctx) => label(tx, actor, caseId, c.req.valid('json'), ctx))
      return c.json({ ok: true })
    })
}
