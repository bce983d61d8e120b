/**
 * A form is either a table template or the fields of a document item; these few functions let every surface treat both
 * alike.
 */
import type { Cell, Column, ColumnType, Content, Row, Template } from './forms.schema.ts'

/** A template (table or record) or the columns of a document item, whose values stand in `content.fields`. */
export type Form = Template | readonly Column[]

export const isTemplate = (form: Form): form is Template => !Array.isArray(form)

export const columnsOf = (form: Form): readonly Column[] => (isTemplate(form) ? form.columns : form)

/** True where a person counts rows; records and documents have one value per label and no row numbers. */
export const hasRowNumbers = (form: Form): boolean => isTemplate(form) && form.layout === 'rows'

/** The rows of a content; a document's fields are one row. */
export function rowsOf(content: Content, form: Form): readonly Row[] {
  return isTemplate(form) ? content.rows : [content.fields]
}

/** "期末数(元)" → "期末数": the label without its unit, for sentences. */
export const shortLabel = (label: string): string => label.replace(/[（(][^（）()]*[）)]\s*$/, '') || label

/** Of what a column's figures are: "元", "%", "亩"; '' where it is of nothing. */
export const unitOf = (column: Column): string =>
  column.type === 'money' ? '元' : (column.unit ?? (column.type === 'ratio' ? '%' : column.type === 'area' ? '亩' : ''))

/** "金额（元）": the unit stands in the label, the figures stay bare. */
export function labelWithUnit(column: Column): string {
  const unit = unitOf(column)
  return unit === '' || column.label.includes(unit) ? column.label : `${column.label}（${unit}）`
}

/** "第 3 行「备注」", or "「备注」" where there are no row numbers. `row` counts from 0. */
export function placeName(form: Form, row: number, column: Column): string {
  const label = `「${shortLabel(column.label)}」`
  return hasRowNumbers(form) ? `第 ${row + 1} 行${label}` : label
}

export const isEmpty = (cell: Cell | undefined): cell is null | undefined | '' =>
  cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '')

const numberTypes: ReadonlySet<ColumnType> = new Set(['int', 'decimal', 'money', 'ratio', 'area'])
/** Columns that can be added up and checked. */
export const isNumber = (column: Column): boolean => numberTypes.has(column.type)

/** A share of something: above a hundred only where the template says so. */
export const isShare = (column: Column): boolean =>
  column.type === 'ratio' || column.unit === '%' || column.unit === '％'

/** Digits after the point that a column accepts at most: yuan two, counts none. */
export function decimalsOf(column: Column): number {
  if (column.type === 'int') return 0
  if (column.type === 'money') return 2
  return column.decimals ?? (column.type === 'decimal' ? 4 : 2)
}
