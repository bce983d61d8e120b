/**
 * Workbooks of OpenDocument (.ods, ISO/IEC 26300-3 chapter 9), read row by row as LibreOffice shows them: its own words
 * for a figure stand beside it.
 */
import { FileRefused } from '../files/refused.ts'
import { readXml, type XmlReader } from '../files/xml.ts'
import { zipPieces } from '../files/zip.ts'
import {
  cellText,
  isRed,
  neverComputed,
  tooManyColumns,
  tooManyRows,
  type GridCell,
  type OpenBook,
  type SheetRow,
  type Span,
} from './book.ts'
import type { SheetLimits } from './limits.ts'
import { locked } from './olderBooks.ts'

/** @throws FileRefused for passwords and damage. */
export function openOds(bytes: Uint8Array, limits: SheetLimits): OpenBook {
  const part = (name: string) => zipPieces(bytes, name, { maxBytes: limits.unpackedBytes, maxEntries: 2_000 })
  const pieces = () => part('content.xml')
  if (isLocked(part('META-INF/manifest.xml'))) throw locked()
  const looks = new Map<string, Look>()
  const found = [...tablesOf(pieces(), looks)]
  if (found.length === 0) throw damaged()
  return {
    date1904: false,
    sheets: found.map((table, at) => ({
      name: table.name,
      hidden: table.hidden,
      rows: () => only('row', cellsOf(pieces(), at, table, limits, looks)),
      spans: () => [...only('span', cellsOf(pieces(), at, table, limits, looks))],
      hiddenColumns: () => new Set(table.hiddenColumns),
    })),
  }
}

const isLocked = (manifest: Iterable<Uint8Array>): boolean =>
  !readXml<true>(manifest, (emit) => ({
    open(name) {
      if (name === 'encryption-data') emit(true)
    },
  })).next().done

interface Table {
  name: string
  hidden: boolean
  hiddenColumns: number[]
  /** Styles of cells that name none, by column from 0. */
  columnStyles: string[]
}
/** How a style writes: struck through, in red. */
type Look = Pick<GridCell, 'struck' | 'red'>

/** Names from the root down: tables of change tracking and of links stand elsewhere than those of the workbook. */
const ofWorkbook = 'document-content/body/spreadsheet/table'

/** `looks` is filled with the styles of cells and words, which stand before the tables. */
function tablesOf(pieces: Iterable<Uint8Array>, looks: Map<string, Look>): Generator<Table> {
  const unshown = new Set<string>()
  const path: string[] = []
  let style = ''
  let table: Table | undefined
  let column = 0
  let folded = 0
  return readXml<Table>(pieces, (emit) => ({
    open(name, attributes) {
      path.push(name)
      if (name === 'style') style = attributes['style:name'] ?? ''
      if (name === 'text-properties' && table === undefined) looks.set(style, lookOf(attributes))
      if (name === 'table-properties' && attributes['table:display'] === 'false') unshown.add(style)
      if (path.length === 4 && path.join('/') === ofWorkbook) {
        table = {
          name: attributes['table:name'] ?? '',
          hidden: unshown.has(attributes['table:style-name'] ?? ''),
          hiddenColumns: [],
          columnStyles: [],
        }
        column = folded = 0
      }
      if (name === 'table-column-group' && (folded > 0 || attributes['table:display'] === 'false')) folded += 1
      if (name === 'table-column' && table) {
        const times = repeated(attributes['table:number-columns-repeated'])
        if (folded > 0 || isUnseen(attributes))
          for (let c = column; c < Math.min(column + times, mostColumns); c += 1) table.hiddenColumns.push(c)
        const usual = attributes['table:default-cell-style-name']
        if (usual !== undefined)
          for (let c = column; c < Math.min(column + times, mostStyled); c += 1) table.columnStyles[c] = usual
        column += times
      }
    },
    close(name) {
      if (table && path.length === 4) {
        emit(table)
        table = undefined
      }
      if (name === 'table-column-group' && folded > 0) folded -= 1
      path.pop()
    },
  }))
}

const mostColumns = 16_384
/** Styles of columns are looked up as far as lists of people reach. */
const mostStyled = 1_000

const lookOf = (attributes: Readonly<Record<string, string>>): Look => ({
  ...((attributes['style:text-line-through-style'] ?? 'none') !== 'none' ||
  (attributes['style:text-line-through-type'] ?? 'none') !== 'none'
    ? { struck: true as const }
    : {}),
  ...(isRed(attributes['fo:color'] ?? '') ? { red: true as const } : {}),
})

