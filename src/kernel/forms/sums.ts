/** The arithmetic of a table: within a row, from period to period, between tables. Pure; rows are normalised already. */
import { parseCheck, type Term } from './checks.ts'
import { decimalsOf, hasRowNumbers, isEmpty, isNumber, shortLabel } from './form.ts'
import type { Column, Content, Row, Template } from './forms.schema.ts'
import { amountOf, formatAmount, showAmount, sumAmounts, type Amount } from './money.ts'
import type { Problem } from './problem.ts'
import { matchRows } from './rowMatch.ts'

/** Sums of the template's total columns, as stored ("1260.00"); empty cells count as nothing. */
export function totalsOf(rows: readonly Row[], template: Template): Record<string, string> {
  const columns = template.columns.filter((c) => template.totals.includes(c.key))
  return Object.fromEntries(columns.map((c) => [c.key, formatAmount(sumOf(rows, c.key), decimalsOf(c))]))
}

/** "第 3 行：期末 120.00 应等于 期初 100.00 + 增加 30.00 − 收回 0.00 = 130.00，差 10.00" */
export function checkRows(rows: readonly Row[], template: Template): Problem[] {
  const checks = template.checks.rowChecks.map(parseCheck)
  return rows.flatMap((row, index) =>
    checks.flatMap((check): Problem[] => {
      const given = amountOf(row[check.target])
      if (given === undefined || check.terms.every((t) => isEmpty(row[t.column]))) return []
      const expected = sumAmounts(check.terms.map((t) => BigInt(t.sign) * (amountOf(row[t.column]) ?? 0n)))
      if (given === expected) return []
      const terms = check.terms.map((t) => ({
        sign: t.sign,
        name: labelOf(template, t.column),
        amount: amountOf(row[t.column]) ?? 0n,
      }))
      const say = `${rowName(template, index)}${sentence(template, check.target, given, terms, expected)}`
      return [{ row: index, column: check.target, severity: 'error', say }]
    }),
  )
}

/** The first figures of this period are the last ones of the period before. The first period of all is accepted. */
export function checkCarry(rows: readonly Row[], template: Template, previous: Content | undefined): Problem[] {
  if (!previous || previous.nothing) return []
  const pairs = matchRows(previous.rows, rows, template)
  return Object.entries(template.checks.carry).flatMap(([opening, closing]) => [
    ...rows.flatMap((row, index): Problem[] => {
      const before = pairs.get(index)
      const expected = before === undefined ? 0n : (amountOf(previous.rows[before]?.[closing]) ?? 0n)
      const given = amountOf(row[opening]) ?? 0n
      if (given === expected) return []
      const why =
        before === undefined
          ? `上期没有这一行，${labelOf(template, opening)}应为 0`
          : `应等于上期${labelOf(template, closing)} ${show(template, opening, expected)}，差 ${show(template, opening, distance(given, expected))}`
      return [
        {
          row: index,
          column: opening,
          severity: 'error',
          say: `${rowName(template, index)}${labelOf(template, opening)} ${show(template, opening, given)}：${why}。`,
        },
      ]
    }),
    ...lostRows(previous.rows, [...pairs.values()], closing, template),
  ])
}

function lostRows(before: readonly Row[], matched: readonly number[], closing: string, template: Template): Problem[] {
  if (template.layout === 'record') return []
  return before.flatMap((row, index): Problem[] => {
    const rest = amountOf(row[closing]) ?? 0n
    if (rest === 0n || matched.includes(index)) return []
    const name = String(row[template.columns[0]?.key ?? ''] ?? `第 ${index + 1} 行`)
    return [
      {
        severity: 'error',
        say: `上期「${name}」${labelOf(template, closing)}还有 ${show(template, closing, rest)}，本期缺少这一行，请补上。`,
      },
    ]
  })
}

/** Sums since January: last period's figure plus this period's; they begin anew with each year. */
export function checkCumulative(
  rows: readonly Row[],
  template: Template,
  period: string | undefined,
  previous: Content | undefined,
): Problem[] {
  const first = /(-01|Q1|H1)$/.test(period ?? '')
  if (!first && (!previous || previous.nothing)) return []
  const pairs = previous && !first ? matchRows(previous.rows, rows, template) : new Map<number, number>()
  return Object.entries(template.checks.cumulative).flatMap(([total, part]) =>
    rows.flatMap((row, index): Problem[] => {
      const given = amountOf(row[total])
      if (given === undefined) return []
      const before = amountOf(previous?.rows[pairs.get(index) ?? -1]?.[total]) ?? 0n
      const now = amountOf(row[part]) ?? 0n
      if (given === before + now) return []
      const terms = [
        ...(first ? [] : [{ sign: 1, name: `上期${labelOf(template, total)}`, amount: before } as const]),
        { sign: 1, name: labelOf(template, part), amount: now } as const,
      ]
      return [
        {
          row: index,
          column: total,
          severity: 'error',
          say: `${rowName(template, index)}${sentence(template, total, given, terms, before + now)}`,
        },
      ]
    }),
  )
}

/** Sums that stand in two tables agree. A table that is not written yet is not missed here. */
export function checkAcross(
  rows: readonly Row[],
  template: Template,
  siblings: Readonly<Record<string, Content>>,
): Problem[] {
  return template.checks.across.flatMap((text): Problem[] => {
    const check = parseCheck(text)
    if (check.terms.some((t) => t.template && !siblings[t.template])) return []
    const given = sumOf(rows, check.target)
    const termRows = (t: Term): readonly Row[] => (t.template ? (siblings[t.template]?.rows ?? []) : rows)
    const expected = sumAmounts(check.terms.map((t) => BigInt(t.sign) * sumOf(termRows(t), t.column)))
    if (given === expected) return []
    const others = [...new Set(check.terms.flatMap((t) => t.template ?? []))].join('、')
    const where = template.layout === 'record' ? { row: 0, column: check.target } : {}
    return [
      {
        ...where,
        severity: 'error',
        say: `${labelOf(template, check.target)} ${show(template, check.target, given)} 与表 ${others} 的合计 ${show(template, check.target, expected)} 不一致，差 ${show(template, check.target, distance(given, expected))}，请核对两张表。`,
      },
    ]
  })
}

const sumOf = (rows: readonly Row[], column: string): Amount =>
  sumAmounts(rows.map((row) => amountOf(row[column]) ?? 0n))
const distance = (a: Amount, b: Amount): Amount => (a > b ? a - b : b - a)
const rowName = (template: Template, index: number): string => (hasRowNumbers(template) ? `第 ${index + 1} 行：` : '')

function columnOf(template: Template, key: string): Column | undefined {
  return template.columns.find((c) => c.key === key && isNumber(c))
}
function labelOf(template: Template, key: string): string {
  return shortLabel(columnOf(template, key)?.label ?? key)
}

function show(template: Template, key: string, amount: Amount): string {
  const column = columnOf(template, key)
  return showAmount(amount, column ? decimalsOf(column) : 2)
}

interface NamedTerm {
  sign: 1 | -1
  name: string
  amount: Amount
}

function sentence(
  template: Template,
  target: string,
  given: Amount,
  terms: readonly NamedTerm[],
  expected: Amount,
): string {
  const sum = terms
    .map(
      (t, i) =>
        `${i === 0 ? (t.sign < 0 ? '−' : '') : t.sign < 0 ? ' − ' : ' + '}${t.name} ${show(template, target, t.amount)}`,
    )
    .join('')
  return `${labelOf(template, target)} ${show(template, target, given)} 应等于 ${sum} = ${show(template, target, expected)}，差 ${show(template, target, distance(given, expected))}。`
}
