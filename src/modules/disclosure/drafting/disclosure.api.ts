/** What the console calls for its daily work: desk, draft, decisions, records beside a notice. */
import { id } from '../../../kernel/staff/params.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { type DisclosureAct, audit } from '../disclosure.audit.ts'
import { dayOf } from '../../../platform/clock.ts'
import { type Db, type Tx } from '../../../platform/db.ts'
import { forbidden } from '../../../platform/errors.ts'
import { contextAt, inContext } from '../../../kernel/cases/office.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { contentSchema } from '../../../kernel/forms/forms.schema.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { confirmSigner } from '../../../kernel/staff/confirmSigner.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { decide, takeDown } from './decide.ts'
import { deskOf } from './desk.queries.ts'
import { actionIn } from '../../../kernel/cases/procedure.ts'
import { procedures } from '../disclosure.procedure.ts'
import type { DisclosureOffice } from '../disclosure.office.ts'
import { openDraft, saveDraft, submitDraft } from './drafts.ts'
import { noticeForStaff, noticeIdByCode } from './notice.queries.ts'
import { recordPaper, remark } from './records.ts'

/** As the console sends a signature. */
export const signatureSchema = z.object({
  kind: z.enum(['strokes', 'password', 'paper']),
  strokes: z
    .array(z.array(z.object({ x: z.number(), y: z.number(), t: z.number() })).max(5_000))
    .max(200)
    .optional(),
  scanSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  password: z.string().max(128).optional(),
  code: z.string().max(10).optional(),
})
export const decisionSchema = z.object({
  comment: z.string().trim().max(1_000, '最多 1000 字').optional(),
  contentHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  seenStep: z.string().max(30).optional(),
  signature: signatureSchema.optional(),
  secrecyChecked: z.boolean().optional(),
  publishAt: z.iso
    .datetime({ offset: true })
    .transform((t) => new Date(t))
    .optional(),
  cells: z
    .array(z.object({ row: z.int().min(0), column: z.string().max(60), say: z.string().trim().min(1).max(300) }))
    .max(200)
    .optional(),
})

