/** Who holds which post: appointed, ended, deputised. */
import { ruledDay } from '../../kernel/staff/typedDays.ts'
import { id } from '../../kernel/staff/params.ts'
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { transact } from '../../platform/db.ts'
import { visitorNet } from '../../platform/http.ts'
import { handOverParts } from '../../kernel/people/handOver.ts'
import { appoint, deputise, endDeputation, endTerm, openWork } from '../../kernel/people/people.actions.ts'
import { staffOnly, valid, type StaffEnv } from '../../kernel/staff/staff.ts'
import type { Office } from '../../kernel/office.ts'
import { secondSchema, type SecondInput } from '../../kernel/people/second.ts'
import { changesOfPeople } from './acts.ts'
import { needDeputyDays, needTermDay, needTermEnd } from './termDays.ts'

const day = ruledDay('日期', 'people.daysAhead')
const appointment = z.object({
  personId: z.string().max(40).optional(),
  name: z.string().trim().max(40).optional(),
  post: z.string().max(40),
  place: z.string().max(60),
  from: day,
  officePhone: z.string().trim().max(30).optional(),
  until: day.optional(),
  second: secondSchema.optional(),
})
const deputation = z.object({
  deputyId: z.string().max(40),
  from: day,
  to: day,
  reason: z.string().trim().min(2, '请写明代理原因').max(200),
  second: secondSchema.optional(),
})
const ended = z.object({ on: day, second: secondSchema.optional() })
const deputationEnded = ended.omit({ on: true })

export function postsApi(office: Office) {
  const may = staffOnly(office)
  const change = changesOfPeople(office)
  const at = (c: Context, input: { second?: SecondInput | undefined }) => ({
    second: input.second,
    ip: visitorNet(c, office.proxies),
  })
  return new Hono<StaffEnv>()
    .post('/people/appoint', may('people.edit'), valid('json', appointment), async (c) => {
      const { actor } = c.get('session')
      const input = c.req.valid('json')
      await needTermDay(office, input.from, '任职日期', 'from')
      if (input.until !== undefined) await needTermEnd(office, input.from, input.until)
      return c.json(
        await change(actor, 'people.appoint', { ...at(c, input), detail: { on: input.from } }, (tx, by) =>
          appoint(tx, by, { ...input, region: input.place }, office.now()),
        ),
      )
    })
    .get('/appointments/:id/open-work', may('people.edit'), valid('param', id), async (c) => {
      const { actor } = c.get('session')
      return c.json({
        work: await transact(office.db, (tx) =>
          openWork(tx, actor, c.req.valid('param').id, handOverParts(), office.now()),
        ),
      })
    })
    .post('/appointments/:id/end', may('people.edit'), valid('param', id), valid('json', ended), async (c) => {
      const { actor } = c.get('session')
      await needTermDay(office, c.req.valid('json').on, '离任日期', 'on')
      await change(
        actor,
        'people.end',
        { ...at(c, c.req.valid('json')), detail: { on: c.req.valid('json').on } },
        (tx, by) => endTerm(tx, by, c.req.valid('param').id, c.req.valid('json').on, handOverParts(), office.now()),
      )
      return c.json({ ok: true })
    })
    .post('/appointments/:id/deputy', may('people.edit'), valid('param', id), valid('json', deputation), async (c) => {
      const { actor } = c.get('session')
      const { from, to, reason } = c.req.valid('json')
      await needDeputyDays(office, from, to)
      const detail = { on: from, until: to, reason }
      await change(actor, 'people.deputy', { ...at(c, c.req.valid('json')), detail }, (tx, by) =>
        deputise(tx, by, { ...c.req.valid('json'), appointment: c.req.valid('param').id }, office.now()),
      )
      return c.json({ ok: true })
    })
    .post('/deputations/:id/end', may('people.edit'), valid('param', id), valid('json', deputationEnded), async (c) => {
      const { actor } = c.get('session')
      await change(actor, 'people.deputy-end', at(c, c.req.valid('json')), (tx, by) =>
        endDeputation(tx, by, c.req.valid('param').id, office.now()),
      )
      return c.json({ ok: true })
    })
}
