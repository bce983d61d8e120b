/** Law as data: the value in force of a rule, with the article it rests on. */
import { citeOf } from './cite.ts'
import { isKnownRule } from './defaults.ts'
import { provinceNames } from './provinceNames.ts'
import { inWords, laxer, stricterOf, strictestFirst, wordsOf } from './stricter.ts'
import { halvedSentence } from './whole.ts'
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
  source: string
  /** Whether the law's text itself was read (未核对 where not). */
  checked: boolean
  /** Of limits in days: whether the day of receipt counts, and whether a last day off moves on. */
  starts: 'nextDay' | 'sameDay'
  ends: 'asIs' | 'nextWorkday'
  /** What nation and province say of the same code, the strictest first: it binds. */
  laws: Law[]
  /** Whose figure counts: the jurisdiction of the law that won, else the county's own (`own`). */
  won: 'own' | 'law'
}
/** One law's word on a rule. */
export type Law = Omit<RuleRow, 'law'>
/** A row in force as stored. `law`: of the nation or a province, set by nobody. */
export type RuleRow = Omit<Rule, 'laws' | 'won'> & { law: boolean }

/** What follows a figure, by the unit of its rule. */
const units: Readonly<Record<string, string>> = {
  calendarDay: ' 天',
  workDay: ' 个工作日',
  hour: ' 小时',
  year: ' 年',
  percent: '%',
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
    return citeOf(r)
  }

  /** What a refusal says of the rule that refuses: "“一次代理最多几天”定的是 366 天，本地规定". */
  because(code: string): string {
    const { name, value, unit } = this.get(code)
    return `“${name}”定的是 ${inWords(code, value)}${units[unit] ?? ''}，${this.cite(code)}`
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

/** The rules in force on a day: of each code the county's own newest row, and the newest law of each jurisdiction. */
export async function rulesOn(db: Db | Tx, day: string): Promise<Rules> {
  const found = await rows(
    db,
    sql<RuleRow & { province: string | null }>`
      SELECT DISTINCT ON (code, law, whose)
        code, name, value, unit, floor::float AS floor, ceiling::float AS ceiling, citation, article, jurisdiction,
        kind, effective_from, effective_to, note, starts, ends, source, checked, law,
        (SELECT value ->> 'province' FROM settings WHERE code = 'county') AS province
      FROM (
          SELECT *, kind = 'law' AND set_by IS NULL AS law,
            CASE WHEN kind = 'law' AND set_by IS NULL THEN jurisdiction ELSE '' END AS whose
          FROM rules
          WHERE ${inForceOn(day)}
        ) r
      ORDER BY code, law, whose, effective_from DESC, set_at DESC`,
  )
  return rulesOf(found, found[0]?.province ?? '')
}

/**
 * What counts of the rows in force: the county's own, unless the strictest law is stricter. Laws of other provinces
 * don't count, nor does a row that nothing reads any more (of an older version): it would only pretend to.
 */
export function rulesOf(found: readonly RuleRow[], province: string): Rules {
  const counting = found.filter((r) => isKnownRule(r.code) && !(r.law && isOtherProvince(r.jurisdiction, province)))
  const byCode = new Map<string, RuleRow[]>()
  for (const row of counting) byCode.set(row.code, [...(byCode.get(row.code) ?? []), row])
  return new Rules([...byCode.values()].map(ruling))
}

const isOtherProvince = (place: string, province: string) => place !== province && provinceNames.includes(place)

/** One code's rows: which of them counts, within what bounds. */
function ruling(all: readonly RuleRow[]): Rule {
  const laws = strictestFirst(all.filter((r) => r.law).sort(newestFirst))
  const own = all.find((r) => !r.law)
  const [binding] = laws
  const counts = !binding ? own! : !own ? binding : beats(own, binding) ? own : binding
  const row = withoutMark(counts)
  const way = stricterOf(row.code)
  const bound = typeof binding?.value === 'number' ? binding.value : undefined
  return {
    ...row,
    // The name is the county's where it has words of its own.
    name: own?.name ?? row.name,
    floor: way === 'higher' && bound !== undefined ? Math.max(bound, row.floor ?? bound) : row.floor,
    ceiling: way === 'lower' && bound !== undefined ? Math.min(bound, row.ceiling ?? bound) : row.ceiling,
    laws: laws.map(withoutMark),
    won: counts === own ? 'own' : 'law',
  }
}

const newestFirst = (a: RuleRow, b: RuleRow) => b.effective_from.localeCompare(a.effective_from)

/** The county's own figure counts where it is no laxer; where nothing is stricter than anything, the newer one. */
const beats = (own: RuleRow, law: RuleRow) =>
  stricterOf(own.code) === undefined ? own.effective_from >= law.effective_from : !laxer(own.code, own.value, law.value)

function withoutMark(found: RuleRow): Law {
  const { law: _, ...row } = found
  return row
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
  const halved = halvedSentence(rule.code, rule.unit, input.value)
  if (halved) throw invalid(`${rule.name}${halved}`, { field: 'value' })
  const [law] = rule.laws
  const words = wordsOf(rule.code)
  if (words && !(String(input.value) in words))
    throw invalid(`${rule.name}请选：${Object.values(words).join('、')}。`, { field: 'value' })
  if (law && stricterOf(rule.code) === undefined && typeof rule.value !== 'number' && input.value !== law.value)
    throw invalid(`${rule.name}由法律规定，县里不能改（${citeOf(law)}）。`)
  if (law && laxer(rule.code, input.value, law.value))
    throw invalid(`${laxSentence(rule.name, law)}可以更严，不能更松。`, { field: 'value' })
  if (typeof input.value === 'number') {
    if (rule.floor !== null && input.value < rule.floor)
      throw invalid(`${rule.name}不得少于 ${rule.floor}（${citeOf(rule)}）。`)
    if (rule.ceiling !== null && input.value > rule.ceiling)
      throw invalid(`${rule.name}不得超过 ${rule.ceiling}（${citeOf(rule)}）。`)
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

/** "公布期限不得少于 15（《…》第三十五条第四款）。" */
export function laxSentence(
  name: string,
  law: Pick<Law, 'code' | 'value' | 'citation' | 'article' | 'checked'>,
): string {
  const way = stricterOf(law.code)
  const says = way === 'higher' ? '不得少于 ' : way === 'lower' ? '不得超过 ' : '至少是'
  return `${name}${says}${inWords(law.code, law.value)}（${citeOf(law)}）。`
}
