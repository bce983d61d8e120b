/** What the console calls for a notice, beside what hands decide about it: the desk, the draft, its paper, remarks. */
import { ruledDay, ruledTime, typedDay, year } from '../../../kernel/staff/typedDays.ts'
import { counter, id } from '../../../kernel/staff/params.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { dayOf } from '../../../platform/clock.ts'
import { contextAt, inContext } from '../../../kernel/cases/office.ts'
import { contentSchema } from '../../../kernel/forms/forms.schema.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { actsOnNotices } from './acts.ts'
import { deskFigures, deskOf } from './desk.queries.ts'
import type { DisclosureOffice } from '../disclosure.office.ts'
import { openDraft, saveDraft, submitDraft } from './drafts.ts'
import { noticeForStaff, noticeIdByCode } from './notice.queries.ts'
import { recordPaper, remark } from './records.ts'
import { takeDown } from './takeFromView.ts'

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
