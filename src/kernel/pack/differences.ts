/**
 * What an import would change, before and after, field by field; and which of it was changed in the console since the
 * last import. Three states of the county are compared, each written as a pack: as the last import left it, as it
 * stands, as it would be.
 */
import { sameJson } from './sameJson.ts'
import { documentsIn, textOf, type Document, type Fields } from './documents.ts'
import type { PackPart, PackTexts } from './part.ts'
import { headingOf } from './tableShape.ts'

/**
 * `at`: where, as a person names it (`regions.csv/130925101/name`). `field`: path of the field, empty where a whole
 * entry comes or goes; then `before` or `after` is `undefined`. `title`: of the part; `name`: of the entry; `label`: of
 * the field.
 */
export type Difference = {
  at: string
  home: string
  list: string
  key: string
  field: string
  title: string
  name: string
  label: string
  before: unknown
  after: unknown
  /** Changed in the console since the last import; where none is on record, whatever is there already counts. */
  byHand: boolean
}

/** `base`: `undefined` where no import is on record. */
export function differencesBetween(
  parts: readonly PackPart[],
  before: PackTexts,
  after: PackTexts,
  base: PackTexts | undefined,
): Difference[] {
  const was = entriesIn(parts, before)
  const will = entriesIn(parts, after)
  const left = base && entriesIn(parts, base)
  const all = [...new Set([...was.keys(), ...will.keys()])]
  return [
    ...all.flatMap((place) => ofEntry(was.get(place), will.get(place), left && left.get(place), left !== undefined)),
    ...reordered(parts, before, after),
  ]
}

/** The files with these differences taken back: the fields and entries as they were before. */
export function withoutDifferences(
  parts: readonly PackPart[],
  texts: PackTexts,
  before: PackTexts,
  back: readonly Difference[],
): Map<string, string> {
  const documents = documentsIn(parts, texts)
  const was = entriesIn(parts, before)
  const touched = new Set<Document>()
  for (const d of back) {
    const of = documents.filter((doc) => doc.home === d.home)
    const holder = of.find((doc) => entryOf(doc, d) !== undefined) ?? of[0]
    if (!holder) continue
    takeBack(holder, d, was.get(placeOf(d))?.fields)
    touched.add(holder)
  }
  return new Map([...texts, ...[...touched].map((doc) => [doc.file, textOf(doc)] as const)])
}

type Entry = Omit<Difference, 'at' | 'field' | 'label' | 'before' | 'after' | 'byHand'> & {
  part: PackPart
  file: string
  fields: Fields
}

const placeOf = (e: Pick<Entry, 'home' | 'list' | 'key'>) => [e.home, e.list, e.key].filter((x) => x !== '').join('/')

function entriesIn(parts: readonly PackPart[], texts: PackTexts): Map<string, Entry> {
  const found = documentsIn(parts, texts).flatMap((doc): Entry[] => {
    const of = { part: doc.part, file: doc.file, home: doc.home, title: doc.part.title }
    const own = Object.entries(doc.own).filter(([key]) => !doc.lists.has(key))
    return [
      ...(doc.lists.has('') ? [] : [{ ...of, list: '', key: '', name: '', fields: Object.fromEntries(own) }]),
      ...[...doc.lists].flatMap(([list, { entries }]) =>
        [...entries].map(([key, fields]) => ({
          ...of,
          list: listName(doc, list),
          key,
          name: nameIn(fields, key),
          fields,
        })),
      ),
    ]
  })
  return new Map(found.map((e) => [placeOf(e), e]))
}

/** The list that gives its file the name needs none of its own: `services.json/ZF-01`, but `services.json/menus/M1`. */
const listName = (doc: Document, list: string) => (list === doc.home.replace(/\.json$/, '') ? '' : list)

const nameIn = (fields: Fields, key: string) => {
  const { name, group, date } = fields as Record<string, string | undefined>
  return name ?? group ?? date ?? key
}

