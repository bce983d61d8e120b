/**
 * What differs: between two versions of a form, for applications that are open meanwhile, and between answers and the
 * register.
 */
import { columnsOf, fieldNamed, isBlank, isRows, kindNames, placedFields } from './fields.ts'
import type { Answer, Answers, AskedField, AskedForm } from './asked.schema.ts'
import { judge, type AnswerProblem } from './judge.ts'
import type { AskContext } from './one.ts'
import { maskedAnswers, showAnswer } from './show.ts'
import { plainText } from '../../platform/plainText.ts'

/** One difference in words. `key`: the field, absent for what concerns the whole form. */
export interface FormChange {
  key?: string
  say: string
}

/** Told in the order of the new form, what is gone last. */
export function formChanges(before: AskedForm, after: AskedForm): FormChange[] {
  const now = placedFields(after).flatMap(({ field }) => {
    const old = fieldNamed(before, field.key)
    return old
      ? fieldChanges(old, field)
      : [{ key: field.key, say: `新增“${field.label}”${field.required ? '，必填' : ''}` }]
  })
  const gone = placedFields(before)
    .filter(({ field }) => !fieldNamed(after, field.key))
    .map(({ field }) => ({ key: field.key, say: `不再问“${field.label}”` }))
  const moved =
    gone.length === 0 && now.length === 0 && order(before) !== order(after) ? [{ say: '问题的先后变了' }] : []
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
  return [...now, ...gone, ...moved, ...(same(before.checks, after.checks) ? [] : [{ say: '核对的规则变了' }])]
}

const order = (form: AskedForm): string =>
  placedFields(form)
    .map((p) => `${p.section.key}.${p.field.key}`)
    .join()

function fieldChanges(a: AskedField, b: AskedField): FormChange[] {
  const told: string[] = []
  if (a.label !== b.label) told.push(`“${a.label}”改叫“${b.label}”`)
  if (a.kind !== b.kind) told.push(`“${b.label}”由${kindNames[a.kind]}改为${kindNames[b.kind]}`)
  if (a.required !== b.required) told.push(`“${b.label}”${b.required ? '改为必填' : '改为选填'}`)
  const lost = (a.options ?? []).filter((o) => !b.options?.includes(o))
  const added = (b.options ?? []).filter((o) => !a.options?.includes(o))
  if (a.kind === b.kind && lost.length > 0) told.push(`“${b.label}”去掉了选项：${lost.join('、')}`)
  if (a.kind === b.kind && added.length > 0) told.push(`“${b.label}”增加了选项：${added.join('、')}`)
  if (JSON.stringify(a.when) !== JSON.stringify(b.when)) told.push(`“${b.label}”什么时候要填变了`)
  const [had, has] = [columnsOf(a).map((c) => c.label), columnsOf(b).map((c) => c.label)]
  if (a.kind === b.kind && had.join() !== has.join())
    told.push(`“${b.label}”的列由“${had.join('、')}”改为“${has.join('、')}”`)
  const limits = (f: AskedField): string => JSON.stringify([f.min, f.max, f.maxLength, f.decimals, f.rowsMost, f.days])
  if (limits(a) !== limits(b)) told.push(`“${b.label}”的限制变了`)
  return told.map((say) => ({ key: b.key, say }))
}

export interface Moved {
  answers: Answers
  problems: AnswerProblem[]
  /** What was answered and has no place in the new form, in words. */
  lost: { label: string; value: string }[]
}

/** The answers of an open application under a newer form. What does not fit is told, never silently dropped. */
export function moveAnswers(before: AskedForm, after: AskedForm, answers: Answers, ctx: AskContext = {}): Moved {
  const { answers: moved, problems } = judge(after, answers, ctx)
  const shown = maskedAnswers(before, answers)
  const lost = placedFields(before).filter(
    ({ field }) => !isBlank(answers[field.key]) && moved[field.key] === undefined,
  )
  return {
    answers: moved,
    problems,
    lost: lost.map(({ field }) => ({ label: field.label, value: showAnswer(shown[field.key], field, ctx) })),
  }
}

/** What the register knows of an applicant; `household` as rows with the columns of the form's list. */
export type Known = Partial<Record<NonNullable<AskedField['from']>, Answer>>

/** Answers that are not what the register says. They open a question for the reviewer and decide nothing. */
export interface Difference {
  field: string
  label: string
  answered: string
  known: string
}

export function registerDifferences(form: AskedForm, answers: Answers, known: Known): Difference[] {
  return placedFields(form).flatMap(({ field }): Difference[] => {
    const said = answers[field.key]
    const kept = field.from && known[field.from]
    if (kept === undefined || said === undefined || isBlank(kept) || isBlank(said)) return []
    const difference = isRows(field.kind)
      ? householdDifference(said, kept)
      : bare(said) === bare(kept)
        ? undefined
        : [showAnswer(said, field), showAnswer(kept, field)]
    return difference ? [{ field: field.key, label: field.label, answered: difference[0]!, known: difference[1]! }] : []
  })
}

const bare = (answer: Answer): string =>
  typeof answer === 'string'
    ? plainText(answer)
        .replace(/[\s·•-]/g, '')
        .toUpperCase()
    : JSON.stringify(answer)

/** By name: who is in the one list and not in the other. */
function householdDifference(said: Answer, kept: Answer): [string, string] | undefined {
  const names = (rows: Answer): string[] =>
    typeof rows === 'string'
      ? []
      : rows.map((row) => (typeof row === 'string' ? row : (row['name'] ?? ''))).filter((name) => name !== '')
  const [now, before] = [names(said), names(kept)]
  const more = now.filter((name) => !before.includes(name))
  const fewer = before.filter((name) => !now.includes(name))
  if (more.length === 0 && fewer.length === 0) return undefined
  return [
    more.length > 0 ? `多了 ${more.join('、')}` : `共 ${now.length} 人`,
    fewer.length > 0 ? `名册上还有 ${fewer.join('、')}` : `名册上 ${before.length} 人`,
  ]
}
