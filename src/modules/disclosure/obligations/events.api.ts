/** Events that make something due: what a place has reported, and reporting one. */
import { typedDay, year } from '../../../kernel/staff/typedDays.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { inContext } from '../../../kernel/cases/office.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import type { DisclosureOffice } from '../disclosure.office.ts'
import { enterEvent } from './enterEvent.ts'
import { eventsOf } from './events.queries.ts'
import { seenPlace } from './seen.ts'

const event = z.object({
  place: z.string().max(60),
  item: z.string().max(20),
  on: typedDay('发生的日子', { back: 10 * year, ahead: year }),
  title: z.string().trim().max(60).default(''),
  stage: z.string().max(30).optional(),
  eventId: z.string().max(40).optional(),
})

export function eventsApi(office: DisclosureOffice) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get(
      '/events',
      may('event.report'),
      valid('query', z.object({ place: z.string().max(60), item: z.string().max(20) })),
      async (c) => {
        const { actor } = c.get('session')
        const q = c.req.valid('query')
        const place = await seenPlace(office.db, actor, q.place)
        return c.json({ events: await eventsOf(office.db, place.id, q.item, actor.personId) })
      },
    )
    .post('/events', may('event.report'), valid('json', event), async (c) => {
      const { actor } = c.get('session')
      const place = await seenPlace(office.db, actor, c.req.valid('json').place)
      return c.json(await inContext(office, (tx, ctx) => enterEvent(tx, actor, place, c.req.valid('json'), ctx)))
    })
}
