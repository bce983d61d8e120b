/** Which column is read first, what is said once, and what a table comes to: over every template of the demo county. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { templateSchema, type Row, type Template } from '../../../kernel/forms/forms.schema.ts'
import { root } from '../../../platform/root.ts'
import { columnsShown } from './publicForm.ts'
import { groupsOf, partsOf, saySame, sumColumn } from './rowsAsRead.ts'

const templates = (
  JSON.parse(readFileSync(join(root, 'counties/demo/templates.json'), 'utf8')).templates as unknown[]
).map((t) => templateSchema.parse(t))
const of = (code: string): Template => templates.find((t) => t.code === code)!
const long = templates.filter((t) => t.layout === 'rows')

/** Two rows in which every column says something else. */
const filled = (t: Template): Row[] =>
  [1, 2].map((n) => Object.fromEntries(t.columns.map((c) => [c.key, c.type === 'bool' ? n === 1 : `${n}`])))

describe.each(long.map((t) => [`${t.code} ${t.name}`, t] as const))('%s', (_name, t) => {
  test('every column stands somewhere, once; a wide table has six at most and shows its amount', () => {
    const rows = filled(t)
    const p = partsOf(t, rows)
    const placed = [p.what, p.who, p.date, p.sum, ...p.shown, ...p.folded].filter((c) => c !== undefined)
    expect(new Set(placed).size).toBe(placed.length)
    expect(placed.map((c) => c.key).sort()).toEqual(
      columnsShown(t)
        .map((c) => c.key)
        .sort(),
    )
    expect([p.what, p.date, p.sum, ...p.shown].filter(Boolean).length).toBeLessThanOrEqual(6)
    expect(p.sum !== undefined).toBe(columnsShown(t).some((c) => c.type === 'money'))
    expect(p.what.type).not.toBe('money')
  })
})

test('what people came for: of several sums the amount, else what is left', () => {
  const sum = (code: string) => sumColumn(of(code), columnsShown(of(code)))?.label
  expect([sum('F36'), sum('F22'), sum('F37'), sum('F38'), sum('F11'), sum('F46')]).toEqual([
    '金额',
    '补贴金额',
    '期末余额',
    '期末数',
    '月保障金额',
    '年承包（租）金',
  ])
  const what = (code: string) => partsOf(of(code), filled(of(code))).what.label
  expect([what('F36'), what('F22'), what('F11'), what('F46'), what('F01')]).toEqual([
    '开支项目',
    '农户姓名',
    '户主姓名',
    '标的名称',
    '姓名',
  ])
})

test('what is the same in every row is said once and takes no column; one row alone repeats nothing', () => {
  const f36 = of('F36')
  const rows = [
    { expenseType: '办公费', item: '打印纸', amount: '50.00', approver: '柳长青', fundSource: '集体收入' },
    { expenseType: '卫生费', item: '清运', amount: '70.00', approver: '柳长青', fundSource: '集体收入' },
  ]
  const parts = partsOf(f36, rows)
  expect(saySame(parts.same)).toBe('每一行的资金来源都是集体收入，审批人都是柳长青。')
  expect([...parts.shown, ...parts.folded].map((c) => c.key)).toEqual(['expenseType'])
  expect(partsOf(f36, rows.slice(0, 1)).same).toEqual([])
  // The amount stays in its column even where it never changes.
  expect(
    partsOf(
      f36,
      rows.map((r) => ({ ...r, amount: '50.00' })),
    ).sum?.key,
  ).toBe('amount')
})

test('names come in their groups with a sum that adds up', () => {
  const f22 = of('F22')
  const group = f22.columns.find((c) => c.label === '村民小组')!
  const person = f22.columns.find((c) => c.label === '农户姓名')!
  const rows: Row[] = Array.from({ length: 52 }, (_, i) => ({
    [group.key]: `第${(i % 6) + 1}村民小组`,
    [person.key]: `农户${i}`,
    amount: `${100 + i}.10`,
  }))
  const parts = partsOf(f22, rows)
  expect(parts.group?.key).toBe(group.key)
  const groups = groupsOf(rows, parts.group!, parts.sum)
  expect(groups.map((g) => g.rows.length)).toEqual([9, 9, 9, 9, 8, 8])
  expect(groups.flatMap((g) => g.rows.map((r) => r.at)).sort((a, b) => a - b)).toEqual(rows.map((_, i) => i))
  const cents = (text: string) => Math.round(Number(text.replaceAll(',', '')) * 100)
  expect(groups.reduce((all, g) => all + cents(g.total), 0)).toBe(
    rows.reduce((all, r) => all + cents(String(r.amount)), 0),
  )
})
