/** Any workbook as plain tables of text, for lists whose columns a person matches by hand. */
import type { Column } from '../forms/forms.schema.ts'
import type { Sheet, Span } from './book.ts'
import { textOfCell } from './cells.ts'
import { registerLimits, sheetLimits } from './limits.ts'
import { openBook } from './openBook.ts'

/** `rows[row][column]` from A1, trimmed; dates are ISO days; cells merged over several rows stand in each of them. */
export interface TextTable {
  name: string
  rows: string[][]
}
/** A row as text from column A, with its line as Excel counts. */
export interface TextRow {
  line: number
  cells: string[]
}

const anything: Column = { key: 'any', label: '', type: 'text', visibility: 'internal', required: false }

/** The visible sheets. @throws FileRefused with a sentence that says what to do. */
export function textTables(bytes: Uint8Array): TextTable[] {
  const { sheets, date1904 } = openBook(bytes, sheetLimits)
  return sheets
    .filter((sheet) => !sheet.hidden)
    .map((sheet) => {
      const rows: string[][] = []
      for (const { line, cells } of textRows(sheet, date1904)) {
        while (rows.length < line - 1) rows.push([])
        rows.push(cells)
      }
      return { name: sheet.name, rows }
    })
}

/** The first visible sheet row by row, however long; `passedOver` names the hidden ones before it. @throws FileRefused */
export function firstTable(bytes: Uint8Array): { name: string; passedOver: string[]; rows: Generator<TextRow> } {
  const { sheets, date1904 } = openBook(bytes, registerLimits)
  const at = sheets.findIndex((sheet) => !sheet.hidden)
  const sheet = sheets[at]
  return sheet
    ? { name: sheet.name, passedOver: sheets.slice(0, at).map((s) => s.name), rows: textRows(sheet, date1904) }
    : { name: '', passedOver: [], rows: noRows() }
}

function* noRows(): Generator<TextRow> {}

/** A cell merged downwards counts in every row that it covers; across, it stays where it begins. */
function* textRows(sheet: Sheet, date1904: boolean): Generator<TextRow> {
  const starting = Map.groupBy(
    sheet.spans().filter((span) => span.bottom > span.top),
    (span) => span.top,
  )
  let covering: (Span & { text: string })[] = []
  for (const { row, cells } of sheet.rows()) {
    const texts = Array.from(cells, (cell) => textOfCell(cell, anything, date1904).text.trim())
    covering = covering.filter((span) => span.bottom >= row)
    for (const { left, text } of covering) {
      if (texts[left]) continue
      while (texts.length < left) texts.push('')
      texts[left] = text
    }
    for (const span of starting.get(row) ?? []) covering.push({ ...span, text: texts[span.left] ?? '' })
    if (texts.some((text) => text !== '')) yield { line: row + 1, cells: texts }
  }
}