type Found = { row: SheetRow } | { span: Span }

function* only<K extends 'row' | 'span'>(
  what: K,
  found: Iterable<Found>,
): Generator<K extends 'row' ? SheetRow : Span> {
  for (const f of found) if (what in f) yield (f as Record<K, K extends 'row' ? SheetRow : Span>)[what]
}

function cellsOf(
  pieces: Iterable<Uint8Array>,
  at: number,
  { name: sheet, columnStyles }: Table,
  limits: SheetLimits,
  looks: ReadonlyMap<string, Look>,
): Generator<Found> {
  return readXml<Found>(pieces, (emit) => {
    const path: string[] = []
    let table = -1
    let inTable = 0
    let folded = 0
    let row = 0
    let rowTimes = 1
    let rowHidden = false
    let cells: (GridCell | undefined)[] = []
    let column = 0
    let cell: Readonly<Record<string, string>> = {}
    const words = paragraphs((style) => looks.get(style)?.struck === true)
    const endCell = () => {
      const times = repeated(cell['table:number-columns-repeated'])
      const down = repeated(cell['table:number-rows-spanned'])
      const across = repeated(cell['table:number-columns-spanned'])
      if (down * across > 1)
        emit({ span: { top: row, left: column, bottom: row + down - 1, right: column + across - 1 } })
      const read = cellOf(cell, words.whole())
      const text = read && cellText(read.text, sheet, row, column)
      if (read && text !== undefined && text !== '') {
        if (column + times > limits.columns) tooManyColumns(sheet, row, column + times - 1, limits.columns)
        for (let c = column; c < column + times; c += 1) {
          const look = looks.get(cell['table:style-name'] ?? columnStyles[c] ?? '')
          cells[c] = { ...read, text, ...look, ...(words.isStruck() ? { struck: true } : {}) }
        }
      }
      column += times
    }
    const endRow = () => {
      if (cells.length > 0) {
        if (row + rowTimes > limits.rows) tooManyRows(sheet, limits.rows)
        for (let r = row; r < row + rowTimes; r += 1) emit({ row: { row: r, hidden: rowHidden, cells: [...cells] } })
      }
      row += rowTimes
    }
    return {
      open(name, attributes) {
        path.push(name)
        if (path.length === 4 && path.join('/') === ofWorkbook) {
          table += 1
          row = folded = 0
          inTable = table === at ? path.length : 0
          return
        }
        if (inTable === 0) return
        if (name === 'table-row-group' && (folded > 0 || attributes['table:display'] === 'false')) folded += 1
        if (words.isOpen()) return words.open(name, attributes)
        if (name === 'table-row') {
          rowTimes = repeated(attributes['table:number-rows-repeated'])
          rowHidden = folded > 0 || isUnseen(attributes)
          cells = []
          column = 0
        }
        if (name === 'table-cell') {
          cell = attributes
          words.begin()
        }
        if (name === 'covered-table-cell') column += repeated(attributes['table:number-columns-repeated'])
      },
      text: words.text,
      close(name) {
        if (inTable > 0) {
          if (words.isOpen()) {
            if (words.close(name)) endCell()
          } else if (name === 'table-row') endRow()
          else if (name === 'table-row-group' && folded > 0) folded -= 1
          if (path.length === inTable) inTable = 0
        }
        path.pop()
      },
    }
  })
}

const isUnseen = (attributes: Readonly<Record<string, string>>): boolean =>
  ['collapse', 'filter'].includes(attributes['table:visibility'] ?? '')

const repeated = (times: string | undefined): number => {
  const n = Number(times ?? 1)
  if (!Number.isInteger(n) || n < 1) throw damaged()
  return n
}

/** Not of the cell's own text: remarks, drawings, tables within, what is only read aloud. */
const beside = new Set(['annotation', 'ruby-text', 'note', 'frame', 'custom-shape', 'caption', 'g', 'rect', 'table'])

