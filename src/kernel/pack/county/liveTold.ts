/**
 * Days to go live that a pack names otherwise than a county that runs. An import leaves them as they are: moved back
 * they would make things late that nobody could have known of, moved on they would lift what is owed; the console does
 * it, place by place, and counts both. But it says so.
 */
import { rows, sql, type Tx } from '../../../platform/db.ts'
import { standingOn } from '../../regions/standing.ts'
import { valuesOf } from '../fault.ts'
import { liveDays } from './liveDays.ts'
import type { County } from './pack.schema.ts'
import type { PackedPlaces } from './places.part.ts'

/**
 * Places that stand and go live on another day (`now`) than the pack says (`on`); `where`: file and field that say so.
 */
export type LiveOtherwise = { on: string; now: string; where: string; names: string[] }

export async function liveOtherwise(
  tx: Tx,
  places: PackedPlaces,
  county: County,
  today: string,
): Promise<LiveOtherwise[]> {
  const known = await rows(
    tx,
    sql<{ code: string; name: string; now: string }>`
      SELECT code, name, goes_live_on AS now
      FROM regions
      WHERE level <> 'bureau' AND ${standingOn('regions', today)}
      ORDER BY path`,
  )
  const live = liveDays(places, county)
  const packed = new Set(valuesOf(places.regions.rows).map((r) => r.code))
  const others = known
    .filter((place) => packed.has(place.code) && live(place.code) !== place.now)
    .map(({ code, name, now }) => {
      const on = live(code)
      return { on, now, name, where: on === county.goLive ? 'county.json［goLive］' : 'regions.csv［上线日期］' }
    })
  return [...Map.groupBy(others, ({ on, now, where }) => JSON.stringify({ on, now, where })).entries()].map(
    ([same, of]) => ({
      ...(JSON.parse(same) as Omit<LiveOtherwise, 'names'>),
      names: of.map((o) => o.name),
    }),
  )
}
