/** The data rows below a header: samples, totals and footers are recognised, cells read by type, faults named by address. */
import { normaliseCell } from '../forms/cell.ts'
import { isEmpty, isNumber, shortLabel } from '../forms/form.ts'
import type { Column, Row, Template } from '../forms/forms.schema.ts'
import { amountOf, parseAmount, showAmount, sumAmounts } from '../forms/money.ts'
import { isRequired } from '../forms/validate.ts'
import { address, type GridCell } from './book.ts'
import { textOfCell } from './cells.ts'
import { sampleOf } from './columnStyle.ts'
import type { Grid } from './grid.ts'
import type { Header } from './header.ts'
import type { SheetContext, SheetProblem } from './sheetResult.ts'

export function readRows(
  grid: Grid,
  header: Header,
  template: Template,
  ctx: SheetContext,
  date1904: boolean,
): { rows: Row[]; problems: SheetProblem[] } {
  const rows: Row[] = []
  const problems = headerProblems(grid, header, template, ctx)
  const formulas: string[] = []
  const unseen: number[] = []
  for (let r = header.bottom + 1; r < grid.cells.length; r++) {
    const line = grid.cells[r] ?? []
    const kind = kindOf(line, header)
    if (kind === 'totals' && !problems.some((p) => p.severity === 'error'))
      problems.push(...totalProblems(grid, r, header, rows))
    if (kind === 'sample' && isFilledSample(line, header)) problems.push(filledSample(grid, r))
    if (kind === 'partial') problems.push(passedOver(grid, r, line))
    if (kind !== 'data') continue
    if (grid.hiddenRows.includes(r)) unseen.push(r + 1)
    const row: Row = {}
    for (const [c, column] of header.columns) {
      const read = readCell(grid, r, c, column, ctx, date1904)
      row[column.key] = read.value
      if (read.problem) problems.push({ ...read.problem, row: rows.length })
      else if (line[c]?.merged && isNumber(column) && line[c].kind === 'number') {
        row[column.key] = null
        problems.push({ ...mergedFigure(grid, r, c, column), row: rows.length })
      }
      if (line[c]?.formula && !line[c].merged) formulas.push(address(r, c))
    }
    rows.push(row)
  }
  if (formulas.length > 0) problems.push(formulaProblem(grid, formulas))
  if (unseen.length > 0) problems.push(unseenProblem(grid, unseen))
  if (rows.length === 0)
    problems.push({
      severity: 'error',
      sheet: grid.name,
      say: `工作表“${grid.name}”的表头下面没有内容。请从第 ${header.bottom + 2} 行起填写（“示例”行不会读入）。`,
    })
  return { rows, problems }
}

/** Reads one cell and says what is wrong with it, with its address. Also for records. */
export function readCell(
  grid: Grid,
  r: number,
  c: number,
  column: Column,
  ctx: SheetContext,
  date1904: boolean,
): { value: Row[string]; problem?: SheetProblem } {
  const at = `工作表“${grid.name}”${address(r, c)} `
  const where = { sheet: grid.name, cell: address(r, c), column: column.key }
  const { text, fault, doubt } = textOfCell(grid.cells[r]?.[c], column, date1904)
  if (fault)
    return {
      value: null,
      problem: { severity: 'error', ...where, say: `${at}「${shortLabel(column.label)}」${fault}。` },
    }
  const result = normaliseCell(text, column, { period: ctx.period })
  if (result.say)
    return {
      value: result.value,
      problem: { severity: result.warn ? 'warn' : 'error', ...where, say: at + result.say },
    }
  if (doubt)
    return {
      value: result.value,
      problem: { severity: 'warn', ...where, say: `${at}「${shortLabel(column.label)}」${doubt}。` },
    }
  if (isEmpty(result.value) && isRequired(column, ctx))
    return {
      value: null,
      problem: { severity: 'error', ...where, say: `${at}「${shortLabel(column.label)}」没有填，这一列必填。` },
    }
  return { value: result.value }
}

/** A sum over several lines, written once in cells merged into one: read in each line it would count several times. */
const mergedFigure = (grid: Grid, r: number, c: number, column: Column): SheetProblem => ({
  severity: 'error',
  sheet: grid.name,
  cell: address(r, c),
  column: column.key,
  say: `工作表“${grid.name}”${address(r, c)} 「${shortLabel(column.label)}」和旁边的格子合并成了一格，一个数不能算几次。请拆开，各行写各行的数。`,
})

/** The lines under our own exports, which people fill on and send back. */
const ownFoot = /^(?:编号\w+，第\d+版|另有\d+行涉及)/

