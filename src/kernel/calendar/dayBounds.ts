/** Days that people type lie within bounds: what is further off is mistyped, and would be law for whoever reads it. */
import { invalid } from '../../platform/errors.ts'

/** 422 beside `field` where the day is before `from` or after `to` (both days count). `what` begins the sentence: "任职日期". */
export function needDay(day: string, { from, to }: { from: string; to: string }, what: string, field: string): void {
  if (day < from) throw invalid(`${what}写的是 ${day}，早于 ${from}，请核对年份。`, { field })
  if (day > to) throw invalid(`${what}写的是 ${day}，晚于 ${to}，请核对年份。`, { field })
}
