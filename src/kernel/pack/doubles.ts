/** The same value in two rows where each must have its own. */
import type { Fault, Placed } from './fault.ts'

/**
 * One fault for every row after the first with the same value; empty values do not count. `scoped` narrows where they
 * must differ.
 */
export function doubles<T>(
  rows: readonly Placed<T>[],
  file: string,
  field: string,
  shown: (value: T) => string,
  scoped: (value: T) => string = shown,
): Fault[] {
  const first = new Map<string, number>()
  return rows.flatMap(({ line, value }) => {
    const key = scoped(value)
    if (shown(value) === '') return []
    const before = first.get(key)
    if (before === undefined) first.set(key, line)
    return before === undefined
      ? []
      : [
          {
            file,
            line,
            field,
            say: `${field}“${shown(value)}”和第 ${before} 行重复。`,
            remedy: '请改掉其中一个，或者删去重复的一行。',
          },
        ]
  })
}
