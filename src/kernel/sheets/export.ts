/** What readers download: XLSX, CSV and JSON of the public face, so that no export can show more than the page. */
import type ExcelJS from 'exceljs'
import { isNumber } from '../forms/form.ts'
import type { Cell, Column } from '../forms/forms.schema.ts'
import type { PublicContent } from '../guard/mask.ts'
import { parseAmount } from '../forms/money.ts'
import { layoutOf } from './columnStyle.ts'
import { border, head, newBook, pageSetup, titleRows } from './look.ts'
import { sheetName } from './writeTemplate.ts'

/** Printed above the table and kept in the JSON. `address` is the notice's public page. */
export interface ExportMeta {
  title: string
  place: string
  period: string
  code: string
  version: number
  publishedOn: string
  address: string
}

/**
 * An .xlsx of the public face; records and documents stand upright. Strings stay strings: a cell that begins with "="
 * is never a formula.
 */
export async function writeExport(face: PublicContent, meta: ExportMeta): Promise<Uint8Array> {
  const book = await newBook()
  const upright = face.layout !== 'rows'
  const width = upright ? 2 : Math.max(2, face.columns.length)
  const sheet = book.addWorksheet(sheetName(meta.title), { pageSetup: pageSetup(width) })
  titleRows(sheet, meta.title, `${meta.place}　${meta.period}`, `公布日期：${meta.publishedOn}`, width)
  if (upright) addUpright(sheet, face)
  else addTable(sheet, face)
  head(sheet, 3, 3, width)
  border(sheet, 3, sheet.rowCount, width)
  for (const line of footLines(face, meta)) sheet.addRow([line])
  sheet.views = [{ state: 'frozen', ySplit: 3 }]
  sheet.pageSetup.printTitlesRow = '3:3'
  return new Uint8Array(await book.xlsx.writeBuffer())
}

function addTable(sheet: ExcelJS.Worksheet, face: PublicContent): void {
  sheet.addRow(face.columns.map((c) => c.label))
  for (const row of face.rows) sheet.addRow(face.columns.map((c) => sheetValue(row[c.key] ?? null, c)))
  if (Object.keys(face.totals).length > 0) sheet.addRow(totalsRow(face)).font = { bold: true }
  face.columns.forEach((column, i) => layColumn(sheet, column, i + 1, sheet.rowCount))
}

function addUpright(sheet: ExcelJS.Worksheet, face: PublicContent): void {
  sheet.addRow(['项目', '内容'])
  sheet.getColumn(1).width = 30
  sheet.getColumn(2).width = 60
  for (const column of face.columns) {
    const cell = sheet.addRow([column.label, sheetValue(face.rows[0]?.[column.key] ?? null, column)]).getCell(2)
    cell.numFmt = layoutOf(column).format
    cell.alignment = { horizontal: 'left', vertical: 'middle', wrapText: true }
  }
}

/** Figures as numbers where Excel keeps them exactly (15 digits), else as text. */
function sheetValue(cell: Cell, column: Column): string | number {
  if (typeof cell === 'boolean') return cell ? '是' : '否'
  if (cell === null) return ''
  const text = String(cell)
  return isNumber(column) && parseAmount(text) !== undefined && text.replace(/\D/g, '').length <= 15
    ? Number(text)
    : text
}

function totalsRow(face: PublicContent): (string | number)[] {
  return face.columns.map((c, i) => {
    const total = face.totals[c.key]
    if (total !== undefined) return sheetValue(total, c)
    return i === 0 ? '合计' : ''
  })
}

function layColumn(sheet: ExcelJS.Worksheet, column: Column, index: number, last: number): void {
  const layout = layoutOf(column)
  sheet.getColumn(index).width = layout.width
  for (let r = 4; r <= last; r++) {
    sheet.getCell(r, index).numFmt = layout.format
    sheet.getCell(r, index).alignment = {
      horizontal: layout.align,
      vertical: 'middle',
      wrapText: layout.align === 'left',
    }
  }
}

function footLines(face: PublicContent, meta: ExportMeta): string[] {
  return [
    ...(face.nothing ? [`本期无内容：${face.nothing.reason}`] : []),
    ...(face.hiddenRows > 0 ? [`另有 ${face.hiddenRows} 行涉及未成年人，不逐行公布，已计入合计。`] : []),
    ...(face.note ? [`说明：${face.note}`] : []),
    `编号 ${meta.code}，第 ${meta.version} 版。原文与存证：${meta.address}`,
  ]
}

/** UTF-8 with mark (Excel and WPS read it), CRLF, cells that a spreadsheet would run as formulas made harmless. */
export function writeCsv(face: PublicContent): Uint8Array {
  const head = face.columns.map((c) => csvCell(c.label))
  const rows = face.rows.map((row) => face.columns.map((c) => csvCell(csvText(row[c.key] ?? null), isNumber(c))))
  return new TextEncoder().encode(`\ufeff${[head, ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`)
}

const csvText = (cell: Cell): string => (typeof cell === 'boolean' ? (cell ? '是' : '否') : String(cell ?? ''))

/**
 * A cell of CSV; what a spreadsheet would run as a formula is made harmless, a plain number such as -5.00 stays one.
 */
export function csvCell(text: string, isFigure = false): string {
  const harmless = isFigure && /^-?\d+(\.\d+)?$/.test(text) ? text : defused(text)
  return /[",\r\n;\t]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** A leading = + - @ tab or CR, full-width ones too, gets an apostrophe before it. */
export const defused = (text: string): string => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text)

/** Open data: labels beside keys, figures as decimal strings. */
export function writeJson(face: PublicContent, meta: ExportMeta): Uint8Array {
  const columns = face.columns.map((c) => ({
    key: c.key,
    label: c.label,
    type: c.type,
    ...(c.unit ? { unit: c.unit } : {}),
  }))
  return new TextEncoder().encode(
    `${JSON.stringify({ ...meta, columns, rows: face.rows, hiddenRows: face.hiddenRows, totals: face.totals, note: face.note, ...(face.nothing ? { nothing: face.nothing } : {}) }, null, 2)}\n`,
  )
}
