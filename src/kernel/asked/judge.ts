/**
 * Reads a whole set of answers: which questions are asked, each answer in normal form, and what is wrong beside which
 * field. One pass from the first question to the last, since conditions look backwards only: a hidden question is
 * neither required nor kept.
 */
import { shortLabel } from '../forms/form.ts'
import type { Answer, Answers, AskedColumn, AskedField, AskedForm, Condition } from './asked.schema.ts'
import { holds } from './evaluate.ts'
import { columnsOf, isBlank, isFile, isList, isRows, mostOf } from './fields.ts'
import { judgeText, type AskContext, type Judged } from './one.ts'
import { parseRule, partsOf } from './rule.ts'

/** `row` counts from 0 within the list as it was typed; without `field` it concerns several fields together. */
export interface AnswerProblem {
  field?: string
  row?: number
  column?: string
  say: string
}
export interface Reading {
  answers: Answers
  problems: AnswerProblem[]
  /** Keys of the sections and fields that are asked. */
  shown: { sections: Set<string>; fields: Set<string> }
}

/**
 * `answers`: as typed. What comes back in `answers` is the normal form: money "1260.00", dates ISO, numbers without
 * blanks, "yes" or "no", rows without empty ones, hidden fields left out. Judging the normal form again gives the same.
 */
export function judge(form: AskedForm, answers: Answers, ctx: AskContext = {}): Reading {
  const reading: Reading = { answers: {}, problems: [], shown: { sections: new Set(), fields: new Set() } }
  for (const section of form.sections) {
    if (!isMet(section.when, reading.answers)) continue
    reading.shown.sections.add(section.key)
    for (const field of section.fields) {
      if (!isMet(field.when, reading.answers)) continue
      reading.shown.fields.add(field.key)
      const answer = judgeAnswer(answers[field.key], field, ctx, reading.problems)
      if (answer !== undefined) reading.answers[field.key] = answer
    }
  }
  // Sums over wrong numbers would only confuse.
  if (reading.problems.length === 0) reading.problems.push(...checkProblems(form, reading))
  return reading
}

/** Asked always, or because the earlier answer is one of those that lead here. */
export function isMet(when: Condition | undefined, answers: Answers): boolean {
  if (!when) return true
  const answer = answers[when.field]
  if (typeof answer === 'string') return when.is.includes(answer)
  return (answer ?? []).some((part) => typeof part === 'string' && when.is.includes(part))
}

function judgeAnswer(
  answer: Answer | undefined,
  field: AskedField,
  ctx: AskContext,
  problems: AnswerProblem[],
): Answer | undefined {
  const tell = (say: string): void => {
    problems.push({ field: field.key, say })
  }
  if (isBlank(answer)) {
    if (field.required) tell(missing(field))
    return undefined
  }
  if (isRows(field.kind)) return judgeRows(answer!, field, ctx, problems)
  if (isList(field.kind)) return judgeList(answer!, field, tell)
  if (typeof answer !== 'string') return void tell(`「${shortLabel(field.label)}」只能有一个回答。`)
  if (isFile(field.kind)) return answer
  const { value, say } = judgeText(answer, field, ctx)
  if (say) tell(say)
  // A dash where a sum or a day is asked says that there is none.
  else if (value === '') {
    if (field.required) tell(missing(field))
    return undefined
  }
  return value
}

function missing(field: AskedField): string {
  const label = `「${shortLabel(field.label)}」`
  if (isRows(field.kind)) return `${label}还没有填，至少要有一${field.kind === 'household' ? '个人' : '行'}。`
  if (field.kind === 'scan' || field.kind === 'portrait') return `${label}还没有，请拍照或选一张照片。`
  if (field.kind === 'signature') return `${label}还没有，请签名。`
  if (field.kind === 'file') return `${label}还没有，请选文件。`
  return field.kind === 'choice' || field.kind === 'choices' || field.kind === 'yesNo' || field.kind === 'region'
    ? `「${shortLabel(field.label)}」还没有选。`
    : `${label}没有填，这一项必填。`
}

