/** Law as data: the value in force of a rule, with the article it rests on. */
import { isKnownRule } from './defaults.ts'
import { refusePersonal } from '../guard/index.ts'
import type { RawBuilder } from 'kysely'
import { rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { invalid, notFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'

export type Rule = {
  code: string
  name: string
  value: number | string | boolean
  unit: string
  floor: number | null
  ceiling: number | null
  citation: string
  article: string
  jurisdiction: string
  kind: 'law' | 'promise' | 'reference' | 'assumed'
  effective_from: string
  effective_to: string | null
  note: string
  /** Of limits in days: whether the day of receipt counts, and whether a last day off moves on. */
  starts: 'nextDay' | 'sameDay'
  ends: 'asIs' | 'nextWorkday'
}

export class Rules {
  private readonly byCode: Map<string, Rule>

  constructor(rules: Rule[]) {
    this.byCode = new Map(rules.map((r) => [r.code, r]))
  }

  /** The rule in force; throws for a code that no pack gives. */
  get(code: string): Rule {
    const rule = this.byCode.get(code)
    if (!rule) throw new Error(`no rule ${code} in force`)
    return rule
  }

  /** The rule in force, or `undefined` where no pack gives it. */
  find(code: string): Rule | undefined {
    return this.byCode.get(code)
  }

  number(code: string): number {
    return Number(this.get(code).value)
  }

  text(code: string): string {
    return String(this.get(code).value)
  }

  /** "《村民委员会组织法》第三十五条" */
  cite(code: string): string {
    const r = this.get(code)
    return `${r.citation}${r.article}`
  }

  all(): Rule[] {
    return [...this.byCode.values()]
  }
}

/** Rows of rules that have begun and not ended on a day, the last day counted. */
export const inForceOn = (day: string): RawBuilder<boolean> =>
  sql`effective_from <= ${day}::date AND (effective_to IS NULL OR effective_to >= ${day}::date)`
/** The same for a prepared statement, whose day is a parameter. */
export const inForceOnText = (day: string) =>
  `effective_from <= ${day}::date AND (effective_to IS NULL OR effective_to >= ${day}::date)`

/** The rules in force on a day: of each code the newest row that has begun and not ended. */
export async function rulesOn(db: Db | Tx, day: string): Promise<Rules> {
  const found = await rows(
    db,
    sql<Rule>`
      SELECT DISTINCT ON (code) code, name, value, unit, floor::float AS floor, ceiling::float AS ceiling,
        citation, article, jurisdiction, kind, effective_from, effective_to, note, starts, ends
      FROM rules
      WHERE ${inForceOn(day)}
      ORDER BY code, effective_from DESC, set_at DESC`,
  )
  // A row that nothing reads any more (of an older version) would only pretend to count.
  return new Rules(found.filter((r) => isKnownRule(r.code)))
}

/** A county sets its own figure from a day on. Refuses a value past the law's floor or ceiling. */
export async function setRule(
  tx: Tx,
  input: { code: string; value: number | string | boolean; from: string; by: string; note: string; now: Date },
): Promise<void> {
  const rule = (await rulesOn(tx, input.from)).all().find((r) => r.code === input.code)
  if (!rule) throw notFound('没有这条规则。')
  if (typeof input.value !== typeof rule.value)
    throw invalid(
      `${rule.name}要填${typeof rule.value === 'number' ? '数字' : typeof rule.value === 'boolean' ? '是或否' : '文字'}。`,
    )
  if (rule.kind === 'law' && typeof rule.value !== 'number' && input.value !== rule.value)
    throw invalid(`${rule.name}由法律规定，县里不能改（${rule.citation}${rule.article}）。`)
  if (typeof input.value === 'number') {
    if (rule.floor !== null && input.value < rule.floor)
      throw invalid(`${rule.name}不得少于 ${rule.floor}（${rule.citation}${rule.article}）。`)
    if (rule.ceiling !== null && input.value > rule.ceiling)
      throw invalid(`${rule.name}不得超过 ${rule.ceiling}（${rule.citation}${rule.article}）。`)
  }
  if (typeof input.value === 'string') {
    refusePersonal(input.value, 'value')
    if (rule.unit === 'clock' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(input.value))
      throw invalid(`${rule.name}要写成几点几分，例如 01:30。`)
  }
  await sql`
    INSERT INTO rules (
      id, code, name, value, unit, floor, ceiling, citation, article, jurisdiction, kind, effective_from,
      note, starts, ends, set_by, set_at
    )
    VALUES (
      ${newId()}, ${rule.code}, ${rule.name}, ${JSON.stringify(input.value)}::jsonb, ${rule.unit},
      ${rule.floor}, ${rule.ceiling}, ${rule.citation}, ${rule.article}, ${rule.jurisdiction}, ${rule.kind},
      ${input.from}, ${input.note}, ${rule.starts}, ${rule.ends}, ${input.by}, ${input.now}
    )`.execute(tx)
}
