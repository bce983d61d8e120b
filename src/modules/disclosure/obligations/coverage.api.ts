/** What those above a village do: coverage, tracing back, urging. */
import { id } from '../../../kernel/staff/params.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { dayOf } from '../../../platform/clock.ts'
import { inContext } from '../../../kernel/cases/office.ts'
import { widestScope } from '../../../kernel/people/can.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { traceOf } from '../cards/trace.queries.ts'
import type { DisclosureOffice } from '../disclosure.office.ts'
import { coverage, monthsOf } from './coverage.queries.ts'
import { formulas } from './figures.ts'
import { seenPlace } from './seen.ts'
import { urge } from './urge.ts'
import { urgedAtOnce } from './urgedAtOnce.ts'

const coverageQuery = z.object({
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份须写成 2026-09'),
  place: z.string().max(60).optional(),
  late: z.enum(['1']).optional(),
  mine: z.enum(['1']).optional(),
})
const urging = z.object({
  obligations: z.array(z.string().max(40)).min(1).max(urgedAtOnce),
  text: z.string().trim().max(200).default(''),
})

export function coverageApi(office: DisclosureOffice) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get('/coverage', may('coverage.see'), valid('query', coverageQuery), async (c) => {
      const { actor } = c.get('session')
      const q = c.req.valid('query')
      const path = q.place ? (await seenPlace(office.db, actor, q.place)).path : widestScope(actor)
      const bureau = actor.posts.find((p) => p.level === 'bureau')
      return c.json({
        figures: formulas,
        ...(await coverage(office.db, {
          path,
          month: q.month,
          day: dayOf(office.now()),
          dept: q.mine && bureau ? bureau.regionCode.replace(/^B-/, '') : undefined,
          late: q.late === '1',
        })),
      })
    })
    .get('/coverage/months', may('coverage.see'), async (c) => {
      const { actor } = c.get('session')
      return c.json({
        figures: { due: formulas.due, published: formulas.published },
        months: await monthsOf(office.db, widestScope(actor), dayOf(office.now()).slice(0, 7)),
      })
    })
    .get('/trace/:id', may('coverage.see'), valid('param', id), async (c) =>
      c.json(await traceOf(office.db, c.get('session').actor, c.req.valid('param').id, office.now())),
    )
    .post('/urge', may('urge'), valid('json', urging), async (c) => {
      return c.json(await inContext(office, (tx, ctx) => urge(tx, c.get('session').actor, c.req.valid('json'), ctx)))
    })
}
