/** What every reader of sheets gives, whatever the file: sheets, their rows one by one, their merged cells. */
import { FileRefused } from '../files/refused.ts'
import { shownText } from '../../platform/shownText.ts'
import { mostCellCharacters } from './limits.ts'

/** The text of a cell whose formula was never computed: a program wrote it, and nobody opened it since. */
export const neverComputed = '#未计算'

/** What the one sheet of a text file is called. */
export const csvName = 'CSV'

/** `kind`: what stands in the cell. `format` is the number format; `formula` tells that the value was computed. */
export interface GridCell {
  kind: 'text' | 'number' | 'bool' | 'error'
  text: string
  number: number
  format: string
  formula: boolean
  merged: boolean
  /** What stands in the cell, where the file says it itself (.ods); elsewhere the format tells. */
  shown?: string
  /** The whole text, or a part of it, is struck through. */
  struck?: true
  /** Written in red by its font; red by its number format stands in `format`. */
  red?: true
  /** Written in white on nothing: it stands there, and is not seen. */
  pale?: true
}
/** Rows and columns count from 0. `hidden`: the person who sent the file does not see it, by hand or by a filter. */
export interface SheetRow {
  row: number
  hidden: boolean
  cells: (GridCell | undefined)[]
}
/** Cells merged into one, both corners included. */
export interface Span {
  top: number
  left: number
  bottom: number
  right: number
}
export interface Sheet {
  name: string
  hidden: boolean
  /** Rows that hold anything, from above. Can be asked again. */
  rows(): Iterable<SheetRow>
  spans(): Span[]
  /** Columns that the person who sent the file does not see, from 0. */
  hiddenColumns(): ReadonlySet<number>
}
export interface OpenBook {
  sheets: Sheet[]
  date1904: boolean
}

/**
 * Of a colour as six hexadecimal digits, with or without what comes before them ("FFC00000", "#c00000"): whether a
 * person calls it red.
 */
export function isRed(colour: string): boolean {
  const [red = 0, green = 0, blue = 0] = (/([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour) ?? [])
    .slice(1)
    .map((part) => Number.parseInt(part, 16))
  return red >= 0x80 && green <= 0x55 && blue <= 0x55 && red - Math.max(green, blue) >= 0x60
}

/** Every cell that says anything is struck through: whoever stands in the row no longer counts. */
export function isStruckRow(cells: readonly (GridCell | undefined)[]): boolean {
  const written = cells.filter((cell) => cell !== undefined && cell.text.trim() !== '')
  return written.length > 0 && written.every((cell) => cell?.struck === true)
}

/** 2 → "C". */
export function columnName(column: number): string {
  const rest = Math.floor(column / 26)
  return (rest > 0 ? columnName(rest - 1) : '') + String.fromCharCode(65 + (column % 26))
}

/** "B7" of row 6, column 1. */
export const address = (row: number, column: number): string => `${columnName(column)}${row + 1}`

/**
 * Text as it may be kept and shown, without what no database takes and what turns it; line ends as LF.
 * @throws FileRefused with line and column where there is too much of it.
 */
export function cellText(text: string, sheet: string, row: number, column: number): string {
  if (text.length > mostCellCharacters)
    throw new FileRefused(
      `工作表“${sheet}”第 ${row + 1} 行第 ${columnName(column)} 列有 ${text.length} 个字，一格最多 ${mostCellCharacters} 个字。请缩短这一格后再传。`,
    )
  return shownText(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)
}

/** @throws FileRefused */
export function tooManyColumns(sheet: string, row: number, column: number, most: number): never {
  throw new FileRefused(
    `工作表“${sheet}”第 ${row + 1} 行在第 ${column + 1} 列还有内容，最多 ${most} 列。请删去模板以外的列。`,
  )
}

/** @throws FileRefused */
export function tooManyRows(sheet: string, most: number): never {
  throw new FileRefused(`工作表“${sheet}”超过 ${most} 行。请拆成几份，并删去多余的空白行。`)
}
