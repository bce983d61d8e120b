/** What comes from Excel or WPS by copy and paste: text with tabs, cells with line breaks in quotes. */
import { normaliseCell, type CellContext } from '../../../../kernel/forms/cell.ts'
import { shortLabel } from '../../../../kernel/forms/form.ts'
import type { Column, Row } from '../../../../kernel/forms/forms.schema.ts'
import type { Spot } from './keys.ts'

/** Splits copied text into rows and cells. A quoted cell may hold tabs, line breaks and doubled quotes. */
export function parseCopied(text: string): string[][] {
  const rows: string[][] = [[]]
  const plain = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  for (let i = 0; i <= plain.length; ) {
    const { cell, end } = cellFrom(plain, i)
    rows[rows.length - 1]!.push(cell)
    if (plain[end] === '\n') rows.push([])
    i = end + 1
  }
  return rows
}

function cellFrom(text: string, start: number): { cell: string; end: number } {
  const quoted = text[start] === '"' ? /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(text.slice(start)) : null
  if (quoted) return { cell: quoted[1]!.replace(/""/g, '"'), end: start + quoted[0].length }
  const end = text.slice(start).search(/[\t\n]/)
  return {
    cell: end < 0 ? text.slice(start) : text.slice(start, start + end),
    end: end < 0 ? text.length : start + end,
  }
}

/** `doubts`: what a cell was taken for, where it was written in another way. */
export type Pasted = {
  rows: Row[]
  changed: number
  dropped: number
  doubts: { row: number; column: string; severity: 'warn'; say: string }[]
}

/**
 * Puts copied cells into the grid from a cell on: rows are added as needed, what lies right of the last column is
 * dropped and counted. A first line that repeats the column names is left out.
 */
export function pasteInto(
  rows: readonly Row[],
  at: Spot,
  copied: readonly (readonly string[])[],
  columns: readonly Column[],
  ctx: CellContext,
): Pasted {
  const cells = isHeading(copied[0] ?? [], columns, at.column) ? copied.slice(1) : copied
  const next = [...rows]
  let changed = 0
  let dropped = 0
  const doubts: Pasted['doubts'] = []
  for (const [i, line] of cells.entries()) {
    const row: Row = { ...next[at.row + i] }
    for (const [j, text] of line.entries()) {
      const column = columns[at.column + j]
      if (column) {
        const { value, say, warn } = normaliseCell(text, column, ctx)
        row[column.key] = value
        if (say !== undefined && warn) doubts.push({ row: at.row + i, column: column.key, severity: 'warn', say })
        changed += 1
      } else if (text.trim() !== '') dropped += 1
    }
    next[at.row + i] = row
  }
  return { rows: next, changed, dropped, doubts }
}

function isHeading(line: readonly string[], columns: readonly Column[], from: number): boolean {
  const named = line.filter((text, j) => {
    const label = columns[from + j]?.label
    return label !== undefined && (text.trim() === label || shortLabel(text.trim()) === shortLabel(label))
  })
  return line.length > 1 && named.length === line.length
}
