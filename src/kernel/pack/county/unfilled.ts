/**
 * What a county has not filled in yet: what the samples leave open ("请填主办单位", "示例村") and what people write meanwhile
 * ("XX县", "待填").
 */
import { parseCsv } from '../csv.ts'
import type { Fault } from '../fault.ts'
import { jsonLines, lineOf } from '../jsonLines.ts'
import type { PackPart, PackTexts } from '../part.ts'
import { isPlaceholder } from '../placeholder.ts'
import { nameOf } from '../readJson.ts'
import { fieldOf, headingOf } from '../tableShape.ts'
import type { PackedSettings } from './settings.part.ts'

/** Forms to be filled in by others, later: a blank in them is meant. */
const forms = new Set(['templates.json'])
/** What county.json says by words of its own, no name among them. */
const chosen = new Set(['levelNames', 'colours', 'settings', 'profile', 'goLive'])

/** Every text of the pack that still stands for another, with its place. */
export function unfilledIn({ county }: PackedSettings, parts: readonly PackPart[], texts: PackTexts): Fault[] {
  return [
    ...(county?.province === ''
      ? [
          {
            file: 'county.json',
            line: 0,
            field: 'province',
            say: '没有写在哪个省，省里的规定就算不进来。',
            remedy: '请加上 "province"，例如 "河北省"。',
          },
        ]
      : []),
    ...[...texts].flatMap(([file, text]) =>
      forms.has(file) ? [] : file.endsWith('.csv') ? inTable(parts, file, text) : inJson(file, text),
    ),
  ]
}

const fault = (file: string, line: number, field: string, text: string): Fault => ({
  file,
  line,
  field,
  say: `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”是占位的字，还没有换。`,
  remedy: '请换成本县的。',
})

function inTable(parts: readonly PackPart[], file: string, text: string): Fault[] {
  const shape = parts.flatMap((part) => part.tables ?? []).find((table) => table.file === file)
  const [header, ...body] = parseCsv(text).lines
  if (!shape || !header) return []
  const columns = header.cells.map((cell) => fieldOf(shape, cell))
  return body.flatMap(({ line, cells }) =>
    cells.flatMap((cell, i) => {
      const key = columns[i]
      if (key === undefined || shape.coded?.[key]) return []
      return isPlaceholder(cell, cell.length > 30) ? [fault(file, line, headingOf(shape, key), cell)] : []
    }),
  )
}

function inJson(file: string, text: string): Fault[] {
  const { lines, broken } = jsonLines(text)
  if (broken) return []
  const whole: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
  const own = file === 'county.json'
  const look = (value: unknown, path: readonly (string | number)[]): Fault[] => {
    if (own && path.length === 1 && chosen.has(String(path[0]))) return []
    if (typeof value === 'string')
      return isPlaceholder(value, !own) ? [fault(file, lineOf(lines, path), nameOf(whole, path), value)] : []
    if (Array.isArray(value)) return value.flatMap((one: unknown, i) => look(one, [...path, i]))
    if (value === null || typeof value !== 'object') return []
    return Object.entries(value).flatMap(([key, one]) => look(one, [...path, key]))
  }
  return look(whole, [])
}
