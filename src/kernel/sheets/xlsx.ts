/**
 * Workbooks of Excel 2007 and later (ECMA-376 part 1, chapter 18), read row by row: a quarter of a million rows are
 * never whole in memory.
 */
import * as XLSX from '@e965/xlsx'
import { openPackage, type OfficePackage } from '../files/opc.ts'
import { FileRefused } from '../files/refused.ts'
import { prefixed, readXml, type XmlReader } from '../files/xml.ts'
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

/** @throws FileRefused for macros and damage. */
export function openXlsx(bytes: Uint8Array, limits: SheetLimits): OpenBook {
  const pack = openPackage(bytes, { maxBytes: limits.unpackedBytes, maxEntries: 2_000 })
  if (pack.parts.some((part) => /vbaProject|macrosheet|macroEnabled/i.test(`${part} ${pack.typeOf(part)}`)))
    throw new FileRefused('表格里有宏（.xlsm），不能上传。请另存为不带宏的 .xlsx 再上传。')
  const main = pack.relationsOf('').find((r) => r.kind === 'officeDocument')?.target
  if (main === undefined) throw damaged()
  const relations = pack.relationsOf(main)
  const partOf = (kind: string): string => relations.find((r) => r.kind === kind)?.target ?? ''
  const { sheets, date1904 } = readWorkbook(pack, main)
  if (sheets.length === 0) throw damaged()
  let known: Lookups | undefined
  const lookups = (): Lookups =>
    (known ??= {
      strings: [...sharedStrings(pack, partOf('sharedStrings'))],
      styles: stylesOf(pack, partOf('styles'), [...themeColours(pack, partOf('theme'))]),
    })
  return {
    date1904,
    sheets: sheets.flatMap(({ id, name, hidden }) => {
      const relation = relations.find((r) => r.id === id)
      if (relation?.target === undefined) throw damaged()
      // Sheets that are only a chart hold no cells.
      if (relation.kind !== 'worksheet') return []
      const part = relation.target
      return [
        {
          name,
          hidden,
          rows: () => readRows(pack.pieces(part), name, lookups(), limits),
          spans: () => (mentionsMerging(pack.pieces(part)) ? [...readSpans(pack.pieces(part))] : []),
          hiddenColumns: () => hiddenColumns(pack.pieces(part)),
        },
      ]
    }),
  }
}

/** What cells refer to by number: texts, and how each style shows them. */
interface Lookups {
  strings: Words[]
  styles: Style[]
}
/** `struck`: a part of it is struck through. */
interface Words {
  text: string
  struck: boolean
}
interface Style {
  format: string
  struck: boolean
  red: boolean
  pale: boolean
}

interface Entry {
  id: string
  name: string
  hidden: boolean
}

function readWorkbook(pack: OfficePackage, main: string): { sheets: Entry[]; date1904: boolean } {
  let date1904 = false
  const sheets = [
    ...readXml<Entry>(pack.pieces(main), (emit) => ({
      open(name, attributes) {
        if (name === 'workbookPr') date1904 = isTrue(attributes['date1904'])
        if (name === 'sheet')
          emit({
            id: prefixed(attributes, 'id') ?? '',
            name: attributes['name'] ?? '',
            hidden: /hidden$/i.test(attributes['state'] ?? ''),
          })
      },
    })),
  ]
  return { sheets, date1904 }
}

function sharedStrings(pack: OfficePackage, part: string): Generator<Words> {
  return readXml<Words>(pack.pieces(part), (emit) => {
    const runs = textRuns()
    return {
      open(name, attributes) {
        if (name === 'si') runs.begin()
        runs.open(name, attributes)
      },
      text: runs.text,
      close(name) {
        runs.close(name)
        if (name === 'si') emit({ text: unescaped(runs.whole()), struck: runs.isStruck() })
      },
    }
  })
}

/** Digits above or below the line, as they are seen: "300" with a raised "1" is not 3001. */
type Shift = readonly string[]
const shifts: Readonly<Record<string, Shift>> = {
  superscript: [...'⁰¹²³⁴⁵⁶⁷⁸⁹'],
  subscript: [...'₀₁₂₃₄₅₆₇₈₉'],
}

