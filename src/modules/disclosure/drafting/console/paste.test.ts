import { expect, test } from 'vitest'
import type { Column } from '../../../../kernel/forms/forms.schema.ts'
import { parseCopied, pasteInto } from './paste.ts'

const columns: Column[] = [
  { key: 'on', label: '日期', type: 'date', visibility: 'public', required: true },
  { key: 'summary', label: '摘要', type: 'text', visibility: 'public', required: true },
  { key: 'amount', label: '金额(元)', type: 'money', visibility: 'public', required: true },
]
const ctx = { period: '2026-09' }

test('rows and columns copied from a sheet are split at tabs and line ends', () => {
  expect(parseCopied('9-3\t果园承包款\t7,420\r\n9-5\t\t100\r\n')).toEqual([
    ['9-3', '果园承包款', '7,420'],
    ['9-5', '', '100'],
  ])
})

test('a cell with a line break and quotes stays one cell', () => {
  expect(parseCopied('"第一行\n""第二行"""\tb\nc\td')).toEqual([
    ['第一行\n"第二行"', 'b'],
    ['c', 'd'],
  ])
})

test('a quotation mark inside ordinary text is just text', () => {
  expect(parseCopied('"未完\tb')).toEqual([['"未完', 'b']])
})

test('many rows are pasted at once, read as typed cells are, and rows are added', () => {
  const pasted = pasteInto(
    [{ on: '2026-09-01', summary: '旧', amount: '1.00' }],
    { row: 1, column: 0 },
    parseCopied('9月3日\t果园承包款\t7,420\n9.5\t门面租金\t1200.5'),
    columns,
    ctx,
  )
  expect(pasted.rows).toEqual([
    { on: '2026-09-01', summary: '旧', amount: '1.00' },
    { on: '2026-09-03', summary: '果园承包款', amount: '7420.00' },
    { on: '2026-09-05', summary: '门面租金', amount: '1200.50' },
  ])
  expect(pasted.changed).toBe(6)
})

test("the sheet's own heading line is not pasted as a row", () => {
  expect(
    pasteInto([], { row: 0, column: 0 }, parseCopied('日期\t摘要\t金额（元）\n9-3\t租金\t5'), columns, ctx).rows,
  ).toEqual([{ on: '2026-09-03', summary: '租金', amount: '5.00' }])
})

test('what does not fit is counted, what cannot be read stays as it was typed', () => {
  const pasted = pasteInto([], { row: 0, column: 2 }, parseCopied('三万\t多出来'), columns, ctx)
  expect(pasted.rows).toEqual([{ amount: '三万' }])
  expect(pasted.dropped).toBe(1)
})
