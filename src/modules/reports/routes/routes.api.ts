/**
 * Routes for the console: suggested when units are asked, kept, tried and switched by the county's administrator; what
 * a unit reads along.
 */
import { Hono } from 'hono'
import { z } from 'zod'
import type { Tx } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import type { Office } from '../../../kernel/office.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { placeAt } from '../../../kernel/regions/placeAt.ts'
import { id } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { actsOnReports } from '../handling/acts.ts'
import { idsOf } from '../handling/places.ts'
import { categories } from '../reports.words.ts'
import { addRoute, changeRoute, copiedTo, endRoute, routesOf, switchOff, switchOn, type RouteInput } from './routes.ts'
import { ruleKinds } from './rules.ts'
import { tryRoute } from './trial.ts'

const input = z.object({
  name: z.string().trim().min(2, '请写路线的名称').max(40, '名称最多 40 个字'),
  area: z.string().max(60).nullable().default(null),
  kinds: z.array(z.enum(ruleKinds, '投诉和对名单、账目的意见有自己的办法，不按规则走')).max(20).default([]),
  categories: z.array(z.enum(categories)).max(categories.length).default([]),
  words: z
    .array(z.string().trim().min(1, '词不能是空的').max(20, '一个词最多 20 个字'))
    .max(20, '最多写 20 个词')
    .default([]),
  units: z.array(z.string().max(60)).max(20, '最多选 20 个单位'),
  copies: z.boolean().default(false),
})
const version = z.object({ version: z.int().min(1).max(1_000_000) })

export function routesApi(office: Office) {
  const may = staffOnly(office)
  const done = actsOnReports(office)
  return new Hono<StaffEnv>()
    .get('/report-routes', may('report.see'), async (c) => c.json({ routes: await routesOf(office.db) }))
    .get('/report-routes/all', may('settings.edit'), async (c) =>
      c.json({
        routes: await routesOf(office.db, true),
        days: (await contextAt(office.db, office.now())).rules.number('report.tryDays'),
      }),
    )
    .post('/report-routes', may('settings.edit'), valid('json', input), async (c) => {
      const { actor } = c.get('session')
      return c.json({
        id: await done(
          actor,
          'report.route',
          (made: string) => made,
          async (tx, ctx) => addRoute(tx, actor.personId, await placed(tx, actor, c.req.valid('json')), ctx),
        ),
      })
    })
    .post(
      '/report-routes/:id/change',
      may('settings.edit'),
      valid('param', id),
      valid('json', input.extend(version.shape)),
      async (c) => {
        const { actor } = c.get('session')
        const { version: of, ...rest } = c.req.valid('json')
        const route = c.req.valid('param').id
        await done(actor, 'report.route.change', route, async (tx) =>
          changeRoute(tx, route, of, await placed(tx, actor, rest)),
        )
        return c.json({ ok: true })
      },
    )
    .post('/report-routes/:id/try', may('settings.edit'), valid('param', id), valid('json', version), async (c) => {
      const { actor } = c.get('session')
      const route = c.req.valid('param').id
      return c.json(
        await done(actor, 'report.route.try', route, (tx, ctx) =>
          tryRoute(tx, actor, route, c.req.valid('json').version, ctx),
        ),
      )
    })
    .post('/report-routes/:id/on', may('settings.edit'), valid('param', id), valid('json', version), async (c) => {
      const { actor } = c.get('session')
      const route = c.req.valid('param').id
      await done(actor, 'report.route.on', route, (tx, ctx) =>
        switchOn(tx, actor.personId, route, c.req.valid('json').version, ctx),
      )
      return c.json({ ok: true })
    })
    .post('/report-routes/:id/off', may('settings.edit'), valid('param', id), valid('json', version), async (c) => {
      const route = c.req.valid('param').id
      await done(c.get('session').actor, 'report.route.off', route, (tx) =>
        switchOff(tx, route, c.req.valid('json').version),
      )
      return c.json({ ok: true })
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

/** Places by id: 422 for one that is not there; the top itself is the whole county. */
async function placed(tx: Tx, actor: Actor, { area, units, ...rest }: z.output<typeof input>): Promise<RouteInput> {
  const ids = await idsOf(tx, units)
  if (units.some((u) => !ids.has(u))) throw invalid('有一个单位找不到了，请重新选。', { field: 'units' })
  const place = area === null ? undefined : await placeAt(tx, area)
  if (area !== null && (!place || place.ended || !areaLevels.includes(place.level)))
    throw invalid('没有这个地方，请重新选。', { field: 'area' })
  if (place && !postFor(actor, 'settings.edit', place.path))
    throw invalid('这个地方不归您管，请重新选。', { field: 'area' })
  const whole = !place || place.level === 'county'
  return { ...rest, area: whole ? null : place.id, units: [...ids.values()] }
}

const areaLevels: readonly string[] = ['county', 'township', 'village']
