/** A pack whose day to go live is past would open a county that is red on its first day (CAUTIONS 12). */
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

/** That day, and how much would be late at once; `undefined` where nothing would be, or the county is invented. */
export function lateAtOnce(pack: Pack, now: Date): (GoLive & { late: number }) | undefined {
  const { county } = pack.of(packedSettings)
  if (!county || county.fictional) return undefined
  const [first, day] = [firstLive(pack, county), dayOf(now)]
  if (first.on >= day) return undefined
  const late = pack.parts.reduce((n, part) => n + (part.late?.(pack.of(part), pack, day) ?? 0), 0)
  return late > 0 ? { ...first, late } : undefined
}

/** What is wrong, in a sentence; the way out begins with `lateRemedy`. */
export const sayLate = ({ on, late }: Pick<GoLive, 'on'> & { late: number }) =>
  `上线日期 ${on} 已经过去，一装入就有 ${late} 项逾期。`

export const lateRemedy = ({ where }: Pick<GoLive, 'where'>) =>
  `请把 ${where} 改成今天或以后的一天，或者用 graceDays 把宽限延长到今天以后`
