/** Tables of a pack as WPS and Excel write and read them: BOM, CRLF, quotes. */
import { csvLines, type CsvLine } from '../sheets/csv.ts'

export type { CsvLine }
export type CsvTable = { lines: CsvLine[]; unclosedQuoteAt?: number }

/**
 * Splits a table into lines of cells, keeping the number of the text line on which each begins. Empty lines are left
 * out.
 */
export function parseCsv(text: string): CsvTable {
  const all = [...csvLines(text)]
  const lines = all.filter(({ cells }) => cells.some((cell) => cell !== '')).map(({ line, cells }) => ({ line, cells }))
  const unclosedQuoteAt = all.at(-1)?.open
  return unclosedQuoteAt === undefined ? { lines } : { lines, unclosedQuoteAt }
}

/**
 * Writes a table that WPS and Excel open by double click without broken characters: UTF-8 with BOM and CRLF. Text that
 * they would take for a formula gets an apostrophe, which `parseCsv` takes away.
 */
export function writeCsv(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const defused = (value: string | number) =>
    typeof value === 'string' && /^'*[=+\-@＝＋－＠]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value)
      ? `'${value}`
      : String(value)
  const quote = (value: string | number) =>
    /[",;\t\r\n]/.test(String(value)) ? `"${defused(value).replaceAll('"', '""')}"` : defused(value)
  return '\uFEFF' + [header, ...rows].map((row) => row.map(quote).join(',') + '\r\n').join('')
}
