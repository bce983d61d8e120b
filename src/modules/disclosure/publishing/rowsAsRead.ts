/**
 * How a table of rows is read: which column says what it is, who, when and how much; what is the same everywhere is
 * said once. Pure.
 */
import { isEmpty, isNumber, isTemplate, shortLabel, unitOf } from '../../../kernel/forms/form.ts'
import type { Column, Row } from '../../../kernel/forms/forms.schema.ts'
import { amountOf, showAmount } from '../../../kernel/forms/money.ts'
import { showCell } from '../../../kernel/forms/show.ts'
import { columnsShown, type PublicForm } from './publicForm.ts'

/**
 * Columns by the part that they play; `shown` stand in a wide table of their own, `folded` only where a row is
 * unfolded.
 */
export type Parts = {
  what: Column
  who: Column | undefined
  date: Column | undefined
  sum: Column | undefined
  shown: Column[]
  folded: Column[]
  /** The villagers' group that a row belongs to, where rows come in groups. */
  group: Column | undefined
  /** The same in every row. */
  same: { column: Column; text: string }[]
}

/** A wide table has as many columns at most; the others stand in the fold. */
const widest = 6

const titleWords = /姓名|户主|名称|项目|摘要|事项|标的|申请人|对象|农户|党员|议题|主题|内容/
const serials = /编号|凭证|票据|文号|序号|合同号|证号/
const groupWords = /村民小组|村[/／]组|党小组|^组别?$|自然村/
const otherSide = /单位|对方|收款|付款|交款|中标|受让|成交方|[（(]租[）)]方|承包方|承租/
const withHands = /经手|审批|记录|保管|收款人|审查|主持|审核/
const days: ReadonlySet<Column['type']> = new Set(['date', 'month', 'datetime', 'period'])
const words: ReadonlySet<Column['type']> = new Set(['text', 'person', 'enum', 'region'])

/**
 * Of several sums the one that people came for: what the template charts, what is called an amount, what is left at the
 * end.
 */
export function sumColumn(form: PublicForm, columns: readonly Column[]): Column | undefined {
  const charted = isTemplate(form) && form.chart?.kind === 'bars' ? form.chart.value : undefined
  const money = columns.filter((c) => c.type === 'money')
  return (
    money.find((c) => c.key === charted) ??
    money.find((c) => shortLabel(c.label).endsWith('金额')) ??
    money.find((c) => /期末|结余|结存/.test(c.label)) ??
    money.find((c) => c.required) ??
    money[0]
  )
}

/** The columns of a table with at least one row, each in one part. */
export function partsOf(form: PublicForm, rows: readonly Row[]): Parts {
  const all = columnsShown(form).filter((c) => rows.some((r) => !isEmpty(r[c.key])))
  const sum = sumColumn(form, all)
  const what = leadOf(all) ?? all[0]!
  const group = all.find((c) => c !== what && groupWords.test(c.label) && isGrouping(c, rows))
  const same =
    rows.length < 2 ? [] : all.filter((c) => c !== what && c !== sum && c.type !== 'phone' && isSame(c, rows))
  const left = all.filter((c) => c !== what && c !== sum && !same.includes(c))
  const date = left.find((c) => days.has(c.type))
  const who = whoOf(left, what)
  const rest = left.filter((c) => c !== date && c !== who)
  const short = rest.filter((c) => !isLongText(c, rows)).sort((a, b) => rank(a) - rank(b))
  const room = widest - [what, date, sum].filter(Boolean).length
  const shown = short.slice(0, room)
  return {
    what,
    who,
    date,
    sum,
    shown,
    folded: rest.filter((c) => !shown.includes(c)),
    group,
    same: same.map((column) => ({ column, text: sayCell(rows[0]!, column) })),
  }
}

/**
 * What a sheet of paper shows of rows: every column that says something of its own, in its order; what is the same
 * everywhere is said above.
 */
