/** The console's routes for service halls: kept by the village or by its township. */
import { counter } from '../../../kernel/staff/params.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { audit } from '../services.audit.ts'
import { dayOf } from '../../../platform/clock.ts'
import { transact } from '../../../platform/db.ts'
import type { Office } from '../../../kernel/office.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { hallOf, saveHall } from './halls.ts'
import { hallSchema } from './halls.schema.ts'

const slug = z.object({ slug: z.string().min(1).max(60) })

export function hallsApi(office: Office) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get('/halls/:slug', may('hall.edit'), valid('param', slug), async (c) =>
      c.json(await hallOf(office.db, c.get('session').actor, c.req.valid('param').slug, dayOf(office.now()))),
    )
    .post(
      '/halls/:slug',
      may('hall.edit'),
      valid('param', slug),
      valid('json', z.object({ hall: hallSchema, seenVersion: counter })),
      async (c) => {
        const { actor } = c.get('session')
        const now = office.now()
        return c.json(
          await transact(office.db, async (tx) => {
            const { version, regionId } = await saveHall(tx, actor, c.req.valid('param').slug, c.req.valid('json'), now)
            await audit(tx, {
              at: now,
              personId: actor.personId,
              regionId,
              action: 'service.hall',
              subject: c.req.valid('param').slug,
              detail: { version },
            })
            return { version }
          }),
        )
      },
    )
}