/** "小计", "一组合计", "本年累计", "以上合计（元）": sums of some of the lines, not a line of their own. */
const partialSum =
  /^[\u4e00-\u9fff\d（(、]{0,8}?(?:合计|小计|总计|共计|累计|总额)(?:数|金额|人数|户数)?(?:[（(].{0,6}[）)])?[:：]?$/

type LineKind = 'data' | 'totals' | 'partial' | 'sample' | 'skip'

function kindOf(line: readonly (GridCell | undefined)[], header: Header): LineKind {
  const texts = line.map((cell) => (cell?.text ?? '').replace(/\s/g, ''))
  const own = texts.filter((text, c) => text !== '' && header.columns.has(c) && !line[c]?.merged)
  const first = texts.find((text) => text !== '') ?? ''
  if (/^[（(【]?示例/.test(first)) return 'sample'
  const heading = /^\d{0,5}$/.test(first) ? (texts.filter((text) => text !== '')[1] ?? '') : first
  if (/^(?:本[月期季年次])?(?:合计|总计|共计)[^\u4e00-\u9fff]*$/.test(heading)) return 'totals'
  if (partialSum.test(heading)) return 'partial'
  if (/^(?:制表|填表|审核|审查|审批|负责人|单位盖章|报送|备注|说明|注)(?:人|单位|日期)?[::：]/.test(first))
    return 'skip'
  if (ownFoot.test(first)) return 'skip'
  return own.length === 0 ? 'skip' : 'data'
}

/** Somebody wrote over the sample: without a word that row would be lost. */
const isFilledSample = (line: readonly (GridCell | undefined)[], header: Header): boolean =>
  [...header.columns].some(
    ([c, column]) =>
      line[c] !== undefined &&
      !line[c].merged &&
      !/^[（(【]?示例/.test(line[c].text) &&
      line[c].text.trim() !== '' &&
      line[c].text !== sampleOf(column),
  )

const passedOver = (grid: Grid, r: number, line: readonly (GridCell | undefined)[]): SheetProblem => ({
  severity: 'warn',
  sheet: grid.name,
  cell: address(r, 0),
  say: `工作表“${grid.name}”第 ${r + 1} 行“${line.find((cell) => cell?.kind === 'text' && cell.text.trim() !== '')?.text.trim() ?? ''}”当作小计，没有读入。`,
})

const filledSample = (grid: Grid, r: number): SheetProblem => ({
  severity: 'error',
  sheet: grid.name,
  cell: address(r, 0),
  say: `工作表“${grid.name}”第 ${r + 1} 行标着“示例”，但内容改过了。要读入请删去“示例”两个字；不要请恢复原样或删去这一行。`,
})

/** A totals row in the sheet must be the sum of the rows above it; a formula may miss added rows, so it only warns. One that was never computed is passed over; while cells are wrong the sum says nothing. */
function totalProblems(grid: Grid, r: number, header: Header, rows: readonly Row[]): SheetProblem[] {
  return [...header.columns]
    .filter(([, column]) => isNumber(column))
    .flatMap(([c, column]): SheetProblem[] => {
      const cell = grid.cells[r]?.[c]
      const given =
        cell && cell.kind !== 'error' && !cell.merged ? parseAmount(textOfCell(cell, column, false).text) : undefined
      const sum = sumAmounts(rows.map((row) => amountOf(row[column.key]) ?? 0n))
      if (given === undefined || given === sum) return []
      const severity = cell?.formula ? 'warn' : 'error'
      return [
        {
          severity,
          sheet: grid.name,
          cell: address(r, c),
          column: column.key,
          say: `工作表“${grid.name}”${address(r, c)} 合计「${shortLabel(column.label)}」${showAmount(given)} 与各行相加 ${showAmount(sum)} 不一致，请核对各行或合计。`,
        },
      ]
    })
}

function headerProblems(grid: Grid, header: Header, template: Template, ctx: SheetContext): SheetProblem[] {
  const here = new Set([...header.columns.values()].map((c) => c.key))
  const missing = template.columns.filter((c) => !here.has(c.key))
  return [
    ...missing
      .filter((c) => isRequired(c, ctx))
      .map(
        (c): SheetProblem => ({
          severity: 'error',
          sheet: grid.name,
          column: c.key,
          say: `工作表“${grid.name}”缺少必填的列「${c.label}」，请加上这一列（第 ${header.bottom + 1} 行是表头）。`,
        }),
      ),
    ...missing
      .filter((c) => !isRequired(c, ctx) && c.visibility !== 'internal')
      .map(
        (c): SheetProblem => ({
          severity: 'warn',
          sheet: grid.name,
          column: c.key,
          say: `没有「${c.label}」这一列，按空白处理。`,
        }),
      ),
    ...header.extra.map(
      (e): SheetProblem => ({
        severity: 'warn',
        sheet: grid.name,
        cell: address(header.bottom, e.column),
        say: `${address(header.bottom, e.column)} 的列“${e.label}”不在模板里，没有读入。`,
      }),
    ),
  ]
}

function formulaProblem(grid: Grid, cells: readonly string[]): SheetProblem {
  const some = cells.slice(0, 3).join('、') + (cells.length > 3 ? ` 等 ${cells.length} 格` : '')
  return {
    severity: 'warn',
    sheet: grid.name,
    cell: cells[0],
    say: `工作表“${grid.name}”${some}是公式，已按算好的结果读入，请核对。`,
  }
}

/** Rows hidden by hand or by a filter are rows all the same, and would be published unseen. */
function unseenProblem(grid: Grid, lines: number[]): SheetProblem {
  const some = lines.slice(0, 3).join('、') + (lines.length > 3 ? ` 等 ${lines.length} 行` : ' 行')
  return {
    severity: 'warn',
    sheet: grid.name,
    say: `工作表“${grid.name}”第 ${some}是隐藏的，也读入了。不要的请在表格里删去后重传。`,
  }
}
