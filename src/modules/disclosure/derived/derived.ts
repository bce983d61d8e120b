/**
 * Items that make themselves: from the records of each month, published by the platform for every village that is live.
 * One transaction per village and item, so that a killed run goes on where it stopped, and a server that was off makes
 * up for it.
 */
import { addMonths, dayOf, lastDayOfMonth } from '../../../platform/clock.ts'
import { first, rows, sql, transact, type Db } from '../../../platform/db.ts'
import { log } from '../../../platform/log.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import type { Content } from '../../../kernel/forms/forms.schema.ts'
import { makers, type Maker } from './derived.facts.ts'
import { fit, known, type Facts } from '../../../kernel/forms/fit.ts'
import { isMonthly, type SelfMadeKind } from './derived.schema.ts'
import { titleOf } from '../drafting/drafts.ts'
import { graceOf, itemGraces, liveFor } from '../catalogue/goingLive.ts'
import { publishMade } from './made.ts'
import { livePlaces, owes } from '../obligations/obligations.ts'
import { itemsOn, type ItemRow } from '../catalogue/items.read.ts'
import type { PlaceRow } from '../catalogue/places.read.ts'
import { doApart, isTried } from '../../../kernel/rounds/apart.ts'

/**
 * Publishes the derived items of the months before `ctx.now` that are not there yet, oldest first, at most `atMost` of
 * them, so that a process that is told to end need not wait long; returns how many. Idempotent.
 */
export async function makeDerived(db: Db, ctx: Context, atMost = Infinity): Promise<number> {
  let made = 0
  for (const month of await monthsOver(db, dayOf(ctx.now).slice(0, 7))) {
    if (made >= atMost) break
    const items = (await itemsOn(db, lastDayOfMonth(month))).filter((i) => isMonthly(i.definition))
    for (const item of items)
      made += await makeItem(db, item, makers[item.definition.derived as SelfMadeKind], month, ctx, atMost - made)
  }
  return made
}

/** Months with records: since the catalogue came, a year back at most, and always the last one. */
async function monthsOver(db: Db, thisMonth: string): Promise<string[]> {
  const since = await first(
    db,
    sql<{
      day: string | null
    }>`SELECT to_char(min(made_at) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS day FROM catalogue_items`,
  )
  const past = Array.from({ length: 12 }, (_, i) => addMonths(thisMonth, i - 12))
  return past.filter((month, i) => i === 11 || month >= (since?.day ?? thisMonth))
}

/** Items that were skipped: said once per process, not every round. */
const told = new Set<string>()

async function makeItem(
  db: Db,
  item: ItemRow,
  maker: Maker,
  month: string,
  ctx: Context,
  atMost: number,
): Promise<number> {
  if (!item.template || known(item.template, maker.keys).length < 3) {
    if (!told.has(item.code))
      log.warn('derived item skipped: its template has too few of the columns that the platform can fill', {
        item: item.code,
        columns: maker.keys.join(' '),
      })
    told.add(item.code)
    return 0
  }
  const owing = (await owingPlaces(db, item, month, ctx.now)).slice(0, atMost)
  let made = 0
  for (let i = 0; i < owing.length; i += 100) {
    const batch = owing.slice(i, i + 100)
    const facts = await maker.facts(
      db,
      batch.map((p) => p.id),
      month,
    )
    const work = ([place]: readonly PlaceRow[]) =>
      transact(db, async (tx) => {
        made += await publishMade(
          tx,
          {
            item,
            place: place!,
            period: month,
            start: lastDayOfMonth(month),
            title: titleOf(item, { period: month, stage: '', event_title: '' }),
            content: contentOf(facts.get(place!.id), item, maker),
          },
          ctx,
        )
      })
    const idOf = (p: PlaceRow) => `${p.id} ${item.code} ${month}`
    await doApart(db, { round: 'derived', items: batch, atOnce: 1, idOf, work }, ctx.now)
  }
  return made
}

function contentOf(facts: readonly Facts[] | undefined, item: ItemRow, maker: Maker): Content {
  return fit(facts ?? [], item.template!, maker.nothing)
}

/**
 * Places that were live in the month, owe the item and have no notice of it yet, with the grace that holds for the
 * item. A practice place leaves no trace and makes none.
 */
async function owingPlaces(db: Db, item: ItemRow, month: string, now: Date): Promise<PlaceRow[]> {
  const graces = await itemGraces(db)
  const done = new Set(
    (
      await rows(
        db,
        sql<{
          region_id: string
        }>`
          SELECT region_id
          FROM obligations
          WHERE item_code = ${item.code}
            AND period = ${month}
            AND (
              published_at IS NOT NULL
              OR NOT ${isTried('derived', sql`region_id || ' ' || item_code || ' ' || period`, now)}
            )`,
      )
    ).map((r) => r.region_id),
  )
  const live = (await livePlaces(db, lastDayOfMonth(month)))
    .filter((p) => !p.practice && owes(p, item) && !done.has(p.id))
    .map((place) => ({ place, ...liveFor(place, graceOf(graces, place.path, item.code)) }))
  return live.filter((l) => l.startsOn <= lastDayOfMonth(month)).map((l) => ({ ...l.place, grace_until: l.graceUntil }))
}
