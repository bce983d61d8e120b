/**
 * The data rows below a header: samples, totals and footers are recognised, cells read by type, faults named by
 * address.
 */
import { normaliseCell } from '../forms/cell.ts'
import { isEmpty, isNumber, shortLabel } from '../forms/form.ts'
import type { Column, Row, Template } from '../forms/forms.schema.ts'
import { amountOf, parseAmount, showAmount, sumAmounts } from '../forms/money.ts'
import { isRequired } from '../forms/validate.ts'
import { plainText } from '../../platform/plainText.ts'
import { address, columnName, csvName, isStruckRow, neverComputed, type GridCell } from './book.ts'
import { textOfCell } from './cells.ts'
import { sampleOf } from './columnStyle.ts'
import type { Grid } from './grid.ts'
import { isOtherHead, otherUnit, saysUnit, type Header } from './header.ts'
import type { SheetContext, SheetProblem } from './sheetResult.ts'

export function readRows(
  grid: Grid,
  header: Header,
  template: Template,
  ctx: SheetContext,
  date1904: boolean,
): { rows: Row[]; problems: SheetProblem[] } {
  const rows: Row[] = []
  const problems = [...headerProblems(grid, header, template, ctx), ...aboveHead(grid, header)]
  const formulas: string[] = []
  const unseen: number[] = []
  /** Totals that stand above what they are of, as in statistical tables: held against it once it is read. */
  const totalsFirst: number[] = []
  for (let r = header.bottom + 1; r < grid.cells.length; r++) {
    const line = grid.cells[r] ?? []
    const kind = kindOf(grid, r, header, ctx)
    const next =
      kind === 'again' ? otherTable(grid, r, header) : kind === 'other' ? anotherHead(grid, r, line) : undefined
    if (next) {
      problems.push(next)
      break
    }
    if (kind === 'totals' && rows.length === 0) totalsFirst.push(r)
    else if (kind === 'totals' && !problems.some((p) => p.severity === 'error'))
      problems.push(...totalProblems(grid, r, header, rows))
    if (kind === 'sample' && isFilledSample(line, header)) problems.push(filledSample(grid, r))
    if (kind === 'partial') problems.push(passedOver(grid, r, sumWordIn(line, header) ?? namedIn(line)?.text, '小计'))
    if (kind === 'title') problems.push(passedOver(grid, r, namedIn(line)?.text, '标题'))
    if (kind !== 'data') continue
    if (grid.hiddenRows.includes(r)) unseen.push(r + 1)
    const row: Row = {}
    const isStruck = isStruckRow(line)
    if (isStruck) problems.push({ ...struckLine(grid, r), row: rows.length })
    for (const [c, column] of header.columns) {
      const read = readCell(grid, r, c, column, ctx, date1904, header.units.get(c), isStruck)
      row[column.key] = read.value
      if (read.problem) problems.push({ ...read.problem, row: rows.length })
      else if (line[c]?.merged && isNumber(column) && !isEmpty(read.value)) {
        row[column.key] = null
        problems.push({ ...mergedFigure(grid, r, c, column), row: rows.length })
      }
      if (line[c]?.formula && !line[c].merged && line[c].kind !== 'error') formulas.push(address(r, c))
    }
    if (partOf.test(headingOf(line))) problems.push({ ...partLine(grid, r, line), row: rows.length })
    if (carriedOver.test(headingOf(line))) problems.push({ ...carriedLine(grid, r, line), row: rows.length })
    const beside = besideHeadings(grid, r, header)
    if (beside) problems.push({ ...beside, row: rows.length })
    rows.push(row)
  }
  if (!problems.some((p) => p.severity === 'error'))
    problems.push(...totalsFirst.flatMap((r) => totalProblems(grid, r, header, rows)))
  if (formulas.length > 0) problems.push(formulaProblem(grid, formulas))
  if (unseen.length > 0) problems.push(unseenProblem(grid, unseen))
  for (const [c, column] of header.columns)
    if (grid.hiddenColumns.has(c)) problems.push(unseenColumn(grid, header, c, column))
  if (rows.length === 0)
    problems.push({
      severity: 'error',
      sheet: grid.name,
      say: `工作表“${grid.name}”的表头下面没有内容。请从第 ${header.bottom + 2} 行起填写（“示例”行不会读入）。`,
    })
  return { rows, problems }
}

