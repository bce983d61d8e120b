import chineseDays from 'chinese-days'
import { expect, test } from 'vitest'
import { knownYears, makeCalendar } from './calendar.ts'
import { statutoryHoliday } from './statutory.ts'

const years = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const daysOf = (year: number) =>
  Array.from({ length: 366 }, (_, i) => new Date(Date.UTC(year, 0, 1 + i)).toISOString().slice(0, 10)).filter((d) =>
    d.startsWith(String(year)),
  )

test.each(years(2025, knownYears.to))('in %i every holiday of the law is one that was announced', (year) => {
  const law = daysOf(year).filter((d) => statutoryHoliday(d) !== undefined)
  expect(law.length).toBeGreaterThanOrEqual(12)
  expect(law.filter((d) => chineseDays.isWorkday(d))).toEqual([])
})

test.each(years(2008, 2024))('the festivals of %i fell where the almanac put them', (year) => {
  // Before 2025 New Year’s Eve and 2 May were no holidays of the law.
  const eve = (d: string) => d.slice(5) === '05-02' || statutoryHoliday(d) !== '春节'
  const law = daysOf(year).filter((d) => statutoryHoliday(d) !== undefined && d.slice(5) !== '05-02')
  expect(law.filter((d) => eve(d) && chineseDays.isWorkday(d))).toEqual([])
})

test('years to come: the law’s days are off and certain, the days around them not yet known', () => {
  const calendar = makeCalendar()
  const year = knownYears.to + 1
  for (const day of daysOf(year)) {
    const name = statutoryHoliday(day)
    expect([calendar.isProvisional(day), calendar.nameOf(day)], day).toEqual([name === undefined, name])
    if (name !== undefined) expect(calendar.isWorkday(day), day).toBe(false)
  }
})

test.each([
  ['2027-01-01', '元旦'],
  ['2027-02-05', '春节'],
  ['2027-02-06', '春节'],
  ['2027-02-08', '春节'],
  ['2027-02-09', undefined],
  ['2027-04-05', '清明节'],
  ['2027-05-02', '劳动节'],
  ['2027-06-09', '端午节'],
  ['2027-09-15', '中秋节'],
  ['2027-10-03', '国庆节'],
  ['2028-01-26', '春节'],
  ['2033-01-31', '春节'],
])('%s: %s', (day, name) => expect(statutoryHoliday(day)).toBe(name))
