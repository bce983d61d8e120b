import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../platform/clock.ts'
import { knownYears, makeCalendar } from './calendar.ts'

const calendar = makeCalendar()

test('make-up days work and holidays do not', () => {
  for (const day of ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'])
    expect(calendar.isWorkday(day), day).toBe(true)
  for (const day of ['2026-01-01', '2026-02-16', '2026-10-01', '2026-10-07', '2026-11-22'])
    expect(calendar.isWorkday(day), day).toBe(false)
})

test('working days are counted over the National Day holiday', () => {
  expect(calendar.addWorkdays('2026-09-29', 3)).toBe('2026-10-09')
  expect(calendar.addWorkdays('2026-01-30', 20)).toBe('2026-03-05')
  expect(calendar.addWorkdays('2026-10-01', 0)).toBe('2026-10-08')
})

test('a year nobody has announced is provisional until the county enters it', () => {
  expect(calendar.isProvisional('2027-01-04')).toBe(true)
  const entered = makeCalendar(
    new Map([
      ['2027-01-01', false],
      ['2027-02-08', false],
    ]),
  )
  expect(entered.isProvisional('2027-01-04')).toBe(false)
  expect(entered.isWorkday('2027-01-01')).toBe(false)
})

test('the known years are those that the package really holds', () => {
  expect(calendar.isWorkday(`${knownYears.to}-10-01`)).toBe(false)
  expect(
    makeCalendar(new Map([[`${knownYears.to + 1}-01-01`, false]])).isWorkday(`${knownYears.to + 1}-10-01`),
    'the package now knows a further year: raise knownYears',
  ).toBe(true)
})

test('a regional holiday overrides', () => {
  expect(makeCalendar(new Map([['2026-04-20', false]])).isWorkday('2026-04-20')).toBe(false)
})

test('the n-th working day is a working day, and there are n of them on the way', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 40 }), (offset, n) => {
      const start = addDays('2025-01-01', offset)
      const end = calendar.addWorkdays(start, n)
      let count = 0
      for (let d = addDays(start, 1); d <= end; d = addDays(d, 1)) if (calendar.isWorkday(d)) count += 1
      expect(calendar.isWorkday(end)).toBe(true)
      expect(count).toBe(n)
    }),
    { numRuns: 60 },
  )
})
