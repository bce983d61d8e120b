/** Cards for those above the places: all of them, and lifting one by a signed decision. */
import { id } from '../../../kernel/staff/params.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { inContext } from '../../../kernel/cases/office.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import type { DisclosureOffice } from '../disclosure.office.ts'
import { auditAct } from '../drafting/acts.ts'
import { liftCard } from './cards.ts'
import { cardsFor } from './cards.queries.ts'

export function cardsApi(office: DisclosureOffice) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get(
      '/cards',
      may('coverage.see'),
      valid('query', z.object({ colour: z.enum(['yellow', 'red']).optional(), open: z.enum(['1']).optional() })),
      async (c) => c.json({ cards: await cardsFor(office.db, c.get('session').actor, c.req.valid('query')) }),
    )
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
