/** Going live: from which day places and single items owe something, and how long a grace they have (CAUTIONS 12). */
import { isMissing, refit, livePlaces, makeObligationsOf } from '../../disclosure/index.ts'
import { addDays, dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, type Tx } from '../../../platform/db.ts'
import { invalid, notFound } from '../../../platform/errors.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { editable, type Region } from './regions.find.ts'
import { within } from '../../../kernel/regions/range.ts'

export type Going = { on: string; graceDays: number }
export type Refitted = { places: number; lifted: number; moved: number; made: number }

/**
 * Sets start and grace of a place and everything below it; what is still open is fitted to them. What is late already
 * stays late.
 */
export async function setLive(
  tx: Tx,
  actor: Actor,
  id: string,
  going: Going,
  ctx: Context,
): Promise<{ place: Region; done: Refitted }> {
  const place = await editable(tx, actor, id)
  await sql`
    UPDATE regions
    SET goes_live_on = ${going.on}, grace_until = ${addDays(going.on, going.graceDays)}
    WHERE ${within('path', place.path)} AND valid_to IS NULL`.execute(tx)
  return { place, done: await fit(tx, actor, place, `${place.name}改为 ${going.on} 起公开。`, ctx) }
}

/** The same for one item in a place and below it. `null` takes the item's own dates away again. */
export async function setItemLive(
  tx: Tx,
  actor: Actor,
  id: string,
  itemCode: string,
  going: Going | null,
  ctx: Context,
): Promise<{ place: Region; done: Refitted }> {
  const place = await editable(tx, actor, id)
  const item = await first(
    tx,
    sql<{ name: string }>`SELECT name FROM catalogue_items WHERE code = ${itemCode} ORDER BY version DESC LIMIT 1`,
  )
  if (!item) throw notFound('目录里没有这一项。')
  if (going === null)
    await sql`DELETE FROM item_grace WHERE region_id = ${place.id} AND item_code = ${itemCode}`.execute(tx)
  else {
    await sql`
      INSERT INTO item_grace (region_id, item_code, starts_on, grace_until, set_by, set_at)
      VALUES (
        ${place.id}, ${itemCode}, ${going.on}, ${addDays(going.on, going.graceDays)}, ${actor.personId},
        ${ctx.now}
      )
      ON CONFLICT (region_id, item_code)
        DO UPDATE SET starts_on = excluded.starts_on, grace_until = excluded.grace_until,
          set_by = excluded.set_by, set_at = excluded.set_at`.execute(tx)
  }
  return {
    place,
    done: await fit(tx, actor, place, `${place.name}的“${item.name}”改了开始公开的日期。`, ctx, itemCode),
  }
}

/** Refused (422) where it would make things late that nobody could have known of: the first day is not red. */
async function fit(
  tx: Tx,
  actor: Actor,
  place: Region,
  reason: string,
  ctx: Context,
  itemCode?: string,
): Promise<Refitted> {
  const today = dayOf(ctx.now)
  const places = await rows(
    tx,
    sql<{ id: string }>`
      SELECT id
      FROM regions
      WHERE ${within('path', place.path)} AND valid_to IS NULL`,
  )
  const before = await lateIn(tx, place.path, today)
  const fitted = await refit(
    tx,
    places.map((p) => p.id),
    today,
    ctx.calendar,
    { reason, by: actor.personId, now: ctx.now },
    itemCode,
  )
  const live = (await livePlaces(tx, today)).filter((p) => p.path.startsWith(place.path))
  const made = await makeObligationsOf(tx, today, ctx.calendar, live)
  await refuseLate(tx, place.path, today, before, 'graceDays')
  return { places: places.length, ...fitted, made }
}

/** 422 with the number where more is late below `path` than was `before`. */
export async function refuseLate(
  tx: Tx,
  path: string,
  today: string,
  before: number,
  field: 'graceDays' | 'goesLiveOn',
): Promise<void> {
  const late = (await lateIn(tx, path, today)) - before
  if (late > 0)
    throw invalid(`这样会一下子多出 ${late} 项逾期。请把开始日期往后移，或者把宽限延长到今天以后。`, { field })
}

async function lateIn(tx: Tx, path: string, today: string): Promise<number> {
  const found = await first(
    tx,
    sql<{
      n: number
    }>`
      SELECT count(*) AS n
      FROM obligations
      WHERE ${within('path', path)} AND ${isMissing(today)}`,
  )
  return found!.n
}
