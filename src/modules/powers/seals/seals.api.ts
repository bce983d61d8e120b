/** What the console calls for the register of seals. */
import { typedDay, year } from '../../../kernel/staff/typedDays.ts'
import { actsOfPowers } from '../acts.ts'
import { id } from '../../../kernel/staff/params.ts'
import { takeIn } from '../../../kernel/intake/takeIn.ts'
import { placeById } from '../../disclosure/index.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { invalid } from '../../../platform/errors.ts'
import type { Office } from '../../../kernel/office.ts'
import { holds } from '../../../kernel/people/actor.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { askSeal, decideSeal, sealLines, sealSchema, stampSeal, useById } from './seals.ts'
import { oneFile } from '../../../kernel/intake/oneFile.ts'

export function sealsApi(office: Office) {
  const may = staffOnly(office)
  const work = actsOfPowers(office)
  return new Hono<StaffEnv>()
    .get(
      '/seals',
      may('power.see'),
      valid('query', z.object({ id: z.string().max(40).optional(), after: z.string().max(40).optional() })),
      async (c) => c.json(await sealLines(office.db, c.get('session').actor, c.req.valid('query'), office.now())),
    )
    .post('/seals', may('seal.ask'), valid('json', sealSchema), async (c) => {
      const { actor } = c.get('session')
      return c.json(
        await work(actor, 'seal.ask', c.req.valid('json').place, (tx, ctx) =>
          askSeal(tx, actor, c.req.valid('json'), ctx),
        ),
      )
    })
    .post(
      '/seals/:id/decide',
      may('power.handle'),
      valid('param', id),
      valid(
        'json',
        z.object({ action: z.enum(['approve', 'refuse', 'giveUp']), comment: z.string().trim().max(300).default('') }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const { action, comment } = c.req.valid('json')
        await work(actor, `seal.${action}`, c.req.valid('param').id, (tx, ctx) =>
          decideSeal(tx, actor, c.req.valid('param').id, action, comment, ctx),
        )
        return c.json({ ok: true })
      },
    )
    .post('/seals/:id/sheet', may('power.handle'), oneFile(), valid('param', id), async (c) => {
      const { actor } = c.get('session')
      const use = await useById(office.db, c.req.valid('param').id)
      const { path } = await placeById(office.db, use.region_id)
      if (!actor.posts.some((p) => holds(p.path, path))) throw invalid('没有这次用章登记。')
      const file = (await c.req.formData().catch(() => undefined))?.get('file')
      if (!(file instanceof File) || file.size === 0) throw invalid('没有收到照片，请重新拍。', { field: 'file' })
      return c.json(
        await takeIn(
          office,
          actor.personId,
          use.region_id,
          { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) },
          true,
        ),
      )
    })
    .post(
      '/seals/:id/stamp',
      may('power.handle'),
      valid('param', id),
      valid('json', z.object({ on: typedDay('盖章的日期', { back: year, ahead: 0 }), file: z.string().max(40) })),
      async (c) => {
        const { actor } = c.get('session')
        await work(actor, 'seal.stamp', c.req.valid('param').id, (tx, ctx) =>
          stampSeal(tx, actor, c.req.valid('param').id, c.req.valid('json'), ctx),
        )
        return c.json({ ok: true })
      },
    )
}
