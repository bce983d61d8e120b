/** Keys for other programs: the county centre's. */
import { Hono } from 'hono'
import { z } from 'zod'
import { audit } from '../reports.audit.ts'
import { transact } from '../../../platform/db.ts'
import type { Office } from '../../../kernel/office.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { functionsOf, type Permission } from '../../../kernel/people/can.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { endKey, giveKey, keysOf } from './keys.ts'

const newKey = z.object({
  name: z.string().trim().min(2, '请写是哪个程序').max(60),
  contact: z.string().trim().min(2, '请写谁负责、怎么联系').max(100),
})

export function keysApi(office: Pick<Office, 'db' | 'auth' | 'now'>) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get('/api-keys', may('apikey.edit'), async (c) =>
      c.json({ keys: await keysOf(office.db, regionsOf(c.get('session').actor, 'apikey.edit')) }),
    )
    .post('/api-keys', may('apikey.edit'), valid('json', newKey), async (c) => {
      const { actor } = c.get('session')
      return c.json(
        await transact(office.db, async (tx) => {
          const given = await giveKey(tx, {
            ...c.req.valid('json'),
            regionId: regionsOf(actor, 'apikey.edit')[0]!,
            by: actor.personId,
            now: office.now(),
          })
          await audit(tx, { at: office.now(), personId: actor.personId, action: 'apikey.given', subject: given.id })
          return given
        }),
      )
    })
    .post(
      '/api-keys/:id/end',
      may('apikey.edit'),
      valid('param', z.object({ id: z.string().min(10).max(40) })),
      async (c) => {
        const { actor } = c.get('session')
        await transact(office.db, async (tx) => {
          await endKey(tx, c.req.valid('param').id, regionsOf(actor, 'apikey.edit'), office.now())
          await audit(tx, {
            at: office.now(),
            personId: actor.personId,
            action: 'apikey.ended',
            subject: c.req.valid('param').id,
          })
        })
        return c.json({ ok: true })
      },
    )
}

const regionsOf = (actor: Actor, permission: Permission) =>
  actor.posts.filter((p) => functionsOf(permission).includes(p.function)).map((p) => p.regionId)
