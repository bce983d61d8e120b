/** Lists of applications: the inbox, the register of a place, and both as workbooks. */
import { Hono } from 'hono'
import { z } from 'zod'
import { lampFilters } from '../../../kernel/cases/lampFigures.ts'
import { dayOf } from '../../../platform/clock.ts'
import { cursorSchema } from '../../../kernel/cases/cursor.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import type { Office } from '../../../kernel/office.ts'
import { sheetAnswer } from '../../../kernel/sheets/writeBook.ts'
import { keysOf } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { listServices } from '../list/services.queries.ts'
import { register } from './applications.queries.ts'
import { states } from './applications.schema.ts'
import { handSheet, registerSheet } from './export.ts'
import { applicationInbox, scopeOf } from './lists.queries.ts'

const day = z.iso.date('日期写成 2026-11-22 这样，要是有的日子')
const registerQuery = z.object({
  at: z.string().max(60).optional(),
  service: z.string().max(16).optional(),
  state: z.enum(keysOf(states)).optional(),
  from: day.optional(),
  to: day.optional(),
  code: z.string().trim().max(12).optional(),
  after: cursorSchema.refine((text) => !text.startsWith('|'), '翻页的位置不对，请从第一页重新看。').optional(),
})
const inboxQuery = z.object({
  lamp: z.enum(lampFilters).optional(),
  text: z.string().trim().max(40).optional(),
  after: cursorSchema.optional(),
  follow: z.enum(['1']).optional(),
})

export function listsApi(office: Office) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get('/applications', may('application.see'), valid('query', registerQuery), async (c) => {
      const { at, ...f } = c.req.valid('query')
      const { actor } = c.get('session')
      const place = await scopeOf(office.db, actor, at)
      return c.json({
        place,
        ...(await register(office.db, { ...f, at: place, personId: actor.personId, now: office.now() })),
      })
    })
    .get('/applications/register.xlsx', may('application.see'), valid('query', registerQuery), async (c) => {
      const { at, ...f } = c.req.valid('query')
      const { actor } = c.get('session')
      const place = await scopeOf(office.db, actor, at)
      const sheet = await registerSheet(office.db, { ...f, at: place, personId: actor.personId, now: office.now() })
      return sheetAnswer(c, sheet, `便民服务台账 ${dayOf(office.now())}.xlsx`)
    })
    .get(
      '/applications/mine.xlsx',
      may('application.handle'),
      valid('query', z.object({ service: z.string().max(16) })),
      async (c) => {
        const { service } = c.req.valid('query')
        const ctx = await contextAt(office.db, office.now())
        const sheet = await handSheet(office.db, office.secret, c.get('session').actor, service, ctx)
        return sheetAnswer(c, sheet, `${service} ${dayOf(office.now())}.xlsx`)
      },
    )
    .get('/applications/inbox', may('application.see'), valid('query', inboxQuery), async (c) =>
      c.json(
        await applicationInbox(office.db, office.secret, c.get('session').actor, c.req.valid('query'), office.now()),
      ),
    )
    .get('/application-services', may('application.see'), async (c) => {
      const services = await listServices(office.publicPool, dayOf(office.now()))
      return c.json({ services: services.map(({ code, name }) => ({ code, name })) })
    })
}
