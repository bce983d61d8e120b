/**
 * What becomes of places: renamed, merged, split, moved, dissolved, each with its day. Addresses and ids never change;
 * pages of a place that ceased stay and say what became of it. A day may lie in the past (papers arrive late), never in
 * the future.
 */
import { dayOf } from '../../../platform/clock.ts'
import { rows, sql, type Tx } from '../../../platform/db.ts'
import { conflict, invalid } from '../../../platform/errors.ts'
import { initialsOf, pinyinOf } from '../../../platform/pinyin.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { recordChange } from '../../../kernel/regions/regions.changes.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import { createRegion, refuseNames, type NewRegion } from './regions.create.ts'
import { endPlace } from './regions.end.ts'
import { belowOf, editable, fitsBelow, liveName, type Region } from './regions.find.ts'
import { movePath } from '../../../kernel/regions/regions.move.ts'

export type Dated = { on: string; note?: string }

/** A new name from a day on. */
export async function renameRegion(
  tx: Tx,
  actor: Actor,
  id: string,
  input: Dated & { name: string; fullName?: string },
  ctx: Context,
): Promise<Region> {
  const place = await dated(tx, actor, id, input, ctx)
  refuseNames(input)
  if (input.name === place.name) throw invalid('新名称和现在的一样。', { field: 'name' })
  await liveName(tx, place.parent_id, input.name, place.id)
  await sql`
    UPDATE regions
    SET name = ${input.name}, full_name = ${input.fullName ?? input.name}, pinyin = ${pinyinOf(input.name)},
      initials = ${initialsOf(input.name)}
    WHERE id = ${place.id}`.execute(tx)
  await recordChange(tx, {
    regionId: place.id,
    kind: 'renamed',
    on: input.on,
    before: place.name,
    after: input.name,
    note: input.note,
    by: actor.personId,
    now: ctx.now,
  })
  return place
}

/** Places of one level become part of another one, with everything below them. Returns the one that stays. */
export async function mergeRegions(
  tx: Tx,
  actor: Actor,
  input: Dated & { from: readonly string[]; into: string },
  ctx: Context,
): Promise<Region> {
  const into = await editable(tx, actor, input.into)
  for (const id of new Set(input.from)) {
    const place = await dated(tx, actor, id, input, ctx)
    if (place.id === into.id) throw invalid('不能并入自己，请另选。', { field: 'into' })
    if (place.level !== into.level || place.practice !== into.practice)
      throw invalid(`“${place.name}”和“${into.name}”不是同一级，不能合并。`, { field: 'into' })
    for (const child of await belowOf(tx, place))
      await movePath(tx, {
        code: child.code,
        toCode: into.code,
        on: input.on,
        note: `${place.name}并入${into.name}。`,
        by: actor.personId,
        now: ctx.now,
      })
    await endPlace(tx, place, {
      on: input.on,
      successor: into,
      why: `并入${into.name}`,
      by: actor.personId,
      now: ctx.now,
    })
    const told = {
      kind: 'merged' as const,
      on: input.on,
      otherId: into.id,
      note: input.note,
      by: actor.personId,
      now: ctx.now,
    }
    await recordChange(tx, { ...told, regionId: place.id })
    await recordChange(tx, { ...told, regionId: into.id, before: place.name })
  }
  return into
}

/**
 * A place gives off new ones. With `ends` it ceases itself, and the first part answers for what is still open. Returns
 * the new places.
 */
