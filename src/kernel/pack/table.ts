/** A table of a pack as text: Chinese headings, Chinese words for codes, ready for WPS and Excel. */
import { writeCsv } from './csv.ts'
import { headingOf, headings, wordOf, type TableName } from '../../modules/county/pack/words.ts'

/** `rows` are objects with the schema's keys; missing values become empty cells. */
export function tableText(
  table: TableName,
  rows: readonly Readonly<Record<string, string | number | undefined>>[],
): string {
  const keys = Object.keys(headings[table])
  return writeCsv(
    keys.map((key) => headingOf(table, key)),
    rows.map((row) => keys.map((key) => wordOf(table, key, String(row[key] ?? '')))),
  )
}
