/**
 * A posted form → answers as typed, new files, and which button was pressed. Pressing a button of a list is done here
 * already.
 */
import type { Answers, AskedField, AskedForm } from '../asked.schema.ts'
import { columnsOf, isBlankRow, isFile, isList, isRows, mostOf, placedFields } from '../fields.ts'

export interface Posted {
  answers: Answers
  files: { field: string; file: File }[]
  /** "send": judge it; "more": show it again. */
  doing: 'send' | 'more'
}

/** Unknown fields are ignored, no list grows beyond what it may hold, and no answer is longer than a form allows. */
export function readPosted(form: AskedForm, data: FormData): Posted {
  const pressed = String(data.get('do') ?? 'send')
  const [act, key, place] = pressed.split('.')
  const posted: Posted = { answers: {}, files: [], doing: pressed === 'send' ? 'send' : 'more' }
  const rows = rowsIn(data)
  for (const { field } of placedFields(form)) {
    const chosen = key === field.key ? { add: act === 'add', drop: act === 'drop' ? Number(place) : undefined } : {}
    if (isRows(field.kind)) posted.answers[field.key] = rowsOf(field, rows.get(field.key), posted.doing, chosen)
    else readOne(field, data.getAll(field.key), posted, chosen.drop)
  }
  return posted
}

type Pressed = { add?: boolean; drop?: number }

function readOne(field: AskedField, values: FormDataEntryValue[], posted: Posted, drop: number | undefined): void {
  const texts = values.filter((v) => typeof v === 'string').map((v) => v.slice(0, 10_000))
  if (isFile(field.kind))
    posted.files.push(
      ...values
        .filter((v) => typeof v !== 'string')
        .filter((file) => file.size > 0)
        .slice(0, mostOf(field))
        .map((file) => ({ field: field.key, file })),
    )
  const kept = isFile(field.kind) || isList(field.kind) ? texts.filter((text, at) => text !== '' && at !== drop) : texts
  posted.answers[field.key] = isList(field.kind) ? kept.slice(0, 200) : (kept[0] ?? '')
}

/** "members.0.name" → members, row 0. Numbers may be missing where a script took a row away. */
function rowsIn(data: FormData): Map<string, Map<number, Record<string, string[]>>> {
  const all = new Map<string, Map<number, Record<string, string[]>>>()
  for (const [name, value] of data) {
    const [, key, at, column] = /^([a-z][A-Za-z0-9]*)\.(\d{1,3})\.([a-z][A-Za-z0-9]*)$/.exec(name) ?? []
    if (!key || !at || !column || typeof value !== 'string') continue
    const rows = all.get(key) ?? new Map<number, Record<string, string[]>>()
    const row = rows.get(Number(at)) ?? {}
    row[column] = [...(row[column] ?? []), value.slice(0, 10_000)]
    all.set(key, rows.set(Number(at), row))
  }
  return all
}

function rowsOf(
  field: AskedField,
  typed: Map<number, Record<string, string[]>> | undefined,
  doing: Posted['doing'],
  { add, drop }: Pressed,
): Record<string, string>[] {
  const known = columnsOf(field).map((c) => c.key)
  const rows = [...(typed ?? [])]
    .sort(([a], [b]) => a - b)
    .filter(([at]) => at !== drop)
    .map(([, row]) => Object.fromEntries(known.map((key) => [key, (row[key] ?? []).join('、')])))
  const kept = doing === 'send' ? rows.filter((row) => !isBlankRow(row)) : rows
  return add && kept.length < mostOf(field)
    ? [...kept, Object.fromEntries(known.map((key) => [key, '']))]
    : kept.slice(0, mostOf(field) + 1)
}
