/**
 * The arithmetic of a table: within a row, from period to period, between tables. Pure; rows are normalised already.
 */
import { parseCheck } from './checks.ts'
import { decimalsOf, hasRowNumbers, isEmpty, isNumber, shortLabel } from './form.ts'
import { cellOf } from './cell.ts'
import type { Cell, Column, Content, Row, Template } from './forms.schema.ts'
import { amountOf, formatAmount, showAmount, sumAmounts, type Amount } from './money.ts'
import { fingerprint, type Problem } from './problem.ts'
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
      return [
        {
          row: index,
          column: check.target,
          severity: 'error',
          say,
          expected: stored(template, check.target, expected),
        },
      ]
    }),
  )
}

/** The same item's notice of the period before or after. `called`: "上期", "上期（草稿）", "“2026 年 10 月债权明细”（已公开）". */
export interface Neighbour {
  content: Content
  called: string
  notice?: string
}

/** The first figures of this period are the last ones of the period before. The first period of all is accepted. */
export function checkCarry(content: Content, template: Template, previous: Neighbour | undefined): Problem[] {
  if (!previous) return []
  return Object.entries(template.checks.carry).flatMap(([opening, closing]) =>
    askedOnce(
      carryKey(template, { earlier: previous.content, closing }, { later: content, opening }),
      content.nothing || previous.content.nothing
        ? nothingBeside(content, template, previous, opening, closing)
        : rowsCarried(content.rows, template, previous, opening, closing),
    ).map((p) => ({ ...p, with: previous.notice })),
  )
}

/** One reason answers for all rows of a column, as long as the figures stay. */
const askedOnce = (asks: string, problems: Problem[]): Problem[] =>
  problems.map((p) => ({ ...p, severity: 'warn', asks }))

/** The same whether the later notice is held against the earlier one or the earlier against the later. */
const carryKey = (
  template: Template,
  { earlier, closing }: { earlier: Content; closing: string },
  { later, opening }: { later: Content; opening: string },
): string =>
  `carry|${opening}|${fingerprint([figuresOf(template, earlier, closing), figuresOf(template, later, opening)])}`

/** A column's amounts, row by row, by whom they stand for. */
const figuresOf = (template: Template, { nothing, rows }: Content, column: string) =>
  nothing
    ? 'nothing'
    : rows.map((row) => [String(row[template.columns[0]!.key] ?? ''), String(amountOf(row[column]) ?? 0n)])

function nothingBeside(
  content: Content,
  template: Template,
  { content: before, called }: Neighbour,
  opening: string,
  closing: string,
): Problem[] {
  const [last, now] = [sumOf(before.rows, closing), sumOf(content.rows, opening)]
  if (content.nothing && !before.nothing && last !== 0n)
    return [
      {
        severity: 'warn',
        say: `${called}${labelOf(template, closing)}还有 ${show(template, closing, last)}，这份写的是“本期无内容”，对不上。`,
      },
    ]
  return before.nothing && !content.nothing && now !== 0n
    ? [
        {
          severity: 'warn',
          say: `${called}写的是“本期无内容”，这里的${labelOf(template, opening)}却是 ${show(template, opening, now)}，对不上。`,
        },
      ]
    : []
}

function rowsCarried(
  rows: readonly Row[],
  template: Template,
  { content: before, called }: Neighbour,
  opening: string,
  closing: string,
): Problem[] {
  const pairs = matchRows(before.rows, rows, template)
  return [
    ...rows.flatMap((row, index): Problem[] => {
      const last = pairs.get(index)
      const expected = last === undefined ? 0n : (amountOf(before.rows[last]?.[closing]) ?? 0n)
      const given = amountOf(row[opening]) ?? 0n
      if (given === expected) return []
      const apart = show(template, opening, distance(given, expected))
      const why =
        last === undefined
          ? `${called}没有这一行，${labelOf(template, opening)}应为 0`
          : `应等于${called}${labelOf(template, closing)} ${show(template, opening, expected)}，差 ${apart}`
      return [
        {
          row: index,
          column: opening,
          severity: 'warn',
          say: `${rowName(template, index)}${labelOf(template, opening)} ${show(template, opening, given)}：${why}。`,
          expected: stored(template, opening, expected),
        },
      ]
    }),
    ...lostRows(before.rows, [...pairs.values()], closing, template, called),
  ]
}

function lostRows(
  before: readonly Row[],
  matched: readonly number[],
  closing: string,
  template: Template,
  called: string,
): Problem[] {
  if (template.layout === 'record') return []
  return before.flatMap((row, index): Problem[] => {
    const rest = amountOf(row[closing]) ?? 0n
    if (rest === 0n || matched.includes(index)) return []
    const name = String(row[template.columns[0]?.key ?? ''] ?? `第 ${index + 1} 行`)
    return [
      {
        severity: 'warn',
        say: `${called}「${name}」${labelOf(template, closing)}还有 ${show(template, closing, rest)}，本期缺少这一行，请补上。`,
      },
    ]
  })
}

/**
 * The period after has begun with other figures than this one closes with: a correction of the past, or one handed in
 * late.
 */
export function checkNext(content: Content, template: Template, next: Neighbour | undefined): Problem[] {
  if (!next || (content.nothing && next.content.nothing)) return []
  return Object.entries(template.checks.carry).flatMap(([opening, closing]): Problem[] => {
    const [begun, closed] = [sumOf(next.content.rows, opening), sumOf(content.rows, closing)]
    if (begun === closed) return []
    const sum = template.layout === 'rows' ? '合计' : ''
    const mine = content.nothing
      ? '这份写的是“本期无内容”'
      : `这里的${labelOf(template, closing)}${sum}是 ${show(template, closing, closed)}`
    const theirs = next.content.nothing
      ? `${next.called}写的是“本期无内容”`
      : `${next.called}的${labelOf(template, opening)}${sum}是 ${show(template, opening, begun)}`
    const key = carryKey(template, { earlier: content, closing }, { later: next.content, opening })
    return askedOnce(key, [
      {
        ...(template.layout === 'record' && !content.nothing ? { row: 0, column: closing } : {}),
        severity: 'warn',
        say: `${theirs}，${mine}，差 ${show(template, closing, distance(begun, closed))}。`,
        with: next.notice,
      },
    ])
  })
}

/** Sums since January: last period's figure plus this period's; they begin anew with each year. */
export function checkCumulative(
  rows: readonly Row[],
  template: Template,
  period: string | undefined,
  last: Neighbour | undefined,
): Problem[] {
  const previous = last?.content
  const first = beginsYear(period)
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
        ...(first ? [] : [{ sign: 1, name: `${last!.called}${labelOf(template, total)}`, amount: before } as const]),
        { sign: 1, name: labelOf(template, part), amount: now } as const,
      ]
      const figures = [String(row[template.columns[0]!.key] ?? ''), ...[given, before, now].map(String)]
      return askedOnce(`cumulative|${total}|${fingerprint(figures)}`, [
        {
          row: index,
          column: total,
          severity: 'warn',
          say: `${rowName(template, index)}${sentence(template, total, given, terms, before + now)}`,
          expected: stored(template, total, before + now),
        },
      ])
    }),
  )
}

/** True for the first period of a year, in which sums since January begin anew. */
export const beginsYear = (period: string | undefined): boolean => /(-01|Q1|H1)$/.test(period ?? '')

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

function stored(template: Template, key: string, amount: Amount): Cell | undefined {
  const column = columnOf(template, key)
  return column && cellOf(amount, column)
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