function entryOf(doc: Document, { list, key }: Pick<Entry, 'list' | 'key'>): Fields | undefined {
  if (key === '') return doc.own
  return listIn(doc, list)?.entries.get(key)
}

const listIn = (doc: Document, list: string) =>
  doc.lists.get([...doc.lists.keys()].find((name) => listName(doc, name) === list) ?? list)

function ofEntry(
  was: Entry | undefined,
  will: Entry | undefined,
  left: Entry | undefined,
  known: boolean,
): Difference[] {
  const { part, file, fields: _, ...entry } = (will ?? was)!
  const flat = (e: Entry | undefined) => (e ? flatOf(e.fields) : new Map<string, unknown>())
  const [before, after, base] = [flat(was), flat(will), flat(left)]
  const place = placeOf(entry)
  if (!was || !will) {
    // Who changed a thing that now ends, or took away one that now comes back, would find it undone.
    const byHand = known ? (was ? !left || !sameFlat(before, base) : left !== undefined) : was !== undefined
    const whole = (e: Entry | undefined) => e && e.name
    return [{ ...entry, at: place, field: '', label: '', before: whole(was), after: whole(will), byHand }]
  }
  const shape = part.tables?.find((t) => t.file === file)
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((field) => !same(before.get(field), after.get(field)))
    .map((field) => ({
      ...entry,
      at: `${place}/${field}`,
      field,
      label: shape ? headingOf(shape, field) : field,
      before: before.get(field),
      after: after.get(field),
      byHand: !known || !same(before.get(field), base.get(field)),
    }))
}

/**
 * Most are plain words, and most lists stand as they stood: only the rest is compared in the slow way that orders keys.
 */
const same = (a: unknown, b: unknown) =>
  a === b ||
  (typeof a === 'object' && typeof b === 'object' && (JSON.stringify(a) === JSON.stringify(b) || sameJson(a, b)))
const sameFlat = (a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>) =>
  a.size === b.size && [...a].every(([field, value]) => same(value, b.get(field)))

/** Fields by path (`deadline/days`, `settings/step.signDays`); a list is one value. */
function flatOf(fields: Fields, path: readonly string[] = []): Map<string, unknown> {
  return new Map(
    Object.entries(fields).flatMap(([key, value]): [string, unknown][] =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? [...flatOf(value as Fields, [...path, key])]
        : [[[...path, key].join('/'), value]],
    ),
  )
}

function takeBack(doc: Document, d: Difference, was: Fields | undefined) {
  if (d.field === '') {
    const { entries } = listIn(doc, d.list) ?? { entries: new Map<string, Fields>() }
    if (was) entries.set(d.key, was)
    else entries.delete(d.key)
    return
  }
  const path = d.field.split('/')
  let at = entryOf(doc, d)
  for (const key of path.slice(0, -1)) at = at && ((at[key] ??= {}) as Fields)
  if (!at) return
  if (d.before === undefined) delete at[path.at(-1)!]
  else at[path.at(-1)!] = d.before
}

/** Lists of which the same entries would stand in another order. */
function reordered(parts: readonly PackPart[], before: PackTexts, after: PackTexts): Difference[] {
  const [was, will] = [documentsIn(parts, before), documentsIn(parts, after)]
  return will.flatMap((doc) =>
    [...doc.lists].flatMap(([name, list]): Difference[] => {
      const old = was.find((d) => d.file === doc.file)?.lists.get(name)
      if (!old || !list.ordered) return []
      const [a, b] = [
        [...old.entries.keys()].filter((k) => list.entries.has(k)),
        [...list.entries.keys()].filter((k) => old.entries.has(k)),
      ]
      if (a.join('\n') === b.join('\n')) return []
      const of = { home: doc.home, list: listName(doc, name), key: '', title: doc.part.title, name: '' }
      return [{ ...of, at: placeOf(of), field: '', label: '顺序', before: a, after: b, byHand: false }]
    }),
  )
}
