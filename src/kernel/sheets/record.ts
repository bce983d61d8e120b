/** A record's sheet has one label per line and the value beside it. */
import type { Column, Row, Template } from '../forms/forms.schema.ts'
import type { Grid } from './grid.ts'
import type { SheetContext, SheetProblem } from './sheetResult.ts'
import { readCell } from './dataRows.ts'
import { headingUnit, unitAbove } from './header.ts'
import { isRequired } from '../forms/validate.ts'
import { plainText } from '../../platform/plainText.ts'

/** Undefined where fewer than half of the labels have a value beside them: labels in a row head a table of one row. */
export function readRecord(
  grid: Grid,
  template: Template,
  ctx: SheetContext,
  date1904: boolean,
): { rows: Row[]; problems: SheetProblem[] } | undefined {
  const places = template.columns.map((column) => ({ column, place: findLabel(grid, column) }))
  const labels = new Set(template.columns.map((c) => tidy(c.label)))
  const upright = places.filter(
    ({ place }) => place && !labels.has(tidy(grid.cells[place.row]?.[place.column]?.text ?? '')),
  )
  if (upright.length * 2 < template.columns.length) return undefined
  const row: Row = {}
  const problems: SheetProblem[] = []
  const above = unitAbove(grid.cells)
  for (const { column, place } of places) {
    if (!place) {
      row[column.key] = null
      if (isRequired(column, ctx))
        problems.push({
          severity: 'error',
          sheet: grid.name,
          column: column.key,
          say: `工作表“${grid.name}”里没有“${column.label}”这一项，请用模板填写。`,
        })
      continue
    }
    const unit = column.type === 'money' ? (headingUnit(place.label) ?? above) : undefined
    const read = readCell(grid, place.row, place.column, column, ctx, date1904, unit ? `${unit}元` : undefined)
    row[column.key] = read.value
    if (read.problem) problems.push({ ...read.problem, row: 0 })
    if (grid.cells[place.row]?.[place.column]?.formula)
      problems.push({
        severity: 'warn',
        sheet: grid.name,
        column: column.key,
        say: `「${column.label}」是公式，已按算好的结果读入，请核对。`,
      })
  }
  return { rows: [row], problems }
}

/** A label as it is compared: "金额（万元）" is 金额 in another unit. */
const tidy = (text: string): string => written(text).replace(/\([十百千万亿]*元\)$/, '')
const written = (text: string): string => plainText(text).replace(/[\s*::]/g, '')

/** The cell right of the label; a label merged over several cells is followed by the first cell after it. */
function findLabel(grid: Grid, column: Column): { row: number; column: number; label: string } | undefined {
  for (const [r, line] of grid.cells.entries()) {
    const c = line.findIndex((cell) => cell?.kind === 'text' && tidy(cell.text) === tidy(column.label))
    if (c < 0) continue
    let value = c + 1
    while (line[value]?.merged && tidy(line[value]?.text ?? '') === tidy(column.label)) value++
    if (line[value + 1] === undefined || tidy(line[value]?.text ?? '') !== tidy(column.label))
      return { row: r, column: value, label: written(line[c]!.text) }
  }
  return undefined
}
