/**
 * How wide a column of the grid is: as its content needs, within bounds, so that a table of ten columns is seen at
 * once. Pure.
 */
import { isNumber } from '../../../../kernel/forms/form.ts'
import type { Cell, Column, Row } from '../../../../kernel/forms/forms.schema.ts'
import { showCell } from '../../../../kernel/forms/show.ts'

/** As many rows as are measured: the first ones speak for the rest. */
const measured = 200
const [least, most] = [4.5, 18]
/** Room at both sides of a text, and for the arrow of a choice. */
const [sides, arrow] = [1.3, 1.4]

/** Figures of a total are bold. */
const bold = 1.12

/** In em. A heading may break into two lines, a value or a `total` below does not. */
export function widthOf(column: Column, rows: readonly Row[], total?: Cell): number {
  const heading = emsOf(column.label) / 2 + 1
  const samples = [column.sample, ...rows.slice(0, measured).map((r) => r[column.key])]
  const below = total === undefined ? 0 : emsOf(showCell(total, column)) * bold
  const content = Math.max(below, ...samples.map((cell) => emsOf(showCell(cell, column))))
  const asked = isNumber(column) ? Math.max(content, emsOf('1,234.50')) : content
  const chosen = column.options ? Math.max(asked, ...column.options.map(emsOf)) + arrow : asked
  return Math.round(Math.min(most, Math.max(least, heading, chosen + sides)) * 10) / 10
}

/** A Chinese letter is one em wide, a Latin one or a figure a little more than half. */
function emsOf(text: string): number {
  let ems = 0
  for (const c of text) ems += c.codePointAt(0)! > 0x2e7f ? 1 : 0.63
  return ems
}

/** Of the whole grid, with the numbers of the rows and their buttons: a fixed layout is quick at every key. */
export const tableWidth = (columns: readonly number[]): string => `${columns.reduce((a, b) => a + b, 3.2 + 7)}rem`
