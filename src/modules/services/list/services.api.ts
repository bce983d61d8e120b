/** The console's routes for services: read by every office, made and ended by the county. */
import { typedDay, year } from '../../../kernel/staff/typedDays.ts'
import { counter } from '../../../kernel/staff/params.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { audit } from '../services.audit.ts'
import { dayOf } from '../../../platform/clock.ts'
import { transact } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import { bumpEverything } from '../../../platform/pageVersions.ts'
import type { Office } from '../../../kernel/office.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { endVersion, latestVersion, versionLines } from '../../../kernel/versions/versions.ts'
import { saveService, services, surroundings } from './editing.ts'
import { keptServices } from './editing.queries.ts'
import { saveFrame } from './frames.ts'
import { frameInputSchema, serviceSchema } from './services.schema.ts'

const code = z.object({ code: z.string().min(1).max(40) })
const from = typedDay('生效日期', { back: 10 * year, ahead: 3 * year })
const seenVersion = counter

export function servicesApi(office: Office) {
  const may = staffOnly(office)
  const today = () => dayOf(office.now())
  return new Hono<StaffEnv>()
    .get('/services', may('catalogue.see'), async (c) => {
      const { frame } = await surroundings(office.db)
      return c.json({
        services: await keptServices(office.db, today()),
        menus: frame.menus,
        events: frame.events,
        today: today(),
      })
    })
    .get('/services/surroundings', may('catalogue.see'), async (c) =>
      c.json({ ...(await surroundings(office.db)), today: today() }),
    )
    .get('/services/:code', may('catalogue.see'), valid('param', code), async (c) => {
      const latest = await latestVersion(office.db, services, c.req.valid('param').code)
      if (!latest) throw notFound(services.words.none)
      return c.json({
        service: latest.definition,
        version: latest.version,
        state: latest.state,
        from: latest.valid_from,
        today: today(),
        versions: await versionLines(office.db, services, latest.code),
      })
    })
    .post(
      '/services',
      may('service.edit'),
      valid('json', z.object({ service: serviceSchema, seenVersion, from })),
      async (c) => {
        const input = c.req.valid('json')
        const by = { personId: c.get('session').actor.personId, now: office.now() }
        return c.json(
          await transact(office.db, async (tx) => {
            const made = await saveService(tx, input, by)
            await bumpEverything(tx)
            await audit(tx, {
              at: by.now,
              personId: by.personId,
              action: 'service.version',
              subject: input.service.code,
              detail: { ...made },
            })
            return made
          }),
        )
      },
    )
    .post(
      '/services/frame',
      may('service.edit'),
      valid('json', z.object({ frame: frameInputSchema, seenVersion })),
      async (c) => {
        const by = { personId: c.get('session').actor.personId, now: office.now() }
        return c.json(
          await transact(office.db, async (tx) => {
            const made = await saveFrame(tx, c.req.valid('json'), by)
            await bumpEverything(tx)
            await audit(tx, { at: by.now, personId: by.personId, action: 'service.frame', detail: { ...made } })
            return made
          }),
        )
      },
    )
    .post(
      '/services/:code/end',
      may('service.edit'),
      valid('param', code),
      valid(
        'json',
        z.object({
          seenVersion: seenVersion.min(1),
          from,
          reason: z.string().trim().min(4, '请写为什么停办').max(200),
        }),
      ),
      async (c) => {
        const { reason, ...input } = c.req.valid('json')
        const by = { personId: c.get('session').actor.personId, now: office.now() }
        return c.json(
          await transact(office.db, async (tx) => {
            const made = await endVersion(tx, services, c.req.valid('param').code, input, by)
            await bumpEverything(tx)
            await audit(tx, {
              at: by.now,
              personId: by.personId,
              action: 'service.end',
              subject: c.req.valid('param').code,
              detail: { from: input.from, reason },
            })
            return made
          }),
        )
      },
    )
}
