/** When the places of a pack go live. */
import { valuesOf } from '../fault.ts'
import type { County } from './pack.schema.ts'
import type { PackedPlaces } from './places.part.ts'

/**
 * The day on which a place goes live, by its code: its own in regions.csv, else that of the place above, else the
 * county's.
 */
export function liveDays({ regions }: PackedPlaces, county: Pick<County, 'goLive'>): (code: string) => string {
  const byCode = new Map(valuesOf(regions.rows).map((r) => [r.code, r]))
  const live = (code: string): string => {
    const r = byCode.get(code)
    if (!r) return county.goLive
    return r.goLive !== '' ? r.goLive : live(r.parent)
  }
  return live
}
