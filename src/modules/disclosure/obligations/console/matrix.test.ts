import { expect, test } from 'vitest'
import type { Coverage } from '../coverage.queries.ts'
import { geometry, hit, matrixOf, moved, windowOf } from './matrix.ts'

const place = (name: string, township: string) => ({
  id: name,
  name,
  slug: name,
  level: 'village',
  township,
  due: 0,
  published: 0,
  late: 0,
  missing: 0,
})
const item = (code: string, category: string) => ({ code, name: code, category, dept: 'D1' })
const county: Coverage = {
  places: [place('甲村', '东镇'), place('乙村', '东镇'), place('丙村', '西镇')],
  items: [item('A', '财务'), item('B', '党务'), item('C', '财务')],
  cells: [
    [0, 0, 'p', '2026-09-08', 'o1', null],
    [0, 0, 'x', '2026-09-10', 'o2', '2026-09-20'],
    [2, 1, 'o', '2026-09-30', 'o3', null],
  ],
}

test('a cell of several due items shows the worst and remembers all', () => {
  expect(matrixOf(county, {}).at(0, 0)).toEqual({
    state: 'x',
    count: 2,
    due: '2026-09-10',
    obligation: 'o2',
    urged: '2026-09-20',
    all: ['o1', 'o2'],
  })
})

test('items that nobody owes this month take no column unless asked for', () => {
  expect(matrixOf(county, {}).items.map((i) => i.code)).toEqual(['A', 'B'])
  expect(matrixOf(county, { emptyColumns: true }).items).toHaveLength(3)
})

test('filtering by township and category keeps cells under their own row and column', () => {
  const west = matrixOf(county, { township: '西镇', category: '党务' })
  expect(west.places.map((p) => p.name)).toEqual(['丙村'])
  expect(west.at(0, 0)?.obligation).toBe('o3')
})

test('a village is found by part of its name, with its own cells', () => {
  const found = matrixOf(county, { find: ' 丙 ' })
  expect(found.places.map((p) => p.name)).toEqual(['丙村'])
  expect(found.at(0, 1)?.obligation).toBe('o3')
  expect(matrixOf(county, { find: '丁' }).places).toEqual([])
})

test("only the rows and columns in the window are drawn, whatever the county's size", () => {
  const many = matrixOf({ ...county, places: Array.from({ length: 450 }, (_, i) => place(`${i}村`, '东镇')) }, {})
  const seen = windowOf({ left: 0, top: 2_600 }, { width: 800, height: 660 }, many)
  expect(seen.firstRow).toBe(100)
  expect(seen.lastRow - seen.firstRow).toBeLessThan(25)
})

test('a press finds the cell under it after scrolling, the name left of the row, and nothing in the corner', () => {
  const m = matrixOf(county, {})
  expect(hit({ x: geometry.names + 30, y: geometry.heads + 4 }, { left: 0, top: 0 }, m)).toEqual({ row: 0, column: 1 })
  expect(hit({ x: 20, y: geometry.heads + 4 }, { left: 0, top: geometry.cell }, m)).toEqual({ row: 1, column: -1 })
  expect(hit({ x: 20, y: 20 }, { left: 0, top: 0 }, m)).toBeUndefined()
})

test("arrows move within the matrix and onto the place's name", () => {
  const m = matrixOf(county, {})
  expect(moved('ArrowLeft', { row: 0, column: 0 }, m)).toEqual({ row: 0, column: -1 })
  expect(moved('ArrowDown', { row: 2, column: 0 }, m)).toEqual({ row: 2, column: 0 })
  expect(moved('x', { row: 0, column: 0 }, m)).toBeUndefined()
})
