/** Routes for the console: chosen when units are asked, kept by the county's administrator; and what a unit reads along. */
import { Hono } from 'hono'
import { z } from 'zod'
import type { Office } from '../../../kernel/office.ts'
import { id } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { actsOnReports } from '../handling/acts.ts'
import { idsOf } from '../handling/places.ts'
import { categories } from '../reports.words.ts'
import { addRoute, copiedTo, endRoute, routesOf } from './routes.ts'

const input = z.object({
  name: z.string().trim().min(2, '请写路线的名称').max(40),
  categories: z.array(z.enum(categories)).max(categories.length).default([]),
  units: z.array(z.string().max(60)).max(20),
  copies: z.boolean().default(false),
})

export function routesApi(office: Office) {
  const may = staffOnly(office)
  const done = actsOnReports(office)
  return new Hono<StaffEnv>()
    .get('/report-routes', may('report.see'), async (c) => c.json({ routes: await routesOf(office.db) }))
    .post('/report-routes', may('settings.edit'), valid('json', input), async (c) => {
      const { actor } = c.get('session')
      const { units, ...rest } = c.req.valid('json')
      return c.json({
        id: await done(
          actor,
          'report.route',
          (made: string) => made,
          async (tx, ctx) =>
            addRoute(tx, actor.personId, { ...rest, units: [...(await idsOf(tx, units)).values()] }, ctx),
        ),
      })
    })
    .post('/report-routes/:id/end', may('settings.edit'), valid('param', id), async (c) => {
      const { id: route } = c.req.valid('param')
      await done(c.get('session').actor, 'report.route.end', route, (tx, ctx) => endRoute(tx, route, ctx))
      return c.json({ ok: true })
    })
    .get('/report-copies', may('copy.see'), async (c) =>
      c.json({ copies: await copiedTo(office.db, c.get('session').actor, office.now()) }),
    )
}