export function paperParts(form: PublicForm, rows: readonly Row[]): { columns: Column[]; same: string } {
  const used = columnsShown(form).filter((c) => c.required || rows.some((r) => !isEmpty(r[c.key])))
  if (rows.length < 3) return { columns: used, same: '' }
  const { same } = partsOf(form, rows)
  const once = new Set(same.map((s) => s.column))
  return { columns: used.filter((c) => !once.has(c)), same: saySame(same) }
}

const rank = (c: Column) => (serials.test(c.label) ? 3 : withHands.test(c.label) ? 2 : isNumber(c) ? 0 : 1)

const isLongText = (c: Column, rows: readonly Row[]) =>
  c.type === 'longtext' || rows.some((r) => showCell(r[c.key], c).length > 24)

/** The column that tells a reader which row this is. */
function leadOf(columns: readonly Column[]): Column | undefined {
  const naming = columns.filter((c) => words.has(c.type) && !serials.test(c.label) && !groupWords.test(c.label))
  return (
    naming.find((c) => titleWords.test(c.label) && c.type !== 'enum') ??
    naming.find((c) => c.type === 'person') ??
    naming[0]
  )
}

/** To whom it went or whom it concerns; of a person, what he is. */
function whoOf(columns: readonly Column[], what: Column): Column | undefined {
  const naming = columns.filter((c) => words.has(c.type) && !serials.test(c.label) && !withHands.test(c.label))
  if (what.type === 'person')
    return naming.find(
      (c) => (c.type === 'enum' && !/性别|年龄/.test(c.label)) || titleWords.test(c.label) || /职务|角色/.test(c.label),
    )
  return naming.find((c) => otherSide.test(c.label)) ?? naming.find((c) => c.type === 'person')
}

function isSame(c: Column, rows: readonly Row[]): boolean {
  const first = showCell(rows[0]![c.key], c)
  return first !== '' && first.length <= 40 && rows.every((r) => showCell(r[c.key], c) === first)
}

/** Several groups, each with several rows as a rule. */
function isGrouping(c: Column, rows: readonly Row[]): boolean {
  const groups = new Set(rows.map((r) => showCell(r[c.key], c)))
  return groups.size > 1 && groups.size * 2 <= rows.length
}

/** "每一行的经手人都是雷水斌，资金来源都是集体收入。" '' where nothing is the same. */
export function saySame(same: Parts['same']): string {
  if (same.length === 0) return ''
  const said = same.map(({ column, text }) => {
    const label = shortLabel(column.label)
    return text.length > 8 || column.type === 'bool'
      ? `${label}都是“${text}”`
      : `${label}都是${isNumber(column) ? ` ${text}${unitAfter(column)}` : text}`
  })
  return `每一行的${said.join('，')}。`
}

/** A cell as it is read in a row: months in words. */
export function sayCell(row: Row, column: Column): string {
  const text = showCell(row[column.key], column)
  const [, year, month] = column.type === 'month' ? (/^(\d{4})-(\d{2})$/.exec(text) ?? []) : []
  return year === undefined ? text : `${year} 年 ${Number(month)} 月`
}

/** " 元", " 亩", '' */
const unitAfter = (c: Column): string => (unitOf(c) === '' ? '' : ` ${unitOf(c)}`)

/** Rows in their groups, in the order in which the groups first come; `at` counts from 0 over the whole table. */
export function groupsOf(
  rows: readonly Row[],
  group: Column,
  sum: Column | undefined,
): { name: string; rows: { row: Row; at: number }[]; total: string }[] {
  const by = new Map<string, { row: Row; at: number }[]>()
  rows.forEach((row, at) => {
    const name = showCell(row[group.key], group) || '没有写明'
    by.set(name, [...(by.get(name) ?? []), { row, at }])
  })
  return [...by].map(([name, of]) => ({
    name,
    rows: of,
    total:
      sum === undefined
        ? ''
        : totalOf(
            of.map((r) => r.row),
            sum,
          ),
  }))
}

/** The sum of one column of money, as people read it. */
export const totalOf = (rows: readonly Row[], column: Column): string =>
  showAmount(
    rows.reduce((all, r) => all + (amountOf(r[column.key]) ?? 0n), 0n),
    2,
  )
