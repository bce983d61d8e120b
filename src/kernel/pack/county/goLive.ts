/** A pack whose day to go live is past would open a county that is red on its first day (CAUTIONS 12). */
import { dayOf } from '../../../platform/clock.ts'
import { valuesOf } from '../fault.ts'
import type { Pack } from '../part.ts'
import type { County } from './pack.schema.ts'
import { packedPlaces } from './places.part.ts'
import { packedSettings } from './settings.part.ts'

/** `where`: the file that names the day, and its field. */
export type LateAtOnce = { on: string; late: number; where: string }

/** The earliest day in the pack and how much would be late at once; `undefined` where nothing would be, or the county is invented. */
export function lateAtOnce(pack: Pack, now: Date): LateAtOnce | undefined {
  const { county } = pack.of(packedSettings)
  const day = dayOf(now)
  if (!county || county.fictional) return undefined
  const days = valuesOf(pack.of(packedPlaces).regions.rows).flatMap((r) => (r.goLive === '' ? [] : r.goLive))
  const on = [county.goLive, ...days].sort()[0]!
  if (on >= day) return undefined
  const late = pack.parts.reduce((n, part) => n + (part.late?.(pack.of(part), pack, day) ?? 0), 0)
  return late > 0 ? { on, late, where: whereOf(on, county) } : undefined
}

export const whereOf = (on: string, county: Pick<County, 'goLive'>) =>
  on === county.goLive ? 'county.json［goLive］' : 'regions.csv［上线日期］'

/** What is wrong, in a sentence; the way out begins with `lateRemedy`. */
export const sayLate = ({ on, late }: Pick<LateAtOnce, 'on' | 'late'>) =>
  `上线日期 ${on} 已经过去，一装入就有 ${late} 项逾期。`

export const lateRemedy = ({ where }: Pick<LateAtOnce, 'where'>) =>
  `请把 ${where} 改成今天或以后的一天，或者用 graceDays 把宽限延长到今天以后`
