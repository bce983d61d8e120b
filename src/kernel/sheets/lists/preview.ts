/**
 * The first look at a list: where its headings stand and which column is probably what. Pure; a person confirms or
 * corrects it.
 */
import type { TextTable } from '../textTables.ts'
import { sayUnsure } from '../unsure.ts'
import type { Field } from './fields.ts'
import { plainText } from '../../../platform/plainText.ts'

/** Positions count from 0; `columns` leads from a field's key to its column. */
export type ListPlan = { sheet: number; headerRow: number; columns: Record<string, number> }
export type SheetPreview = {
  name: string
  rows: string[][]
  total: number
  headerRow: number
  columns: Record<string, number>
  unmatched: string[]
}

const shownRows = 20
const searchedRows = 12

/** A column that is hidden in the file is nothing by itself: a person may choose it. */
export function previewOf(table: Omit<TextTable, 'unsure'>, fields: readonly Field[]): SheetPreview {
  const headerRow = headerRowOf(table.rows, fields)
  const headings = table.rows[headerRow] ?? []
  const seen = headings.map((h, at) => (table.hiddenColumns.includes(at) ? '' : h))
  const columns = guess(seen, fields)
  const used = new Set(Object.values(columns))
  return {
    name: table.name,
    rows: table.rows.slice(0, shownRows),
    total: Math.max(0, table.rows.length - headerRow - 1),
    headerRow,
    columns,
    unmatched: headings.filter((h, i) => h !== '' && !used.has(i)),
  }
}

/** The row whose cells name most fields; among rows that name none, the first with the most filled cells. */
function headerRowOf(rows: readonly (readonly string[])[], fields: readonly Field[]): number {
  const score = (row: readonly string[]) =>
    Object.keys(guess(row, fields)).length * 100 + row.filter((c) => c !== '').length
  return rows.slice(0, searchedRows).reduce((best, row, i) => (score(row) > score(rows[best]!) ? i : best), 0)
}

/** First by the very word, then by a word that the heading contains; no column is taken twice. */
function guess(headings: readonly string[], fields: readonly Field[]): Record<string, number> {
  const bare = headings.map(tidy)
  const found: Record<string, number> = {}
  const free = (i: number) => i >= 0 && !Object.values(found).includes(i)
  const exact = (f: Field) => f.words.map((w) => bare.indexOf(tidy(w))).find(free)
  const within = (f: Field) =>
    f.words
      .filter((w) => w.length > 1)
      .map((w) => bare.findIndex((h, i) => free(i) && h.includes(tidy(w))))
      .find(free)
  for (const match of [exact, within]) {
    for (const f of fields) {
      if (f.key in found) continue
      const at = match(f)
      if (at !== undefined) found[f.key] = at
    }
  }
  return found
}

const tidy = (text: string) => plainText(text).replaceAll(/[\s*:：]/g, '')

/** `wrong`: why it can't be taken as it stands, with the field's key where it is one cell. */
export type ListRow = { line: number; cells: Record<string, string>; wrong?: { field?: string; say: string } }

/** The rows below the headings that hold anything, with their line as Excel counts, as field → text. */
export function rowsOf(table: TextTable, plan: ListPlan): ListRow[] {
  return table.rows.flatMap((row, i) => {
    if (i <= plan.headerRow) return []
    const cells = Object.fromEntries(Object.entries(plan.columns).map(([key, at]) => [key, row[at] ?? '']))
    const wrong = sayUnsure(table.unsure[i + 1], plan.columns)
    const isEmpty = Object.values(cells).every((c) => c === '')
    return isEmpty && wrong?.field === undefined ? [] : [{ line: i + 1, cells, ...(wrong && { wrong }) }]
  })
}
