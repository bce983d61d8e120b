/** A JSON file of a pack → its entries that fit their schema, and a fault with line for everything that does not. */
import type { z } from 'zod'
import { shownTexts } from '../../platform/shownText.ts'
import type { Fault, Placed } from './fault.ts'
import { jsonLines, lineOf } from './jsonLines.ts'
import type { PackTexts } from './part.ts'
import { personalTexts } from '../guard/index.ts'
import { everybodyReads, sentenceOf } from './sentences.ts'

export type JsonFile = { value: unknown; lines: ReadonlyMap<string, number> }

/**
 * Faults of writing (comma, quote, key twice) and of the whole schema; `value` is undefined when it is not JSON at all
 * or not there.
 */
export function readJson(file: string, texts: PackTexts, schema: z.ZodType, faults: Fault[]): JsonFile {
  const text = texts.get(file)
  if (text === undefined) return { value: undefined, lines: new Map() }
  const { lines, doubled, broken } = jsonLines(text)
  if (broken) {
    faults.push({
      file,
      line: broken.line,
      field: '',
      say: `JSON 写法不对：${broken.say}。`,
      remedy: '请检查这一行和上一行的逗号、引号、括号。',
      cause: true,
    })
    return { value: undefined, lines }
  }
  for (const { path, line } of doubled)
    faults.push({
      file,
      line,
      field: path.replaceAll('/', '.'),
      say: `“${path.split('/').at(-1)}”在同一处写了两次。`,
      remedy: '请只留一个。',
    })
  const value = shownTexts(JSON.parse(text.replace(/^\uFEFF/, '')))
  for (const issue of schema.safeParse(value, { reportInput: true }).error?.issues ?? []) {
    const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step.description) : step))
    const field = nameOf(value, path)
    faults.push({ file, line: lineOf(lines, path), field, ...sentenceOf(issue, field || file) })
  }
  for (const { path, say } of personalTexts(value))
    faults.push({ file, line: lineOf(lines, path), field: nameOf(value, path), say, remedy: everybodyReads })
  return { value, lines }
}

/**
 * The entries of a list in the file that fit by themselves, each with its line; a template with one wrong column comes
 * without that column.
 */
export function entriesOf<T>(json: JsonFile, list: string, schema: z.ZodType<T>): Placed<T>[] {
  return rawEntries(json.value, list).flatMap((entry, i) => {
    const issues = schema.safeParse(entry).error?.issues ?? []
    const parsed = schema.safeParse(
      withoutParts(
        entry,
        issues.map((issue) => issue.path),
      ),
    )
    return parsed.success ? [{ line: lineOf(json.lines, [list, i]), value: parsed.data }] : []
  })
}

/** What a file says besides its list (menus, aspects), whatever is wrong with single entries. */
export function frameOf<T>({ value }: JsonFile, list: string, schema: z.ZodType<T>): T | undefined {
  if (value === null || typeof value !== 'object') return undefined
  return schema.safeParse(Object.fromEntries(Object.entries(value).filter(([key]) => key !== list))).data
}

/** A copy of the entry without the list elements (`columns/3`) in which something is wrong. */
function withoutParts(entry: unknown, paths: readonly PropertyKey[][]): unknown {
  if (entry === null || typeof entry !== 'object') return entry
  return Object.fromEntries(
    Object.entries(entry).map(([key, value]: [string, unknown]) => [
      key,
      Array.isArray(value) ? value.filter((_, i) => !paths.some((path) => path[0] === key && path[1] === i)) : value,
    ]),
  )
}

/** The codes of all entries, of faulty ones too. */
export function codesOf(json: JsonFile, list: string): Set<string> {
  return new Set(rawEntries(json.value, list).flatMap((entry) => codeOf(entry) ?? []))
}

/** `items.C04-01.deadline.day`: list positions replaced by the code of what stands there. */
export function nameOf(value: unknown, path: readonly (string | number)[]): string {
  let at: unknown = value
  return path
    .map((step) => {
      at = at !== null && typeof at === 'object' ? (at as Record<string | number, unknown>)[step] : undefined
      return typeof step === 'number' ? (codeOf(at) ?? String(step + 1)) : step
    })
    .join('.')
}

function rawEntries(value: unknown, list: string): unknown[] {
  const entries = value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[list] : undefined
  return Array.isArray(entries) ? entries : []
}

function codeOf(entry: unknown): string | undefined {
  if (entry === null || typeof entry !== 'object') return undefined
  const { code, key } = entry as Record<string, unknown>
  return typeof code === 'string' ? code : typeof key === 'string' ? key : undefined
}
