/**
 * Finds a table's header wherever it stands: under titles, with merged parents, in another order, under other words.
 */
import type { Column } from '../forms/forms.schema.ts'
import type { Grid } from './grid.ts'
import { plainText } from '../../platform/plainText.ts'

export interface Header {
  /** Row of the lowest heading; data begins below. */
  bottom: number
  /** Sheet column → template column. */
  columns: Map<number, Column>
  /** Headings without a column in the template. */
  extra: { column: number; label: string }[]
  /** Sheet column → the unit of money in which the sheet says that it counts, where the template counts in yuan. */
  units: Map<number, string>
}

const searchRows = 30
const deepest = 3

/** The best header of the first 30 rows; undefined where fewer than two columns (or half of them) are recognised. */
export function findHeader(grid: Grid, columns: readonly Column[]): Header | undefined {
  let best: Header | undefined
  for (let bottom = 0; bottom < Math.min(searchRows, grid.cells.length); bottom++) {
    for (let depth = 1; depth <= Math.min(deepest, bottom + 1); depth++) {
      const header = matchHeader(grid, bottom, depth, columns)
      if (header.columns.size > (best?.columns.size ?? 0)) best = header
    }
  }
  return best &&
    best.columns.size >= Math.min(2, columns.length) &&
    best.columns.size * 2 >= Math.min(columns.length, 8)
    ? { ...best, units: unitsOf(grid, best) }
    : undefined
}

function matchHeader(grid: Grid, bottom: number, depth: number, columns: readonly Column[]): Header {
  const width = Math.max(...grid.cells.slice(bottom - depth + 1, bottom + 1).map((row) => row.length))
  const labels = Array.from({ length: width }, (_, c) => pathOf(grid, bottom, depth, c))
  const header: Header = { bottom, columns: new Map(), extra: [], units: new Map() }
  for (const fits of [exact, lastPart, bareWords, synonym]) {
    labels.forEach((path, c) => {
      if (path.length === 0 || header.columns.has(c)) return
      const taken = new Set(header.columns.values())
      const column = columns.find((candidate) => !taken.has(candidate) && fits(path, candidate))
      if (column) header.columns.set(c, column)
    })
  }
  labels.forEach((path, c) => {
    const label = path.at(-1) ?? ''
    if (label !== '' && !header.columns.has(c) && !/^(?:序号|编号|行号|示例|no\.?)$/i.test(label))
      header.extra.push({ column: c, label: path.join('/') })
  })
  return header
}

/** "金额(万元)" over a column, or "单位：万元" above the table. */
function unitsOf(grid: Grid, { bottom, columns }: Header): Map<number, string> {
  // What stands under a table says of what it is, too: "单位：万元".
  const below = grid.cells.slice(bottom + 1).filter((line) => saysUnit(line))
  const above = unitAbove([...grid.cells.slice(0, bottom), ...below])
  const units = new Map<number, string>()
  for (const [c, column] of columns) {
    if (column.type !== 'money' || /[十百千万亿]元/.test(column.label)) continue
    const [own] = [bottom, bottom - 1, bottom - 2]
      .map((r) => headingUnit(tidy(grid.cells[r]?.[c]?.text ?? '')))
      .filter((unit) => unit !== undefined)
    const unit = own ?? above
    if (unit) units.set(c, `${unit}元`)
  }
  return units
}

/** "金额(万元)" → 万, "金额(元)" → nothing before 元; undefined where a heading, or the one above it, says none. */
export const headingUnit = (heading: string): string | undefined =>
  /[(:,/]([十百千万亿]*)元\)?$|[(:,/]([十百千万亿]+)\)?$/
    .exec(heading)
    ?.slice(1)
    .find((unit) => unit !== undefined) ?? (/元\)?$/.test(heading) ? '' : undefined)

