/** Cards for those above the places: all of them, and lifting one by a signed decision. */
import { id } from '../../../kernel/staff/params.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { inContext } from '../../../kernel/cases/office.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import type { DisclosureOffice } from '../disclosure.office.ts'
import { seenPlace } from '../obligations/seen.ts'
import { auditAct } from '../drafting/acts.ts'
import { liftCard } from './cards.ts'
import { cardsFor } from './cards.queries.ts'

const asked = z.object({
  colour: z.enum(['yellow', 'red']).optional(),
  open: z.enum(['1']).optional(),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份须写成 2026-09')
    .optional(),
  place: z.string().max(60).optional(),
  clock: z
    .string()
    .regex(/^[a-zA-Z0-9]{1,30}$/)
    .optional(),
})

export function cardsApi(office: DisclosureOffice) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get('/cards', may('coverage.see'), valid('query', asked), async (c) => {
      const { actor } = c.get('session')
      const { place, ...q } = c.req.valid('query')
      const path = place === undefined ? undefined : (await seenPlace(office.db, actor, place)).path
      return c.json({ cards: await cardsFor(office.db, actor, { ...q, path }) })
    })
    .post(
      '/cards/:id/lift',
      may('card.lift'),
      valid('param', id),
      valid('json', z.object({ reason: z.string().trim().min(4, '请写明理由（至少 4 个字）').max(500) })),
      async (c) => {
        const { actor } = c.get('session')
        await inContext(office, async (tx, ctx) => {
          await liftCard(tx, actor, c.req.valid('param').id, c.req.valid('json').reason, ctx)
          await auditAct(tx, actor, 'card.lift', c.req.valid('param').id, ctx.now)
        })
        return c.json({ ok: true })
      },
    )
}
