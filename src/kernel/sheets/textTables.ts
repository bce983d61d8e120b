/** Any workbook as plain tables of text, for lists whose columns a person matches by hand. */
import type { Column } from '../forms/forms.schema.ts'
import { isStruckRow, type Sheet, type Span } from './book.ts'
import { textOfCell } from './cells.ts'
import { registerLimits, sheetLimits } from './limits.ts'
import { openBook } from './openBook.ts'
import type { Unsure } from './unsure.ts'

/**
 * `rows[row][column]` from A1, trimmed; dates are ISO days; cells merged over several rows stand in each of them.
 * `unsure`: by line. `hiddenColumns` from 0.
 */
export interface TextTable {
  name: string
  rows: string[][]
  unsure: Record<number, Unsure>
  hiddenColumns: number[]
}
/** A row as text from column A, with its line as Excel counts. */
export interface TextRow {
  line: number
  cells: string[]
  unsure?: Unsure
}

const anything: Column = { key: 'any', label: '', type: 'text', visibility: 'internal', required: false }

/** The visible sheets. @throws FileRefused with a sentence that says what to do. */
export function textTables(bytes: Uint8Array): TextTable[] {
  const { sheets, date1904 } = openBook(bytes, sheetLimits)
  return sheets
    .filter((sheet) => !sheet.hidden)
    .map((sheet) => {
      const rows: string[][] = []
      const unsure: Record<number, Unsure> = {}
      for (const row of textRows(sheet, date1904)) {
        while (rows.length < row.line - 1) rows.push([])
        rows.push(row.cells)
        if (row.unsure) unsure[row.line] = row.unsure
      }
      return { name: sheet.name, rows, unsure, hiddenColumns: [...sheet.hiddenColumns()] }
    })
}

type FirstTable = { name: string; passedOver: string[]; hiddenColumns: number[]; rows: Generator<TextRow> }

/**
 * The first visible sheet row by row, however long; `passedOver` names the hidden ones before it. @throws FileRefused
 */
export function firstTable(bytes: Uint8Array): FirstTable {
  const { sheets, date1904 } = openBook(bytes, registerLimits)
  const at = sheets.findIndex((sheet) => !sheet.hidden)
  const sheet = sheets[at]
  return sheet
    ? {
        name: sheet.name,
        passedOver: sheets.slice(0, at).map((s) => s.name),
        hiddenColumns: [...sheet.hiddenColumns()],
        rows: textRows(sheet, date1904),
      }
    : { name: '', passedOver: [], hiddenColumns: [], rows: noRows() }
}

function* noRows(): Generator<TextRow> {}

/** A cell merged downwards counts in every row that it covers; across, it stays where it begins. */
function* textRows(sheet: Sheet, date1904: boolean): Generator<TextRow> {
  const starting = Map.groupBy(
    sheet.spans().filter((span) => span.bottom > span.top),
    (span) => span.top,
  )
  let covering: (Span & { text: string })[] = []
  for (const { row, cells, hidden } of sheet.rows()) {
    const read = Array.from(cells, (cell) => textOfCell(cell, anything, date1904))
    const texts = read.map(({ text }) => text.trim())
    const struck = isStruckRow(cells)
    const faulty = read.flatMap(({ fault }, at) => {
      const wrong = fault ?? (cells[at]?.struck ? partlyStruck : undefined)
      return wrong === undefined ? [] : [[at, wrong] as const]
    })
    covering = covering.filter((span) => span.bottom >= row)
    for (const { left, text } of covering) {
      if (texts[left]) continue
      while (texts.length < left) texts.push('')
      texts[left] = text
    }
    for (const span of starting.get(row) ?? []) covering.push({ ...span, text: texts[span.left] ?? '' })
    const unsure = hidden || faulty.length > 0 ? { unsure: { hidden, struck, cells: Object.fromEntries(faulty) } } : {}
    if (faulty.length > 0 || texts.some((text) => text !== '')) yield { line: row + 1, cells: texts, ...unsure }
  }
}

const partlyStruck = '在原表里划掉了（有删除线），看不出还算不算。还算的请去掉删除线，不算的请删去，再重传'
