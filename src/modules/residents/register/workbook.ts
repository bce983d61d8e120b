/**
 * The rows of a workbook's first sheet (ECMA-376 part 1, 18.3), one by one and in memory only: a quarter of a million rows are never
 * whole as cells, and no temporary file holds what stands in them. Cells merged downwards count in every row they cover.
 */
import { zipPieces } from '../../../kernel/files/zip.ts'
import { FileRefused } from '../../../kernel/files/refused.ts'

const limits = { maxBytes: 700 * 1024 * 1024, maxEntries: 2_000 }

/** A row as text from column A, with its line as Excel counts. */
export type SheetRow = { line: number; cells: string[] }

export function* workbookRows(bytes: Uint8Array): Generator<SheetRow> {
  const workbook = whole(bytes, 'xl/workbook.xml')
  if (workbook === '')
    throw new FileRefused('表格打不开，可能已损坏或加了密码。请用 WPS 或 Excel 另存为 .xlsx 或 CSV 再上传。')
  const sheet = firstSheet(bytes, workbook)
  const book: Book = {
    strings: sharedStrings(bytes),
    dates: dateStyles(bytes),
    from1904: /date1904="(?:1|true)"/.test(workbook),
  }
  const merged = mergedDown(bytes, sheet)
  const above = new Map<number, string>()
  let last = 0
  for (const [attributes, inside] of elements(bytes, sheet, 'row')) {
    const line = Number(attribute(attributes, 'r') ?? last + 1)
    const cells = cellsOf(inside, book)
    for (const { column, from, to } of merged) {
      if (line === from) above.set(column, cells[column] ?? '')
      else if (line > from && line <= to && (cells[column] ?? '') === '') put(cells, column, above.get(column) ?? '')
    }
    last = line
    yield { line, cells }
  }
}

type Book = { strings: string[]; dates: Set<number>; from1904: boolean }

function cellsOf(row: string, book: Book): string[] {
  const cells: string[] = []
  let next = 0
  for (const [, attributes, inside = ''] of row.matchAll(/<(?:\w+:)?c\b([^>]*?)(?:\/>|>(.*?)<\/(?:\w+:)?c>)/gs)) {
    const at = columnOf(attribute(attributes!, 'r')) ?? next
    put(cells, at, textOf(attributes!, inside, book))
    next = at + 1
  }
  return cells
}

function put(cells: string[], at: number, text: string): void {
  while (cells.length < at) cells.push('')
  cells[at] = text
}

/** What a person sees in a cell. */
function textOf(attributes: string, inside: string, book: Book): string {
  const type = attribute(attributes, 't')
  if (type === 'inlineStr') return textIn(inside)
  const value = unescaped(/<(?:\w+:)?v\b[^>]*>(.*?)<\/(?:\w+:)?v>/s.exec(inside)?.[1] ?? '')
  if (type === 's') return book.strings[Number(value)] ?? ''
  if (type === 'b') return value === '1' ? '是' : '否'
  if (value === '' || type === 'str' || type === 'e') return type === 'e' ? '' : value.trim()
  const number = Number(value)
  if (!Number.isFinite(number)) return value.trim()
  if (book.dates.has(Number(attribute(attributes, 's') ?? -1))) return dayOfSerial(number + (book.from1904 ? 1462 : 0))
  // Excel keeps 15 digits of a number: longer ones are wrong, and must not pass as an ID number.
  if (Math.abs(number) >= 1e15) return number.toExponential()
  return Number.isInteger(number) ? number.toFixed(0) : String(number)
}

/** Days since 1899-12-30; Excel takes 1900 for a leap year, which only matters before March 1900. */
const dayOfSerial = (serial: number) =>
  new Date(Math.round(serial) * 86_400_000 - 2_209_161_600_000).toISOString().slice(0, 10)

function firstSheet(bytes: Uint8Array, workbook: string): string {
  const id = /<(?:\w+:)?sheet\b[^>]*\br:id="([^"]+)"/.exec(workbook)?.[1]
  const relations = whole(bytes, 'xl/_rels/workbook.xml.rels')
  const found = [...relations.matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)].find(([r]) => attribute(r, 'Id') === id)?.[0]
  const target = found && attribute(found, 'Target')
  return target ? (target.startsWith('/') ? target.slice(1) : `xl/${target}`) : 'xl/worksheets/sheet1.xml'
}

function sharedStrings(bytes: Uint8Array): string[] {
  const strings: string[] = []
  for (const [, inside] of elements(bytes, 'xl/sharedStrings.xml', 'si')) strings.push(textIn(inside))
  return strings
}

