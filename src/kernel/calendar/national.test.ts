/** The odd days of a year are just those on which the calendar differs from the weekday, or that have a name. */
import { expect, test } from 'vitest'
import { makeCalendar, nationalDays } from './calendar.ts'

test('every day that is not as its weekday is among them, and says the same as the calendar', () => {
  const odd = new Map(nationalDays(2026).map((d) => [d.date, d]))
  const calendar = makeCalendar()
  for (let t = Date.UTC(2026, 0, 1); t < Date.UTC(2027, 0, 1); t += 86_400_000) {
    const day = new Date(t).toISOString().slice(0, 10)
    const weekend = [0, 6].includes(new Date(t).getUTCDay())
    expect(odd.get(day)?.works ?? !weekend, day).toBe(calendar.isWorkday(day))
  }
  expect(odd.get('2026-10-01')).toMatchObject({ works: false, name: expect.stringContaining('国庆') })
})

test('of a year that nobody has announced the law’s own days are known', () => {
  const odd = nationalDays(2031)
  expect(odd.map((d) => d.name)).toEqual(expect.arrayContaining(['元旦', '劳动节', '国庆节', '春节']))
  expect(odd.every((d) => !d.works)).toBe(true)
})