function judgeList(answer: Answer, field: AskedField, tell: (say: string) => void): Answer | undefined {
  const label = `「${shortLabel(field.label)}」`
  const parts = (typeof answer === 'string' ? [answer] : answer)
    .filter((part) => typeof part === 'string')
    .filter((part) => part.trim() !== '')
  if (parts.length === 0) {
    if (field.required) tell(missing(field))
    return undefined
  }
  const read =
    field.kind === 'choices'
      ? parts.map((part) => judgeText(part, { ...field, kind: 'choice' }))
      : parts.map((value) => ({ value, say: undefined }))
  const wrong = read.find((r) => r.say)
  if (wrong?.say) tell(wrong.say)
  const values = [...new Set(read.map((r) => r.value))]
  const what = field.kind === 'choices' ? '项' : field.kind === 'scan' ? '页' : '个文件'
  if (values.length > mostOf(field)) tell(`${label}最多 ${mostOf(field)} ${what}，现在有 ${values.length} ${what}。`)
  if (field.min !== undefined && values.length < field.min)
    tell(`${label}至少 ${field.min} ${what}，现在有 ${values.length} ${what}。`)
  // The order of the options, so that the same answer is written the same way.
  return field.kind === 'choices' ? [...values].sort((a, b) => place(field, a) - place(field, b)) : values
}

const place = (field: AskedField, option: string): number => {
  const at = (field.options ?? []).indexOf(option)
  return at < 0 ? 1_000 : at
}

const judgeCell = (text: string, column: AskedColumn, ctx: AskContext): Judged =>
  text.trim() === '' ? { value: '' } : judgeText(text, column, ctx)

function judgeRows(answer: Answer, field: AskedField, ctx: AskContext, problems: AnswerProblem[]): Answer | undefined {
  const label = `「${shortLabel(field.label)}」`
  if (!Array.isArray(answer)) return void problems.push({ field: field.key, say: `${label}要一行一行地填。` })
  const rows: Record<string, string>[] = []
  for (const [at, typed] of answer.entries()) {
    if (typeof typed === 'string') continue
    const cells = columnsOf(field).map((column) => ({ column, ...judgeCell(typed[column.key] ?? '', column, ctx) }))
    // A row of nothing but spaces and dashes is empty.
    if (cells.every((cell) => cell.value === '' && !cell.say)) continue
    const tell = (column: string, say: string) =>
      problems.push({
        field: field.key,
        row: at,
        column,
        say: `第 ${at + 1} ${field.kind === 'household' ? '人' : '行'}${say}`,
      })
    for (const { column, value, say } of cells)
      if (say) tell(column.key, say)
      else if (value === '' && column.required) tell(column.key, `「${shortLabel(column.label)}」没有填，这一项必填。`)
    rows.push(Object.fromEntries(cells.flatMap(({ column, value }) => (value === '' ? [] : [[column.key, value]]))))
  }
  if (rows.length === 0) {
    if (field.required) problems.push({ field: field.key, say: missing(field) })
    return undefined
  }
  if (rows.length > mostOf(field))
    problems.push({ field: field.key, say: `${label}最多 ${mostOf(field)} 行，现在有 ${rows.length} 行。` })
  if (field.min !== undefined && rows.length < field.min)
    problems.push({ field: field.key, say: `${label}至少 ${field.min} 行，现在有 ${rows.length} 行。` })
  return rows
}

/** Told at the first field that the check names, if it is asked. */
function checkProblems(form: AskedForm, { answers, shown }: Reading): AnswerProblem[] {
  return form.checks.flatMap((check): AnswerProblem[] => {
    const rule = parseRule(check.rule)
    const fields = partsOf(rule).map((part) => part.field)
    if (!fields.every((key) => shown.fields.has(key)) || holds(rule, form, answers) !== false) return []
    return [{ field: fields[0], say: check.say }]
  })
}
