/** Clocks are pure functions of the history and the calendar; `now` is an argument. They explain themselves line by line. */
import { addDays, dayOf, endOfDay, sayDay, sayTime } from '../../platform/clock.ts'
import type { Calendar } from '../calendar/calendar.ts'

export type Limit = { days: number; unit: 'calendarDay' | 'workDay' | 'hour' }
export type Clock = { dueAt: Date; warnAt: Date; provisional: boolean; lines: string[] }

/**
 * When a limit that began at `from` ends. Days: the day after counts as the first, the due day ends at 24:00.
 * Hours run on. `warnDays` before the due day the clock turns yellow (a limit of hours warns in its last quarter).
 */
export function clockOf(from: Date, limit: Limit, warnDays: number, calendar: Calendar): Clock {
  if (limit.unit === 'hour') {
    const dueAt = new Date(from.getTime() + limit.days * 3_600_000)
    return { dueAt, warnAt: new Date(from.getTime() + limit.days * 2_700_000), provisional: false, lines: [`${sayTime(from)} 开始`, `${limit.days} 小时`, `到 ${sayTime(dueAt)}`] }
  }
  const start = dayOf(from)
  const due = dueDay(start, limit, calendar)
  const warn = limit.unit === 'workDay' ? stepBack(due, warnDays, calendar) : addDays(due, -warnDays)
  return {
    dueAt: endOfDay(due),
    warnAt: new Date(Math.max(endOfDay(warn < start ? start : warn).getTime(), from.getTime())),
    provisional: limit.unit === 'workDay' && calendar.isProvisional(due),
    lines: explain(start, due, limit, calendar),
  }
}

/** The due day of a limit in days that began on a day. */
export function dueDay(start: string, limit: Limit, calendar: Calendar): string {
  return limit.unit === 'workDay' ? calendar.addWorkdays(start, limit.days) : addDays(start, limit.days)
}

function stepBack(day: string, n: number, calendar: Calendar): string {
  let at = day
  for (let left = n; left > 0;) {
    at = addDays(at, -1)
    if (calendar.isWorkday(at)) left -= 1
  }
  return at
}

function explain(start: string, due: string, limit: Limit, calendar: Calendar): string[] {
  const lines = [`${sayDay(start, true)}起算，次日为第 1 天`, limit.unit === 'workDay' ? `${limit.days} 个工作日` : `${limit.days} 天`]
  if (limit.unit === 'workDay') {
    for (let d = addDays(start, 1); d <= due; d = addDays(d, 1)) {
      const weekday = new Date(`${d}T00:00:00Z`).getUTCDay()
      const weekend = weekday === 0 || weekday === 6
      if (calendar.isWorkday(d) && weekend) lines.push(`${sayDay(d)}是调休上班日，算一天`)
      if (!calendar.isWorkday(d) && !weekend) lines.push(`${sayDay(d)}${calendar.nameOf(d) ?? '放假'}，不算`)
    }
    if (calendar.isProvisional(due)) lines.push('这一年的放假安排还没有公布，按周末推算，公布后会重算')
  }
  lines.push(`到 ${sayDay(due, true)} 24:00`)
  return lines
}
