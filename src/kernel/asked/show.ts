/**
 * Answers as people read them: whole for whoever works on the case, masked where it is only looked at, and what may be
 * published.
 */
import { maskText } from '../guard/mask.ts'
import type { MaskRule } from '../forms/forms.schema.ts'
import { parseAmount, showAmount } from '../forms/money.ts'
import type { Answer, Answers, AskedColumn, AskedField, AskedForm, FieldKind } from './asked.schema.ts'
import { columnsOf, isBlank, isFile, isRows, isSealed, placedFields } from './fields.ts'
import { isMet } from './judge.ts'
import type { AskContext } from './one.ts'

/** One cell or single answer: "1,260.00 元", 是, "2026-09-03". */
export function showText(text: string, field: AskedColumn | AskedField, ctx: AskContext = {}): string {
  if (text === '') return ''
  if (field.kind === 'yesNo') return text === 'yes' ? '是' : text === 'no' ? '否' : text
  if (field.kind === 'region') return ctx.regions?.find((r) => r.value === text)?.text ?? text
  const unit = field.unit ?? (field.kind === 'money' ? '元' : field.kind === 'landArea' ? '亩' : '')
  const amount = field.kind === 'money' ? parseAmount(text) : undefined
  return [amount === undefined ? text : showAmount(amount), unit].filter(Boolean).join(' ')
}

/** A whole answer in one line; rows are told by their number, files by how many there are. */
export function showAnswer(answer: Answer | undefined, field: AskedField, ctx: AskContext = {}): string {
  if (answer === undefined || isBlank(answer)) return ''
  if (isFile(field.kind)) return `${typeof answer === 'string' ? 1 : answer.length} 个文件`
  if (typeof answer === 'string') return showText(answer, field, ctx)
  return isRows(field.kind)
    ? `${answer.length} ${field.kind === 'household' ? '人' : '行'}`
    : answer.filter((part) => typeof part === 'string').join('、')
}

const masks: Partial<Record<FieldKind, MaskRule>> = { idNumber: 'id', phone: 'phone', bankAccount: 'bank' }

const maskedCell = (text: string, kind: FieldKind): string =>
  isSealed(kind) && text !== '' ? maskText(text, masks[kind] ?? 'text') : text

/** The answers with every sealed kind masked, in lists too: what is shown until somebody opens it on the record. */
export function maskedAnswers(form: AskedForm, answers: Answers): Answers {
  const fields = placedFields(form).filter(({ field }) => answers[field.key] !== undefined)
  return Object.fromEntries(fields.map(({ field }) => [field.key, maskedAnswer(answers[field.key]!, field)]))
}

function maskedAnswer(answer: Answer, field: AskedField): Answer {
  if (typeof answer === 'string') return maskedCell(answer, field.kind)
  if (!isRows(field.kind)) return answer
  const columns = columnsOf(field)
  return answer
    .filter((row) => typeof row !== 'string')
    .map((row) =>
      Object.fromEntries(
        columns.filter((c) => row[c.key] !== undefined).map((c) => [c.key, maskedCell(row[c.key]!, c.kind)]),
      ),
    )
}

/**
 * What a published result may say of an application: only fields that say so, masked as they say. Lists and files
 * never.
 */
export function publicAnswers(
  form: AskedForm,
  answers: Answers,
  ctx: AskContext = {},
): { label: string; value: string }[] {
  return placedFields(form).flatMap(({ section, field }) => {
    const answer = answers[field.key]
    if (
      !field.shown ||
      typeof answer !== 'string' ||
      isFile(field.kind) ||
      !isMet(section.when, answers) ||
      !isMet(field.when, answers)
    )
      return []
    if (field.shown === 'as' && isSealed(field.kind)) return []
    return [
      {
        label: field.label,
        value: field.shown === 'as' ? showText(answer, field, ctx) : maskText(answer, field.shown),
      },
    ]
  })
}
