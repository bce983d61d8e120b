/**
 * Registers as workbooks: whole sheets at once, or one sheet row by row for long ones; and how a workbook is answered.
 */
import type ExcelJS from 'exceljs'
import type { Context } from 'hono'
import { Writable } from 'node:stream'
import { asAttachment } from '../../platform/disposition.ts'
import { defused } from './export.ts'
import { newBook } from './look.ts'

/** `width` in characters. */
export type BookColumn = { header: string; width: number }
export type BookSheet = { title: string; columns: readonly BookColumn[]; rows: readonly (readonly BookCell[])[] }
export type BookCell = string | number

const frozenHead = { views: [{ state: 'frozen', ySplit: 1 }] } satisfies Partial<ExcelJS.AddWorksheetOptions>

/**
 * A workbook of these sheets, their heads bold and standing. What a villager wrote never becomes a formula, saved as
 * CSV neither.
 */
export async function bookOf(sheets: readonly BookSheet[]): Promise<Uint8Array> {
  const book = await newBook()
  for (const [i, s] of sheets.entries()) {
    const sheet = book.addWorksheet(
      `${i === 0 ? '' : `${i} `}${s.title}`.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31),
      frozenHead,
    )
    sheet.columns = s.columns.map((column) => ({ ...column }))
    sheet.getRow(1).font = { bold: true }
    for (const row of s.rows) inDays(sheet.addRow(row.map(plain)))
  }
  return new Uint8Array(await book.xlsx.writeBuffer())
}

/**
 * A workbook of one long sheet that is never whole in memory as cells: `add` each row, then `end` gives the file. Left
 * without `end` there is no file. `notes`: sentences on a sheet of their own, so that the rows stay rows.
 */
export async function longBook(title: string, columns: readonly BookColumn[]) {
  const zipped: Buffer[] = []
  const { default: writer } = await import('exceljs')
  const book = new writer.stream.xlsx.WorkbookWriter({
    useStyles: true,
    stream: new Writable({
      write(piece: Buffer, _encoding, next) {
        zipped.push(piece)
        next()
      },
    }),
  })
  const sheet = book.addWorksheet(title, frozenHead)
  sheet.columns = columns.map((column) => ({ ...column }))
  sheet.getRow(1).font = { bold: true }
  sheet.getRow(1).commit()
  return {
    add: (row: readonly BookCell[]) => inDays(sheet.addRow(row.map(plain))).commit(),
    async end(notes?: { title: string; lines: readonly string[] }): Promise<Uint8Array> {
      if (notes) {
        const beside = book.addWorksheet(notes.title)
        beside.columns = [{ width: 80 }]
        for (const line of notes.lines) beside.addRow([plain(line)]).commit()
      }
      await book.commit()
      return new Uint8Array(Buffer.concat(zipped))
    },
  }
}

/** A number stays one, a day or a time becomes one that can be sorted and reckoned with; other words stay words. */
const plain = (value: BookCell): BookCell | Date =>
  typeof value === 'string' ? (dayIn(value) ?? defused(value)) : value

/** "2026-10-05", "2026-10-05 14:30" as they stand there: a sheet knows no time zone. */
function dayIn(text: string): Date | undefined {
  const [, day, time = '00:00'] = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}))?$/.exec(text) ?? []
  if (day === undefined) return undefined
  const at = new Date(`${day}T${time}:00Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day ? undefined : at
}

/** Days look as they do everywhere else here. */
function inDays(row: ExcelJS.Row): ExcelJS.Row {
  row.eachCell((cell) => {
    if (cell.value instanceof Date)
      cell.numFmt = cell.value.getTime() % 86_400_000 === 0 ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm'
  })
  return row
}

/**
 * A workbook as a download that no browser keeps. Made whole before the first byte leaves: one that fails is an error
 * with a sentence, never a shorter file.
 */
export const sheetAnswer = (c: Context, bytes: Uint8Array, name: string) =>
  c.body(new Uint8Array(bytes), 200, {
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'content-disposition': asAttachment(name),
    'cache-control': 'no-store',
  })
