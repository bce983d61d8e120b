/** One thing that is wrong in a county pack, told so that a person with WPS or a text editor can mend it. */
export type Fault = {
  /** File inside the pack: `regions.csv`, `rules/county.json`. */
  file: string
  /** Line in the file as an editor counts, 0 when it concerns the whole file. */
  line: number
  /** Column of a table or path in a JSON file; empty when it concerns the whole line or file. */
  field: string
  /** What is wrong, one Chinese sentence. */
  say: string
  /** What to do about it, one Chinese sentence. */
  remedy: string
  /** A whole file or column is missing or cannot be read: others follow from it, so it is told first. */
  cause?: true
}

/** A row or entry with its line in the file. */
export type Placed<T> = { line: number; value: T }

/**
 * Faults in the order in which someone works through them: what others may follow from first, then by file and line.
 */
export function inOrder(faults: readonly Fault[]): Fault[] {
  const later = (f: Fault) => (f.cause ? 0 : 1)
  return [...faults].sort((a, b) => later(a) - later(b) || a.file.localeCompare(b.file) || a.line - b.line)
}

/**
 * Faults of one file that differ in nothing but their line are told once, with all their lines; in the order of the
 * first of each.
 */
export function together(faults: readonly Fault[]): (Fault & { lines: number[] })[] {
  const groups = Map.groupBy(faults, ({ file, field, say, remedy }) => JSON.stringify([file, field, say, remedy]))
  return [...groups.values()].map((same) => ({ ...same[0]!, lines: same.map((fault) => fault.line) }))
}

/** "regions.csv 第 2、3、4 行［网址名］": where, as a person looks it up; of very many lines the first few. */
export function placeOf({ file, field, lines }: Pick<Fault, 'file' | 'field'> & { lines: readonly number[] }): string {
  const known = [...new Set(lines)].filter((line) => line > 0)
  const shown = known.slice(0, 5).join('、')
  const where = known.length === 0 ? '' : ` 第 ${shown}${known.length > 5 ? ` …… 等 ${known.length}` : ''} 行`
  return `${file}${where}${field === '' ? '' : `［${field}］`}`
}

/** What was read, without its lines. */
export const valuesOf = <T>(placed: readonly Placed<T>[]): T[] => placed.map((p) => p.value)
