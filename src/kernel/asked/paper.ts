/** The form on paper and as a sheet: what is printed blank or filled in, and rows for Excel. */
import type { Answers, AskedField, AskedForm } from './asked.schema.ts'
import { columnsOf, isFile, isRows, placedFields } from './fields.ts'
import { isMet } from './judge.ts'
import type { AskContext } from './one.ts'
import { showAnswer, showText } from './show.ts'

/** One line of a printed form: a value, a box to tick per option, or a table with a few empty rows to write into. */
export type PaperLine =
  | { kind: 'line'; label: string; value: string; help?: string; tall?: boolean }
  | { kind: 'boxes'; label: string; options: { text: string; ticked: boolean }[]; help?: string }
  | { kind: 'table'; label: string; head: string[]; rows: string[][] }
export interface PaperSection {
  title: string
  about?: string
  lines: PaperLine[]
}

/**
 * Without answers everything is printed to be filled in by hand, conditions told in words; with answers, what was
 * asked.
 */
export function paperOf(form: AskedForm, answers?: Answers, ctx: AskContext = {}): PaperSection[] {
  return form.sections
    .filter((s) => !answers || isMet(s.when, answers))
    .map((section) => ({
      title: section.title,
      about: [answers ? undefined : onlyIf(form, section.when), section.help].filter(Boolean).join('。') || undefined,
      lines: section.fields
        .filter((f) => !answers || isMet(f.when, answers))
        .map((field) => lineOf(form, field, answers, ctx)),
    }))
}

/** "只在“有没有住院”是“是”时填". */
function onlyIf(form: AskedForm, when: AskedField['when']): string | undefined {
  if (!when) return undefined
  const asked = placedFields(form).find((p) => p.field.key === when.field)?.field
  return `只在“${asked?.label ?? when.field}”是${when.is.map((is) => `“${asked ? showText(is, asked) : is}”`).join('或')}时填`
}

function lineOf(form: AskedForm, field: AskedField, answers: Answers | undefined, ctx: AskContext): PaperLine {
  const answer = answers?.[field.key]
  const help = answers ? undefined : [onlyIf(form, field.when), field.help].filter(Boolean).join('。') || undefined
  if (isRows(field.kind)) {
    const columns = columnsOf(field)
    const filled = Array.isArray(answer)
      ? answer
          .filter((row) => typeof row !== 'string')
          .map((row) => columns.map((c) => showText(row[c.key] ?? '', c, ctx)))
      : []
    return {
      kind: 'table',
      label: field.label,
      head: columns.map((c) => c.label),
      rows: answers ? filled : Array.from({ length: field.kind === 'household' ? 6 : 5 }, () => columns.map(() => '')),
    }
  }
  const choices = field.kind === 'yesNo' ? ['yes', 'no'] : field.options
  if (choices && choices.length <= 12) {
    const has = (option: string): boolean =>
      Array.isArray(answer) ? (answer as string[]).includes(option) : answer === option
    return {
      kind: 'boxes',
      label: field.label,
      options: choices.map((option) => ({ text: showText(option, field), ticked: has(option) })),
      help,
    }
  }
  const blank =
    field.kind === 'money' ? '　　　　元' : field.kind === 'landArea' ? '　　　　亩' : isFile(field.kind) ? '附后' : ''
  return {
    kind: 'line',
    label: field.label,
    value: answers ? showAnswer(answer, field, ctx) : blank,
    help,
    ...(field.kind === 'longText' ? { tall: true } : {}),
  }
}

/** One sheet of a workbook. */
export interface AnswerSheet {
  title: string
  head: string[]
  rows: string[][]
}

/**
 * One row per application, and a sheet of its own for each list, its rows named by the application. Values as stored;
 * mask them before.
 */
export function sheetsOf(form: AskedForm, filled: readonly { code: string; answers: Answers }[]): AnswerSheet[] {
  const fields = placedFields(form).map((p) => p.field)
  const single = fields.filter((f) => !isRows(f.kind))
  const main = {
    title: '申请',
    head: ['编号', ...single.map((f) => f.label)],
    rows: filled.map(({ code, answers }) => [code, ...single.map((f) => cellOf(answers, f))]),
  }
  const lists = fields
    .filter((f) => isRows(f.kind))
    .map((field) => {
      const columns = columnsOf(field)
      const rows = filled.flatMap(({ code, answers }) => {
        const list = answers[field.key]
        return Array.isArray(list)
          ? list
              .filter((row) => typeof row !== 'string')
              .map((row, at) => [code, String(at + 1), ...columns.map((c) => row[c.key] ?? '')])
          : []
      })
      return { title: field.label, head: ['编号', '序号', ...columns.map((c) => c.label)], rows }
    })
  return [main, ...lists]
}

function cellOf(answers: Answers, field: AskedField): string {
  const answer = answers[field.key]
  if (answer === undefined) return ''
  if (field.kind === 'yesNo' || isFile(field.kind)) return showAnswer(answer, field)
  return typeof answer === 'string' ? answer : (answer as string[]).join('、')
}