export function disclosureApi(office: DisclosureOffice) {
  const may = staffOnly(office)
  const work = <T>(job: (tx: Tx, ctx: Context) => Promise<T>): Promise<T> => inContext(office, job)
  return new Hono<StaffEnv>()
    .get('/desk', may('desk.see'), async (c) => {
      const ctx = await contextAt(office.db, office.now())
      return c.json({
        today: dayOf(ctx.now),
        tasks: await deskOf(office.db, c.get('session').actor, ctx.now, ctx.rules.number('warn.daysBeforeDue')),
      })
    })
    .post('/obligations/:id/draft', may('draft.write'), valid('param', id), async (c) => {
      const notice = await work((tx, ctx) => openDraft(tx, c.get('session').actor, c.req.valid('param').id, ctx.now))
      return c.json({ id: notice.id })
    })
    .get('/notices', may('place.see'), valid('query', z.object({ code: z.string().trim().max(200) })), async (c) =>
      c.json({ id: await noticeIdByCode(office.db, c.get('session').actor, c.req.valid('query').code) }),
    )
    .get('/notices/:id', may('place.see'), valid('param', id), async (c) =>
      c.json(
        await noticeForStaff(
          office.db,
          c.get('session').actor,
          c.req.valid('param').id,
          await contextAt(office.db, office.now()),
        ),
      ),
    )
    .put(
      '/notices/:id/draft',
      may('desk.see'),
      valid('param', id),
      valid(
        'json',
        z.object({
          revision: z.int().min(0),
          content: contentSchema,
          confirmed: z.record(z.string().max(200), z.string().max(300)).optional(),
          reason: z.string().trim().max(500).optional(),
          publishAt: z.union([z.null(), z.iso.datetime({ offset: true }).transform((t) => new Date(t))]).optional(),
        }),
      ),
      async (c) =>
        c.json(
          await work((tx, ctx) =>
            saveDraft(tx, c.get('session').actor, c.req.valid('param').id, c.req.valid('json'), ctx.now),
          ),
        ),
    )
    .post(
      '/notices/:id/submit',
      may('desk.see'),
      valid('param', id),
      valid(
        'json',
        z.object({
          revision: z.int().min(0),
          comment: z.string().trim().max(500).optional(),
          early: z.string().trim().max(300).optional(),
        }),
      ),
      async (c) => {
        const moved = await work(async (tx, ctx) => {
          const m = await submitDraft(tx, c.get('session').actor, c.req.valid('param').id, c.req.valid('json'), ctx)
          await auditAct(tx, c.get('session').actor, 'notice.submit', c.req.valid('param').id, ctx.now)
          return m
        })
        return c.json({ step: moved.to })
      },
    )
    .post(
      '/notices/:id/actions/:action',
      may('desk.see'),
      valid('param', z.object({ id: id.shape.id, action: z.string().regex(/^[a-z]{3,20}$/i) })),
      valid('json', decisionSchema),
      async (c) => {
        const { id: noticeId } = c.req.valid('param')
        const action = actionIn(procedures, c.req.valid('param').action)
        const input = c.req.valid('json')
        if (action === 'submit' || action === 'publish' || action === 'archive') throw forbidden('这一步不能这样办。')
        await confirmSigner(office, c.req.raw.headers, c.get('session'), input.signature)
        const done = await work(async (tx, ctx) => {
          const d = await decide(
            tx,
            c.get('session').actor,
            {
              noticeId,
              action,
              ...input,
              signature: input.signature && {
                kind: input.signature.kind,
                strokes: input.signature.strokes,
                scanSha256: input.signature.scanSha256,
              },
            },
            ctx,
          )
          await auditAct(tx, c.get('session').actor, `notice.${action}`, noticeId, ctx.now)
          return d
        })
        return c.json(done)
      },
    )
    .post(
      '/notices/:id/takedown',
      may('notice.takedown'),
      valid('param', id),
      valid('json', z.object({ comment: z.string().trim().min(4, '请写明理由').max(500) })),
      async (c) => {
        await work(async (tx, ctx) => {
          await takeDown(tx, c.get('session').actor, c.req.valid('param').id, c.req.valid('json').comment, ctx)
          await auditAct(tx, c.get('session').actor, 'notice.takedown', c.req.valid('param').id, ctx.now)
        })
        return c.json({ ok: true })
      },
    )
    .post(
      '/notices/:id/paper',
      may('paper.record'),
      valid('param', id),
      valid(
        'json',
        z.object({ place: z.string().trim().min(2, '请写张贴在哪里').max(60), from: z.iso.date(), to: z.iso.date() }),
      ),
      async (c) => {
        await work(async (tx, ctx) => {
          await recordPaper(tx, c.get('session').actor, c.req.valid('param').id, c.req.valid('json'), ctx)
          await auditAct(tx, c.get('session').actor, 'notice.paper', c.req.valid('param').id, ctx.now)
        })
        return c.json({ ok: true })
      },
    )
    .post(
      '/notices/:id/remarks',
      may('notice.remark'),
      valid('param', id),
      valid('json', z.object({ text: z.string().trim().min(2, '请写意见').max(500) })),
      async (c) => {
        await work(async (tx, ctx) => {
          await remark(tx, c.get('session').actor, c.req.valid('param').id, c.req.valid('json').text, ctx)
          await auditAct(tx, c.get('session').actor, 'notice.remark', c.req.valid('param').id, ctx.now)
        })
        return c.json({ ok: true })
      },
    )
}

/** Runs one action in a transaction with the rules and calendar of now. */
export function auditAct(tx: Db | Tx, actor: Actor, action: DisclosureAct, subject: string, now: Date) {
  const post = postFor(actor, 'desk.see')
  return audit(tx, { at: now, personId: actor.personId, post: post?.post, regionId: post?.regionId, action, subject })
}
