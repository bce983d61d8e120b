/**
 * The files of a pack taken apart, so that they can be compared and single things put back: rows of a table, objects
 * with a code in the lists of a JSON file, and what such a file says besides. Whoever brings a part need not know of
 * it.
 */
import { parseCsv } from './csv.ts'
import { jsonText } from './jsonText.ts'
import type { PackPart, PackTexts } from './part.ts'
import { codeOf, fieldOf, type TableShape } from './tableShape.ts'
import { tableText } from './tableText.ts'

export type Fields = Record<string, unknown>
/** Entries by their key. `ordered`: where they stand says something. */
export type List = { entries: Map<string, Fields>; ordered: boolean }
/** `own`: what the file says besides its lists. */
export type Document = { part: PackPart; file: string; home: string; lists: Map<string, List>; own: Fields }

/**
 * Each file that a part reads. `home` is what a person calls it: the file, or the folder where a part reads all of one
 * (`rules`).
 */
export function documentsIn(parts: readonly PackPart[], texts: PackTexts): Document[] {
  return [...texts].flatMap(([file, text]) => {
    for (const part of parts)
      for (const meant of Object.keys(part.files)) {
        const [before = '', after] = meant.split('*')
        if (after === undefined && file === meant) return [documentOf(part, file, file, text)]
        if (after !== undefined && file.startsWith(before) && file.endsWith(after))
          return [documentOf(part, file, homeOf(meant), text)]
      }
    return []
  })
}

/** What a person calls a file that a part reads, or the folder of which it reads all. */
const homeOf = (meant: string): string => meant.replace(/\/?\*.*$/, '')

/** Everything in a pack that a person can name a place in. */
export const homesOf = (parts: readonly PackPart[]): string[] => [
  ...new Set(parts.flatMap((part) => Object.keys(part.files).map(homeOf))),
]

/** The document as the file it came from. */
export function textOf(document: Document): string {
  const { part, file, lists, own } = document
  if (file.endsWith('.csv')) {
    const rows = [...(lists.get('')?.entries.values() ?? [])] as Row[]
    return tableText(shapeOf(part, file, Object.keys(own)), rows)
  }
  const said = Object.entries(own).map(([key, value]) => [
    key,
    lists.has(key) ? [...lists.get(key)!.entries.values()] : value,
  ])
  return jsonText(Object.fromEntries(said))
}

function documentOf(part: PackPart, file: string, home: string, text: string): Document {
  const said = file.endsWith('.csv') ? tableOf(part, file, text) : objectOf(text)
  return { part, file, home, ...said }
}

type Row = Record<string, string>
type Said = Pick<Document, 'lists' | 'own'>

function tableOf(part: PackPart, file: string, text: string): Said {
  const [header, ...body] = parseCsv(text).lines
  const cells = header?.cells ?? []
  const shape = shapeOf(part, file, cells)
  const fields = cells.map((cell) => fieldOf(shape, cell))
  const entries = new Map<string, Fields>()
  for (const line of body) {
    const row = Object.fromEntries(
      fields.flatMap((field, i) => (field && line.cells[i] ? [[field, codeOf(shape, field, line.cells[i])]] : [])),
    )
    put(entries, keyOf(shape, row), row)
  }
  return {
    lists: new Map([['', { entries, ordered: false }]]),
    own: Object.fromEntries(cells.map((cell) => [cell, ''])),
  }
}

/** Where a part tells no shape, its first column tells rows apart. */
function shapeOf(part: PackPart, file: string, headings: readonly string[]): TableShape<unknown> {
  const known = part.tables?.find((t) => t.file === file)
  if (known) return known
  const asTheyAre = Object.fromEntries(headings.map((h) => [h, [h]]))
  return { file, headings: asTheyAre, needed: [], key: headings.slice(0, 1), row: undefined as never }
}

function keyOf({ key, eitherWay }: TableShape<unknown>, row: Row): string {
  const cells = key.map((field) => row[field] ?? '')
  return (eitherWay ? cells.sort() : cells).join('@')
}

function objectOf(text: string): Said {
  const own = JSON.parse(text.replace(/^\uFEFF/, '')) as Fields
  const lists = new Map<string, List>()
  for (const [name, value] of Object.entries(own)) {
    if (!Array.isArray(value)) continue
    const keys = value.map(nameOf)
    if (keys.includes(undefined)) continue
    const entries = new Map<string, Fields>()
    value.forEach((entry: Fields, i) => put(entries, keys[i]!, entry))
    // What holds from different days is in order by these.
    lists.set(name, { entries, ordered: !value.some((entry: Fields) => 'effectiveFrom' in entry) })
  }
  return { lists, own }
}

/** What tells an object of a list from its neighbours: its code, and for rules the day and place that they hold for. */
function nameOf(entry: unknown): string | undefined {
  if (entry === null || typeof entry !== 'object' || Array.isArray(entry)) return undefined
  const { code, key, effectiveFrom, jurisdiction } = entry as Record<string, string | undefined>
  const name = code ?? key
  return name && [name, effectiveFrom, jurisdiction].filter((x) => x !== undefined).join('@')
}

/** A key that is there already gets a number: nothing is lost. */
function put(entries: Map<string, Fields>, key: string, fields: Fields) {
  let name = key
  for (let n = 2; entries.has(name); n += 1) name = `${key}#${n}`
  entries.set(name, fields)
}
