/**
 * Sums that stand in two notices of one place and period agree. The relations are data of the templates
 * (`checks.across`); each notice in a relation is judged against the others, whichever was written last. Pure, for
 * server and editor alike.
 */
import { parseCheck, type Term } from './checks.ts'
import { decimalsOf, isEmpty, isNumber, shortLabel } from './form.ts'
import type { Content, Row, Template } from './forms.schema.ts'
import { amountOf, formatAmount, showAmount, sumAmounts, type Amount } from './money.ts'
import { fingerprint, type Problem } from './problem.ts'

/** A sum of another notice: its name, and its amount as stored; null where nobody has written it yet. */
export interface Figure {
  label: string
  sum: string | null
}

/** Another notice of the place and period, as far as relations read it. `called`: "“2026 年 9 月收入明细”（审查中）". */
export interface Party {
  template: string
  notice: string
  called: string
  nothing: boolean
  figures: Record<string, Figure>
}

/** What stands beside a notice: the relations that hold between templates, and the notices that there are. */
export interface Beside {
  /** `template` declares `check`, e.g. F34: "totalIncome = F35.sum(amount)". */
  relations: { template: string; check: string }[]
  parties: Party[]
}

/** The columns of a template that some relation reads. */
export function columnsRead(template: string, relations: Beside['relations']): string[] {
  return [
    ...new Set(
      relations.flatMap((r) => {
        const { target, terms } = parseCheck(r.check)
        const read = [{ column: target, template: r.template }, ...terms]
        return read.flatMap((t) => ((t.template ?? r.template) === template ? [t.column] : []))
      }),
    ),
  ]
}

/** A notice as the others see it. */
export function partyOf(
  content: Content,
  template: Template,
  relations: Beside['relations'],
  named: { notice: string; called: string },
): Party {
  return {
    ...named,
    template: template.code,
    nothing: content.nothing !== undefined,
    figures: Object.fromEntries(
      columnsRead(template.code, relations).map((key) => [key, figureOf(content, template, key)]),
    ),
  }
}

function figureOf(content: Content, template: Template, key: string): Figure {
  const column = template.columns.find((c) => c.key === key && isNumber(c))
  const named = shortLabel(column?.label ?? key)
  const label = template.layout === 'rows' && !named.endsWith('合计') ? `${named}合计` : named
  if (content.nothing) return { label, sum: '0' }
  const sum = isWritten(content.rows, key) ? sumOf(content.rows, key) : undefined
  return { label, sum: sum === undefined ? null : formatAmount(sum, column ? decimalsOf(column) : 2) }
}

const isWritten = (rows: readonly Row[], key: string) => rows.some((row) => !isEmpty(row[key]))
const sumOf = (rows: readonly Row[], key: string): Amount => sumAmounts(rows.map((row) => amountOf(row[key]) ?? 0n))

type Side = { amount: Amount; own: boolean; label: string; nothing: boolean; called: string; notice?: string }

/** Where this content and another notice say different sums. What nobody has written yet is not missed. */
export function checkBeside(content: Content, template: Template, { relations, parties }: Beside): Problem[] {
  const own = partyOf(content, template, relations, { notice: '', called: '' })
  return relations.flatMap((r): Problem[] => {
    const check = parseCheck(r.check)
    const read: Term[] = [{ sign: 1, column: check.target }, ...check.terms]
    const sides = read.map((t) => sideOf(t.template ?? r.template, t.column, own, parties))
    if (!sides.every((s) => s !== undefined) || !sides.some((s) => s.own) || sides.every((s) => s.own)) return []
    const [target, ...terms] = sides as [Side, ...Side[]]
    const expected = sumAmounts(check.terms.map((t, i) => BigInt(t.sign) * terms[i]!.amount))
    if (target.amount === expected) return []
    const mine = read.find((_, i) => sides[i]!.own)!
    const column = template.columns.find((c) => c.key === mine.column)
    const show = (a: Amount) => showAmount(a, column ? decimalsOf(column) : 2)
    const figures = fingerprint(sides.map((s) => [String(s!.amount), s!.nothing]))
    return [
      {
        ...(template.layout === 'record' && !content.nothing ? { row: 0, column: mine.column } : {}),
        severity: 'warn',
        say: sentence(target, terms, check.terms, expected, show),
        // Of one figure several notices may say another: each is explained for itself.
        asks: `agree|${r.template}|${check.target}|${check.terms.map((t) => t.template).join()}|${figures}`,
        with: sides.find((s) => !s.own)?.notice,
      },
    ]
  })
}

/**
 * The sum of a column over this notice and the others with its template; undefined while one of them has not written
 * it.
 */
function sideOf(template: string, column: string, own: Party, parties: readonly Party[]): Side | undefined {
  const mine = own.template === template ? [own] : []
  const all = [...mine, ...parties.filter((p) => p.template === template)]
  const figures = all.map((p) => p.figures[column])
  if (all.length === 0 || figures.some((f) => !f || f.sum === null)) return undefined
  return {
    amount: sumAmounts(figures.map((f) => amountOf(f!.sum) ?? 0n)),
    own: mine.length > 0,
    label: figures[0]!.label,
    nothing: all.every((p) => p.nothing),
    called: all
      .filter((p) => p !== own)
      .map((p) => p.called)
      .join('、'),
    notice: all.find((p) => p !== own)?.notice,
  }
}

function sentence(
  target: Side,
  terms: readonly Side[],
  signs: readonly Term[],
  expected: Amount,
  show: (a: Amount) => string,
): string {
  const name = (s: Side) => (s.own ? s.label : `${s.called}的${s.label}`)
  const distance = show(target.amount > expected ? target.amount - expected : expected - target.amount)
  if (terms.length > 1 || signs[0]!.sign < 0) {
    const sum = terms.map((t, i) => `${signs[i]!.sign < 0 ? ' − ' : i === 0 ? '' : ' + '}${name(t)} ${show(t.amount)}`)
    return `${name(target)} ${show(target.amount)} 应等于 ${sum.join('')} = ${show(expected)}，差 ${distance}。`
  }
  const [mine, other] = target.own ? [target, terms[0]!] : [terms[0]!, target]
  if (mine.nothing) return `这份写的是“本期无内容”，${name(other)}却是 ${show(other.amount)}，对不上。`
  if (other.nothing) return `${other.called}写的是“本期无内容”，这里的${mine.label}却是 ${show(mine.amount)}，对不上。`
  return `${mine.label} ${show(mine.amount)} 和${name(other)} ${show(other.amount)} 对不上，差 ${distance}。`
}
