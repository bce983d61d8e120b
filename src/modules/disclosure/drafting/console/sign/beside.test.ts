/**
 * What a signer is told beside the papers adds up, and marks what is otherwise than last month without marking every
 * day.
 */
import { expect, test } from 'vitest'
import type { Template } from '../../../../../kernel/forms/forms.schema.ts'
import { besideLast, sumsOf } from './beside.ts'

const form = {
  code: 'T',
  name: '支出明细',
  layout: 'rows',
  columns: [
    { key: 'on', label: '日期', type: 'date', visibility: 'public' },
    { key: 'what', label: '开支项目', type: 'text', visibility: 'public' },
    { key: 'amount', label: '金额（元）', type: 'money', visibility: 'public' },
  ],
  totals: ['amount'],
  checks: { carry: {} },
} as unknown as Template
const content = (rows: [string, string, number][]) => ({
  rows: rows.map(([on, what, amount]) => ({ on, what, amount })),
  fields: {},
  note: '',
  attachments: [],
})
const given = {
  form,
  period: '2026-10',
  content: content([
    ['2026-10-04', '水电费', 130],
    ['2026-10-18', '机耕路修补', 2_540],
  ]),
  previous: content([['2026-09-04', '水电费', 130]]),
}

test('the sum, and how much more than last month it is', () => {
  expect(sumsOf(given)).toMatchObject({
    rows: 2,
    sums: [{ label: '金额', now: '2,670.00', last: '130.00', more: '多 2,540.00', unit: '元' }],
  })
  expect(sumsOf({ ...given, previous: null }).sums[0]).toMatchObject({ last: null, more: null })
})

test('a new matter is marked, a row with another day alone is not', () => {
  const last = besideLast(given)!
  expect(last.short).toBe('9 月')
  expect([0, 1].map((row) => last.differs(row, 'what'))).toEqual([false, true])
  expect([0, 1].map((row) => last.differs(row, 'on'))).toEqual([false, false])
  expect(last.changes.join('')).toContain('机耕路修补')
  expect(besideLast({ ...given, previous: null })).toBeUndefined()
})
