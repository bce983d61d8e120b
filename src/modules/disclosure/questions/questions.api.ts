/** What every office does with questions: the list, whether one is shown, the answer. */
import { id } from '../../../kernel/staff/params.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { inContext } from '../../../kernel/cases/office.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import type { DisclosureOffice } from '../disclosure.office.ts'
import { auditAct } from '../drafting/acts.ts'
import { answerQuestion, reviewQuestion } from './questions.ts'
import { questionsFor } from './questions.queries.ts'

export function questionsApi(office: DisclosureOffice) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get('/questions', may('desk.see'), valid('query', z.object({ open: z.enum(['1']).optional() })), async (c) =>
      c.json({
        questions: await questionsFor(office.db, c.get('session').actor, c.req.valid('query').open ?? ''),
      }),
    )
    .post(
      '/questions/:id/review',
      may('question.review'),
      valid('param', id),
      valid('json', z.object({ shown: z.boolean(), reason: z.string().trim().max(300).default('') })),
      async (c) => {
        const { actor } = c.get('session')
        await inContext(office, async (tx, ctx) => {
          await reviewQuestion(tx, actor, c.req.valid('param').id, c.req.valid('json'), ctx)
          await auditAct(tx, actor, 'question.review', c.req.valid('param').id, ctx.now)
        })
        return c.json({ ok: true })
      },
    )
    .post(
      '/questions/:id/answer',
      may('question.answer'),
      valid('param', id),
      valid(
        'json',
        z.object({
          text: z.string().trim().min(4, '请写清楚答复，至少 4 个字').max(2_000),
          conclusion: z.string().trim().max(60).default(''),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        await inContext(office, async (tx, ctx) => {
          await answerQuestion(tx, actor, c.req.valid('param').id, c.req.valid('json'), ctx)
          await auditAct(tx, actor, 'question.answer', c.req.valid('param').id, ctx.now)
        })
        return c.json({ ok: true })
      },
    )
}
