/** Days that people type lie within bounds: what is further off is mistyped, and would be law for whoever reads it. */
import { invalid } from '../../platform/errors.ts'

/**
 * 422 beside `field` where the day is before `from` or after `to` (both days count). `what` begins the sentence:
 * "任职日期"; `rule` says which rule draws these bounds: `Rules.because`, or how far from today a day may be typed at all.
 */
export function needDay(
  day: string,
  { from, to }: { from: string; to: string },
  what: string,
  field: string,
  rule: string,
): void {
  if (day < from) throw invalid(`${what}写的是 ${day}，早于 ${from}（${rule}），请核对年份。`, { field })
  if (day > to) throw invalid(`${what}写的是 ${day}，晚于 ${to}（${rule}），请核对年份。`, { field })
}

/**
 * Of a day that no law bounds, in days before and after today: whoever is refused reads that this is all there is to
 * it.
 */
export const typingRange = (back: number, ahead: number): string =>
  `本平台的填写范围：${[back > 0 ? `今天以前 ${span(back)}` : '今天起', ahead > 0 ? `今天以后 ${span(ahead)}` : '到今天为止'].join('，')}`
const span = (days: number) => (days % 366 === 0 ? `${days / 366} 年` : `${days} 天`)
