import { expect, test } from 'vitest'
import { datesOutside, unfinishedPeriod } from './timeliness.ts'
import type { Column, Template } from '../../../kernel/forms/forms.schema.ts'

const at = (day: string) => new Date(`${day}T12:00:00+08:00`)
const column = (key: string, label: string, type: Column['type'], required = true): Column =>
  ({ key, label, type, required, visibility: 'public' }) as Column
const table = (columns: Column[]): Template => ({
  code: 'F01',
  name: '收入明细',
  layout: 'rows',
  columns,
  totals: [],
  checks: { rowChecks: [], carry: {}, cumulative: {}, across: [] },
})
const content = (...days: (string | null)[]) => ({
  rows: days.map((voucherDate) => ({ voucherDate })),
  fields: {},
  note: '',
  attachments: [],
})

test('an account waits for the last day of its period to pass; a plan and a rota do not', () => {
  expect(unfinishedPeriod({ rule: 'dayOfNextMonth' }, '2026-11', at('2026-11-22'))).toEqual({
    name: '2026 年 11 月',
    endsOn: '2026-11-30',
  })
  expect(unfinishedPeriod({ rule: 'dayOfNextMonth' }, '2026-11', at('2026-11-30'))).toBeDefined()
  expect(unfinishedPeriod({ rule: 'dayOfNextMonth' }, '2026-11', at('2026-12-01'))).toBeUndefined()
  expect(unfinishedPeriod({ rule: 'dayOfFirstMonthAfterQuarter' }, '2026Q4', at('2026-11-22'))).toMatchObject({
    endsOn: '2026-12-31',
  })
  expect(unfinishedPeriod({ rule: 'dateOfNextYear' }, '2026', at('2026-11-22'))).toMatchObject({ name: '2026 年' })
  expect(unfinishedPeriod({ rule: 'dateOfSameYear' }, '2026', at('2026-01-22'))).toBeUndefined()
  expect(unfinishedPeriod({ rule: 'dayOfSameMonth' }, '2026-11', at('2026-11-02'))).toBeUndefined()
  expect(unfinishedPeriod({ rule: 'daysAfterEvent' }, 'E:1', at('2026-11-02'))).toBeUndefined()
})

test('a date outside the period is pointed at by row and column, and stops nobody', () => {
  const form = table([column('voucherDate', '日期', 'date'), column('amount', '金额', 'money')])
  const found = datesOutside(
    content('2026-09-30', '2026-10-03', null, '看不懂'),
    form,
    { rule: 'dayOfNextMonth' },
    '2026-09',
  )
  expect(found).toEqual([
    {
      row: 1,
      column: 'voucherDate',
      severity: 'warn',
      say: '第 2 行「日期」是 2026-10-03，不在 2026 年 9 月内，请核对。',
    },
  ])
  expect(
    datesOutside(content('2026-07-01', '2026-10-03'), form, { rule: 'dayOfFirstMonthAfterQuarter' }, '2026Q3'),
  ).toHaveLength(1)
})

test('where a row has a beginning and an end, or the item is a plan or a year, nothing is guessed', () => {
  const contract = table([column('voucherDate', '起始日期', 'date'), column('endDate', '终止日期', 'date')])
  const form = table([column('voucherDate', '日期', 'date')])
  expect(datesOutside(content('2019-01-01'), contract, { rule: 'dayOfFirstMonthAfterQuarter' }, '2026Q3')).toEqual([])
  expect(datesOutside(content('2019-01-01'), form, { rule: 'dateOfNextYear' }, '2026')).toEqual([])
  expect(datesOutside(content('2019-01-01'), form, { rule: 'dayOfSameMonth' }, '2026-11')).toEqual([])
})
