/** People's mediation (人民调解): opened, its meetings, how it ended, whether it is kept. */
import { typedDay, year } from '../../../kernel/staff/typedDays.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { dayOf } from '../../../platform/clock.ts'
import { notFound } from '../../../platform/errors.ts'
import { paperOf } from '../../../kernel/intake/papers.ts'
import { paperHash } from '../../../kernel/intake/evidence.ts'
import type { Office } from '../../../kernel/office.ts'
import { id } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { actsOnReports } from '../handling/acts.ts'
import { addMeeting, endMediation, followUp, mediationOf, mediationsFor, openMediation } from './mediation.ts'
import { plainText } from '../../../platform/plainText.ts'

const text = (least: number, say: string) => z.string().trim().min(least, say).max(4_000, '最多 4000 字')
const party = z.object({
  name: z.string().trim().max(40, '姓名最多 40 个字'),
  phone: z
    .string()
    .trim()
    .max(30, '电话最多 30 个字')
    .transform((t) => plainText(t).replace(/[－—–]/g, '-'))
    .pipe(z.string().regex(/^[0-9+()\-\s]*$/, '电话只能有数字、空格和横线'))
    .default(''),
  side: z.string().trim().max(40).default(''),
})
const opened = z.object({
  place: z.string().max(60),
  title: text(2, '请写调解什么事').max(60, '最多 60 字'),
  mediator: text(2, '请写谁来调解').max(60, '最多 60 字'),
  parties: z.array(party).min(2, '请至少写两方当事人').max(20),
  caseId: z.string().max(40).optional(),
})
const meeting = z.object({
  on: typedDay('调解的日子', { back: 5 * year, ahead: year }),
  spot: text(2, '请写在哪里').max(60, '最多 60 字'),
  notes: text(2, '请写谈了什么'),
})
const ending = z.object({
  outcome: z.enum(['agreed', 'failed', 'withdrawn']),
  agreement: z.string().trim().max(4_000, '最多 4000 字').default(''),
  scan: paperHash.optional(),
  followUpOn: typedDay('回访的日子', { back: year, ahead: 2 * year }).optional(),
})
const kept = z.object({ text: text(2, '请写履行得怎么样').max(500, '最多 500 字') })

export function mediationApi(office: Office) {
  const may = staffOnly(office)
  const done = actsOnReports(office)
  return new Hono<StaffEnv>()
    .get('/mediations', may('report.mediate'), async (c) =>
      c.json({ today: dayOf(office.now()), mediations: await mediationsFor(office.db, c.get('session').actor) }),
    )
    .post('/mediations', may('report.mediate'), valid('json', opened), async (c) => {
      const { actor } = c.get('session')
      return c.json({
        id: await done(
          actor,
          'mediation.open',
          (made: string) => made,
          (tx, ctx) => openMediation(tx, office.secret, actor, c.req.valid('json'), ctx),
        ),
      })
    })
    .get('/mediations/:id', may('report.mediate'), valid('param', id), async (c) =>
      c.json(await mediationOf(office.db, office.secret, c.get('session').actor, c.req.valid('param').id)),
    )
    .post('/mediations/:id/meetings', may('report.mediate'), valid('param', id), valid('json', meeting), async (c) => {
      const { actor } = c.get('session')
      const { id: mediation } = c.req.valid('param')
      await done(actor, 'mediation.meeting', mediation, (tx, ctx) =>
        addMeeting(tx, actor, mediation, c.req.valid('json'), ctx),
      )
      return c.json({ ok: true })
    })
    .post('/mediations/:id/end', may('report.mediate'), valid('param', id), valid('json', ending), async (c) => {
      const { actor } = c.get('session')
      const { id: mediation } = c.req.valid('param')
      await done(actor, 'mediation.end', mediation, (tx, ctx) =>
        endMediation(tx, actor, mediation, c.req.valid('json'), ctx),
      )
      return c.json({ ok: true })
    })
    .post('/mediations/:id/follow-up', may('report.mediate'), valid('param', id), valid('json', kept), async (c) => {
      const { actor } = c.get('session')
      const { id: mediation } = c.req.valid('param')
      await done(actor, 'mediation.follow-up', mediation, (tx, ctx) =>
        followUp(tx, actor, mediation, c.req.valid('json').text, ctx),
      )
      return c.json({ ok: true })
    })
    .get('/mediations/:id/scan', may('report.mediate'), valid('param', id), async (c) => {
      const m = await mediationOf(office.db, office.secret, c.get('session').actor, c.req.valid('param').id)
      if (m.signed_scan === null) throw notFound('还没有签字的协议。')
      const { bytes, headers } = await paperOf(office.files, m.signed_scan, `调解协议 ${m.code}`)
      return c.body(new Uint8Array(bytes), 200, headers)
    })
}
