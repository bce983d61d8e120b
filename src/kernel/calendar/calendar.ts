/**
 * Working days with make-up days. The holiday data are those of `chinese-days`; no other room imports it, because it
 * answers silently for years it does not know and reads `Date` in the process time zone: only day strings go in.
 */
import chineseDays from 'chinese-days'
import { addDays } from '../../platform/clock.ts'
import { statutoryHoliday } from './statutory.ts'

/** County override of one day: `true` works, `false` is off. */
export type Overrides = ReadonlyMap<string, boolean>

export type Calendar = {
  isWorkday(day: string): boolean
  /** The n-th working day after a day; n = 0: the day itself or the next working day. */
  addWorkdays(day: string, n: number): string
  /** Whether a day rests on known holidays; until its year is announced only those of the law itself are known. */
  isProvisional(day: string): boolean
  /** Name of the holiday or make-up day, for the explanation of a clock. */
  nameOf(day: string): string | undefined
}

/** First and last year whose holidays the package holds (checked by the test of this room). */
export const knownYears = { from: 2004, to: 2026 }

/** The calendar with a county's overrides: regional holidays, and years not in the package. */
export function makeCalendar(overrides: Overrides = new Map()): Calendar {
  const covered = coveredYears(overrides)
  const isProvisional = (day: string) => !covered.has(yearOf(day)) && statutoryHoliday(day) === undefined
  const isWorkday = (day: string) => {
    const own = overrides.get(day)
    if (own !== undefined) return own
    // What the notice of a year to come will move around them nobody knows yet; the law's own days are certain.
    if (!covered.has(yearOf(day))) return statutoryHoliday(day) === undefined && !isWeekend(day)
    return chineseDays.isWorkday(day)
  }
  return {
    isWorkday,
    isProvisional,
    nameOf: (day) => (covered.has(yearOf(day)) ? nameOf(day) : statutoryHoliday(day)),
    addWorkdays(day, n) {
      let at = day
      if (n === 0) {
        while (!isWorkday(at)) at = addDays(at, 1)
        return at
      }
      for (let left = n; left > 0; ) {
        at = addDays(at, 1)
        if (isWorkday(at)) left -= 1
      }
      return at
    },
  }
}

/**
 * A year is covered by the package, or by a county that has entered that year's days (at least the New Year's holiday).
 */
function coveredYears(overrides: Overrides): Set<number> {
  const years = new Set<number>()
  for (let y = knownYears.from; y <= knownYears.to; y += 1) years.add(y)
  for (const day of overrides.keys()) if (day.endsWith('-01-01')) years.add(Number(day.slice(0, 4)))
  return years
}

const yearOf = (day: string) => Number(day.slice(0, 4))

/** Saturday or Sunday, from the day string alone. */
function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday === 0 || weekday === 6
}

function nameOf(day: string): string | undefined {
  const name = chineseDays.getDayDetail(day).name.split(',')[1]
  return name === undefined || name === '' ? undefined : name
}

/** A day that is not as its weekday: a holiday, or a weekend day on which everybody works. */
export type OddDay = { date: string; works: boolean; name: string }

/**
 * The odd days of a year as the nation has announced them; of a year that is not announced yet only those of the law
 * itself.
 */
export function nationalDays(year: number): OddDay[] {
  const calendar = makeCalendar()
  const odd: OddDay[] = []
  for (let day = `${year}-01-01`; Number(day.slice(0, 4)) === year; day = addDays(day, 1)) {
    const works = calendar.isWorkday(day)
    if (works === isWeekend(day) || calendar.nameOf(day) !== undefined)
      odd.push({ date: day, works, name: calendar.nameOf(day) ?? '' })
  }
  return odd
}
