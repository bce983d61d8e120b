/** A workbook's sheets as plain grids of cells, with merged cells filled and the limits kept. */
import type { GridCell, Sheet, Span } from './book.ts'
import { sheetLimits } from './limits.ts'
import { openBook } from './openBook.ts'

/**
 * `cells[row][column]` from A1; `top` and `left` are always 0, so that row 6, column 1 is B7. `hiddenRows` and
 * `hiddenColumns` count from 0.
 */
export interface Grid {
  name: string
  cells: (GridCell | undefined)[][]
  hiddenRows: number[]
  hiddenColumns: ReadonlySet<number>
}
export interface Book {
  grids: Grid[]
  hidden: Grid[]
  date1904: boolean
}

/** @throws FileRefused with a sentence that says what to do. */
export function readBook(bytes: Uint8Array): Book {
  const { sheets, date1904 } = openBook(bytes, sheetLimits)
  return {
    grids: sheets.filter((s) => !s.hidden).map(gridOf),
    hidden: sheets.filter((s) => s.hidden).map(gridOf),
    date1904,
  }
}

function gridOf(sheet: Sheet): Grid {
  const grid: Grid = { name: sheet.name, cells: [], hiddenRows: [], hiddenColumns: sheet.hiddenColumns() }
  for (const { row, cells, hidden } of sheet.rows()) {
    if (cells.every((cell) => cell === undefined || cell.text.trim() === '')) continue
    while (grid.cells.length < row) grid.cells.push([])
    grid.cells.push(Array.from(cells))
    if (hidden) grid.hiddenRows.push(row)
  }
  fillMerged(grid.cells, sheet.spans())
  return grid
}

function fillMerged(cells: (GridCell | undefined)[][], spans: readonly Span[]): void {
  for (const { top, left, bottom, right } of spans) {
    const master = cells[top]?.[left]
    if (!master) continue
    for (let r = top; r <= Math.min(bottom, cells.length - 1); r++) {
      for (let c = left; c <= Math.min(right, sheetLimits.columns); c++) {
        const row = cells[r]
        if (row && (r !== top || c !== left)) row[c] = { ...master, merged: true }
      }
    }
  }
}
