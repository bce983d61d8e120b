/**
 * Comma-separated tables as WPS and Excel write them: in whatever encoding (`decode.ts`), quotes, CRLF, LF or CR; `,`
 * `;` or tab between cells. The only reader of them.
 */
import { FileRefused } from '../files/refused.ts'
import { cellText, csvName, tooManyColumns, tooManyRows, type GridCell, type OpenBook, type SheetRow } from './book.ts'
import { decode } from './decode.ts'
import { shownText } from '../../platform/shownText.ts'
import type { SheetLimits } from './limits.ts'

/** `line`: the text line on which it begins, from 1. `open`: its last quote was never closed, the file ended first. */
export interface CsvLine {
  line: number
  cells: string[]
  open?: number
}

/** Lines of cells, trimmed, empty lines too; the last may be `open`. RFC 4180 and what Excel makes of it. */
export function* csvLines(text: string): Generator<CsvLine> {
  const separator = separatorOf(text)
  let cells: string[] = []
  let cell = ''
  let line = 1
  let startedAt = 1
  let quotedSince = 0
  const endLine = (): CsvLine => {
    const ended = { line: startedAt, cells: [...cells, plain(cell)] }
    cells = []
    cell = ''
    startedAt = line + 1
    return ended
  }
  for (let i = text.charCodeAt(0) === 0xfeff ? 1 : 0; i < text.length; i += 1) {
    const c = text.charAt(i)
    if (quotedSince > 0) {
      if (c === '"' && text.charAt(i + 1) === '"') {
        cell += '"'
        i += 1
      } else if (c === '"') quotedSince = 0
      else cell += c
      if (c === '\n') line += 1
    } else if (c === '"' && cell.trim() === '') {
      quotedSince = line
      cell = ''
    } else if (c === separator) {
      cells.push(plain(cell))
      cell = ''
    } else if (c === '\n' || (c === '\r' && text.charAt(i + 1) !== '\n')) {
      yield endLine()
      line += 1
    } else if (c !== '\r') cell += c
  }
  if (quotedSince > 0) yield { ...endLine(), open: quotedSince }
  else if (cell !== '' || cells.length > 0) yield endLine()
}

/**
 * `="0012"` is how people keep Excel from eating zeros; an apostrophe before a formula's sign is how we keep it from
 * running.
 */
const plain = (cell: string): string =>
  shownText(cell)
    .trim()
    .replace(/^="(.*)"$/s, (_, inside: string) => inside.replaceAll('""', '"'))
    .replace(/^'(?='*[=+\-@＝＋－＠])/, '')

/**
 * The sign that stands equally often, outside quotes, in most lines: a title has others. Excel uses `;` in some
 * languages and tabs for Unicode text.
 */
function separatorOf(text: string): string {
  const signs = [',', ';', '\t']
  const lines = text
    .slice(0, 20_000)
    .replaceAll(/"[^"]*"/g, '')
    .split(/\r\n?|\n/)
  const scores = signs.map((sign) => {
    const counts = Map.groupBy(
      lines.map((line) => line.split(sign).length - 1).filter((n) => n > 0),
      (n) => n,
    )
    const alike = [...counts.values()].sort((a, b) => b.length - a.length || b[0]! - a[0]!)[0]
    return { sign, lines: alike?.length ?? 0, times: alike?.[0] ?? 0 }
  })
  return scores.reduce((best, s) =>
    s.lines > best.lines || (s.lines === best.lines && s.times > best.times) ? s : best,
  ).sign
}

/** A CSV file as a workbook of one sheet; every cell stays text, so that long numbers keep their digits. */
export function openCsv(bytes: Uint8Array, limits: SheetLimits): OpenBook {
  const { text, brokenLines } = decode(bytes)
  if (brokenLines.length > 0)
    throw new FileRefused(
      `第 ${brokenLines[0]} 行有认不出的文字，可能已损坏。请用 WPS 或 Excel 打开后另存为 .xlsx 再上传。`,
    )
  return {
    date1904: false,
    sheets: [
      {
        name: csvName,
        hidden: false,
        rows: () => rowsOf(text, limits),
        spans: () => [],
        hiddenColumns: () => new Set(),
      },
    ],
  }
}

function* rowsOf(text: string, limits: SheetLimits): Generator<SheetRow> {
  let row = -1
  for (const { cells, line, open } of csvLines(text)) {
    row += 1
    // Excel counts records, a person looks for the line.
    if (open !== undefined)
      throw new FileRefused(`从第 ${open} 行开始有一个英文双引号没有成对，后面的都连成了一格。请补上或删去后再传。`)
    const width = cells.findLastIndex((cell) => cell !== '') + 1
    if (width === 0) continue
    if (row >= limits.rows) tooManyRows(csvName, limits.rows)
    if (width > limits.columns) tooManyColumns(csvName, line - 1, width - 1, limits.columns)
    yield { row, hidden: false, cells: cells.slice(0, width).map((cell, column) => cellOf(cell, row, column)) }
  }
}

const cellOf = (text: string, row: number, column: number): GridCell | undefined =>
  text === ''
    ? undefined
    : {
        kind: 'text',
        text: cellText(text, csvName, row, column),
        number: Number.NaN,
        format: '',
        formula: false,
        merged: false,
      }
