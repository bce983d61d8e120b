/** Judges a whole content: cells, required columns, sums. Numbers add up, or the draft says which do not. */
import { normaliseCell } from './cell.ts'
import { hasRowNumbers, columnsOf, isEmpty, isTemplate, placeName, rowsOf, type Form } from './form.ts'
import type { Column, Content, Row, Template } from './forms.schema.ts'
import { hasErrors, type Problem } from './problem.ts'
import { checkBeside, type Beside } from './agree.ts'
import { checkRepeated } from './repeated.ts'
import { checkWindows, type Windows } from './windows.ts'
import { checkCarry, checkCumulative, checkNext, checkRows, type Neighbour } from './sums.ts'

export interface ValidateContext {
  /** Period of the record, e.g. "2026-09"; completes short dates and decides where yearly sums begin. */
  period?: string
  /** Stage of this publication and the item's stage keys in order, for `requiredFromStage`. */
  stage?: string
  stages?: readonly string[]
  /** The same item's notice of the period before; absent in the first period, which is accepted as it is. */
  previous?: Neighbour
  /** The one of the period after, where it was handed in before this one. */
  next?: Neighbour
  /** The other notices of the same place and period that this one must agree with. */
  beside?: Beside
  /** How long a public notice of the item hangs at least and at most. */
  windows?: Windows
}

/**
 * Checks a content against its template (or a document's fields). Cells are read as `normaliseCell` reads them,
 * so the result is the same before and after normalising. A "nothing to publish" statement can only contradict other
 * notices.
 */
export function validateContent(content: Content, form: Form, ctx: ValidateContext = {}): Problem[] {
  if (content.nothing) return isTemplate(form) ? contradictions(content, form, ctx) : []
  const rows = rowsOf(content, form)
  const whole = shapeProblems(content, form)
  const cells = rows.flatMap((row, index) => rowProblems(row, index, form, ctx))
  const hung = ctx.windows && !hasErrors(cells) ? checkWindows(content, form, ctx.period, ctx.windows) : []
  if (!isTemplate(form) || hasErrors(cells)) return [...whole, ...cells, ...hung]
  return [...whole, ...cells, ...hung, ...sumProblems(content, form, ctx)]
}

/** The content with every cell as stored; cells that cannot be read keep what was typed. */
export function normaliseContent(content: Content, form: Form, ctx: ValidateContext = {}): Content {
  if (!isTemplate(form)) {
    const fields = form.map((c) => [c.key, String(normaliseCell(content.fields[c.key], c, ctx).value ?? '')] as const)
    return {
      ...content,
      fields: { ...content.fields, ...Object.fromEntries(fields.filter(([key]) => content.fields[key] !== undefined)) },
    }
  }
  const filled = content.rows.filter((row) => Object.values(row).some((cell) => !isEmpty(cell)))
  return { ...content, rows: filled.map((row) => normaliseRow(row, form.columns, ctx)) }
}

const normaliseRow = (row: Row, columns: readonly Column[], ctx: ValidateContext): Row => ({
  ...row,
  ...Object.fromEntries(columns.map((c) => [c.key, normaliseCell(row[c.key], c, ctx).value])),
})

function shapeProblems(content: Content, form: Form): Problem[] {
  if (!isTemplate(form)) return []
  const problems: Problem[] = []
  if (content.rows.length === 0)
    problems.push({ severity: 'error', say: '表格还没有内容。本期没有可公开的，请选“本期无内容”并写明原因。' })
  if (form.layout === 'record' && content.rows.length > 1)
    problems.push({ severity: 'error', say: `这张表只填一份，现在有 ${content.rows.length} 份，请删去多余的。` })
  const known = new Set(form.columns.map((c) => c.key))
  const unknown = new Set(content.rows.flatMap((row) => Object.keys(row)).filter((key) => !known.has(key)))
  if (unknown.size > 0)
    problems.push({
      severity: 'error',
      say: `表格里有模板没有的列（${[...unknown].join('、')}），请重新下载模板填写。`,
    })
  return problems
}

function rowProblems(row: Row, index: number, form: Form, ctx: ValidateContext): Problem[] {
  return columnsOf(form).flatMap((column): Problem[] => {
    const place = placeName(form, index, column)
    if (isEmpty(row[column.key]))
      return isRequired(column, ctx)
        ? [{ row: index, column: column.key, severity: 'error', say: `${place}没有填，这一项必填。` }]
        : []
    const result = normaliseCell(row[column.key], column, ctx)
    if (!result.say) return []
    const rowName = hasRowNumbers(form) ? `第 ${index + 1} 行` : ''
    return [{ row: index, column: column.key, severity: result.warn ? 'warn' : 'error', say: rowName + result.say }]
  })
}

/** Required in general, or because the item has reached the stage from which the column is due. */
export function isRequired(column: Column, ctx: Pick<ValidateContext, 'stage' | 'stages'>): boolean {
  if (!column.requiredFromStage) return column.required
  const from = ctx.stages?.indexOf(column.requiredFromStage) ?? -1
  const now = ctx.stage === undefined ? -1 : (ctx.stages?.indexOf(ctx.stage) ?? -1)
  return from >= 0 && now >= from
}

function sumProblems(content: Content, template: Template, ctx: ValidateContext): Problem[] {
  const rows = content.rows.map((row) => normaliseRow(row, template.columns, ctx))
  return [
    ...checkRows(rows, template),
    ...checkRepeated(rows, template),
    ...contradictions({ ...content, rows }, template, ctx),
  ]
}

/** What this content and other notices of the place say differently; rows are normalised already. */
export function contradictions(content: Content, template: Template, ctx: ValidateContext): Problem[] {
  return [
    ...checkCarry(content, template, ctx.previous),
    ...(content.nothing ? [] : checkCumulative(content.rows, template, ctx.period, ctx.previous)),
    ...checkNext(content, template, ctx.next),
    ...(ctx.beside ? checkBeside(content, template, ctx.beside) : []),
  ]
}
