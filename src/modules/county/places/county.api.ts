/** What the county's centre does with places: what becomes of them, and when they go live. */
import { Hono } from 'hono'
import { z } from 'zod'
import { type CountyAct, audit } from '../county.audit.ts'
import { rows, sql, transact, type Tx } from '../../../platform/db.ts'
import { bump } from '../../../platform/pageVersions.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import type { CountyOffice } from '../county.office.ts'
import { setItemLive, setLive } from './live.ts'
import { createRegion } from './regions.create.ts'
import { belowOf, editable, seenRegion, type Region } from './regions.find.ts'
import {
  creationSchema,
  dissolveSchema,
  goingSchema,
  mergeSchema,
  moveSchema,
  renameSchema,
  splitSchema,
} from './regions.schema.ts'
import { dissolveRegion, mergeRegions, moveRegion, pagesOf, renameRegion, splitRegion } from './regions.ts'

const id = z.object({ id: z.string().min(2).max(60) })
const itemOf = z.object({ id: id.shape.id, item: z.string().regex(/^[A-Z][A-Za-z0-9-]{0,15}$/) })
const shown = (r: Region) => ({
  id: r.id,
  code: r.code,
  slug: r.slug,
  name: r.name,
  level: r.level,
  kind: r.kind,
  practice: r.practice,
  goesLiveOn: r.goes_live_on,
  graceUntil: r.grace_until,
  validFrom: r.valid_from,
  validTo: r.valid_to,
})

