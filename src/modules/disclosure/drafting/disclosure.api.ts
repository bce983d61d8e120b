/** What the console calls for a notice: the desk, the draft, what hands decide about it, its paper, remarks. */
import { ruledDay, ruledTime, typedDay, year } from '../../../kernel/staff/typedDays.ts'
import { counter, contentHash, id } from '../../../kernel/staff/params.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { dayOf } from '../../../platform/clock.ts'
import { forbidden } from '../../../platform/errors.ts'
import { contextAt, inContext } from '../../../kernel/cases/office.ts'
import { contentSchema } from '../../../kernel/forms/forms.schema.ts'
import { confirmSigner, signatureSchema } from '../../../kernel/staff/confirmSigner.ts'
import { atOnce, each } from '../../../kernel/staff/each.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { actsOnNotices } from './acts.ts'
import { decide, takeDown } from './decide.ts'
import { deskFigures, deskOf } from './desk.queries.ts'
import { actionIn } from '../../../kernel/cases/procedure.ts'
import { procedures } from '../disclosure.procedure.ts'
import type { DisclosureOffice } from '../disclosure.office.ts'
import { openDraft, saveDraft, submitDraft } from './drafts.ts'
import { noticeForStaff, noticeIdByCode } from './notice.queries.ts'
import { recordPaper, remark } from './records.ts'

const decisionSchema = z.object({
  comment: z.string().trim().max(1_000, '最多 1000 字').optional(),
  contentHash: contentHash.optional(),
  seenStep: z.string().max(30).optional(),
  signature: signatureSchema.optional(),
  secrecyChecked: z.boolean().optional(),
  publishAt: ruledTime('公开时间', 'publish.aheadDays')
    .transform((t) => new Date(t))
    .optional(),
  cells: z
    .array(
      z.object({ row: z.int().min(0).max(20_000), column: z.string().max(60), say: z.string().trim().min(1).max(300) }),
    )
    .max(200)
    .optional(),
})

export function disclosureApi(office: DisclosureOffice) {
  const may = staffOnly(office)
  const done = actsOnNotices(office)
  return new Hono<StaffEnv>()
    .get('/desk', may('desk.see'), async (c) => {
      const ctx = await contextAt(office.db, office.now())
      return c.json({
        today: dayOf(ctx.now),
        figures: deskFigures,
        tasks: await deskOf(office.db, c.get('session').actor, ctx.now, ctx.rules.number('warn.daysBeforeDue')),
      })
    })
    .post('/obligations/:id/draft', may('draft.write'), valid('param', id), async (c) => {
      const notice = await inContext(office, (tx, ctx) =>
        openDraft(tx, c.get('session').actor, c.req.valid('param').id, ctx.now),
      )
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
          revision: counter,
          content: contentSchema,
          confirmed: z.record(z.string().max(200), z.string().max(300)).optional(),
          reason: z.string().trim().max(500).optional(),
          publishAt: z
            .union([z.null(), ruledTime('公开时间', 'publish.aheadDays').transform((t) => new Date(t))])
            .optional(),
          settled: z.boolean().optional(),
        }),
      ),
      async (c) =>
        c.json(
          await inContext(office, (tx, ctx) =>
            saveDraft(tx, c.get('session').actor, c.req.valid('param').id, c.req.valid('json'), ctx),
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
          revision: counter,
          comment: z.string().trim().max(500).optional(),
          early: z.string().trim().max(300).optional(),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const noticeId = c.req.valid('param').id
        const moved = await done(actor, 'notice.submit', noticeId, (tx, ctx) =>
          submitDraft(tx, actor, noticeId, c.req.valid('json'), ctx),
        )
        return c.json({ step: moved.to })
      },
    )
    .post(
      '/notices/:id/actions/:action',
      may('desk.see'),
      valid('param', z.object({ id: id.shape.id, action: z.string().regex(/^[a-z]{3,20}$/i) })),
      valid('json', decisionSchema),
      async (c) => {
        const { actor } = c.get('session')
        const { id: noticeId, action: named } = c.req.valid('param')
        const action = actionIn(procedures, named)
        if (action === 'submit' || action === 'publish' || action === 'archive') throw forbidden('这一步不能这样办。')
        const { signature: given, ...input } = c.req.valid('json')
        const signature = given && (await confirmSigner(office, c.req.raw.headers, c.get('session'), given))
        return c.json(
          await done(actor, `notice.${action}`, noticeId, (tx, ctx) =>
            decide(tx, actor, { ...input, noticeId, action, signature }, ctx),
          ),
        )
      },
    )
    .post(
      '/notices/file',
      may('desk.see'),
      valid('json', z.object({ ids: z.array(z.string().max(40)).min(1).max(atOnce) })),
      async (c) => {
        const { actor } = c.get('session')
        const results = await each(c.req.valid('json').ids, (noticeId) =>
          done(actor, 'notice.file', noticeId, (tx, ctx) => decide(tx, actor, { noticeId, action: 'file' }, ctx)),
        )
        return c.json({ results })
      },
    )
    .post(
      '/notices/:id/takedown',
      may('notice.takedown'),
      valid('param', id),
      valid('json', z.object({ comment: z.string().trim().min(4, '请写明理由').max(500) })),
      async (c) => {
        const { actor } = c.get('session')
        const noticeId = c.req.valid('param').id
        await done(actor, 'notice.takedown', noticeId, (tx, ctx) =>
          takeDown(tx, actor, noticeId, c.req.valid('json').comment, ctx),
        )
        return c.json({ ok: true })
      },
    )
    .post(
      '/notices/:id/paper',
      may('paper.record'),
      valid('param', id),
      valid(
        'json',
        z.object({
          place: z.string().trim().min(2, '请写张贴在哪里').max(60),
          from: typedDay('张贴日期', { back: 5 * year, ahead: year }),
          to: ruledDay('撤下日期', 'paper.postingDays'),
          /** Why it came off before its time. */
          shortReason: z.string().trim().max(200, '原因最多 200 字').default(''),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const noticeId = c.req.valid('param').id
        await done(actor, 'notice.paper', noticeId, (tx, ctx) =>
          recordPaper(tx, actor, noticeId, c.req.valid('json'), ctx),
        )
        return c.json({ ok: true })
      },
    )
    .post(
      '/notices/:id/remarks',
      may('notice.remark'),
      valid('param', id),
      valid('json', z.object({ text: z.string().trim().min(2, '请写意见').max(500) })),
      async (c) => {
        const { actor } = c.get('session')
        const noticeId = c.req.valid('param').id
        await done(actor, 'notice.remark', noticeId, (tx, ctx) =>
          remark(tx, actor, noticeId, c.req.valid('json').text, ctx),
        )
        return c.json({ ok: true })
      },
    )
}
