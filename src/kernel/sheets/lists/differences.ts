/** What an import changes, as a person reads it: "户数 189 → 201". */

/** `columns`: column → its word; `worded` says a coded value in words. Columns that stay the same are left out. */
export function differences(
  before: object,
  after: object,
  columns: Readonly<Record<string, string>>,
  worded: (column: string, value: string) => string = (_, value) => value,
): string {
  const [old, now] = [before as Record<string, unknown>, after as Record<string, unknown>]
  const shown = (column: string, value: unknown) =>
    value === null || value === undefined || value === '' ? '（空）' : worded(column, String(value))
  const changed = Object.entries(columns).filter(
    ([column]) => JSON.stringify(old[column] ?? null) !== JSON.stringify(now[column] ?? null),
  )
  return changed
    .map(([column, word]) => `${word}：${shown(column, old[column])} → ${shown(column, now[column])}`)
    .join('；')
}
