/** The console's routes for the list of powers: read by every office, changed by the county. */
import { typedDay, year } from '../../../kernel/staff/typedDays.ts'
import { counter } from '../../../kernel/staff/params.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { type PowerAct, audit } from '../powers.audit.ts'
import { dayOf } from '../../../platform/clock.ts'
import { transact, type Tx } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import { bumpEverything } from '../../../platform/pageVersions.ts'
import type { Office } from '../../../kernel/office.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { endVersion, latestVersion, versionLines } from '../../../kernel/versions/versions.ts'
import { keptAspects, saveAspects } from './aspects.ts'
import { keptPowers, knownTo, openRuns, powers, savePower } from './editing.ts'
import { powerSchema } from './powers.schema.ts'

const aspect = z.object({
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,15}$/, '编码只用字母、数字和短横，最多 16 个'),
  name: z.string().trim().min(1, '请填方面的名称').max(30, '方面的名称最多 30 个字'),
})
/** The list as it is to be, and as it was read. */
const aspectsInput = z.object({
  aspects: z.array(aspect).min(1, '至少要有一个方面').max(30, '最多 30 个方面'),
  seen: z.array(z.object({ code: z.string().max(40), name: z.string().max(60) })).max(60),
})
const code = z.object({ code: z.string().min(1).max(16) })
const from = typedDay('生效日期', { back: 10 * year, ahead: 3 * year })
const seenVersion = counter

export function powerListApi(office: Office) {
  const may = staffOnly(office)
  const today = () => dayOf(office.now())
  const work = <T extends { version: number; from?: string }>(
    personId: string,
    action: PowerAct,
    subject: string,
    job: (tx: Tx, by: { personId: string; now: Date }) => Promise<T>,
    detail: { reason?: string } = {},
  ): Promise<T> => {
    const by = { personId, now: office.now() }
    return transact(office.db, async (tx) => {
      const made = await job(tx, by)
      await bumpEverything(tx)
      await audit(tx, { at: by.now, personId, action, subject, detail: { ...made, ...detail } })
      return made
    })
  }
  return new Hono<StaffEnv>()
    .get('/power-list', may('power.see'), async (c) =>
      c.json({
        powers: await keptPowers(office.db, today()),
        aspects: (await knownTo(office.db)).frame.aspects,
        today: today(),
      }),
    )
    .get('/power-aspects', may('power.see'), async (c) => c.json({ aspects: await keptAspects(office.db) }))
    .post('/power-aspects', may('power.edit'), valid('json', aspectsInput), async (c) => {
      const { aspects, seen } = c.req.valid('json')
      const by = { personId: c.get('session').actor.personId, now: office.now() }
      await transact(office.db, async (tx) => {
        await saveAspects(tx, aspects, seen, by)
        await bumpEverything(tx)
        await audit(tx, {
          at: by.now,
          personId: by.personId,
          action: 'power.aspects',
          detail: { total: aspects.length },
        })
      })
      return c.json({ aspects: await keptAspects(office.db) })
    })
    .get('/power-list/known', may('power.see'), async (c) => c.json({ ...(await knownTo(office.db)), today: today() }))
    .get('/power-list/:code', may('power.see'), valid('param', code), async (c) => {
      const latest = await latestVersion(office.db, powers, c.req.valid('param').code)
      if (!latest) throw notFound(powers.words.none)
      const open = await openRuns(office.db, latest.code)
      const versions = await versionLines(office.db, powers, latest.code)
      return c.json({
        power: latest.definition,
        version: latest.version,
        state: latest.state,
        from: latest.valid_from,
        today: today(),
        versions: versions.map((v) => ({ ...v, open: open.get(v.version) ?? 0 })),
      })
    })
    .post(
      '/power-list',
      may('power.edit'),
      valid('json', z.object({ power: powerSchema, seenVersion, from })),
      async (c) => {
        const input = c.req.valid('json')
        return c.json(
          await work(c.get('session').actor.personId, 'power.version', input.power.code, (tx, by) =>
            savePower(tx, input, by),
          ),
        )
      },
    )
    .post(
      '/power-list/:code/end',
      may('power.edit'),
      valid('param', code),
      valid(
        'json',
        z.object({
          seenVersion: seenVersion.min(1),
          from,
          reason: z.string().trim().min(4, '请写为什么不再列入').max(200),
        }),
      ),
      async (c) => {
        const { reason, ...input } = c.req.valid('json')
        const { code: which } = c.req.valid('param')
        return c.json(
          await work(
            c.get('session').actor.personId,
            'power.end',
            which,
            (tx, by) => endVersion(tx, powers, which, input, by),
            {
              reason,
            },
          ),
        )
      },
    )
}
