/** Who is who in a place, people by name, and places by name: what townships and the county look up. */
import { Hono } from 'hono'
import { z } from 'zod'
import { dayOf } from '../../platform/clock.ts'
import { staffOnly, valid, type StaffEnv } from '../../kernel/staff/staff.ts'
import type { Office } from '../../kernel/office.ts'
import { findPeople, peopleAt, placesFor } from './people.queries.ts'

const placesQuery = z.object({
  parent: z.string().max(60).optional(),
  find: z.string().trim().max(40).optional(),
  slug: z.string().max(60).optional(),
  /** Levels, a comma between each: `village,township`. */
  levels: z
    .string()
    .max(80)
    .regex(/^[a-z,]*$/)
    .optional(),
  everywhere: z.enum(['1']).optional(),
})

export function peopleApi(office: Office) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get('/people', may('people.see'), valid('query', z.object({ place: z.string().max(60) })), async (c) =>
      c.json(await peopleAt(office.db, c.get('session').actor, c.req.valid('query').place, office.now())),
    )
    .get(
      '/people/find',
      may('people.edit'),
      valid('query', z.object({ q: z.string().trim().min(1).max(40) })),
      async (c) => {
        const { actor } = c.get('session')
        return c.json({ people: await findPeople(office.db, actor, c.req.valid('query').q, dayOf(office.now())) })
      },
    )
    .get('/places', may('place.see'), valid('query', placesQuery), async (c) =>
      c.json({ places: await placesFor(office.db, c.get('session').actor, c.req.valid('query'), dayOf(office.now())) }),
    )
}
