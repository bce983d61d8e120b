import { expect, test } from 'vitest'
import { nextSpot } from './keys.ts'

const size = { rows: 3, columns: 4 }

test('Enter goes down, and below the last row asks for a new one', () => {
  expect(nextSpot({ key: 'Enter', caret: 'all' }, { row: 0, column: 2 }, size)).toEqual({ row: 1, column: 2 })
  expect(nextSpot({ key: 'Enter', caret: 'all' }, { row: 2, column: 2 }, size)).toEqual({ row: 3, column: 2 })
})

test('a run of Tabs followed by Enter returns to the column where it began, as in Excel', () => {
  expect(nextSpot({ key: 'Enter', caret: 'end' }, { row: 0, column: 3 }, size, 1)).toEqual({ row: 1, column: 1 })
})

test('Tab walks on to the next row and leaves the grid at its end; Shift+Tab walks back', () => {
  expect(nextSpot({ key: 'Tab', caret: 'all' }, { row: 0, column: 3 }, size)).toEqual({ row: 1, column: 0 })
  expect(nextSpot({ key: 'Tab', caret: 'all' }, { row: 2, column: 3 }, size)).toBeUndefined()
  expect(nextSpot({ key: 'Tab', shift: true, caret: 'all' }, { row: 1, column: 0 }, size)).toEqual({
    row: 0,
    column: 3,
  })
  expect(nextSpot({ key: 'Tab', shift: true, caret: 'all' }, { row: 0, column: 0 }, size)).toBeUndefined()
})

test('sideways arrows leave a cell only from the edge of its text', () => {
  const at = { row: 1, column: 1 }
  expect(nextSpot({ key: 'ArrowRight', caret: 'inside' }, at, size)).toBeUndefined()
  expect(nextSpot({ key: 'ArrowRight', caret: 'end' }, at, size)).toEqual({ row: 1, column: 2 })
  expect(nextSpot({ key: 'ArrowLeft', caret: 'end' }, at, size)).toBeUndefined()
  expect(nextSpot({ key: 'ArrowLeft', caret: 'all' }, at, size)).toEqual({ row: 1, column: 0 })
})

test('up and down stop at the edges; other keys belong to the text', () => {
  expect(nextSpot({ key: 'ArrowUp', caret: 'all' }, { row: 0, column: 1 }, size)).toEqual({ row: 0, column: 1 })
  expect(nextSpot({ key: 'PageDown', caret: 'all' }, { row: 1, column: 1 }, size)).toEqual({ row: 2, column: 1 })
  expect(nextSpot({ key: 'a', caret: 'all' }, { row: 1, column: 1 }, size)).toBeUndefined()
})
