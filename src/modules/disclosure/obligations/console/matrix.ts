/** The coverage matrix as numbers: which cell is where on the screen, what it shows, where a key goes. Pure. */
import type { Coverage } from '../coverage.queries.ts'
import { outcomeNames } from '../figures.ts'
import { selfChecks } from '../selfChecks.ts'

export type State = Coverage['cells'][number][2]
export type Entry = {
  state: State
  count: number
  due: string
  obligation: string
  /** The last day on which any of them was asked for. */
  urged: string | null
  all: string[]
}
export type Spot = { row: number; column: number }
export type Matrix = {
  places: Coverage['places']
  items: Coverage['items']
  at: (row: number, column: number) => Entry | undefined
}

/** Worst first: what a cell of several events shows. */
const order: State[] = ['x', 'o', 'l', 'p', 'n']

/**
 * Rows and columns that pass the filters, with their cells. Several due items in one cell show the worst; bureaux come
 * last.
 */
export function matrixOf(
  c: Coverage,
  filter: { township?: string; category?: string; dept?: string; find?: string; emptyColumns?: boolean },
): Matrix {
  const word = filter.find?.trim() ?? ''
  const passing = c.places.flatMap((p, i) =>
    (filter.township && p.township !== filter.township && p.name !== filter.township) ||
    (word !== '' && !p.name.includes(word))
      ? []
      : [i],
  )
  const rows = [
    ...passing.filter((i) => c.places[i]!.level !== 'bureau'),
    ...passing.filter((i) => c.places[i]!.level === 'bureau'),
  ]
  const owed = new Set(c.cells.map((x) => x[1]))
  const columns = c.items.flatMap((x, j) =>
    (filter.category && x.category !== filter.category) ||
    (filter.dept && x.dept !== filter.dept) ||
    (!filter.emptyColumns && !owed.has(j))
      ? []
      : [j],
  )
  const checks = c.items.findIndex((x) => x.code === selfChecks.code)
  const entries = new Map<number, Entry>()
  for (const [p, i, state, due, obligation, urged] of c.cells) {
    const key = p * c.items.length + i
    const before = entries.get(key)
    const worse = !before || order.indexOf(state) < order.indexOf(before.state)
    entries.set(key, {
      ...(worse || !before ? { state, due, obligation } : before),
      urged: [before?.urged ?? '', urged ?? ''].sort().at(-1) || null,
      count: (before?.count ?? 0) + 1,
      all: i === checks ? [] : [...(before?.all ?? []), obligation],
    })
  }
  return {
    places: rows.map((i) => c.places[i]!),
    items: columns.map((j) => c.items[j]!),
    at: (row, column) =>
      rows[row] === undefined || columns[column] === undefined
        ? undefined
        : entries.get(rows[row] * c.items.length + columns[column]),
  }
}

export const stateNames: Record<State, string> = outcomeNames
export const letters: Record<State, string> = { p: '✓', l: '晚', n: '无', o: '·', x: '缺' }

/** Sizes in CSS pixels. */
export const geometry = { names: 168, heads: 148, cell: 26 } as const

/** What a cell says; a self-check is signed, not published. */
export const sayState = (state: State, code: string): string =>
  code === selfChecks.code ? stateNames[state].replace('公开', '签字') : stateNames[state]

/** First and last row and column that a window over the matrix shows. */
export function windowOf(scroll: { left: number; top: number }, size: { width: number; height: number }, m: Matrix) {
  const from = (offset: number) => Math.max(0, Math.floor(offset / geometry.cell))
  const to = (offset: number, length: number, most: number) =>
    Math.min(most, Math.ceil((offset + length) / geometry.cell))
  return {
    firstRow: from(scroll.top),
    lastRow: to(scroll.top, size.height - geometry.heads, m.places.length),
    firstColumn: from(scroll.left),
    lastColumn: to(scroll.left, size.width - geometry.names, m.items.length),
  }
}

/** What lies under a point of the window: a cell, a place's name, an item's name, or nothing. */
export function hit(
  point: { x: number; y: number },
  scroll: { left: number; top: number },
  m: Matrix,
): { row: number; column: number } | undefined {
  const row = point.y < geometry.heads ? -1 : Math.floor((point.y - geometry.heads + scroll.top) / geometry.cell)
  const column = point.x < geometry.names ? -1 : Math.floor((point.x - geometry.names + scroll.left) / geometry.cell)
  return row >= m.places.length || column >= m.items.length || (row < 0 && column < 0) ? undefined : { row, column }
}

/** Where a key moves the cursor; a column of -1 is the place's name. */
export function moved(key: string, at: Spot, m: Matrix): Spot | undefined {
  const inside = (row: number, column: number) => ({
    row: Math.min(m.places.length - 1, Math.max(0, row)),
    column: Math.min(m.items.length - 1, Math.max(-1, column)),
  })
  switch (key) {
    case 'ArrowUp':
      return inside(at.row - 1, at.column)
    case 'ArrowDown':
      return inside(at.row + 1, at.column)
    case 'ArrowLeft':
      return inside(at.row, at.column - 1)
    case 'ArrowRight':
      return inside(at.row, at.column + 1)
    case 'PageUp':
      return inside(at.row - 15, at.column)
    case 'PageDown':
      return inside(at.row + 15, at.column)
    case 'Home':
      return inside(at.row, 0)
    case 'End':
      return inside(at.row, m.items.length - 1)
    default:
      return undefined
  }
}
