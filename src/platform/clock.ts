/**
 * Time is an argument everywhere; this is where it comes from. Days are `YYYY-MM-DD` in Asia/Shanghai (UTC+8 all year).
 */
export type Clock = () => Date

export const systemClock: Clock = () => new Date()

const eightHours = 8 * 3_600_000

/** The day in Asia/Shanghai of an instant. */
export function dayOf(at: Date): string {
  return new Date(at.getTime() + eightHours).toISOString().slice(0, 10)
}

/** The time of the day in Asia/Shanghai: `09:05`. */
export function clockOf(at: Date): string {
  return new Date(at.getTime() + eightHours).toISOString().slice(11, 16)
}

/** The instant at which a day of Asia/Shanghai begins. */
export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00+08:00`)
}

/** The instant of a full hour of a day, by the clocks of Asia/Shanghai. */
export function atHour(day: string, hour: number): Date {
  return new Date(startOfDay(day).getTime() + hour * 3_600_000)
}

/** The instant at which a day ends: a due day ends at 24:00. */
export function endOfDay(day: string): Date {
  return startOfDay(addDays(day, 1))
}

/** Adds calendar days to a day. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Whole days from one day to another (negative if `to` is earlier). */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** Last day of a month `YYYY-MM`. */
export function lastDayOfMonth(month: string): string {
  const [y, m] = month.split('-').map(Number) as [number, number]
  return `${month}-${String(new Date(Date.UTC(y, m, 0)).getUTCDate()).padStart(2, '0')}`
}

/** Day `n` of a month, or the month's last day where it has no such day (the 30th of February is its last day). */
export function dayOfMonth(month: string, n: number): string {
  const last = lastDayOfMonth(month)
  const wanted = `${month}-${String(n).padStart(2, '0')}`
  return wanted > last ? last : wanted
}

/** Adds months to a month `YYYY-MM`. */
export function addMonths(month: string, n: number): string {
  const [y, m] = month.split('-').map(Number) as [number, number]
  const date = new Date(Date.UTC(y, m - 1 + n, 1))
  return date.toISOString().slice(0, 7)
}

/** "10 月 9 日 15:40" in Asia/Shanghai; with the year where `withYear`. */
export function sayTime(at: Date, withYear = false): string {
  const t = new Date(at.getTime() + eightHours)
  const year = withYear ? `${t.getUTCFullYear()} 年 ` : ''
  return `${year}${t.getUTCMonth() + 1} 月 ${t.getUTCDate()} 日 ${String(t.getUTCHours()).padStart(2, '0')}:${String(t.getUTCMinutes()).padStart(2, '0')}`
}

/** A limit: the end of a day as "10 月 9 日 24:00", else the time. */
export function sayLimit(at: Date, withYear = false): string {
  const end = new Date(at.getTime() - 1_000)
  return (at.getTime() + eightHours) % 86_400_000 === 0
    ? sayTime(end, withYear).replace('23:59', '24:00')
    : sayTime(at, withYear)
}

const weekdayNames = '日一二三四五六'

/** "（周四）" within a week of today, before or after; '' of any other day. Both as `YYYY-MM-DD`. */
export const weekdayNear = (day: string, today: string): string =>
  Math.abs(daysBetween(today, day)) <= 7 ? `（周${weekdayNames[new Date(`${day}T00:00:00Z`).getUTCDay()]!}）` : ''

/** "10 月 9 日", or "2026 年 10 月 9 日" with the year. */
export function sayDay(day: string, withYear = false): string {
  const [y, m, d] = day.split('-').map(Number)
  return `${withYear ? `${y} 年 ` : ''}${m} 月 ${d} 日`
}
