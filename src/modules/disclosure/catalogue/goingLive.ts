/** Start date and grace, per place and per item, so that the first day is not red (CAUTIONS 12). */
import { rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import type { PlaceRow } from './places.read.ts'

/** Dates of one item in a place and everything below it; `path` is that place's. */
export type ItemGrace = { path: string; item_code: string; starts_on: string; grace_until: string }

/** From which day something is owed, and before which day nothing of it is due. */
export type Live = { startsOn: string; graceUntil: string }

export function itemGraces(db: Db | Tx): Promise<ItemGrace[]> {
  return rows(
    db,
    sql<ItemGrace>`
      SELECT r.path, g.item_code, g.starts_on, g.grace_until
      FROM item_grace g
      JOIN regions r ON r.id = g.region_id`,
  )
}

/** The dates that hold for an item at a place: those set nearest to it in the tree. */
export function graceOf(graces: readonly ItemGrace[], path: string, itemCode: string): ItemGrace | undefined {
  return graces
    .filter((g) => g.item_code === itemCode && path.startsWith(g.path))
    .sort((a, b) => b.path.length - a.path.length)[0]
}

/** The later of the place's dates and the item's. */
export function liveFor(place: Pick<PlaceRow, 'goes_live_on' | 'grace_until'>, grace: ItemGrace | undefined): Live {
  const later = (a: string, b: string | undefined) => (b !== undefined && b > a ? b : a)
  return {
    startsOn: later(place.goes_live_on, grace?.starts_on),
    graceUntil: later(place.grace_until, grace?.grace_until),
  }
}
