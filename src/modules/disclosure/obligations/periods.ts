/** Periods of the catalogue and when each is due: pure functions of rule, period and calendar. */
import { sayCite } from '../../../kernel/rules/cite.ts'
import { addDays, addMonths, dayOfMonth, lastDayOfMonth, sayDay } from '../../../platform/clock.ts'
import type { Calendar } from '../../../kernel/calendar/calendar.ts'
import type { Deadline, Frequency } from '../catalogue/catalogue.schema.ts'

export type Due = { on: string; provisional: boolean; lines: string[] }

/**
 * Periods of a recurring frequency that end on or after `from` and have begun by `until`: `2026-09`, `2026Q3`,
 * `2026H1`, `2026`.
 */
export function periodsBetween(frequency: Frequency, from: string, until: string): string[] {
  const step = { monthly: 1, quarterly: 3, halfYearly: 6, yearly: 12 }[frequency as 'monthly'] as number | undefined
  if (step === undefined) return []
  const first = Number(from.slice(5, 7)) - 1
  let month = `${from.slice(0, 4)}-${String(first - (first % step) + 1).padStart(2, '0')}`
  const periods: string[] = []
  for (; `${month}-01` <= until; month = addMonths(month, step)) periods.push(periodOf(month, step))
  return periods
}

function periodOf(firstMonth: string, step: number): string {
  const [y, m] = [firstMonth.slice(0, 4), Number(firstMonth.slice(5, 7))]
  if (step === 1) return firstMonth
  if (step === 3) return `${y}Q${(m + 2) / 3}`
  if (step === 6) return `${y}H${m === 1 ? 1 : 2}`
  return y
}

/** First and last month of a recurring period. */
export function monthsOf(period: string): { first: string; last: string } | undefined {
  const [, y, kind, n] = /^(\d{4})(?:([QH-])(\d{1,2}))?$/.exec(period) ?? []
  if (!y) return undefined
  if (kind === '-') return { first: period, last: period }
  if (kind === 'Q') return span(y, (Number(n) - 1) * 3 + 1, 3)
  if (kind === 'H') return span(y, (Number(n) - 1) * 6 + 1, 6)
  return span(y, 1, 12)
}

function span(y: string, first: number, months: number) {
  const month = `${y}-${String(first).padStart(2, '0')}`
  return { first: month, last: addMonths(month, months - 1) }
}

/** The period before a recurring one (for carry-over): `2026-01` → `2025-12`. */
export function previousPeriod(period: string): string | undefined {
  const m = monthsOf(period)
  const length = m && monthsIn(m)
  return m && periodOf(addMonths(m.first, -length!), length!)
}

/** The period after a recurring one: `2025-12` → `2026-01`. */
export function nextPeriod(period: string): string | undefined {
  const m = monthsOf(period)
  return m && periodOf(addMonths(m.last, 1), monthsIn(m))
}

const monthsIn = ({ first, last }: { first: string; last: string }): number =>
  1 + (Number(last.slice(0, 4)) - Number(first.slice(0, 4))) * 12 + Number(last.slice(5)) - Number(first.slice(5))

/**
 * When a period is due. `start` is the day of the event, receipt, change, formation or stage, or the go-live day of a
 * standing item.
 */
export function dueOf(deadline: Deadline, period: string, start: string, calendar: Calendar): Due {
  const months = monthsOf(period)
  if (deadline.rule.startsWith('days'))
    return dueAfter(
      deadline.firstDays !== undefined && period === 'S'
        ? { ...deadline, days: deadline.firstDays, unit: 'calendarDay' }
        : deadline,
      start,
      calendar,
    )
  if (!months) return dueAfter({ ...deadline, rule: 'daysAfterEvent', days: 10, unit: 'calendarDay' }, start, calendar)
  const on = dayOfMonth(dueMonth(deadline, months), deadline.day ?? 1)
  return {
    on,
    provisional: false,
    lines: [`${sayPeriod(period)}的内容，应在 ${sayDay(on, true)}前公开`, sayCite(deadline.basis)],
  }
}

/**
 * The month in which a recurring period is due: a plan in its own year, an account in the next, a month's table in the
 * month after.
 */
function dueMonth({ rule, month = 1 }: Deadline, { first, last }: { first: string; last: string }): string {
  const monthOf = (year: number) => `${year}-${String(month).padStart(2, '0')}`
  if (rule === 'dayOfSameMonth') return first
  if (rule === 'dateOfSameYear') return monthOf(Number(first.slice(0, 4)))
  return rule === 'dateOfNextYear' ? monthOf(Number(last.slice(0, 4)) + 1) : addMonths(last, 1)
}

function dueAfter(d: Deadline, start: string, calendar: Calendar): Due {
  const days = d.days ?? 0
  const on = d.unit === 'workDay' ? calendar.addWorkdays(start, days) : addDays(start, days)
  const provisional = d.unit === 'workDay' && calendar.isProvisional(on)
  return {
    on,
    provisional,
    lines: [
      `${sayDay(start, true)}起 ${days} ${d.unit === 'workDay' ? '个工作日' : '天'}内，即 ${sayDay(on, true)}前`,
      sayCite(d.basis),
    ],
  }
}

/** "2026 年 9 月", "2026 年三季度", "2026 年上半年", "2026 年"; empty for standing items and events. */
export function sayPeriod(period: string): string {
  const m = monthsOf(period)
  if (!m) return ''
  const y = period.slice(0, 4)
  if (period[4] === '-') return `${y} 年 ${Number(period.slice(5))} 月`
  if (period[4] === 'Q') return `${y} 年${'一二三四'[Number(period[5]) - 1]}季度`
  if (period[4] === 'H') return `${y} 年${period[5] === '1' ? '上' : '下'}半年`
  return `${y} 年`
}

/** The first day that a recurring period covers. */
export function firstDayOf(period: string): string | undefined {
  const m = monthsOf(period)
  return m && `${m.first}-01`
}

/** The last day that a period covers; an event covers its own day. */
export function endOfPeriod(period: string): string | undefined {
  const m = monthsOf(period)
  return m ? lastDayOfMonth(m.last) : undefined
}
