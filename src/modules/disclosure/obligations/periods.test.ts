import { expect, test } from 'vitest'
import { makeCalendar } from '../../../kernel/calendar/calendar.ts'
import { dueOf, endOfPeriod, monthsOf, periodsBetween, previousPeriod, sayPeriod } from './periods.ts'

const calendar = makeCalendar()
const basis = '示例'

test('a village that goes live on 1 August owes the months, quarters and years it lives through', () => {
  expect(periodsBetween('monthly', '2026-08-01', '2026-11-22')).toEqual(['2026-08', '2026-09', '2026-10', '2026-11'])
  expect(periodsBetween('quarterly', '2026-08-01', '2026-11-22')).toEqual(['2026Q3', '2026Q4'])
  expect(periodsBetween('halfYearly', '2026-08-01', '2026-11-22')).toEqual(['2026H2'])
  expect(periodsBetween('yearly', '2026-08-01', '2027-01-02')).toEqual(['2026', '2027'])
  expect(periodsBetween('standing', '2026-08-01', '2026-11-22')).toEqual([])
})

test('due days follow the rule: month, quarter, half-year, year', () => {
  const due = (
    rule:
      | 'dayOfNextMonth'
      | 'dayOfSameMonth'
      | 'dayOfFirstMonthAfterQuarter'
      | 'dayOfFirstMonthAfterHalfYear'
      | 'dateOfSameYear'
      | 'dateOfNextYear',
    day: number,
    period: string,
    month?: number,
  ) => dueOf({ rule, day, month, unit: 'calendarDay', basis }, period, '2026-08-01', calendar).on
  expect(due('dayOfNextMonth', 8, '2026-12')).toBe('2027-01-08')
  expect(due('dayOfSameMonth', 5, '2026-12')).toBe('2026-12-05')
  expect(due('dayOfFirstMonthAfterQuarter', 15, '2026Q3')).toBe('2026-10-15')
  expect(due('dayOfFirstMonthAfterHalfYear', 15, '2026H2')).toBe('2027-01-15')
  expect(due('dateOfNextYear', 31, '2026', 1)).toBe('2027-01-31')
  expect(due('dateOfSameYear', 31, '2026', 1)).toBe('2026-01-31')
  expect(due('dateOfSameYear', 31, '2027', 3)).toBe('2027-03-31')
  expect(due('dayOfNextMonth', 30, '2026-01')).toBe('2026-02-28')
})

test('days after an event count from the day after it; working days skip the holiday', () => {
  expect(
    dueOf({ rule: 'daysAfterEvent', days: 10, unit: 'calendarDay', basis }, 'E:x', '2026-09-28', calendar).on,
  ).toBe('2026-10-08')
  expect(dueOf({ rule: 'daysAfterChange', days: 3, unit: 'workDay', basis }, 'E:x', '2026-09-29', calendar).on).toBe(
    '2026-10-09',
  )
  expect(
    dueOf({ rule: 'daysAfterChange', days: 20, unit: 'workDay', firstDays: 30, basis }, 'S', '2026-08-01', calendar).on,
  ).toBe('2026-08-31')
  expect(
    dueOf({ rule: 'daysAfterChange', days: 20, unit: 'workDay', basis }, 'E:x', '2026-12-25', calendar).provisional,
  ).toBe(true)
})

test('the period before, and how a period is said', () => {
  expect(['2026-01', '2026Q1', '2026H1', '2026'].map(previousPeriod)).toEqual(['2025-12', '2025Q4', '2025H2', '2025'])
  expect(previousPeriod('2026-09')).toBe('2026-08')
  expect(['2026-09', '2026Q3', '2026H1', '2026', 'S'].map(sayPeriod)).toEqual([
    '2026 年 9 月',
    '2026 年三季度',
    '2026 年上半年',
    '2026 年',
    '',
  ])
  expect(monthsOf('E:1')).toBeUndefined()
  expect(endOfPeriod('2026Q1')).toBe('2026-03-31')
})