/** Lines with figures above the head that was found are of another table, or of this one under a poorer head. */
function aboveHead(grid: Grid, { bottom, columns }: Header): SheetProblem[] {
  const lines = grid.cells
    .slice(0, bottom)
    .flatMap((line, r) =>
      line.some((cell, c) => cell?.kind === 'number' && isFigure(cell, columns.get(c))) &&
      line.filter((cell) => cell !== undefined && !cell.merged && cell.text.trim() !== '').length > 1
        ? [r + 1]
        : [],
    )
  if (lines.length === 0) return []
  const some = `${lines.slice(0, 3).join('、')} 行${lines.length > 3 ? `等 ${lines.length} 行` : ''}`
  return [
    {
      severity: 'warn',
      sheet: grid.name,
      cell: address(lines[0]! - 1, 0),
      say: `工作表“${grid.name}”从第 ${bottom + 2} 行读起，上面第 ${some}也有数，没有读入。要读入的请接到下面的表里再传。`,
    },
  ]
}

/** A figure as its heading means it: "2.5" under "金额(万元)". What no reader takes ("3千元") is refused with the cell. */
const inUnit = (text: string, unit: string | undefined): string =>
  unit !== undefined && parseAmount(text) !== undefined ? `${text.replace(/元$/, '')}${unit}` : text

