/** The keyboard of the grid, as in Excel: where a key takes the cell cursor. Pure, so that it can be tested. */

export type Spot = { row: number; column: number }
export type Size = { rows: number; columns: number }
export type Press = {
  key: string
  shift?: boolean
  ctrl?: boolean
  /**
   * Where the caret stands in the cell's text: arrows leave the cell only from its edge, or when the whole text is
   * selected.
   */
  caret: 'all' | 'start' | 'end' | 'inside'
}

/**
 * The cell a key goes to; `undefined` leaves the key to the browser. A row below the last one means "add a row".
 * `tabbedFrom`: the column in which a run of Tabs began, where Enter returns to.
 */
export function nextSpot(press: Press, at: Spot, size: Size, tabbedFrom?: number): Spot | undefined {
  switch (press.key) {
    case 'Enter':
      return press.shift ? up(at, 1) : { row: at.row + 1, column: tabbedFrom ?? at.column }
    case 'Tab':
      return press.shift ? before(at, size) : after(at, size)
    case 'ArrowUp':
      return up(at, 1)
    case 'ArrowDown':
      return down(at, size, 1)
    case 'PageUp':
      return up(at, 10)
    case 'PageDown':
      return down(at, size, 10)
    case 'ArrowLeft':
      return (press.caret === 'start' || press.caret === 'all') && at.column > 0
        ? { ...at, column: at.column - 1 }
        : undefined
    case 'ArrowRight':
      return (press.caret === 'end' || press.caret === 'all') && at.column < size.columns - 1
        ? { ...at, column: at.column + 1 }
        : undefined
    case 'Home':
      return press.ctrl ? { row: 0, column: 0 } : undefined
    case 'End':
      return press.ctrl ? { row: size.rows - 1, column: size.columns - 1 } : undefined
    default:
      return undefined
  }
}

const up = (at: Spot, by: number): Spot => ({ ...at, row: Math.max(0, at.row - by) })
const down = (at: Spot, size: Size, by: number): Spot => ({ ...at, row: Math.min(size.rows - 1, at.row + by) })

/**
 * Tab walks through a row and on to the next; from the last cell it leaves the grid, so that nobody is caught in it.
 */
function after(at: Spot, size: Size): Spot | undefined {
  if (at.column < size.columns - 1) return { ...at, column: at.column + 1 }
  return at.row < size.rows - 1 ? { row: at.row + 1, column: 0 } : undefined
}

function before(at: Spot, size: Size): Spot | undefined {
  if (at.column > 0) return { ...at, column: at.column - 1 }
  return at.row > 0 ? { row: at.row - 1, column: size.columns - 1 } : undefined
}
