/** A workbook's visible sheets as plain grids of cells, with merged cells filled and the limits kept. */
import * as XLSX from '@e965/xlsx'
import { fileTypeOf } from '../files/magic.ts'
import { FileRefused } from '../files/refused.ts'
import { readZip, writeZip } from '../files/zip.ts'
import { sheetLimits } from './limits.ts'

/** `kind`: what stands in the cell. `format` is the number format; `formula` tells that the value was computed. */
export interface GridCell {
  kind: 'text' | 'number' | 'bool' | 'error'
  text: string
  number: number
  format: string
  formula: boolean
  merged: boolean
}
/** `cells[row][column]` from A1; `top` and `left` are always 0, so that row 6, column 1 is B7. */
export interface Grid {
  name: string
  cells: (GridCell | undefined)[][]
}
export interface Book {
  grids: Grid[]
  hidden: Grid[]
  date1904: boolean
}

/** @throws FileRefused with a sentence that says what to do. */
export function readBook(bytes: Uint8Array): Book {
  if (bytes.length > sheetLimits.fileBytes)
    throw new FileRefused('表格文件超过 10 MB。请删去图片和多余的空白行后另存再传。')
  const book = parseBook(bytes)
  if (book.SheetNames.length > sheetLimits.sheets)
    throw new FileRefused(
      `文件里有 ${book.SheetNames.length} 张工作表，最多 ${sheetLimits.sheets} 张。请只留要上传的那一张。`,
    )
  const states = book.Workbook?.Sheets ?? []
  const all = book.SheetNames.map((name, i) => ({
    hidden: (states[i]?.Hidden ?? 0) !== 0,
    grid: gridOf(name, book.Sheets[name]),
  }))
  return {
    grids: all.filter((s) => !s.hidden).map((s) => s.grid),
    hidden: all.filter((s) => s.hidden).map((s) => s.grid),
    date1904: book.Workbook?.WBProps?.date1904 === true,
  }
}

const options: XLSX.ParsingOptions = {
  cellDates: false,
  cellFormula: true,
  cellNF: true,
  cellHTML: false,
  dense: true,
  sheetRows: sheetLimits.rows + 200,
}

function parseBook(bytes: Uint8Array): XLSX.WorkBook {
  const type = fileTypeOf(bytes)
  try {
    if (type === 'xlsx') return XLSX.read(safeXlsx(bytes), { ...options, type: 'array' })
    if (type === 'xls') return XLSX.read(bytes, { ...options, type: 'array' })
  } catch (error) {
    throw error instanceof FileRefused
      ? error
      : new FileRefused('表格打不开，可能已损坏或加了密码。请用 WPS 或 Excel 打开后另存为 .xlsx 再上传。')
  }
  if (type === 'text' || (type === 'unknown' && !bytes.subarray(0, 4096).includes(0))) return csvBook(decodeCsv(bytes))
  throw new FileRefused('这不是表格文件。请上传 .xlsx、.xls 或 .csv 文件。')
}

/** Macros are refused; what goes on to the parser are the entries as we inflated and counted them. */
function safeXlsx(bytes: Uint8Array): Uint8Array {
  const files = readZip(bytes)
  if ([...files.keys()].some((name) => /vbaProject|macrosheets/i.test(name)))
    throw new FileRefused('表格里有宏（.xlsm），不能上传。请另存为不带宏的 .xlsx 再上传。')
  const wanted = [...files].filter(
    ([name]) => !/\/(?:media|drawings|charts|embeddings|externalLinks|printerSettings)\//.test(name),
  )
  return writeZip(new Map(wanted), 0)
}

/** UTF-8 with or without mark; anything that is not valid UTF-8 is read as GB18030, as WPS and Excel write it. */
export function decodeCsv(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

function csvBook(text: string): XLSX.WorkBook {
  const separator =
    [',', '\t', ';'].toSorted((a, b) => text.slice(0, 2000).split(b).length - text.slice(0, 2000).split(a).length)[0] ??
    ','
  const cells = splitCsv(text, separator).map((row) =>
    row.map((value) => (value === '' ? undefined : ({ t: 's', v: value } satisfies XLSX.CellObject))),
  )
  const width = Math.max(1, ...cells.map((row) => row.length))
  const sheet = {
    '!data': cells,
    '!ref': XLSX.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: Math.max(0, cells.length - 1), c: width - 1 } }),
  }
  return { SheetNames: ['CSV'], Sheets: { CSV: sheet as unknown as XLSX.WorkSheet } }
}

/** RFC 4180, any separator; every cell stays text, so that long numbers keep their digits. */
function splitCsv(text: string, separator: string): string[][] {
  const rows: string[][] = [[]]
  let value = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? ''
    if (quoted && c === '"' && text[i + 1] === '"') {
      value += '"'
      i++
    } else if (c === '"' && (quoted || value === '')) quoted = !quoted
    else if (!quoted && (c === separator || c === '\n')) {
      rows.at(-1)?.push(value.replace(/\r$/, ''))
      value = ''
      if (c === '\n') rows.push([])
    } else value += c
  }
  if (value !== '' || (rows.at(-1)?.length ?? 0) > 0) rows.at(-1)?.push(value)
  return rows.filter((row) => row.length > 0)
}

function gridOf(name: string, sheet: XLSX.WorkSheet | undefined): Grid {
  const data = (sheet as { '!data'?: (XLSX.CellObject | undefined)[][] } | undefined)?.['!data'] ?? []
  const used = data.findLastIndex((row) =>
    row?.some((cell) => cell && cell.v !== undefined && String(cell.v).trim() !== ''),
  )
  if (used >= sheetLimits.rows)
    throw new FileRefused(`工作表“${name}”超过 ${sheetLimits.rows} 行。请拆成几份，并删去多余的空白行。`)
  const cells = Array.from({ length: used + 1 }, (_, r) => Array.from(data[r] ?? [], (cell) => gridCell(cell)))
  const width = Math.max(0, ...cells.map((row) => row.findLastIndex((c) => c !== undefined && c.text !== '') + 1))
  if (width > sheetLimits.columns)
    throw new FileRefused(`工作表“${name}”有 ${width} 列，最多 ${sheetLimits.columns} 列。请删去模板以外的列。`)
  fillMerged(cells, sheet?.['!merges'] ?? [])
  return { name, cells }
}

function gridCell(cell: XLSX.CellObject | undefined): GridCell | undefined {
  if (!cell || (cell.v === undefined && cell.t !== 'e')) return undefined
  const kind = cell.t === 'n' ? 'number' : cell.t === 'b' ? 'bool' : cell.t === 'e' ? 'error' : 'text'
  return {
    kind,
    text: kind === 'error' ? String(cell.w ?? cell.v) : String(cell.v),
    number: typeof cell.v === 'number' ? cell.v : Number.NaN,
    format: String(cell.z ?? ''),
    formula: cell.f !== undefined,
    merged: false,
  }
}

function fillMerged(cells: (GridCell | undefined)[][], merges: readonly XLSX.Range[]): void {
  for (const { s, e } of merges) {
    const master = cells[s.r]?.[s.c]
    if (!master) continue
    for (let r = s.r; r <= Math.min(e.r, cells.length - 1); r++) {
      for (let c = s.c; c <= Math.min(e.c, sheetLimits.columns); c++) {
        const row = cells[r]
        if (row && (r !== s.r || c !== s.c)) row[c] = { ...master, merged: true }
      }
    }
  }
}
