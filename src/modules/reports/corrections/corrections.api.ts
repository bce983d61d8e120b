/** What the console calls for a correction that an upheld complaint asks for. */
import { Hono } from 'hono'
import { contextAt } from '../../../kernel/cases/office.ts'
import type { Office } from '../../../kernel/office.ts'
import { id } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { correctionTask } from './corrections.queries.ts'

export function correctionsApi(office: Office) {
  return new Hono<StaffEnv>().get(
    '/corrections/:id',
    staffOnly(office)('report.see'),
    valid('param', id),
    async (c) => {
      const ctx = await contextAt(office.db, office.now())
      return c.json(await correctionTask(office.db, c.get('session').actor, c.req.valid('param').id, ctx))
    },
  )
}