/** Reads one cell and says what is wrong with it, with its address. Also for records. */
export function readCell(
  grid: Grid,
  r: number,
  c: number,
  column: Column,
  ctx: SheetContext,
  date1904: boolean,
  unit?: string,
  /** The whole row is struck through, and that is asked of the row. */
  struckRow = false,
): { value: Row[string]; problem?: SheetProblem } {
  const at = `工作表“${grid.name}”${address(r, c)} `
  const where = { sheet: grid.name, cell: address(r, c), column: column.key }
  const cell = grid.cells[r]?.[c]
  const { fault, doubt, ...read } = textOfCell(
    cell && struckRow ? { ...cell, struck: undefined } : cell,
    column,
    date1904,
    ctx.period,
  )
  const text = inUnit(read.text, unit)
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

const bareComma = '。数里有逗号的（如 1,234.50），请加英文双引号或去掉逗号，不然后面的都错一格'

/**
 * Something stands right of the last heading: in text files an amount with a bare comma ("1,234.50") has moved the rest
 * of its line, elsewhere somebody noted something.
 */
function besideHeadings(grid: Grid, r: number, header: Header): SheetProblem | undefined {
  const last = (grid.cells[header.bottom] ?? []).findLastIndex((cell) => cell !== undefined && cell.text.trim() !== '')
  const c = (grid.cells[r] ?? []).findIndex((cell, at) => at > last && cell !== undefined && cell.text.trim() !== '')
  if (c < 0) return undefined
  const isText = grid.name === csvName
  return {
    severity: isText ? 'error' : 'warn',
    sheet: grid.name,
    cell: address(r, c),
    say: `工作表“${grid.name}”${address(r, c)} 上面没有列名，没有读入${isText ? bareComma : ''}。`,
  }
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

const anyOf = (...ways: string[]) => `(?:${ways.join('|')})`
const units = '(?:人|户|元|笔|项|亩|名|件|次|份|条|个)'
const noWord = '[^\\p{L}\\p{N}]'

/** What may follow the word for a sum: how many, of what, in capitals, signs; never a name. */
const ofSum = `${anyOf(
  '数|额|金额|人数|户数|笔数|人民币|大写|小写',
  '[零壹贰叁肆伍陆柒捌玖拾佰仟萬万亿圆元角分整正]',
  `\\d[\\d,.]*${units}?`,
  '\\([^()]{0,6}\\)',
  noWord,
)}*`
const wholes = '(?:合计|总计|共计|合計|總計|共計)'
const sums = '(?:合计|小计|总计|共计|累计|总额|合計|小計|總計|共計)'

/** "合计", "本月合计：", "合计人民币(大写)：壹仟元整": the sum of all lines, of the period that the word names. */
const wholeSum = new RegExp(`^${noWord}*(?:本([月期季年次]))?${wholes}${ofSum}$`, 'u')

/** "小计", "一组合计", "本年累计", "过次页", "共2户": sums of some of the lines, not a line of their own. */
const partialSum = new RegExp(
  `^${noWord}*${anyOf(
    `[\\u4e00-\\u9fff\\d(、]{0,8}?${sums}${ofSum}`,
    '(?:本?[日月季年])?计|总[数和]',
    `共\\d[\\d,.]*${units}${ofSum}`,
    '(?:过|转|承|接|续|结转)(?:次|下|前|上)页?',
    '本?页计',
    // Since January, or of some months: "1-10月累计", "2026年1—10月合计".
    `(?:本?年|\\d{4}年)?\\d{1,2}月?[-至到~]\\d{1,2}月(?:份)?${sums}${ofSum}`,
    'total|sum|∑',
  )}${noWord}*$`,
  'iu',
)

/** What an account begins or ends with, in between its lines: whether it is one of them only the clerk knows. */
const carriedOver = new RegExp(
  `^${anyOf(
    '[上本]?[月年期季页]?[初末]?(?:结转|余额|结余|结存|库存)',
    '[期月年季][初末]数',
    '结转[下次上][年月期季页]',
    // What was booked in the period is a sum of its lines.
    '本[日月季年期](?:发生额?|收支)(?:及余额)?',
  )}[^\\p{L}\\p{N}]*$`,
  'u',
)

/**
 * "其中：党员", "内含困难户": some of what stands above, counted there already; but it may be somebody's way of writing a line.
 */
const partOf = /^(?:其中|内含|包括)(?=[：:（(，,]|\p{L})/u

type LineKind = 'data' | 'totals' | 'partial' | 'sample' | 'again' | 'other' | 'title' | 'skip'

function kindOf(grid: Grid, r: number, header: Header, ctx: SheetContext): LineKind {
  const line = grid.cells[r] ?? []
  const texts = line.map((cell) => (cell?.text ?? '').replace(/\s/g, ''))
  const own = texts.filter((text, c) => text !== '' && header.columns.has(c) && !line[c]?.merged)
  const first = texts.find((text) => text !== '') ?? ''
  if (/^[（(【]?示例/.test(first)) return 'sample'
  if (own.length > 1 && isHeadingAgain(texts, grid.cells[header.bottom] ?? [], header)) return 'again'
  // Words about the table bring no figure of their own with them: "说明：修路 | 300" is a line.
  const isRemark = !line.some((cell, c) => isFigure(cell, header.columns.get(c)))
  if (isRemark && saysUnit(line)) return 'skip'
  if (own.length < 2 && ofPages.test(plainText(first))) return 'skip'
  if (isOtherHead(line, header)) return 'other'
  if (texts.filter((text) => text !== '').length === 1 && numbered.test(first)) return 'title'
  if (isTitle(line))
    return grid.cells.slice(0, header.bottom).some((up) => up.some((x) => x?.text === first)) ? 'skip' : 'title'
  const heading = headingOf(line)
  const whole = wholeSum.exec(heading)
  if (whole && isOfPeriod(whole[1], ctx.period)) return 'totals'
  if (whole || partialSum.test(heading) || sumWordIn(line, header) !== undefined) return 'partial'
  if (isRemark && foot.test(first)) return 'skip'
  if (ownFoot.test(first)) return 'skip'
  return own.length === 0 ? 'skip' : 'data'
}

/** Who made the table, who signs, when; remarks under it: "会计（签字）：林晓", "附件1：发票". */
const foot = new RegExp(
  `^${anyOf(
    '制表|制单|填表|填报|统计|审核|复核|审查|审批|经手|经办|会计|出纳|负责|村书记|书记|主任|组长|监督委员会主任|村委会',
    '单位盖章|盖章|报送|抄送|附件?|日期|时间|备注|说明|注',
  )}(?:人|员|单位|日期|时间|主任|签字|签名|签章|盖章)*(?:[(（][^()（）]{0,6}[)）])?\\d*[:：]`,
)

/** "第 2 页，共 3 页", "续表": what printing puts between the lines. */
const ofPages = /^[(（]?(?:第\d+页|共\d+页|[接续]上?[表页]|以下(?:空白|无正文))/

const isFigure = (cell: GridCell | undefined, column: Column | undefined): boolean =>
  cell !== undefined && column !== undefined && !cell.merged && isNumber(column) && cell.text.trim() !== ''

/**
 * The word for a sum where it stands beside the name of a group ("一组 | 小计"), in whichever column of words: such a
 * line is nobody's.
 */
function sumWordIn(line: readonly (GridCell | undefined)[], { columns }: Header): string | undefined {
  return [...columns].flatMap(([c, column]) => {
    const cell = line[c]
    if (!cell || cell.merged || cell.kind !== 'text' || isNumber(column)) return []
    const word = plainText(cell.text).replace(/\s/g, '')
    return bareSum.test(word) ? [word] : []
  })[0]
}
const bareSum = new RegExp(`^(?:本?[日月季年页组])?${sums}[:]?$`)

/** "二、退回" alone in its line. */
const numbered = /^[（(]?[一二三四五六七八九十]{1,3}(?:[、.．)）]|是)/

/** Words over the whole width, in cells merged into one: a title between the lines ("二组", "以下空白"). */
function isTitle(line: readonly (GridCell | undefined)[]): boolean {
  const [first, ...rest] = line.filter((cell) => cell !== undefined && cell.text.trim() !== '')
  return first?.kind === 'text' && rest.length > 0 && rest.every((cell) => cell?.merged && cell.text === first.text)
}

/** What a line is called: its first words, after a running number and a day ("10月31日 | 本月合计"). */
const headingOf = (line: readonly (GridCell | undefined)[]): string =>
  plainText(namedIn(line)?.text ?? '').replace(/\s/g, '')

const namedIn = (line: readonly (GridCell | undefined)[]): GridCell | undefined =>
  line.find(
    (cell) => cell !== undefined && cell.kind === 'text' && !/^[\d\s.,\-/:年月日号]*$/.test(plainText(cell.text)),
  )

/** "本年合计" in the account of a month is a sum since January, not of its lines. */
const isOfPeriod = (word: string | undefined, period: string): boolean =>
  word === undefined ||
  !'月季年'.includes(word) ||
  !/^\d{4}/.test(period) ||
  word === (/-/.test(period) ? '月' : /Q/.test(period) ? '季' : '年')

/** The head of the table once more, as on each printed page. */
const isHeadingAgain = (
  texts: readonly string[],
  head: readonly (GridCell | undefined)[],
  { columns }: Header,
): boolean => [...columns.keys()].every((c) => (texts[c] ?? '') === (head[c]?.text ?? '').replace(/\s/g, ''))

/**
 * The same head under a title of its own ("二、支出") begins another table: its lines are not this one's. On each printed
 * page stands the first title.
 */
function otherTable(grid: Grid, r: number, header: Header): SheetProblem | undefined {
  const known = new Set(grid.cells.slice(0, header.bottom).flatMap((line) => line.map(wordsIn)))
  const above = (grid.cells[r - 1] ?? []).map(wordsIn).filter((text) => text !== '')
  const title = above[0]
  if (title === undefined || new Set(above).size > 1 || known.has(title) || !/\p{L}/u.test(title)) return undefined
  return {
    severity: 'error',
    sheet: grid.name,
    cell: address(r, 0),
    say: `工作表“${grid.name}”第 ${r + 1} 行又是一个表头，上面写着“${title}”，像是另一张表，没有读。一次只传一张表：请把另一张分出去；是同一张的，请删去中间的标题和表头。`,
  }
}

/** A head of other columns, or in another order: its lines would stand in the wrong ones. */
const anotherHead = (grid: Grid, r: number, line: readonly (GridCell | undefined)[]): SheetProblem => ({
  severity: 'error',
  sheet: grid.name,
  cell: address(r, 0),
  say: `工作表“${grid.name}”第 ${r + 1} 行（${line
    .map((cell) => cell?.text.trim() ?? '')
    .filter((text) => text !== '')
    .slice(0, 4)
    .join('、')}）像是另一张表的表头，下面的没有读。一次只传一张表：请把另一张分出去再传。`,
})

const wordsIn = (cell: GridCell | undefined): string => plainText(cell?.text ?? '').replace(/\s/g, '')

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

const passedOver = (grid: Grid, r: number, words: string | undefined, as: string): SheetProblem => ({
  severity: 'warn',
  sheet: grid.name,
  cell: address(r, 0),
  say: `工作表“${grid.name}”第 ${r + 1} 行“${words?.trim() ?? ''}”当作${as}，没有读入。`,
})

const carriedLine = (grid: Grid, r: number, line: readonly (GridCell | undefined)[]): SheetProblem => ({
  severity: 'warn',
  sheet: grid.name,
  cell: address(r, 0),
  say: `工作表“${grid.name}”第 ${r + 1} 行“${headingOf(line)}”像是结转或余额，当作一行读入了。不该算进去的请删去这一行。`,
})

const partLine = (grid: Grid, r: number, line: readonly (GridCell | undefined)[]): SheetProblem => ({
  severity: 'warn',
  sheet: grid.name,
  cell: address(r, 0),
  say: `工作表“${grid.name}”第 ${r + 1} 行“${headingOf(line)}”像是上面几行里的一部分，当作一行读入了，会多算一次。不该算进去的请删去这一行。`,
})

/** Somebody who no longer counts, crossed out as on paper. */
const struckLine = (grid: Grid, r: number): SheetProblem => ({
  severity: 'warn',
  sheet: grid.name,
  cell: address(r, 0),
  say: `工作表“${grid.name}”第 ${r + 1} 行在原表里整行划掉了（有删除线），也读入了。不算的请删去这一行。`,
})

const filledSample = (grid: Grid, r: number): SheetProblem => ({
  severity: 'error',
  sheet: grid.name,
  cell: address(r, 0),
  say: `工作表“${grid.name}”第 ${r + 1} 行标着“示例”，但内容改过了。要读入请删去“示例”两个字；不要请恢复原样或删去这一行。`,
})

/**
 * A totals row in the sheet must be the sum of the rows above it; a formula may miss added rows, so it only warns. One
 * that was never computed is passed over; while cells are wrong the sum says nothing.
 */
function totalProblems(grid: Grid, r: number, header: Header, rows: readonly Row[]): SheetProblem[] {
  return [...header.columns]
    .filter(([, column]) => isNumber(column))
    .flatMap(([c, column]): SheetProblem[] => {
      const cell = grid.cells[r]?.[c]
      if (cell?.kind === 'error' && cell.text !== neverComputed)
        return [
          {
            severity: 'warn',
            sheet: grid.name,
            cell: address(r, c),
            column: column.key,
            say: `工作表“${grid.name}”${address(r, c)} 合计「${shortLabel(column.label)}」的公式出错（${cell.text}），没有和各行核对，请自己核对。`,
          },
        ]
      const given = cell && cell.kind !== 'error' && !cell.merged ? totalIn(grid, r, c, column, header) : undefined
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

/** The amount of a total as its heading means it; undefined where it is none. */
function totalIn(grid: Grid, r: number, c: number, column: Column, header: Header): bigint | undefined {
  const text = inUnit(textOfCell(grid.cells[r]?.[c], column, false).text, header.units.get(c))
  return amountOf(normaliseCell(text, { ...column, min: undefined, max: undefined }).value ?? undefined)
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
    ...[...header.columns].flatMap(([c, column]): SheetProblem[] => {
      const said = isNumber(column) ? otherUnit(grid, header.bottom, c, column) : undefined
      return said === undefined ? [] : [unitAsked(grid, header, c, column, said)]
    }),
    ...unnamedColumns(grid, header),
    ...header.extra
      .filter((e) => isColumnTwice(grid, header, e.column))
      .map(
        (e): SheetProblem => ({
          severity: 'error',
          sheet: grid.name,
          cell: address(header.bottom, e.column),
          say: `${address(header.bottom, e.column)} 又是一列“${e.label}”，只能读一列，这一列有内容没有读入。左右分栏的，请把右边的接到左边下面再传。`,
        }),
      ),
    ...header.extra
      .filter((e) => !isColumnTwice(grid, header, e.column))
      .map(
        (e): SheetProblem => ({
          severity: 'warn',
          sheet: grid.name,
          cell: address(header.bottom, e.column),
          say: `${address(header.bottom, e.column)} 的列“${e.label}”不在模板里，没有读入。`,
        }),
      ),
  ]
}

/**
 * Columns among the others whose heading is empty, and what was written below is lost; a running number needs no
 * heading.
 */
function unnamedColumns(grid: Grid, { bottom, columns, extra }: Header): SheetProblem[] {
  const head = grid.cells[bottom] ?? []
  const last = head.findLastIndex((cell) => cell !== undefined && cell.text.trim() !== '')
  const known = new Set([...columns.keys(), ...extra.map((e) => e.column)])
  return Array.from({ length: Math.max(0, last) }, (_, c) => c).flatMap((c): SheetProblem[] => {
    if (known.has(c) || (head[c]?.text.trim() ?? '') !== '') return []
    const written = grid.cells
      .slice(bottom + 1)
      .flatMap((line) => (line[c] && !line[c].merged && line[c].text.trim() !== '' ? [line[c].text.trim()] : []))
    if (written.every((text, i) => text === String(i + 1))) return []
    return [
      {
        severity: 'warn',
        sheet: grid.name,
        cell: address(bottom, c),
        say: `工作表“${grid.name}”的${columnName(c)} 列没有列名，下面的内容没有读入。要用的请补上列名再传。`,
      },
    ]
  })
}

/** Figures of another unit than the column's stand there as if they were its own. */
const unitAsked = (grid: Grid, { bottom }: Header, c: number, column: Column, said: string): SheetProblem => ({
  severity: 'warn',
  sheet: grid.name,
  cell: address(bottom, c),
  column: column.key,
  say: `工作表“${grid.name}”的${columnName(c)} 列写的单位是“${said}”，这里是「${column.label}」，照原数读入，没有换算，请核对。`,
})

/** To spare paper tables are often set in two columns beside each other, under the same headings. */
function isColumnTwice(grid: Grid, { bottom, columns }: Header, column: number): boolean {
  const head = grid.cells[bottom] ?? []
  return (
    [...columns.keys()].some((c) => wordsIn(head[c]) === wordsIn(head[column])) &&
    grid.cells.slice(bottom + 1).some((line) => line[column] !== undefined && !line[column].merged)
  )
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

/** A column that is hidden would be published unseen, too. */
const unseenColumn = (grid: Grid, header: Header, c: number, column: Column): SheetProblem => ({
  severity: 'warn',
  sheet: grid.name,
  cell: address(header.bottom, c),
  column: column.key,
  say: `工作表“${grid.name}”的${columnName(c)} 列「${shortLabel(column.label)}」是隐藏的，也读入了。不要的请在表格里删去后重传。`,
})

/** Rows hidden by hand or by a filter are rows all the same, and would be published unseen. */
function unseenProblem(grid: Grid, lines: number[]): SheetProblem {
  const some = lines.slice(0, 3).join('、') + (lines.length > 3 ? ` 等 ${lines.length} 行` : ' 行')
  return {
    severity: 'warn',
    sheet: grid.name,
    say: `工作表“${grid.name}”第 ${some}是隐藏的，也读入了。不要的请在表格里删去后重传。`,
  }
}
