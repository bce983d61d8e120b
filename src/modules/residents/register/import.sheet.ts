/** Large registers read as a stream of rows: a workbook of a quarter of a million rows is never whole in memory as cells. */
import { invalid } from '../../../platform/errors.ts'
import { fileTypeOf } from '../../../kernel/files/magic.ts'
import { parse } from '../../../kernel/intake/parse.ts'
import { FileRefused } from '../../../kernel/files/refused.ts'
import { decodeCsv } from '../../../kernel/sheets/grid.ts'
import { workbookRows, type SheetRow } from './workbook.ts'

/** The rows of the first sheet, or of a CSV file (UTF-8 or GBK). 422 with what to do for anything else. */
export async function* sheetRows(bytes: Uint8Array): AsyncGenerator<SheetRow> {
  try {
    // Known by its first bytes alone: a register of a whole county is larger than other workbooks may be.
    if (bytes[0] === 0x50 && bytes[1] === 0x4b) return yield* workbookRows(bytes)
    const type = fileTypeOf(bytes)
    if (type === 'xls') return yield* oldWorkbookRows(bytes)
    if (type === 'text' || (type === 'unknown' && !bytes.subarray(0, 4096).includes(0)))
      return yield* csvRows(decodeCsv(bytes))
  } catch (error) {
    if (error instanceof FileRefused) throw invalid(error.message, { field: 'file' })
    throw error
  }
  throw invalid('这不是表格文件。请上传 .xlsx、.xls 或 .csv 文件。', { field: 'file' })
}

async function* oldWorkbookRows(bytes: Uint8Array): AsyncGenerator<SheetRow> {
  const [table] = await parse('tables', { bytes })
  for (const [i, cells] of (table?.rows ?? []).entries()) yield { line: i + 1, cells }
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
    if (quoted && c === '"' && text[i + 1] === '"') {
      value += '"'
      i++
    } else if (c === '"' && (quoted || value === '')) quoted = !quoted
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
