/** Papers of before the system (历史资料): what a place has, and entering one. */
import { typedDay, year } from '../../../kernel/staff/typedDays.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { takeIn } from '../../../kernel/intake/takeIn.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import type { CountyOffice } from '../county.office.ts'
import { fileIn, formOf, importScopes, limited } from '../imports/upload.ts'
import { seenRegion } from '../places/regions.find.ts'
import { enterHistorical } from './enter.ts'
import { historyOf } from './history.queries.ts'

const historySchema = z.object({
  place: z.string().min(2).max(60),
  title: z.string().trim().min(2, '请写标题').max(100),
  on: typedDay('当时公开的日子', { back: 60 * year, ahead: 0 }),
  kind: z.string().trim().max(30).default(''),
  note: z.string().trim().max(500).default(''),
  files: z.array(z.string().max(40)).max(20).default([]),
})

export function historyApi(office: CountyOffice) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get('/history', may('place.see'), valid('query', z.object({ place: z.string().min(2).max(60) })), async (c) => {
      const place = await seenRegion(office.db, c.get('session').actor, c.req.valid('query').place)
      return c.json({ records: await historyOf(office.db, place.id) })
    })
    .post('/history/files', may('import.run'), limited, async (c) => {
      const { actor } = c.get('session')
      const file = await fileIn(await formOf(c.req.raw))
      return c.json(await takeIn(office, actor.personId, importScopes(actor)[0]!, file))
    })
    .post('/history', may('import.run'), valid('json', historySchema), async (c) =>
      c.json({ id: await enterHistorical(office, c.get('session').actor, c.req.valid('json')) }),
    )
}