/** The texts of a string, without what is only read aloud beside it (rPh). */
function textIn(xml: string): string {
  let text = ''
  for (const [, t] of xml
    .replaceAll(/<(?:\w+:)?rPh\b.*?<\/(?:\w+:)?rPh>/gs, '')
    .matchAll(/<(?:\w+:)?t\b[^>]*>(.*?)<\/(?:\w+:)?t>/gs))
    text += t
  return unescaped(text).trim()
}

/** Which cell styles show a day. */
function dateStyles(bytes: Uint8Array): Set<number> {
  const styles = whole(bytes, 'xl/styles.xml')
  const own = new Set(
    [...styles.matchAll(/<(?:\w+:)?numFmt\b[^>]*>/g)]
      .filter(([f]) =>
        /[yd]/i.test((attribute(f, 'formatCode') ?? '').replaceAll(/&quot;.*?&quot;|\[[^\]]*\]|\\./g, '')),
      )
      .map(([f]) => Number(attribute(f, 'numFmtId'))),
  )
  const builtIn = (n: number) => (n >= 14 && n <= 17) || n === 22 || (n >= 27 && n <= 36) || (n >= 50 && n <= 58)
  const formats = /<(?:\w+:)?cellXfs\b.*?<\/(?:\w+:)?cellXfs>/s.exec(styles)?.[0] ?? ''
  return new Set(
    [...formats.matchAll(/<(?:\w+:)?xf\b[^>]*>/g)].flatMap(([x], i) => {
      const n = Number(attribute(x, 'numFmtId'))
      return own.has(n) || builtIn(n) ? [i] : []
    }),
  )
}

/** Columns of cells merged over several lines. They stand after the rows, so the sheet is gone through once before. */
function mergedDown(bytes: Uint8Array, sheet: string): { column: number; from: number; to: number }[] {
  const found: { column: number; from: number; to: number }[] = []
  for (const [attributes] of elements(bytes, sheet, 'mergeCell', true)) {
    const [, a, from, to] = /^([A-Z]+)(\d+):[A-Z]+(\d+)$/.exec(attribute(attributes, 'ref') ?? '') ?? []
    if (a && Number(to) > Number(from) && found.length < 20_000)
      found.push({ column: columnOf(a)!, from: Number(from), to: Number(to) })
  }
  return found
}

/** The elements of one name in a part, as attributes and what is inside; never more than one of them in memory at a time. */
function* elements(
  bytes: Uint8Array,
  part: string,
  name: string,
  empty = false,
): Generator<[attributes: string, inside: string]> {
  const decoder = new TextDecoder()
  const pattern = empty
    ? new RegExp(`<(?:\\w+:)?${name}\\b([^>]*?)()/>`, 'g')
    : new RegExp(`<(?:\\w+:)?${name}\\b([^>]*?)(?:/>|>(.*?)</(?:\\w+:)?${name}>)`, 'gs')
  let kept = ''
  for (const piece of zipPieces(bytes, part, limits)) {
    kept += decoder.decode(piece, { stream: true })
    let end = 0
    for (const match of kept.matchAll(pattern)) {
      yield [match[1]!, match[2] ?? '']
      end = match.index + match[0].length
    }
    // What may begin here ends in the next piece; where nothing was found, only a short tail of a skipped part can matter.
    kept = end > 0 ? kept.slice(end) : empty ? kept.slice(-200) : kept
    if (kept.length > 4_000_000) throw new FileRefused('表格里有一行太长，可能已损坏。请另存为 CSV 再上传。')
  }
}

function whole(bytes: Uint8Array, part: string): string {
  const decoder = new TextDecoder()
  let text = ''
  for (const piece of zipPieces(bytes, part, limits)) {
    text += decoder.decode(piece, { stream: true })
    if (text.length > 20_000_000) throw new FileRefused('表格的格式太多，打不开。请另存为 CSV 再上传。')
  }
  return text
}

const attribute = (text: string, name: string) => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(text)?.[1]

/** "C7" → 2. */
function columnOf(cell: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(cell ?? '')?.[0]
  return letters === undefined ? undefined : [...letters].reduce((n, l) => n * 26 + l.charCodeAt(0) - 64, 0) - 1
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const unescaped = (text: string) =>
  text.includes('&')
    ? text.replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, d: string, x: string, n: string) =>
        d ? String.fromCodePoint(Number(d)) : x ? String.fromCodePoint(parseInt(x, 16)) : (named[n] ?? all),
      )
    : text
