import { expect, test } from 'vitest'
import { daysOf, measuredOf } from './measured.ts'
import { makeCalendar } from '../../../kernel/calendar/calendar.ts'

test('four cases say nothing, five do: the middle one, and the one that nine of ten were quicker than', () => {
  expect(measuredOf([1, 2, 3, 4], 'workDay')).toBeUndefined()
  expect(measuredOf([9, 1, 3, 2, 30], 'workDay')).toEqual({ n: 5, median: 3, p90: 30, unit: 'workDay' })
})

test('working days leave weekends out, as the promise does', () => {
  const at = (day: string) => new Date(`${day}T10:00:00+08:00`)
  const calendar = makeCalendar()
  expect(daysOf(at('2026-11-20'), at('2026-11-23'), 'workDay', calendar)).toBe(1)
  expect(daysOf(at('2026-11-20'), at('2026-11-23'), 'calendarDay', calendar)).toBe(3)
})
