/**
 * A pack whose day to go live is past would open a county that nobody could have made ready, red on its first day
 * (CAUTIONS 12).
 */
import { dayOf } from '../../../platform/clock.ts'
import { valuesOf } from '../fault.ts'
import type { Pack } from '../part.ts'
import type { County } from './pack.schema.ts'
import { packedPlaces } from './places.part.ts'
import { packedSettings } from './settings.part.ts'

/** `where`: the file that names the day, and its field. */
export type GoLive = { on: string; where: string }

/** The earliest day on which a place of this pack goes live. */
export function firstLive(pack: Pack, county: Pick<County, 'goLive'>): GoLive {
  const days = valuesOf(pack.of(packedPlaces).regions.rows).flatMap((r) => (r.goLive === '' ? [] : r.goLive))
  const on = [county.goLive, ...days].sort()[0]!
  return { on, where: on === county.goLive ? 'county.json［goLive］' : 'regions.csv［上线日期］' }
}

/**
 * That day where it is past, and how much would be late at once, 0 with grace; `undefined` where it is not past, or the
 * county is invented.
 */
export function liveInPast(pack: Pack, now: Date): (GoLive & { late: number }) | undefined {
  const { county } = pack.of(packedSettings)
  if (!county || county.fictional) return undefined
  const [first, day] = [firstLive(pack, county), dayOf(now)]
  if (first.on >= day) return undefined
  const late = pack.parts.reduce((n, part) => n + (part.late?.(pack.of(part), pack, day) ?? 0), 0)
  return { ...first, late }
}

/** What is wrong, in a sentence; the way out begins with `lateRemedy`. */
export const sayLate = ({ on, late }: Pick<GoLive, 'on'> & { late: number }) =>
  `上线日期 ${on} 已经过去，一装入就有 ${late} 项逾期。`

export const lateRemedy = ({ where }: Pick<GoLive, 'where'>) => `请把 ${where} 改成今天或以后的一天`
