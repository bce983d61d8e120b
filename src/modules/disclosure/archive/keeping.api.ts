/** Keeping: self-check tables, archives, a month's print job, and the onboarding board. */
import { typedMonth, year } from '../../../kernel/staff/typedDays.ts'
import { formulas } from '../obligations/figures.ts'
import { asAttachment } from '../../../platform/disposition.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { dayOf } from '../../../platform/clock.ts'
import type { Jobs } from '../../../platform/jobs.ts'
import { takePaper } from '../../../kernel/intake/papers.ts'
import { confirmSigner, signatureSchema } from '../../../kernel/cases/signing.ts'
import { transact } from '../../../platform/db.ts'
import { forbidden } from '../../../platform/errors.ts'
import { oneFile } from '../../../kernel/intake/oneFile.ts'
import { takeIn } from '../../../kernel/intake/takeIn.ts'
import { postFor, widestScope } from '../../../kernel/people/can.ts'
import { contentHash, id, keysOf } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import type { DisclosureOffice } from '../disclosure.office.ts'
import { actsOnNotices } from '../drafting/acts.ts'
import { seenPlace } from '../obligations/seen.ts'
import { uploaded } from '../drafting/files.api.ts'
import { archivesIn, printedIn } from './archives.queries.ts'
import { tick } from './onboarding.ts'
import { onboardingParts } from './onboarding.parts.ts'
import { onboardingOf, ticksOf } from './onboarding.queries.ts'
import { archiveFile, orderArchive } from './order.ts'
import { saveSelfCheck, signSelfCheck } from './selfCheck.ts'
import { selfCheckFor, selfCheckRows } from './selfCheck.queries.ts'

const month = typedMonth('月份', { back: 50 * year, ahead: year })
const period = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/, '写成 2026-09 或 2026')
  .meta({ reach: { what: '归档的期间', back: 50 * year, ahead: 0 } })
const placeAndMonth = z.object({ place: z.string().max(60), month })
const order = z.object({ place: z.string().max(60), period, below: z.boolean().default(false) })

type KeepingOffice = DisclosureOffice & { jobs: Jobs }

export const keepingApi = (office: KeepingOffice) =>
  new Hono().route('/', monthsApi(office)).route('/', archivesApi(office)).route('/', onboardingApi(office))

