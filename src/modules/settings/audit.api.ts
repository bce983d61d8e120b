/** The audit trail: who did what, in words, room by room. */
import { Hono } from 'hono'
import { z } from 'zod'
import { auditRooms } from '../../platform/audit.ts'
import { staffOnly, valid, type StaffEnv } from '../../kernel/staff/staff.ts'
import type { Office } from '../../kernel/office.ts'
import { auditLines } from './audit.queries.ts'

const day = z.iso.date('日期不对，请重新选。')
const linesQuery = z.object({
  before: z.iso.datetime({ offset: true }).optional(),
  room: z.string().max(40).optional(),
  action: z.string().max(40).optional(),
  person: z.string().trim().max(40).optional(),
  q: z.string().trim().max(40).optional(),
  from: day.optional(),
  to: day.optional(),
})

export function auditApi(office: Office) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get('/audit', may('audit.see'), valid('query', linesQuery), async (c) =>
      c.json({ entries: await auditLines(office.db, c.req.valid('query'), c.get('session').actor.personId) }),
    )
    .get('/audit/rooms', may('audit.see'), (c) =>
      c.json({
        rooms: auditRooms().map(({ name, words }) => ({
          name,
          acts: Object.entries(words).map(([action, said]) => ({ action, said })),
        })),
      }),
    )
}