export function countyApi(office: CountyOffice) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get('/regions/:id', may('place.see'), valid('param', id), async (c) => {
      const place = await seenRegion(office.db, c.get('session').actor, c.req.valid('param').id)
      const [below, changes, items] = await Promise.all([
        belowOf(office.db, place),
        rows(
          office.db,
          sql<{
            kind: string
            on_date: string
            before: string
            after: string
            other: string | null
            note: string
            by: string | null
          }>`
            SELECT c.kind, c.on_date, c.before, c.after, o.name AS other, c.note, p.name AS by
            FROM region_changes c
            LEFT JOIN regions o ON o.id = c.other_region_id
            LEFT JOIN persons p ON p.id = c.made_by
            WHERE c.region_id = ${place.id}
            ORDER BY c.on_date DESC, c.id DESC`,
        ),
        rows(
          office.db,
          sql<{
            item: string
            name: string
            starts_on: string
            grace_until: string
          }>`
            SELECT g.item_code AS item,
              (SELECT name FROM catalogue_items i WHERE i.code = g.item_code ORDER BY version DESC LIMIT 1) AS name,
              g.starts_on, g.grace_until
            FROM item_grace g
            WHERE g.region_id = ${place.id}
            ORDER BY g.item_code`,
        ),
      ])
      return c.json({
        place: shown(place),
        below: below.map(shown),
        changes,
        items,
        mayEdit: place.valid_to === null && postFor(c.get('session').actor, 'region.edit', place.path) !== undefined,
      })
    })
    .post('/regions', may('region.edit'), valid('json', creationSchema), async (c) => {
      const input = c.req.valid('json')
      return c.json({
        place: shown(
          (
            await change(office, c.get('session').actor, 'region.create', async (tx, ctx) => [
              await createRegion(
                tx,
                c.get('session').actor,
                await parentId(tx, c.get('session').actor, input.parent),
                input,
                ctx,
              ),
            ])
          )[0]!,
        ),
      })
    })
    .post('/regions/merge', may('region.edit'), valid('json', mergeSchema), async (c) => {
      const { actor } = c.get('session')
      const input = c.req.valid('json')
      await change(office, actor, 'region.merge', async (tx, ctx) => {
        const into = await mergeRegions(tx, actor, input, ctx)
        return [into, ...(await Promise.all(input.from.map((f) => seenRegion(tx, actor, f))))]
      })
      return c.json({ ok: true })
    })
    .post('/regions/:id/rename', may('region.edit'), valid('param', id), valid('json', renameSchema), async (c) => {
      await change(office, c.get('session').actor, 'region.rename', async (tx, ctx) => [
        await renameRegion(tx, c.get('session').actor, c.req.valid('param').id, c.req.valid('json'), ctx),
      ])
      return c.json({ ok: true })
    })
    .post('/regions/:id/split', may('region.edit'), valid('param', id), valid('json', splitSchema), async (c) => {
      const { actor } = c.get('session')
      const made = await change(office, actor, 'region.split', async (tx, ctx) => [
        ...(await splitRegion(tx, actor, c.req.valid('param').id, c.req.valid('json'), ctx)),
        await seenRegion(tx, actor, c.req.valid('param').id),
      ])
      return c.json({ places: made.slice(0, -1).map(shown) })
    })
    .post('/regions/:id/move', may('region.edit'), valid('param', id), valid('json', moveSchema), async (c) => {
      const { actor } = c.get('session')
      await change(office, actor, 'region.move', async (tx, ctx) => {
        const before = await editable(tx, actor, c.req.valid('param').id)
        const pages = await pagesOf(tx, [before])
        const place = await moveRegion(tx, actor, before.id, c.req.valid('json'), ctx)
        await bump(tx, pages)
        return [place]
      })
      return c.json({ ok: true })
    })
    .post('/regions/:id/dissolve', may('region.edit'), valid('param', id), valid('json', dissolveSchema), async (c) => {
      await change(office, c.get('session').actor, 'region.dissolve', async (tx, ctx) => [
        await dissolveRegion(tx, c.get('session').actor, c.req.valid('param').id, c.req.valid('json'), ctx),
      ])
      return c.json({ ok: true })
    })
    .put('/regions/:id/live', may('region.edit'), valid('param', id), valid('json', goingSchema), async (c) => {
      const { actor } = c.get('session')
      return c.json(
        await going(office, actor, 'region.live', (tx, ctx) =>
          setLive(tx, actor, c.req.valid('param').id, c.req.valid('json'), ctx),
        ),
      )
    })
    .put(
      '/regions/:id/items/:item/live',
      may('region.edit'),
      valid('param', itemOf),
      valid('json', goingSchema.nullable()),
      async (c) => {
        const { actor } = c.get('session')
        const p = c.req.valid('param')
        return c.json(
          await going(office, actor, 'item.live', (tx, ctx) =>
            setItemLive(tx, actor, p.id, p.item, c.req.valid('json'), ctx),
          ),
        )
      },
    )
}

const parentId = async (tx: Tx, actor: Actor, parent: string) => (await editable(tx, actor, parent)).id

/** One transaction with its line in the audit trail; every page that shows one of the places is made anew. */
async function change(
  office: CountyOffice,
  actor: Actor,
  action: CountyAct,
  work: (tx: Tx, ctx: Context) => Promise<Region[]>,
): Promise<Region[]> {
  const ctx = await contextAt(office.db, office.now())
  return transact(office.db, async (tx) => {
    const places = await work(tx, ctx)
    await bump(tx, await pagesOf(tx, places))
    const post = postFor(actor, 'region.edit')
    await audit(tx, {
      at: ctx.now,
      personId: actor.personId,
      post: post?.post,
      regionId: post?.regionId,
      action,
      subject: places[0]?.slug,
      detail: { places: places.map((p) => p.code) },
    })
    return places
  })
}

async function going<T>(
  office: CountyOffice,
  actor: Actor,
  action: CountyAct,
  work: (tx: Tx, ctx: Context) => Promise<{ place: Region; done: T }>,
): Promise<T> {
  const kept: T[] = []
  await change(office, actor, action, async (tx, ctx) => {
    const { place, done } = await work(tx, ctx)
    kept.push(done)
    return [place]
  })
  return kept.at(-1)!
}