/** The runs of one string put together, without what is only read aloud beside it (rPh). */
function textRuns(): Required<Pick<XmlReader, 'open' | 'text' | 'close'>> & {
  begin(): void
  whole(): string
  isStruck(): boolean
} {
  let whole = ''
  let inside = false
  let aloud = false
  let striking = false
  let struck = false
  let shifted: Shift | undefined
  return {
    begin() {
      whole = ''
      inside = aloud = striking = struck = false
      shifted = undefined
    },
    open(name, attributes) {
      if (name === 'rPh') aloud = true
      if (name === 't') inside = !aloud
      if (name === 'strike' || name === 'dstrike') striking = isOn(attributes)
      if (name === 'vertAlign') shifted = shifts[attributes['val'] ?? '']
    },
    text(text) {
      if (!inside) return
      whole += shifted ? text.replace(/\d/g, (digit) => shifted![Number(digit)]!) : text
      struck ||= striking && text.trim() !== ''
    },
    close(name) {
      if (name === 'rPh') aloud = false
      if (name === 't') inside = false
      if (name === 'r') {
        striking = false
        shifted = undefined
      }
    },
    whole: () => whole,
    isStruck: () => struck,
  }
}

/**
 * `_x000D_` stands for a character that XML cannot hold, `_x005F_` for the underscore before such a word (18.4,
 * ST_Xstring).
 */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text

/** How each style of cells shows what stands in it (18.8.10): number format, struck through, in red. */
function stylesOf(pack: OfficePackage, part: string, theme: readonly string[]): Style[] {
  const codes = new Map<number, string>(builtInFormats())
  const fonts: { struck: boolean; red: boolean; white: boolean }[] = []
  let inFonts = false
  let inCells = false
  return [
    ...readXml<{ format: number; font: number; filled: boolean }>(pack.pieces(part), (emit) => ({
      open(name, attributes) {
        if (name === 'numFmt') codes.set(Number(attributes['numFmtId'] ?? 0), attributes['formatCode'] ?? '')
        if (name === 'fonts') inFonts = true
        if (name === 'cellXfs') inCells = true
        if (name === 'xf' && inCells)
          emit({
            format: Number(attributes['numFmtId'] ?? 0),
            font: Number(attributes['fontId'] ?? 0),
            // The first fill is none (18.8.21).
            filled: Number(attributes['fillId'] ?? 0) > 0,
          })
        if (!inFonts) return
        const font = fonts.at(-1)
        if (name === 'font') fonts.push({ struck: false, red: false, white: false })
        else if (font && name === 'strike') font.struck = isOn(attributes)
        else if (font && name === 'color') {
          const colour = colourOf(attributes, theme)
          font.red = isRed(colour)
          font.white = /f{6}$/i.test(colour)
        }
      },
      close(name) {
        if (name === 'fonts') inFonts = false
        if (name === 'cellXfs') inCells = false
      },
    })),
  ].map(({ format, font, filled }) => {
    const { struck = false, red = false, white = false } = fonts[font] ?? {}
    return { format: codes.get(format) ?? '', struck, red, pale: white && !filled }
  })
}

const isOn = (attributes: Readonly<Record<string, string>>): boolean =>
  !['0', 'false', 'off'].includes(attributes['val'] ?? '1')

/** "FFC00000" of a colour that is written out, numbered (18.8.27) or of the workbook's theme. */
const colourOf = (attributes: Readonly<Record<string, string>>, theme: readonly string[]): string =>
  attributes['rgb'] ?? numberedColours[attributes['indexed'] ?? ''] ?? theme[Number(attributes['theme'])] ?? ''

const numberedColours: Readonly<Record<string, string>> = {
  '1': 'FFFFFF',
  '9': 'FFFFFF',
  '2': 'FF0000',
  '10': 'FF0000',
  '16': '800000',
  '60': '993300',
}

