/**
 * Clocks are pure functions of when they began, their limit, their pauses and the calendar; `now` is never read. The
 * order in which events were recorded does not count, only their times. They explain themselves line by line
 * (explain.ts).
 */
import { addDays, dayOf, endOfDay } from '../../platform/clock.ts'
import type { Calendar } from '../calendar/calendar.ts'

export type Unit = 'hour' | 'calendarDay' | 'workDay'

/** A limit as it was when the clock began: later changes of the rule do not touch a running clock. */
export type Limit = {
  amount: number
  unit: Unit
  /** Whether the day of receipt counts as the first (default: the next day does, as in the Civil Code Art. 201). */
  starts?: 'nextDay' | 'sameDay'
  /** Whether a last day off moves to the next working day (Civil Code Art. 203), or stays. */
  ends?: 'asIs' | 'nextWorkday'
  /** Days before the due day on which it turns yellow (units of days). */
  warnDays?: number
  /** Share of the time, in percent, after which it turns yellow (hours). */
  warnShare?: number
  /** What the limit rests on, for the explanation. */
  name?: string
  cite?: string
  carried?: Carried
}
/**
 * Of a clock that goes on from an earlier step, or from another case: since when it runs, when it stood still, how much
 * of its amount an extension added. Times as ISO 8601, for it is kept in the history.
 */
export type Carried = {
  since: string
  pauses: readonly { from: string; to?: string; why?: string }[]
  extended: number
}
/** A stretch in which the clock stands still; without `to` it still stands. */
export type Pause = { from: Date; to?: Date | undefined; why?: string }
/** A clock that began at `from`; `extended`: how much of the limit's amount an extension added. */
export type Run = { from: Date; limit: Limit; pauses?: readonly Pause[]; extended?: number }
export type Clock = { dueAt: Date; warnAt: Date; provisional: boolean }

/** When a run ends and when it turns yellow; `undefined` while it stands still. Hours run day and night. */
export function clockOf(run: Run, calendar: Calendar): Clock | undefined {
  const pauses = merged(run)
  if (pauses.some((p) => p.to === undefined)) return undefined
  return run.limit.unit === 'hour' ? hours(run, pauses) : days(run, pauses, calendar)
}

/** What a run has used at an instant: hours, or counted days up to and including that instant's day. */
export function usedAt(run: Run, at: Date, calendar: Calendar): number {
  const pauses = merged(run)
  if (run.limit.unit === 'hour') {
    const stood = pauses.reduce(
      (ms, p) =>
        ms + Math.max(0, Math.min(at.getTime(), (p.to ?? at).getTime()) - Math.min(at.getTime(), p.from.getTime())),
      0,
    )
    return Math.max(0, at.getTime() - run.from.getTime() - stood) / hour
  }
  let used = 0
  for (let day = firstDay(run); day <= dayOf(at); day = addDays(day, 1))
    if (counts(day, run.limit, pauses, calendar)) used += 1
  return used
}

const hour = 3_600_000

function hours(run: Run, pauses: readonly Pause[]): Clock {
  const after = (h: number) => {
    let end = run.from.getTime() + h * hour
    for (const p of pauses) if (p.from.getTime() < end) end += p.to!.getTime() - p.from.getTime()
    return new Date(end)
  }
  return {
    dueAt: after(run.limit.amount),
    warnAt: after((run.limit.amount * (run.limit.warnShare ?? 75)) / 100),
    provisional: false,
  }
}

function days(run: Run, pauses: readonly Pause[], calendar: Calendar): Clock {
  const due = dueDay(run, pauses, calendar)
  const warn = back(due, run.limit, calendar)
  const start = dayOf(run.from)
  return {
    dueAt: endOfDay(due),
    warnAt: new Date(Math.max(endOfDay(warn < start ? start : warn).getTime(), run.from.getTime())),
    provisional: (run.limit.unit === 'workDay' || run.limit.ends === 'nextWorkday') && calendar.isProvisional(due),
  }
}

function dueDay(run: Run, pauses: readonly Pause[], calendar: Calendar): string {
  let day = addDays(firstDay(run), -1)
  for (let left = run.limit.amount; left > 0; ) {
    day = addDays(day, 1)
    if (counts(day, run.limit, pauses, calendar)) left -= 1
  }
  return run.limit.ends === 'nextWorkday' ? calendar.addWorkdays(day, 0) : day
}

function firstDay(run: Run): string {
  return run.limit.starts === 'sameDay' ? dayOf(run.from) : addDays(dayOf(run.from), 1)
}

/**
 * A day counts unless it is off (working days) or lies in a pause: the day of suspension counts, the day of resumption
 * does not, as with a receipt.
 */
export function counts(day: string, limit: Limit, pauses: readonly Pause[], calendar: Calendar): boolean {
  if (limit.unit === 'workDay' && !calendar.isWorkday(day)) return false
  return !pauses.some((p) => dayOf(p.from) < day && (p.to === undefined || day <= lastDayOf(p.to)))
}

/** A pause that ends at 24:00 does not reach into the next day. */
export function lastDayOf(to: Date): string {
  return dayOf(new Date(to.getTime() - 1))
}

function back(due: string, limit: Limit, calendar: Calendar): string {
  let day = due
  for (let left = limit.warnDays ?? 1; left > 0; ) {
    day = addDays(day, -1)
    if (limit.unit !== 'workDay' || calendar.isWorkday(day)) left -= 1
  }
  return day
}

/** The pauses since the run began, in order of time, overlaps joined. */
export function merged(run: Run): Pause[] {
  const inside = (run.pauses ?? [])
    .map((p) => ({ ...p, from: p.from < run.from ? run.from : p.from }))
    .filter((p) => p.to === undefined || p.to > p.from)
  const all: Pause[] = []
  for (const p of inside.sort((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = all.at(-1)
    if (!last || (last.to !== undefined && p.from > last.to)) all.push({ ...p })
    else if (last.to !== undefined && (p.to === undefined || p.to > last.to)) last.to = p.to
  }
  return all
}
