/** Figures of a region and the ledger: counted by the formulas beside them, the ledger ordered as long work. */
import { typedDay, year } from '../../../kernel/staff/typedDays.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { asAttachment } from '../../../platform/disposition.ts'
import type { Office } from '../../../kernel/office.ts'
import { id } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { overseen } from '../handling/places.ts'
import { ledgerFile, orderLedger } from './ledger.ts'
import { groupings, statisticsOf } from './statistics.queries.ts'

const spanFields = {
  at: z.string().max(60).optional(),
  from: typedDay('起始日期', { back: 50 * year, ahead: year }),
  to: typedDay('结束日期', { back: 50 * year, ahead: 2 * year }),
}
const inOrder = (s: { from: string; to: string }) => s.from <= s.to
const span = z.object(spanFields).refine(inOrder, '起始日期要在结束日期前面')
/** `by`: one way of grouping; without it all, for the printed sheet. */
const statisticsQuery = z
  .object({ ...spanFields, by: z.enum(groupings).optional() })
  .refine(inOrder, '起始日期要在结束日期前面')

export function statisticsApi(office: Office) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get('/report-statistics', may('report.oversee'), valid('query', statisticsQuery), async (c) => {
      const { actor } = c.get('session')
      const { at, from, to, by } = c.req.valid('query')
      const { path, name, slug } = await overseen(office.db, actor, at)
      const found = await statisticsOf(office.db, { path, from, to, now: office.now(), person: actor.personId }, by)
      return c.json({ place: name, slug, ...found })
    })
    .post('/report-ledger', may('report.export'), valid('json', span), async (c) => {
      const { actor } = c.get('session')
      const { at, from, to } = c.req.valid('json')
      const place = await overseen(office.db, actor, at)
      return c.json({ job: await orderLedger(office, actor, place, { from, to }) })
    })
    .get('/report-ledger/:id', may('report.export'), valid('param', id), async (c) => {
      const { bytes, headers, name } = await ledgerFile(office, c.get('session').actor, c.req.valid('param').id)
      return c.body(new Uint8Array(bytes), 200, { ...headers, 'content-disposition': asAttachment(name) })
    })
}