function monthsApi(office: KeepingOffice) {
  const may = staffOnly(office)
  const acts = actsOnNotices(office)
  return new Hono<StaffEnv>()
    .get('/self-check', may('place.see'), valid('query', placeAndMonth), async (c) => {
      const { actor } = c.get('session')
      const q = c.req.valid('query')
      const { id: placeId, name, slug, level } = await seenPlace(office.db, actor, q.place)
      return c.json({
        place: { name, slug, level },
        today: dayOf(office.now()),
        rows: await selfCheckRows(office.db, placeId, q.month, actor.personId),
        check: await selfCheckFor(office.db, actor, await seenPlace(office.db, actor, q.place), q.month),
      })
    })
    .put(
      '/self-check',
      may('selfcheck.write'),
      valid(
        'json',
        placeAndMonth.extend({
          clean: z.boolean(),
          contentHash: contentHash.optional(),
          found: z
            .array(
              z.object({
                what: z.string().trim().min(2, '请写明查出了什么').max(300, '最多 300 字'),
                done: z.string().trim().max(300, '最多 300 字'),
                about: id.shape.id.optional(),
              }),
            )
            .max(100, '最多记 100 个问题'),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const { place: slug, month: of, ...given } = c.req.valid('json')
        const place = await seenPlace(office.db, actor, slug)
        await acts(actor, 'selfcheck.save', place.id, (tx, ctx) => saveSelfCheck(tx, actor, place, of, given, ctx.now))
        return c.json({ check: await selfCheckFor(office.db, actor, place, of) })
      },
    )
    .post('/self-check/scan', may('selfcheck.sign'), oneFile('请压缩或分成几个再传。'), async (c) =>
      c.json(await takePaper(office, c.get('session').actor.personId, c.req.raw)),
    )
    .post(
      '/self-check/sign',
      may('selfcheck.sign'),
      valid('json', placeAndMonth.extend({ hash: contentHash, signature: signatureSchema })),
      async (c) => {
        const { actor } = c.get('session')
        const q = c.req.valid('json')
        const place = await seenPlace(office.db, actor, q.place)
        const signature = await confirmSigner(office, c.req.raw.headers, c.get('session'), q.signature)
        await acts(actor, 'selfcheck.sign', place.id, (tx, ctx) =>
          signSelfCheck(tx, actor, place, q.month, { hash: q.hash, signature }, ctx.now),
        )
        return c.json({ check: await selfCheckFor(office.db, actor, place, q.month) })
      },
    )
    .get('/print', may('place.see'), valid('query', placeAndMonth), async (c) => {
      const q = c.req.valid('query')
      const place = await seenPlace(office.db, c.get('session').actor, q.place)
      return c.json({ codes: await printedIn(office.db, place.path, q.month) })
    })
}

function archivesApi(office: KeepingOffice) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get(
      '/archives',
      may('archive.see'),
      valid('query', z.object({ place: z.string().max(60).optional() })),
      async (c) => {
        const { actor } = c.get('session')
        const { place } = c.req.valid('query')
        const path = place ? (await seenPlace(office.db, actor, place)).path : widestScope(actor)
        return c.json({ archives: await archivesIn(office.db, path) })
      },
    )
    .post('/archives', may('archive.run'), valid('json', order), async (c) =>
      c.json({ job: await orderArchive(office, c.get('session').actor, c.req.valid('json')) }),
    )
    .get(
      '/archives/:id/file.zip',
      may('archive.see'),
      valid('param', z.object({ id: z.string().max(40) })),
      async (c) => {
        const { bytes, name } = await archiveFile(office, c.get('session').actor, c.req.valid('param').id)
        return c.body(new Uint8Array(bytes), 200, {
          'content-type': 'application/zip',
          'content-disposition': asAttachment(name),
        })
      },
    )
}

function onboardingApi(office: KeepingOffice) {
  const may = staffOnly(office)
  const at = valid('param', z.object({ slug: z.string().min(1).max(60) }))
  return new Hono<StaffEnv>()
    .get('/onboarding', may('onboarding.see'), async (c) => {
      const scope = widestScope(c.get('session').actor)
      const ticks = Map.groupBy(await ticksOf(office.db, scope), (t) => t.slug)
      const places = await onboardingOf(office.db, scope, dayOf(office.now()))
      return c.json({
        figures: { published: formulas.published, missing: formulas.missing },
        places: places.map((p) => ({ ...p, ticks: ticks.get(p.slug) ?? [] })),
      })
    })
    .get('/onboarding/:slug', may('onboarding.see'), at, async (c) => {
      const { actor } = c.get('session')
      const place = await seenPlace(office.db, actor, c.req.valid('param').slug)
      return c.json({
        place: { name: place.name, slug: place.slug },
        ticks: await ticksOf(office.db, place.path, place.slug),
        may: postFor(actor, 'onboarding.tick', place.path) !== undefined,
      })
    })
    .post('/onboarding/:slug/files', may('onboarding.tick'), oneFile('请压缩或分成几个再传。'), at, async (c) => {
      const { actor } = c.get('session')
      const place = await seenPlace(office.db, actor, c.req.valid('param').slug)
      if (!postFor(actor, 'onboarding.tick', place.path)) throw forbidden('只能传自己管的地方的方案。')
      return c.json(await takeIn(office, actor.personId, place.id, await uploaded(c.req.raw)))
    })
    .post('/onboarding/:slug', may('onboarding.tick'), at, valid('json', ticked), async (c) => {
      const { actor } = c.get('session')
      const place = await seenPlace(office.db, actor, c.req.valid('param').slug)
      await transact(office.db, (tx) => tick(tx, actor, place, c.req.valid('json'), office.now()))
      return c.json({ ok: true })
    })
}

const ticked = z.object({
  part: z.enum(keysOf(onboardingParts)),
  ready: z.boolean(),
  note: z.string().trim().max(100, '说明最多 100 个字').default(''),
  fileId: z.string().max(40).optional(),
})