/** "单位：万元", "(以万元计)" or a title that ends so: 万; undefined where nothing says a unit of more than one yuan. */
export const unitAbove = (lines: Grid['cells']): string | undefined =>
  lines
    .flat()
    .map((cell) =>
      /单位[:(]?(?:人民币)?([十百千万亿]+)元?|\((?:单位:)?([十百千万亿]+)元\)$|[以按]([十百千万亿]+)元/
        .exec(tidy(cell?.text ?? ''))
        ?.slice(1)
        .find((unit) => unit !== undefined),
    )
    .find((unit) => unit !== undefined)

/** A line that says of what the figures are, and nothing else: "单位：万元", "金额单位：元". */
export const saysUnit = (line: Grid['cells'][number]): boolean =>
  /^\(?(?:金额|计量|货币)?(?:单位|币种)[:：]/.test(tidy(line.find((cell) => cell?.text.trim())?.text ?? ''))

/**
 * The unit that a heading says of its figures where it is another than the column's, and no number of yuan: "美元", "公顷",
 * "元/月". Nothing is reckoned then; it is asked.
 */
export function otherUnit(grid: Grid, bottom: number, c: number, column: Column): string | undefined {
  const own = unitIn(tidy(column.label)) ?? (column.type === 'money' ? '元' : undefined)
  const said = unitIn(tidy(grid.cells[bottom]?.[c]?.text ?? '')) ?? foreignAbove(grid.cells.slice(0, bottom), column)
  if (own === undefined || said === undefined || said === own) return undefined
  if (column.type === 'money' && /^(?:单位:)?(?:人民币)?[十百千万亿]*元?$/.test(said)) return undefined
  return said
}

/** The words in the last brackets of a heading that name a unit. */
const unitIn = (heading: string): string | undefined =>
  /\(((?:单位:)?(?:人民币)?[十百千万亿]*(?:[美日港欧澳]?元|港币|欧元|英镑|角|分|亩|公顷|顷|平方[公千]?米|平米|㎡|m2|公里|千米|米|吨|公斤|千克|斤|[%‰]|成|户|人|次)(?:\/\p{L}{1,3})?|[十百千万亿]+)\)$/u.exec(
    heading,
  )?.[1]

/** "币种：美元" above a table. */
const foreignAbove = (lines: Grid['cells'], column: Column): string | undefined =>
  column.type === 'money'
    ? lines
        .flat()
        .map((cell) => /(?:单位|币种|货币)[:(]?(美元|港元|港币|欧元|日元|英镑|澳元)/.exec(tidy(cell?.text ?? ''))?.[1])
        .find((unit) => unit !== undefined)
    : undefined

/** Whether a line is the head of another table: words that are headings, where this one's lines stand. */
export function isOtherHead(line: Grid['cells'][number], { columns }: Header): boolean {
  const all = [...columns.values()]
  const written = line.flatMap((cell, c) => (cell && !cell.merged && cell.text.trim() !== '' ? [{ cell, c }] : []))
  if (written.length < 2 || written.some(({ cell }) => cell.kind !== 'text')) return false
  const named = ({ text }: { text: string }, column: Column) =>
    [exact, lastPart, bareWords, synonym].some((fits) => fits([tidy(text)], column))
  return (
    written.filter(({ cell }) => all.some((column) => named(cell, column))).length > 1 ||
    written.some(
      ({ cell, c }) => columns.get(c)?.type === 'person' && wordSets.some((words) => words.has(bare(cell.text))),
    )
  )
}

/** Headings of one column from parent to child, repeated ones (merged cells) once. */
function pathOf(grid: Grid, bottom: number, depth: number, column: number): string[] {
  const texts = Array.from({ length: depth }, (_, i) => grid.cells[bottom - depth + 1 + i]?.[column])
  if (texts.at(-1)?.kind !== 'text') return []
  return texts.map((cell) => tidy(cell?.text ?? '')).filter((text, i, all) => text !== '' && text !== all[i - 1])
}

const tidy = (text: string): string =>
  plainText(text)
    .replace(/[\s*★]/g, '')
    .replace(/\((?:必填|选填|必填项)\)/g, '')
const bare = (text: string): string =>
  tidy(text)
    .replace(/\([^()]*\)/g, '')
    .replace(/[、/:,.()]/g, '')

const exact = (path: string[], column: Column): boolean =>
  path.join('/') === tidy(column.label) || path.join('') === tidy(column.label)
const lastPart = (path: string[], column: Column): boolean =>
  path.at(-1) === tidy(column.label) || path.at(-1) === column.key
const bareWords = (path: string[], column: Column): boolean =>
  bare(path.at(-1) ?? '') === bare(column.label) || bare(path.join('')) === bare(column.label)

const synonymSets = [
  ['姓名', '名字', '人员姓名'],
  ['户主', '户主姓名', '农户姓名', '农户'],
  ['金额', '数额', '款额', '发生额'],
  ['备注', '说明', '附注', '备注说明'],
  ['日期', '时间', '记账日期', '凭证日期', '发生日期'],
  ['摘要', '事由', '用途', '内容摘要'],
  ['身份证号', '身份证号码', '身份证', '公民身份号码', '证件号码', '证件号'],
  ['银行账号', '银行卡号', '账号', '卡号', '一卡通账号', '社保卡/银行账号', '收款账号'],
  ['联系电话', '电话', '手机', '手机号', '手机号码', '联系方式'],
  ['期初余额', '期初', '期初数', '上期结余', '上月结余'],
  ['期末余额', '期末', '期末数', '本期结余', '本月结余', '结余'],
  ['本期收入', '收入', '收入金额'],
  ['本期支出', '支出', '支出金额'],
  ['凭证号', '凭证编号', '凭证号码', '凭证字号'],
  ['票据号', '票据号码', '发票号', '收据号'],
  ['经手人', '经办人'],
  ['审批人', '批准人', '签批人'],
  ['村/组', '村组', '所在村组', '组别', '村民小组', '小组'],
  ['开支项目', '支出项目', '项目'],
  ['收款单位', '收款人', '收款方'],
  ['交款单位', '交款人', '缴款人', '付款方'],
  ['欠款单位', '欠款人', '债务人'],
  ['债权单位', '债权人'],
  ['面积', '亩数'],
  ['类别', '类型', '种类'],
  ['数量', '件数'],
  ['单位', '计量单位'],
  ['标准', '补贴标准', '补助标准'],
]
const wordSets = synonymSets.map((words) => new Set(words.map(bare)))
const synonym = (path: string[], column: Column): boolean =>
  wordSets.some((set) => set.has(bare(path.at(-1) ?? '')) && set.has(bare(column.label)))
