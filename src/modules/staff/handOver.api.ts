/** Posts handed over with their open work, one or many after an election, and the record of it. */
import { ruledDay } from '../../kernel/staff/typedDays.ts'
import { id } from '../../kernel/staff/params.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { staffOnly, valid, type StaffEnv } from '../../kernel/staff/staff.ts'
import type { Office } from '../../kernel/office.ts'
import { visitorNet } from '../../platform/http.ts'
import { secondSchema } from '../../kernel/people/second.ts'
import { changesOfPeople } from './acts.ts'
import { handOverAll, handOverById, handOverMany } from './handOver.ts'
import { needTermDay } from './termDays.ts'

const day = ruledDay('日期', 'people.daysAhead')
const handedOver = z.object({
  toPersonId: z.string().max(40).optional(),
  toName: z.string().trim().max(40).optional(),
  on: day,
  note: z.string().trim().max(500).default(''),
  second: secondSchema.optional(),
})
const severalHandedOver = z.object({
  on: day,
  note: z.string().trim().max(500).default('换届'),
  changes: z
    .array(
      z.object({
        appointment: z.string().max(40),
        toPersonId: z.string().max(40).optional(),
        toName: z.string().trim().max(40).optional(),
      }),
    )
    .min(1)
    .max(500),
  second: secondSchema.optional(),
})

export function handOverApi(office: Office) {
  const may = staffOnly(office)
  const change = changesOfPeople(office)
  return new Hono<StaffEnv>()
    .post(
      '/appointments/:id/hand-over',
      may('people.edit'),
      valid('param', id),
      valid('json', handedOver),
      async (c) => {
        const { actor } = c.get('session')
        const input = c.req.valid('json')
        await needTermDay(office, input.on, '交接日期', 'on')
        return c.json(
          await change(
            actor,
            'people.hand-over',
            { second: input.second, ip: visitorNet(c, office.proxies), detail: { on: input.on, reason: input.note } },
            (tx, by) => handOverAll(tx, by, { ...input, appointment: c.req.valid('param').id }, office.now()),
          ),
        )
      },
    )
    .get('/hand-overs/:id', may('people.see'), valid('param', id), async (c) =>
      c.json(await handOverById(office.db, c.get('session').actor, c.req.valid('param').id)),
    )
    .post('/hand-overs', may('people.edit'), valid('json', severalHandedOver), async (c) => {
      const { actor } = c.get('session')
      const input = c.req.valid('json')
      await needTermDay(office, input.on, '交接日期', 'on')
      return c.json(
        await change(
          actor,
          'people.hand-over-bulk',
          { second: input.second, ip: visitorNet(c, office.proxies), detail: { on: input.on, reason: input.note } },
          (tx, by) => handOverMany(tx, by, input, office.now()),
        ),
      )
    })
}
