/**
 * Of which period a sheet says that it is, by its name and by its titles: of a workbook with one sheet for each month
 * the right one is read, and last month's file is asked about.
 */
import { parsePeriod } from '../forms/dates.ts'
import { plainText } from '../../platform/plainText.ts'
import type { Grid } from './grid.ts'
import type { SheetProblem } from './sheetResult.ts'

/** Whether a sheet's name ("10月", "2026年10月", "十月份", "三季度") says the period. */
export const isNamedFor = (name: string, period: string): boolean => periodNamed(name, period) === period

/** A warning where the sheet's name or the lines above its head say another month or quarter than `period`. */
export function otherPeriod(grid: Grid, bottom: number, period: string): SheetProblem[] {
  const titles = grid.cells
    .slice(0, bottom)
    .flatMap((line) => line.flatMap((cell) => (cell && !cell.merged ? periodsIn(cell.text) : [])))
  const said = [...new Set(titles)]
  const of = said.length > 0 ? said : [periodNamed(grid.name, period) ?? period]
  if (of.length > 1 || of[0] === period || !isLike(of[0]!, period)) return []
  const where = `工作表“${grid.name}”${said.length > 0 ? '的标题' : '的名字'}`
  const say = `${where}写的是${inWords(of[0]!)}，现在填的是${inWords(period)}，请核对是不是传错了。`
  return [{ severity: 'warn', sheet: grid.name, say }]
}

/** Months are held against months, quarters against quarters. */
const isLike = (one: string, other: string): boolean => shapeOf(one) !== '' && shapeOf(one) === shapeOf(other)
const shapeOf = (period: string): string => /^\d{4}([-QH])/.exec(period)?.[1] ?? ''

/** A name that is a period and nothing else; one without a year is of the year of `period`. */
function periodNamed(name: string, period: string): string | undefined {
  const text = inDigits(plainText(name).replace(/\s/g, '')).replace(/份$/, '')
  if (!/[月季年Q\-.]/i.test(text) && !/^\d{6}$/.test(text)) return undefined
  return parsePeriod(text, { period }) ?? parsePeriod(`${period.slice(0, 4)}年${text}`)
}

/**
 * The months and quarters that a title says, with their years: no days ("填表日期：2026年11月5日"), no spans ("2026年1月至10月").
 */
function periodsIn(title: string): string[] {
  const text = inDigits(plainText(title).replace(/\s/g, ''))
  if (/(?:填|制|打印|报送|审核|编制)[^,;]{0,4}(?:日期|时间)|截[至止]/.test(text)) return []
  return [...text.matchAll(/(\d{4})年(?:度?第?([1-4])季度?|(\d{1,2})月(?![-至到~、\d]))/g)].flatMap(
    ([, year, quarter, month]) => parsePeriod(quarter ? `${year}年第${quarter}季度` : `${year}年${month}月`) ?? [],
  )
}

const chinese = '〇一二三四五六七八九'
/** "二〇二六年十月", "十二月", "第三季度" with figures. */
const inDigits = (text: string): string =>
  text
    .replace(/[零○]/g, '〇')
    .replace(/十([一二])?(?=月)/g, (_, one: string | undefined) => String(10 + (one ? chinese.indexOf(one) : 0)))
    .replace(/[〇一二三四五六七八九](?=[〇一二三四五六七八九]*(?:年|月|季))/g, (c) => String(chinese.indexOf(c)))

/** "2026-10" → "2026 年 10 月", "2026Q3" → "2026 年第 3 季度". */
const inWords = (period: string): string =>
  period
    .replace(/^(\d{4})-0?(\d{1,2})$/, ' $1 年 $2 月')
    .replace(/^(\d{4})Q(\d)$/, ' $1 年第 $2 季度')
    .replace(/^(\d{4})H(\d)$/, (_, year: string, half: string) => ` ${year} 年${half === '1' ? '上' : '下'}半年`)
