/** Posters for villages, and how many follow each. */
import { Hono } from 'hono'
import { z } from 'zod'
import { notFound, UserError } from '../../../platform/errors.ts'
import { transact } from '../../../platform/db.ts'
import type { Office } from '../../../kernel/office.ts'
import { placeAt } from '../../../kernel/regions/placeAt.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { readAccount } from '../account.ts'
import { saidBy } from '../asking/saidBy.ts'
import { audit } from '../wechat.audit.ts'
import { postersBelow, reachedBelow } from './posters.ts'

const where = z.object({ place: z.string().min(1, '请选地方').max(60) })
/** A township's villages; each that has no code yet is a question to WeChat. */
const most = 60

export function postersApi(office: Office) {
  const may = staffOnly(office)
  const place = async (slug: string) => {
    const found = await placeAt(office.db, slug)
    if (!found || found.ended) throw notFound('没有这个地方。')
    return found
  }
  return new Hono<StaffEnv>()
    .get('/wechat/posters', may('wechat.edit'), valid('query', where), async (c) => {
      const [at, account] = [await place(c.req.valid('query').place), await readAccount(office.db, office.secret)]
      return c.json({ most, villages: await reachedBelow(office.db, at.path, account?.appId ?? '') })
    })
    .post('/wechat/posters', may('wechat.edit'), valid('json', where), async (c) => {
      const { actor } = c.get('session')
      const at = await place(c.req.valid('json').place)
      const account = await readAccount(office.db, office.secret)
      if (!account?.inUse) throw notFound('公众号没有启用。')
      const posters = await postersBelow(office, account, at.path, most).catch((error: unknown) => {
        throw new UserError(422, saidBy(error))
      })
      await transact(office.db, (tx) =>
        audit(tx, { at: office.now(), personId: actor.personId, regionId: at.id, action: 'wechat.posters' }),
      )
      return c.json({ posters })
    })
}