/** The paragraphs of a cell, a line each. `close` is true with the cell's own end. */
function paragraphs(strikes: (style: string) => boolean): Required<Pick<XmlReader, 'open' | 'text'>> & {
  begin(): void
  isOpen(): boolean
  whole(): string
  /** A part of the words is struck through. */
  isStruck(): boolean
  close(name: string): boolean
} {
  let depth = 0
  let striking = 0
  let struck = false
  let passed = 0
  let lines: string[] = []
  let inside = false
  const add = (text: string) => {
    if (!inside || passed > 0) return
    lines.push((lines.pop() ?? '') + text)
    struck ||= striking > 0 && text.trim() !== ''
  }
  return {
    begin() {
      depth = 1
      passed = striking = 0
      struck = false
      lines = []
      inside = false
    },
    isOpen: () => depth > 0,
    whole: () => lines.join('\n'),
    isStruck: () => struck,
    open(name, attributes) {
      depth += 1
      if (striking > 0 || strikes(attributes['text:style-name'] ?? '')) striking += 1
      if (passed > 0 || beside.has(name)) passed += 1
      else if (name === 'p' || name === 'h') {
        inside = true
        lines.push('')
      } else if (name === 's') add(' '.repeat(Math.min(repeated(attributes['text:c']), 1_000)))
      else if (name === 'tab') add('\t')
      else if (name === 'line-break') add('\n')
    },
    text: add,
    close(name) {
      depth -= 1
      if (striking > 0) striking -= 1
      if (passed > 0) passed -= 1
      else if (name === 'p' || name === 'h') inside = false
      return depth === 0
    },
  }
}

type Read = Omit<GridCell, 'text'> & { text: string }

/**
 * 19.385 (office:value-type); nothing where the cell is only a format. `shown`: what stands in the cell, as LibreOffice
 * wrote it down.
 */
function cellOf(cell: Readonly<Record<string, string>>, shown: string): Read | undefined {
  const formula = cell['table:formula'] !== undefined
  const rest = { formula, merged: false, format: '' }
  const text = (read: string): Read => ({ ...rest, kind: 'text', text: read, number: Number.NaN })
  const figure = (number: number, format = ''): Read => {
    if (!Number.isFinite(number)) throw damaged()
    return { ...rest, kind: 'number', text: String(number), number, format, ...(shown === '' ? {} : { shown }) }
  }
  const type = cell['office:value-type']
  if (formula && (cell['calcext:value-type'] === 'error' || /^(?:#[A-Z0-9/!?]+!?|Err:\d+)$/.test(shown)))
    return { ...rest, kind: 'error', text: shown, number: Number.NaN }
  switch (type) {
    case 'float':
    case 'currency':
      return figure(Number(cell['office:value']))
    case 'percentage':
      return figure(Number(cell['office:value']), '0%')
    case 'date':
      return dayOf(cell['office:date-value'] ?? '', figure) ?? text(shown)
    case 'time':
      return timeOf(cell['office:time-value'] ?? '', figure) ?? text(shown)
    case 'boolean':
      return { ...rest, kind: 'bool', text: String(cell['office:boolean-value'] === 'true'), number: Number.NaN }
    default:
      if (formula && type === undefined && shown === '')
        return { ...rest, kind: 'error', text: neverComputed, number: Number.NaN }
      return shown === '' && !cell['office:string-value'] ? undefined : text(cell['office:string-value'] ?? shown)
  }
}

/** "2026-10-08T14:30:00" as Excel numbers days: the readers of cells know them so. */
function dayOf(iso: string, figure: (n: number, format: string) => Read): Read | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?$/.exec(iso)
  if (!found) return undefined
  const [year, month, day, hour = 0, minute = 0, second = 0] = found.slice(1).map((n) => Number(n ?? 0)) as number[]
  const days = (Date.UTC(year!, month! - 1, day!) - Date.UTC(1899, 11, 30)) / 86_400_000
  // Excel takes 1900 for a leap year: before its March the count is one less.
  const serial = days > 60 ? days : days - 1
  if (serial < 1) return undefined
  const time = (hour * 3_600 + minute * 60 + second) / 86_400
  return figure(serial + time, time > 0 ? 'yyyy-mm-dd hh:mm' : 'yyyy-mm-dd')
}

/** "PT14H30M00S" as a part of a day. */
function timeOf(iso: string, figure: (n: number, format: string) => Read): Read | undefined {
  const found = /^PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S$/.exec(iso)
  return found && (Number(found[1]) * 3_600 + Number(found[2]) * 60 + Number(found[3])) / 86_400 < 1
    ? figure((Number(found[1]) * 3_600 + Number(found[2]) * 60 + Number(found[3])) / 86_400, 'h:mm')
    : undefined
}

const damaged = (): FileRefused =>
  new FileRefused('表格打不开，可能已损坏。请用 WPS 或 Excel 打开后另存为 .xlsx 再上传。')
