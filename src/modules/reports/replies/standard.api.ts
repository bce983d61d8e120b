/** What the console calls for answers kept ready and for views that a person keeps. */
import { Hono } from 'hono'
import { z } from 'zod'
import { inContext } from '../../../kernel/cases/office.ts'
import type { Office } from '../../../kernel/office.ts'
import { id } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { actsOnReports } from '../handling/acts.ts'
import {
  changeStandardAnswer,
  dropView,
  endStandardAnswer,
  keepAnswerReady,
  savedViews,
  saveView,
  standardAnswers,
} from './standard.ts'

const answerWords = z.object({
  title: z.string().trim().min(2, '请写标题').max(60, '标题最多 60 字'),
  text: z.string().trim().min(4, '请写答复内容（至少 4 个字）').max(2_000, '最多 2000 字'),
})
const view = z.object({
  name: z.string().trim().min(1, '请写一个名字').max(30, '名字最多 30 个字'),
  query: z.record(z.string().max(20), z.string().max(80)),
})

export function standardApi(office: Office) {
  const may = staffOnly(office)
  const done = actsOnReports(office)
  return new Hono<StaffEnv>()
    .get('/standard-answers', may('report.see'), async (c) =>
      c.json({ answers: await standardAnswers(office.db, c.get('session').actor) }),
    )
    .post(
      '/standard-answers',
      may('report.handle'),
      valid('json', answerWords.extend({ place: z.string().max(60) })),
      async (c) => {
        const { actor } = c.get('session')
        return c.json({
          id: await done(
            actor,
            'standard-answer.set',
            (made: string) => made,
            (tx, ctx) => keepAnswerReady(tx, actor, c.req.valid('json'), ctx),
          ),
        })
      },
    )
    .post('/standard-answers/:id', may('report.handle'), valid('param', id), valid('json', answerWords), async (c) => {
      const { actor } = c.get('session')
      return c.json({
        id: await done(
          actor,
          'standard-answer.set',
          (made: string) => made,
          (tx, ctx) => changeStandardAnswer(tx, actor, c.req.valid('param').id, c.req.valid('json'), ctx),
        ),
      })
    })
    .post('/standard-answers/:id/end', may('report.handle'), valid('param', id), async (c) => {
      const { actor } = c.get('session')
      const { id: answerId } = c.req.valid('param')
      await done(actor, 'standard-answer.end', answerId, (tx, ctx) => endStandardAnswer(tx, actor, answerId, ctx))
      return c.json({ ok: true })
    })
    .get('/views', may('report.see'), async (c) =>
      c.json({ views: await savedViews(office.db, c.get('session').actor) }),
    )
    .post('/views', may('report.see'), valid('json', view), async (c) => {
      await inContext(office, (tx, ctx) => saveView(tx, c.get('session').actor, c.req.valid('json'), ctx))
      return c.json({ ok: true })
    })
    .post('/views/:id/drop', may('report.see'), valid('param', id), async (c) => {
      await inContext(office, (tx) => dropView(tx, c.get('session').actor, c.req.valid('param').id))
      return c.json({ ok: true })
    })
}
