/** A pack whose day to go live is past would open a county that is red on its first day (CAUTIONS 12). */
import { dayOf } from '../../../platform/clock.ts'
import type { Pack } from '../part.ts'
import { packedSettings } from './settings.part.ts'

/** The day in the pack and how much would be late at once; `undefined` where nothing would be, or the county is invented. */
export function lateAtOnce(pack: Pack, now: Date): { on: string; late: number } | undefined {
  const { county } = pack.of(packedSettings)
  const day = dayOf(now)
  if (!county || county.fictional || county.goLive >= day) return undefined
  const late = pack.parts.reduce((n, part) => n + (part.late?.(pack.of(part), pack, day) ?? 0), 0)
  return late > 0 ? { on: county.goLive, late } : undefined
}

/** What is wrong, in a sentence; the way out is the caller's. */
export const sayLate = ({ on, late }: { on: string; late: number }) =>
  `上线日期 ${on} 已经过去，一装入就有 ${late} 项逾期。`
