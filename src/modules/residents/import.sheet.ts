/** Large registers read as a stream of rows: a workbook of a quarter of a million rows is never whole in memory as cells. */
import { Readable } from 'node:stream'
import { invalid } from '../../platform/errors.ts'
import { fileTypeOf } from '../../kernel/files/magic.ts'
import { parse } from '../../kernel/files/parse.ts'
import { FileRefused } from '../../kernel/files/refused.ts'
import { decodeCsv } from '../../kernel/forms/sheet/grid.ts'

/** A row as text from column A, with its line as Excel counts. */
export type SheetRow = { line: number; cells: string[] }

/** The rows of the first sheet, or of a CSV file (UTF-8 or GBK). 422 with what to do for anything else. */
export async function* sheetRows(bytes: Uint8Array): AsyncGenerator<SheetRow> {
  const type = fileTypeOf(bytes)
  if (type === 'xlsx') return yield* workbookRows(bytes)
  if (type === 'xls') return yield* oldWorkbookRows(bytes)
  if (type === 'text' || (type === 'unknown' && !bytes.subarray(0, 4096).includes(0))) return yield* csvRows(decodeCsv(bytes))
  throw invalid('这不是表格文件。请上传 .xlsx、.xls 或 .csv 文件。', { field: 'file' })
}

async function* workbookRows(bytes: Uint8Array): AsyncGenerator<SheetRow> {
  const { default: ExcelJS } = await import('exceljs')
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from([Buffer.from(bytes)]), { worksheets: 'emit', sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore', entries: 'ignore' })
  try {
    for await (const sheet of reader) {
      for await (const row of sheet) {
        const values = row.values as unknown[]
        yield { line: row.number, cells: Array.from({ length: Math.max(0, values.length - 1) }, (_, i) => textOf(values[i + 1])) }
      }
      return
    }
  } catch (error) {
    if ((error as { status?: number }).status === 422) throw error
    throw invalid('表格打不开，可能已损坏或加了密码。请用 WPS 或 Excel 另存为 .xlsx 或 CSV 再上传。', { field: 'file' })
  }
}

/** What a person sees in a cell. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value === 'number') return Number.isInteger(value) ? value.toFixed(0) : String(value)
  if (typeof value !== 'object') return String(value).trim()
  const cell = value as { richText?: { text: string }[]; text?: unknown; result?: unknown }
  if (cell.richText) return cell.richText.map((t) => t.text).join('').trim()
  return textOf(cell.text ?? cell.result)
}

async function* oldWorkbookRows(bytes: Uint8Array): AsyncGenerator<SheetRow> {
  try {
    const [table] = await parse('tables', { bytes })
    for (const [i, cells] of (table?.rows ?? []).entries()) yield { line: i + 1, cells }
  } catch (error) {
    if (error instanceof FileRefused) throw invalid(error.message, { field: 'file' })
    throw error
  }
}

/** RFC 4180; the separator is the one that the first lines hold most of. */
function* csvRows(text: string): Generator<SheetRow> {
  const head = text.slice(0, 2_000)
  const separator = [',', '\t', ';'].toSorted((a, b) => head.split(b).length - head.split(a).length)[0]!
  let cells: string[] = []
  let value = ''
  let quoted = false
  let line = 1
  for (let i = text.charCodeAt(0) === 0xfeff ? 1 : 0; i < text.length; i++) {
    const c = text[i]!
    if (quoted && c === '"' && text[i + 1] === '"') { value += '"'; i++ } else if (c === '"' && (quoted || value === '')) quoted = !quoted
    else if (quoted || (c !== separator && c !== '\n')) value += c
    else {
      cells.push(value.replace(/\r$/, '').trim())
      value = ''
      if (c === '\n') {
        yield { line, cells }
        cells = []
        line += 1
      }
    }
  }
  if (value !== '' || cells.length > 0) yield { line, cells: [...cells, value.trim()] }
}