/** The colours of the theme in the order in which cells number them: light before dark (18.8.3). */
function* themeColours(pack: OfficePackage, part: string): Generator<string> {
  const found = [
    ...readXml<string>(pack.pieces(part), (emit) => {
      let inScheme = false
      return {
        open(name, attributes) {
          if (name === 'clrScheme') inScheme = true
          if (inScheme && (name === 'srgbClr' || name === 'sysClr'))
            emit(attributes['lastClr'] ?? attributes['val'] ?? '')
        },
        close(name) {
          if (name === 'clrScheme') inScheme = false
        },
      }
    }),
  ]
  const [dark = '', light = '', dark2 = '', light2 = '', ...rest] = found
  yield* [light, dark, light2, dark2, ...rest]
}

/** 18.8.30, with the days and times that Chinese Excel and WPS number from 27 and from 50. */
function builtInFormats(): [number, string][] {
  const chinese = (from: number, formats: readonly string[]): [number, string][] =>
    formats.map((format, i) => [from + i, format])
  const [month, day, whole] = ['yyyy"年"m"月"', 'm"月"d"日"', 'yyyy"年"m"月"d"日"']
  const [clock, exact] = ['h"时"mm"分"', 'h"时"mm"分"ss"秒"']
  return [
    ...Object.entries(XLSX.SSF.get_table() as Record<string, string>).map(([id, f]): [number, string] => [
      Number(id),
      f,
    ]),
    ...chinese(27, [month, day, day, 'm-d-yy', whole, clock, exact, clock, exact, month]),
    ...chinese(50, [month, day, month, day, day, clock, exact, month, day]),
  ]
}

function readRows(
  pieces: Iterable<Uint8Array>,
  sheet: string,
  lookups: Lookups,
  limits: SheetLimits,
): Generator<SheetRow> {
  return readXml<SheetRow>(pieces, (emit) => {
    let row: SheetRow | undefined
    let last = -1
    let column = -1
    let cell: Readonly<Record<string, string>> = {}
    let value: string | undefined
    let formula = false
    let inValue = false
    const runs = textRuns()
    return {
      open(name, attributes) {
        if (name === 'row') {
          row = { row: rowIn(attributes['r']) ?? last + 1, hidden: isHiddenRow(attributes), cells: [] }
          // Of a line that comes twice one program shows the first, another the last.
          if (row.row <= last) throw damaged()
          last = row.row
          column = -1
        }
        if (!row) return
        if (name === 'c') {
          const at = columnIn(attributes['r']) ?? column + 1
          if (at <= column) throw damaged()
          column = at
          cell = attributes
          value = undefined
          formula = false
          runs.begin()
        }
        if (name === 'f') formula = true
        if (name === 'v') {
          inValue = true
          value = ''
        }
        runs.open(name, attributes)
      },
      text(text) {
        if (inValue) value += text
        else runs.text(text)
      },
      close(name) {
        runs.close(name)
        if (name === 'v') inValue = false
        if (name === 'c' && row) {
          const read =
            formula && value === undefined
              ? uncomputed
              : cellOf(cell['t'], cell['t'] === 'inlineStr' ? runs.whole() : value, lookups)
          if (!read) return
          const text = cellText(read.text, sheet, row.row, column)
          if (text === '') return
          if (column >= limits.columns) tooManyColumns(sheet, row.row, column, limits.columns)
          const style = lookups.styles[Number(cell['s'] ?? 0)]
          const isStruck =
            style?.struck || (cell['t'] === 'inlineStr' && runs.isStruck()) || struckText(cell['t'], value, lookups)
          row.cells[column] = {
            ...read,
            text,
            format: style?.format ?? '',
            formula,
            merged: false,
            ...(isStruck ? { struck: true } : {}),
            ...(style?.red ? { red: true } : {}),
            ...(style?.pale ? { pale: true } : {}),
          }
        }
        if (name === 'row') {
          if (row && row.cells.length > 0) {
            if (row.row >= limits.rows) tooManyRows(sheet, limits.rows)
            emit(row)
          }
          row = undefined
        }
      },
    }
  })
}

const isHiddenRow = (attributes: Readonly<Record<string, string>>): boolean =>
  isTrue(attributes['hidden']) || Number(attributes['ht'] ?? 15) < visible

