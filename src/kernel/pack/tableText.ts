/** A table of a pack as text: Chinese headings, Chinese words for codes, ready for WPS and Excel. */
import { writeCsv } from './csv.ts'
import { headingOf, wordOf, type TableShape } from './tableShape.ts'

/** `rows` are objects with the schema's keys; missing values become empty cells. */
export function tableText(
  table: TableShape<unknown>,
  rows: readonly Readonly<Record<string, string | number | undefined>>[],
): string {
  const keys = Object.keys(table.headings)
  return writeCsv(
    keys.map((key) => headingOf(table, key)),
    rows.map((row) => keys.map((key) => wordOf(table, key, String(row[key] ?? '')))),
  )
}
