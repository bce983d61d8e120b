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

/** Faults in the order in which someone works through them: what others may follow from first, then by file and line. */
export function inOrder(faults: readonly Fault[]): Fault[] {
  const later = (f: Fault) => (f.cause ? 0 : 1)
  return [...faults].sort((a, b) => later(a) - later(b) || a.file.localeCompare(b.file) || a.line - b.line)
}

/** What was read, without its lines. */
export const valuesOf = <T>(placed: readonly Placed<T>[]): T[] => placed.map((p) => p.value)