const uncomputed: Pick<GridCell, 'kind' | 'text' | 'number'> = {
  kind: 'error',
  text: neverComputed,
  number: Number.NaN,
}

const struckText = (type: string | undefined, value: string | undefined, { strings }: Lookups): boolean =>
  type === 's' && value !== undefined && strings[Number(value)]?.struck === true

/** 18.18.11 (ST_CellType); nothing where the cell is only a format. */
function cellOf(
  type: string | undefined,
  value: string | undefined,
  { strings }: Lookups,
): Pick<GridCell, 'kind' | 'text' | 'number'> | undefined {
  if (value === undefined || value === '') return undefined
  const text = (read: string) => ({ kind: 'text', text: read, number: Number.NaN }) as const
  switch (type) {
    case 's': {
      const shared = strings[Number(value)]
      if (shared === undefined) throw damaged()
      return text(shared.text)
    }
    case 'inlineStr':
    case 'str':
      return text(unescaped(value))
    case 'd':
      return text(value.replace(/T00:00(?::00(?:\.0+)?)?Z?$/, ''))
    case 'b':
      return { kind: 'bool', text: String(value.trim() === '1' || value.trim() === 'true'), number: Number.NaN }
    case 'e':
      return { kind: 'error', text: value, number: Number.NaN }
    default: {
      const number = Number(value)
      return Number.isFinite(number) ? { kind: 'number', text: String(number), number } : text(value)
    }
  }
}

function readSpans(pieces: Iterable<Uint8Array>): Generator<Span> {
  return readXml<Span>(pieces, (emit) => ({
    open(name, attributes) {
      if (name !== 'mergeCell') return
      const [from = '', to = from] = (attributes['ref'] ?? '').split(':')
      const [top, left, bottom, right] = [rowIn(from), columnIn(from), rowIn(to), columnIn(to)]
      if (top === undefined || left === undefined || bottom === undefined || right === undefined) throw damaged()
      emit({ top, left, bottom, right })
    },
  }))
}

/** Columns stand before the rows: no more is read. */
function hiddenColumns(pieces: Iterable<Uint8Array>): Set<number> {
  const hidden = new Set<number>()
  const read = readXml<number[] | 'rows'>(pieces, (emit) => ({
    open(name, attributes) {
      if (name === 'sheetData') emit('rows')
      if (name !== 'col' || !(isTrue(attributes['hidden']) || Number(attributes['width'] ?? 8) < visible)) return
      const [from, to] = [Number(attributes['min']), Math.min(Number(attributes['max']), 16_384)]
      emit(Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from - 1 + i))
    },
  }))
  for (const columns of read) {
    if (columns === 'rows') break
    for (const column of columns) hidden.add(column)
  }
  return hidden
}

/** Widths (in characters) and heights (in points) under which nobody sees anything. */
const visible = 0.1

/** Merged cells stand after the rows, and few large sheets have any: the bytes tell sooner than the parser. */
function mentionsMerging(pieces: Iterable<Uint8Array>): boolean {
  let before = ''
  for (const piece of pieces) {
    const text = before + Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('latin1')
    if (text.includes('mergeCell') || text.includes('m\0e\0r\0g\0e\0C\0')) return true
    before = text.slice(-20)
  }
  return false
}

/** "C7" → 6. */
function rowIn(ref: string | undefined): number | undefined {
  const row = Number(/\d+$/.exec(ref ?? '')?.[0] ?? Number.NaN) - 1
  if (row > 1_048_575) throw damaged()
  return row >= 0 ? row : undefined
}

/** "C7" → 2. */
function columnIn(ref: string | undefined): number | undefined {
  const letters = /^\$?([A-Z]{1,3})/i.exec(ref ?? '')?.[1]
  if (letters === undefined) return undefined
  const column = [...letters.toUpperCase()].reduce((n, l) => n * 26 + l.charCodeAt(0) - 64, 0) - 1
  if (column > 16_383) throw damaged()
  return column
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true'

const damaged = (): FileRefused =>
  new FileRefused('表格打不开，可能已损坏。请用 WPS 或 Excel 打开后另存为 .xlsx 再上传。')
