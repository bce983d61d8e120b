/** Workbooks of Excel 5 to 2003 (.xls), by SheetJS; what is said of a locked one. */
import * as XLSX from '@e965/xlsx'
import * as codepages from '@e965/xlsx/dist/cpexcel.full.mjs'
import { FileRefused } from '../files/refused.ts'
import {
  cellText,
  tooManyColumns,
  tooManyRows,
  type GridCell,
  type OpenBook,
  type Sheet,
  type SheetRow,
} from './book.ts'
import { sheetLimits, type SheetLimits } from './limits.ts'

XLSX.set_cptable(codepages)

/** @throws FileRefused for passwords and damage. */
export function openOlderBook(bytes: Uint8Array, limits: SheetLimits): OpenBook {
  // SheetJS holds the whole: 65,000 rows of a register took 1.1 GB. Larger ones come as .xlsx, which is read row by
  // row.
  if (bytes.length > sheetLimits.fileBytes)
    throw new FileRefused(
      `.xls 文件超过 ${sheetLimits.fileBytes / 1024 / 1024} MB，读不了。请用 WPS 或 Excel 打开后另存为 .xlsx 再上传。`,
    )
  const book = parsed(bytes, limits)
  const states = book.Workbook?.Sheets ?? []
  return {
    date1904: book.Workbook?.WBProps?.date1904 === true,
    sheets: book.SheetNames.map((name, i) => sheetOf(name, (states[i]?.Hidden ?? 0) !== 0, book.Sheets[name], limits)),
  }
}

function parsed(bytes: Uint8Array, limits: SheetLimits): XLSX.WorkBook {
  try {
    return XLSX.read(bytes, {
      type: 'array',
      cellDates: false,
      cellFormula: true,
      cellNF: true,
      // Without it no row and no column is known to be hidden.
      cellStyles: true,
      cellHTML: false,
      dense: true,
      // Excel 5 keeps no Unicode: what was written in China is GBK.
      codepage: 936,
      sheetRows: limits.rows + 200,
    })
  } catch (error) {
    if (error instanceof Error && /password|encrypt/i.test(error.message)) throw locked()
    throw new FileRefused('表格打不开，可能已损坏或太旧。请用 WPS 或 Excel 打开后另存为 .xlsx 再上传。')
  }
}

/** What is said of a workbook behind a password. */
export const locked = (): FileRefused =>
  new FileRefused('表格加了密码，打不开。请用 WPS 或 Excel 打开，去掉密码后另存为 .xlsx 再上传。')

function sheetOf(name: string, hidden: boolean, sheet: XLSX.WorkSheet | undefined, limits: SheetLimits): Sheet {
  const data = (sheet as { '!data'?: (XLSX.CellObject | undefined)[][] } | undefined)?.['!data'] ?? []
  const unseen = sheet?.['!rows'] ?? []
  return {
    name,
    hidden,
    *rows(): Generator<SheetRow> {
      for (const [row, line] of data.entries()) {
        const cells = Array.from(line ?? [], (cell, column) => gridCell(cell, name, row, column))
        const width = cells.findLastIndex((cell) => cell !== undefined && cell.text !== '') + 1
        if (width === 0) continue
        if (row >= limits.rows) tooManyRows(name, limits.rows)
        if (width > limits.columns) tooManyColumns(name, row, width - 1, limits.columns)
        yield { row, hidden: unseen[row]?.hidden === true, cells: cells.slice(0, width) }
      }
    },
    spans: () => (sheet?.['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c })),
    hiddenColumns: () => new Set((sheet?.['!cols'] ?? []).flatMap((c, at) => (c?.hidden ? [at] : []))),
  }
}

function gridCell(cell: XLSX.CellObject | undefined, sheet: string, row: number, column: number): GridCell | undefined {
  if (!cell || (cell.v === undefined && cell.t !== 'e')) return undefined
  const kind = cell.t === 'n' ? 'number' : cell.t === 'b' ? 'bool' : cell.t === 'e' ? 'error' : 'text'
  return {
    kind,
    text: cellText(kind === 'error' ? String(cell.w ?? cell.v) : String(cell.v), sheet, row, column),
    number: typeof cell.v === 'number' ? cell.v : Number.NaN,
    format: String(cell.z ?? ''),
    formula: cell.f !== undefined,
    merged: false,
  }
}
