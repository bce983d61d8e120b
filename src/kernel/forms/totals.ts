/**
 * Totals are computed: a changed figure changes the sums of its row. A total that somebody typed or sent stays, and is
 * asked about.
 */
import { parseCheck, type Term } from './checks.ts'
import { cellOf } from './cell.ts'
import { isEmpty, isNumber } from './form.ts'
import type { Cell, Column, Row, Template } from './forms.schema.ts'
import { amountOf, type Amount } from './money.ts'
import { matchRows } from './rowMatch.ts'
import { beginsYear, type Neighbour } from './sums.ts'

export interface TotalsContext {
  period?: string
  previous?: Neighbour
  /** The cell that is being typed in: left alone until it is left. */
  typing?: { row: number; column: string }
  /** Only empty totals are filled in: the figures come from a sheet, or were settled where they were typed. */
  asGiven?: boolean
}

type Formula = { target: Column; terms: readonly Pick<Term, 'sign' | 'column'>[]; sinceJanuary: boolean }

const formulas = new WeakMap<Template, Formula[]>()

/** What computes a row's totals: the template's row checks, and its sums since January. */
function formulasOf(template: Template): Formula[] {
  const known = formulas.get(template)
  if (known) return known
  const column = (key: string) => template.columns.find((c) => c.key === key && isNumber(c))
  const made = [
    ...template.checks.rowChecks.map((text) => ({ ...parseCheck(text), sinceJanuary: false })),
    ...Object.entries(template.checks.cumulative).map(([target, part]) => ({
      target,
      terms: [{ sign: 1 as const, column: part }],
      sinceJanuary: true,
    })),
  ].flatMap((f) => {
    const target = column(f.target)
    return target ? [{ ...f, target }] : []
  })
  formulas.set(template, made)
  return made
}

/**
 * `after` with its totals as they follow from what changed since `before`. `pairs`: index after → index before; without
 * it rows are paired by what names them. A total is computed where it is empty, or where a figure of it changed and it
 * did not.
 */
export function settleTotals(
  before: readonly Row[],
  after: readonly Row[],
  template: Template,
  ctx: TotalsContext,
  pairs: ReadonlyMap<number, number> = matchRows(before, after, template),
): Row[] {
  const all = formulasOf(template)
  if (all.length === 0) return [...after]
  const last = ctx.previous && !ctx.previous.content.nothing ? ctx.previous.content.rows : undefined
  const lasts = last && !beginsYear(ctx.period) ? matchRows(last, after, template) : undefined
  return after.map((row, i) => {
    const old = before[pairs.get(i) ?? -1]
    if (old === row) return row
    const since = (key: string): Amount | undefined =>
      beginsYear(ctx.period) ? 0n : lasts && (amountOf(last?.[lasts.get(i) ?? -1]?.[key]) ?? 0n)
    return settleRow(old, row, all, since, ctx, i)
  })
}

function settleRow(
  old: Row | undefined,
  row: Row,
  all: readonly Formula[],
  since: (key: string) => Amount | undefined,
  ctx: TotalsContext,
  index: number,
): Row {
  const changed = new Set(Object.keys(row).filter((key) => old && !ctx.asGiven && !sameCell(old[key], row[key])))
  const given = new Set([...changed].filter((key) => !isEmpty(row[key])))
  if (ctx.typing?.row === index) given.add(ctx.typing.column)
  let now = row
  // A total may be a figure of the next: as many rounds as there are totals settle all of them.
  for (const _ of all)
    for (const f of all) {
      const key = f.target.key
      const due = f.terms.some((t) => changed.has(t.column))
      if (given.has(key) || (!due && !isEmpty(now[key]))) continue
      const value = computed(f, now, since)
      if (value === undefined || value === (now[key] ?? null)) continue
      now = { ...now, [key]: value }
      changed.add(key)
    }
  return now
}

/**
 * As stored; null where none of its figures stands; undefined where a figure can't be read, or the last period's is
 * not known.
 */
function computed({ target, terms, sinceJanuary }: Formula, row: Row, since: (key: string) => Amount | undefined) {
  if (terms.every((t) => isEmpty(row[t.column]))) return null
  let sum = sinceJanuary ? since(target.key) : 0n
  for (const t of terms) {
    const amount = isEmpty(row[t.column]) ? 0n : amountOf(row[t.column])
    if (amount === undefined || sum === undefined) return undefined
    sum += BigInt(t.sign) * amount
  }
  if (sum === undefined) return undefined
  return cellOf(sum, target)
}

const sameCell = (a: Cell | undefined, b: Cell | undefined): boolean =>
  a === b ||
  (isEmpty(a) && isEmpty(b)) ||
  (!isEmpty(a) && !isEmpty(b) && amountOf(a) !== undefined && amountOf(a) === amountOf(b))
