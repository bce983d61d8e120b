/** What the console calls for bad ratings: reading one and answering it. */
import { Hono } from 'hono'
import { z } from 'zod'
import type { Office } from '../../../kernel/office.ts'
import { id } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { actsOnApplications } from '../deciding/acts.ts'
import { answerFollow } from './follow.ts'
import { followCase, followOf } from './follows.queries.ts'

const answer = z.object({ text: z.string().trim().min(4, '请写明怎么整改的、怎么答复的').max(1_000, '最多 1000 字') })

export function followsApi(office: Office) {
  const may = staffOnly(office)
  const done = actsOnApplications(office)
  return new Hono<StaffEnv>()
    .get('/application-follows/:id', may('application.see'), valid('param', id), async (c) =>
      c.json(await followOf(office.db, office.secret, c.get('session').actor, c.req.valid('param').id)),
    )
    .post(
      '/application-follows/:id/answer',
      may('application.handle'),
      valid('param', id),
      valid('json', answer),
      async (c) => {
        const { actor } = c.get('session')
        const { id: caseId } = c.req.valid('param')
        await done(actor, 'application.follow', caseId, async (tx, ctx) => {
          const follow = await followCase(tx, caseId)
          await answerFollow(tx, actor, follow.subject_id, c.req.valid('json').text, ctx)
        })
        return c.json({ ok: true })
      },
    )
}
