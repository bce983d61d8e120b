/** Pairs the rows of two versions by what stands in them, and finds which of them changed place. */
import { matchRows } from '../../../kernel/forms/rowMatch.ts'
import { isEmpty } from '../../../kernel/forms/form.ts'
import type { Column, Row, Template } from '../../../kernel/forms/forms.schema.ts'

/** Above this many leftovers on either side rows are paired by their names only. */
const mostCompared = 400
const sameEnough = 0.5

/** Index after → index before. Equal rows first, then rows of the same name, then the most similar ones. */
export function pairRows(
  before: readonly Row[],
  after: readonly Row[],
  template: Template,
  columns: readonly Column[],
): Map<number, number> {
  const pairs = pairEqual(before, after, columns)
  pairLeft(before, after, pairs, (b, a) => matchRows(b, a, template))
  pairLeft(before, after, pairs, (b, a) =>
    b.length <= mostCompared && a.length <= mostCompared ? pairSimilar(b, a, columns) : new Map(),
  )
  return pairs
}

function pairEqual(before: readonly Row[], after: readonly Row[], columns: readonly Column[]): Map<number, number> {
  const text = (row: Row): string => JSON.stringify(columns.map((c) => row[c.key] ?? null))
  const places = Map.groupBy(
    before.map((_, i) => i),
    (i) => text(before[i] ?? {}),
  )
  const pairs = new Map<number, number>()
  after.forEach((row, i) => {
    const found = places.get(text(row))?.shift()
    if (found !== undefined) pairs.set(i, found)
  })
  return pairs
}

/** Runs a pairing over the rows that are still alone. */
function pairLeft(
  before: readonly Row[],
  after: readonly Row[],
  pairs: Map<number, number>,
  pair: (b: Row[], a: Row[]) => Map<number, number>,
): void {
  const taken = new Set(pairs.values())
  const beforeLeft = before.map((_, i) => i).filter((i) => !taken.has(i))
  const afterLeft = after.map((_, i) => i).filter((i) => !pairs.has(i))
  const found = pair(
    beforeLeft.map((i) => before[i] ?? {}),
    afterLeft.map((i) => after[i] ?? {}),
  )
  for (const [a, b] of found) {
    const [afterIndex, beforeIndex] = [afterLeft[a], beforeLeft[b]]
    if (afterIndex !== undefined && beforeIndex !== undefined) pairs.set(afterIndex, beforeIndex)
  }
}

function pairSimilar(before: readonly Row[], after: readonly Row[], columns: readonly Column[]): Map<number, number> {
  const scored = after
    .flatMap((row, a) => before.map((old, b) => ({ a, b, score: similarity(old, row, columns) })))
    .filter((s) => s.score >= sameEnough)
  const pairs = new Map<number, number>()
  const taken = new Set<number>()
  for (const { a, b } of scored.toSorted((x, y) => y.score - x.score)) {
    if (pairs.has(a) || taken.has(b)) continue
    pairs.set(a, b)
    taken.add(b)
  }
  return pairs
}

/** Share of equal cells among those filled on either side. */
function similarity(one: Row, two: Row, columns: readonly Column[]): number {
  const filled = columns.filter((c) => !isEmpty(one[c.key]) || !isEmpty(two[c.key]))
  return filled.length === 0 ? 0 : filled.filter((c) => one[c.key] === two[c.key]).length / filled.length
}

/** Rows (after) that left the order the others kept: all outside the longest increasing run of their former places. */
export function movedRows(pairs: ReadonlyMap<number, number>): Set<number> {
  const order = [...pairs].toSorted((x, y) => x[0] - y[0])
  const ends: number[] = []
  const places: number[] = []
  const previous = new Map<number, number>()
  order.forEach(([, place], i) => {
    const length = firstNotBelow(places, place)
    if (length > 0) previous.set(i, ends[length - 1] ?? 0)
    ends[length] = i
    places[length] = place
  })
  const kept = new Set<number>()
  for (let i = ends.at(-1); i !== undefined; i = previous.get(i)) kept.add(i)
  return new Set(order.filter((_, i) => !kept.has(i)).map(([after]) => after))
}

/** Binary search: index of the first number that is not below `value`. */
function firstNotBelow(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
