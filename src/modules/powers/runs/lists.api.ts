/** Lists of powers and of their runs, and the runs as a workbook. */
import { Hono } from 'hono'
import { z } from 'zod'
import { dayOf } from '../../../platform/clock.ts'
import type { Office } from '../../../kernel/office.ts'
import { sheetAnswer } from '../../../kernel/sheets/writeBook.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { runSheet } from './export.ts'
import { placedFilter, runLines, startable } from './runs.queries.ts'

const filter = z.object({
  whose: z.enum(['hand', 'mine', 'all']).optional(),
  lamp: z.enum(['yellow', 'red', 'missed']).optional(),
  power: z.string().max(16).optional(),
  state: z.enum(['open', 'closed']).optional(),
  text: z.string().trim().max(40).optional(),
  place: z.string().max(60).optional(),
  after: z.string().max(40).optional(),
})

export function listsApi(office: Office) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get('/powers', may('power.see'), async (c) => c.json({ powers: await startable(office.db, dayOf(office.now())) }))
    .get('/powers/runs', may('power.see'), valid('query', filter), async (c) => {
      const asked = await placedFilter(office.db, c.req.valid('query'))
      return c.json(await runLines(office.db, c.get('session').actor, asked, office.now()))
    })
    .get('/powers/runs.xlsx', may('power.see'), valid('query', filter), async (c) => {
      const asked = await placedFilter(office.db, c.req.valid('query'))
      const sheet = await runSheet(office.db, c.get('session').actor, asked, office.now())
      return sheetAnswer(c, sheet, `权力办理 ${dayOf(office.now())}.xlsx`)
    })
}