export async function splitRegion(
  tx: Tx,
  actor: Actor,
  id: string,
  input: Dated & { parts: readonly NewRegion[]; ends: boolean },
  ctx: Context,
): Promise<Region[]> {
  const place = await dated(tx, actor, id, input, ctx)
  if (input.ends && input.parts.length < 2) throw invalid('原单位撤销时，至少要分成两个。', { field: 'parts' })
  const parent = await editable(tx, actor, place.parent_id!)
  const made: Region[] = []
  for (const part of input.parts) {
    const fresh = await createRegion(
      tx,
      actor,
      parent.id,
      { ...part, level: place.level, practice: place.practice, validFrom: input.on },
      ctx,
    )
    const told = {
      kind: 'split' as const,
      on: input.on,
      otherId: fresh.id,
      note: input.note,
      by: actor.personId,
      now: ctx.now,
    }
    await recordChange(tx, { ...told, regionId: place.id })
    await recordChange(tx, { ...told, regionId: fresh.id, before: place.name })
    made.push(fresh)
  }
  if (input.ends) {
    await refuseChildren(tx, place)
    await endPlace(tx, place, { on: input.on, successor: made[0]!, why: '已分设', by: actor.personId, now: ctx.now })
  }
  return made
}

/** A place comes under another parent, with everything below it. */
export async function moveRegion(
  tx: Tx,
  actor: Actor,
  id: string,
  input: Dated & { parent: string },
  ctx: Context,
): Promise<Region> {
  const place = await dated(tx, actor, id, input, ctx)
  const parent = await editable(tx, actor, input.parent)
  if (place.parent_id === parent.id) throw invalid(`“${place.name}”已经在“${parent.name}”下面了。`, { field: 'parent' })
  fitsBelow(place.level, parent)
  await liveName(tx, parent.id, place.name, place.id)
  await movePath(tx, {
    code: place.code,
    toCode: parent.code,
    on: input.on,
    note: input.note,
    by: actor.personId,
    now: ctx.now,
  })
  return place
}

/** A place ceases without a successor; its parent answers what is still open. */
export async function dissolveRegion(tx: Tx, actor: Actor, id: string, input: Dated, ctx: Context): Promise<Region> {
  const place = await dated(tx, actor, id, input, ctx)
  await refuseChildren(tx, place)
  const parent = await editable(tx, actor, place.parent_id!)
  await endPlace(tx, place, { on: input.on, successor: parent, why: '已撤销', by: actor.personId, now: ctx.now })
  await recordChange(tx, {
    regionId: place.id,
    kind: 'dissolved',
    on: input.on,
    note: input.note,
    by: actor.personId,
    now: ctx.now,
  })
  return place
}

/** A place that still stands, of which this person may say what becomes, on a day on which it can have become so. */
async function dated(tx: Tx, actor: Actor, id: string, { on, note }: Dated, ctx: Context): Promise<Region> {
  const place = await editable(tx, actor, id)
  await askBeforePublic(tx, place.id, { note })
  if (place.parent_id === null) throw invalid(`“${place.name}”是最上级，不能这样改。名称请在县情设置里改。`)
  if (on > dayOf(ctx.now))
    throw invalid('生效日期不能晚于今天。请在生效当天登记，或者写批准文件上已经生效的日期。', { field: 'on' })
  if (on <= place.valid_from)
    throw invalid(`生效日期须晚于“${place.name}”的设立日期（${place.valid_from}）。`, { field: 'on' })
  return place
}

async function refuseChildren(tx: Tx, place: Region) {
  const below = await belowOf(tx, place)
  if (below.length > 0)
    throw conflict(
      `“${place.name}”下面还有 ${below.length} 个单位（${below
        .slice(0, 5)
        .map((b) => b.name)
        .join('、')}${below.length > 5 ? '等' : ''}）。请先把它们移到别处、并入别处或者撤销。`,
    )
}

/** Every page on which the names of these places stand: their own, those above and below, the county's. */
export async function pagesOf(tx: Tx, places: readonly Pick<Region, 'id'>[]): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{
      slug: string
    }>`
      SELECT DISTINCT o.slug
      FROM regions r
      JOIN regions o ON r.path LIKE o.path || '%' OR o.path LIKE r.path || '%'
      WHERE r.id = ANY(${places.map((p) => p.id)})`,
  )
  return ['all', ...found.map((f) => f.slug)]
}
