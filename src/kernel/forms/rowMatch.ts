/** Which row of this period is which row of the last one: by the words that name it, never by its number. */
import { isNumber } from './form.ts'
import type { Column, Row, Template } from './forms.schema.ts'
import { plainText } from '../../platform/plainText.ts'

/**
 * Index of a row now → index of the same row before. Rows are the same where the columns that name them agree:
 * the first column; where several rows share it, the naming columns before the first number too.
 */
export function matchRows(before: readonly Row[], now: readonly Row[], template: Template): Map<number, number> {
  if (template.layout === 'record') return before.length > 0 && now.length > 0 ? new Map([[0, 0]]) : new Map()
  const naming = namingColumns(template)
  const pairs = new Map<number, number>()
  for (const columns of [naming, naming.slice(0, 1)]) pairUp(before, now, columns, pairs)
  return pairs
}

/**
 * Columns such as debtor and reason that stand before the first figure; dates and periods change and do not name.
 * Without any, rows keep their order.
 */
function namingColumns(template: Template): Column[] {
  const end = template.columns.findIndex(isNumber)
  const head = end < 0 ? template.columns : template.columns.slice(0, Math.max(end, 1))
  return head.filter((c) => ['text', 'enum', 'person'].includes(c.type))
}

function pairUp(
  before: readonly Row[],
  now: readonly Row[],
  columns: readonly Column[],
  pairs: Map<number, number>,
): void {
  const taken = new Set(pairs.values())
  const nameOf = (row: Row): string =>
    columns.map((c) => plainText(String(row[c.key] ?? '')).replace(/\s/g, '')).join('\u0001')
  const free = Map.groupBy(
    before.map((_, i) => i).filter((i) => !taken.has(i)),
    (i) => nameOf(before[i] ?? {}),
  )
  now.forEach((row, index) => {
    if (pairs.has(index)) return
    const found = free.get(nameOf(row))?.shift()
    if (found !== undefined) pairs.set(index, found)
  })
}
