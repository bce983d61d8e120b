/** Any workbook as plain tables of text, for lists whose columns a person matches by hand. */
import type { Column } from '../forms/forms.schema.ts'
import { textOfCell } from './cells.ts'
import { readBook } from './grid.ts'

/** `rows[row][column]` from A1, trimmed; dates are ISO days; cells merged over several rows stand in each of them. */
export interface TextTable {
  name: string
  rows: string[][]
}

const anything: Column = { key: 'any', label: '', type: 'text', visibility: 'internal', required: false }

/** @throws FileRefused with a sentence that says what to do. */
export function textTables(bytes: Uint8Array): TextTable[] {
  const { grids, date1904 } = readBook(bytes)
  return grids.map(({ name, cells }) => ({
    name,
    rows: cells.map((row) => Array.from(row, (cell) => textOfCell(cell, anything, date1904).text.trim())),
  }))
}
