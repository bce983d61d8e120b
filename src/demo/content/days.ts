/**
 * Day and period arithmetic on strings (`2026-09-01`) that only the invented life needs; the rest is
 * `platform/clock.ts`.
 */
import { addDays, addMonths } from '../../platform/clock.ts'

/** From one stage of a thing to the next. */
export const daysBetweenStages = 12

/** The nth working day after a day; `isWorkday` is the county's calendar. */
export function addWorkdays(day: string, count: number, isWorkday: (day: string) => boolean): string {
  let at = day
  for (let left = count; left > 0; ) {
    at = addDays(at, 1)
    if (isWorkday(at)) left -= 1
  }
  return at
}

/** All months from one to another, both included. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = []
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month)
  return months
}

/** A period (`2026-09`, `2026Q3`, `2026H1`, `2026`) as months; standing and event periods (`S`, `E:…`) have none. */
export function monthsOf(period: string): string[] {
  const year = period.slice(0, 4)
  const monthsFrom = (start: number, count: number) =>
    Array.from({ length: count }, (_, i) => addMonths(`${year}-01`, start + i))
  if (/^\d{4}-\d{2}$/.test(period)) return [period]
  if (/^\d{4}Q[1-4]$/.test(period)) return monthsFrom((Number(period[5]) - 1) * 3, 3)
  if (/^\d{4}H[12]$/.test(period)) return monthsFrom((Number(period[5]) - 1) * 6, 6)
  if (/^\d{4}$/.test(period)) return monthsFrom(0, 12)
  return []
}

/** The quarters from the beginning of 2025, where the invented books begin, to one (`2026Q3`). */
export function quartersUntil(quarter: string): string[] {
  const quarters: string[] = []
  for (let month = '2025-01'; ; month = addMonths(month, 3)) {
    const name = `${month.slice(0, 4)}Q${(Number(month.slice(5)) + 2) / 3}`
    if (name > quarter) return quarters
    quarters.push(name)
  }
}

/** 2026-09-03 → 2026年9月3日 */
export function inWords(day: string): string {
  return `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
}
