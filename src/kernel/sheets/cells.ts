/**
 * One sheet cell → the text a person would have typed, by the column's type: dates from serial numbers, per cent, long
 * numbers.
 */
import * as XLSX from '@e965/xlsx'
import type { Column } from '../forms/forms.schema.ts'
import { isShare } from '../forms/form.ts'
import { parseAmount, showAmount, usedDecimals } from '../forms/money.ts'
import { neverComputed, type GridCell } from './book.ts'

/** `fault` stops the import, `doubt` is asked beside the cell; the text is what was read, as the person sees it. */
export interface CellText {
  text: string
  fault?: string
  doubt?: string
}

const two = (n: number): string => String(n).padStart(2, '0')

/** `period`: the record's, whose year a day without one is taken to be of. */
export function textOfCell(cell: GridCell | undefined, column: Column, date1904: boolean, period?: string): CellText {
  if (!cell) return { text: '' }
  const read = contentOf(cell, column, date1904)
  const doubts = [
    read.doubt,
    cell.struck && struckOut,
    isDebit(cell, column, read.text) && redInk(read.text),
    isUnseen(cell) && `里面有内容（${read.text}），在原表里看不见，也读入了，不要的请删去`,
    isOfUnseenYear(cell, column, read.text, period) &&
      `显示的是 ${shown(cell)}，里面存的年份是 ${read.text.slice(0, 4)}，请核对年份`,
  ]
  const doubt = doubts.filter(Boolean).join('；')
  return doubt === '' ? read : { ...read, doubt }
}

/** White on white, or under a format that shows no words (";;;"): nobody who looked at the sheet knows of it. */
const isUnseen = (cell: GridCell): boolean =>
  cell.text.trim() !== '' && (cell.pale === true || (cell.kind === 'text' && /^[^;]*;[^;]*;[^;]*;$/.test(cell.format)))

/**
 * "12月30日", typed in January: the program has put the new year behind it, which the cell does not show.
 */
const isOfUnseenYear = (cell: GridCell, column: Column, text: string, period: string | undefined): boolean =>
  cell.kind === 'number' &&
  dateTypes.has(column.type) &&
  XLSX.SSF.is_date(cell.format) &&
  !/[ye]/i.test(cell.format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')) &&
  /^\d{4}-/.test(text) &&
  /^\d{4}/.test(period ?? '') &&
  text.slice(0, 4) !== period!.slice(0, 4)

const struckOut = '在原表里划掉了（有删除线），也读入了，不算的请删去'
const redInk = (text: string) => `是红字，红字一般是负数，这里按 ${text} 读入，请核对正负`

/** A figure without a sign, in red where it may be negative: red ink is how accounts on paper write a deduction. */
const isDebit = (cell: GridCell, column: Column, text: string): boolean =>
  (column.type === 'money' || column.type === 'decimal') &&
  (column.min === undefined || Number(column.min) < 0) &&
  (cell.red === true || red.test(cell.format.split(';')[0] ?? '')) &&
  (parseAmount(text.replace(/万元?$/, '')) ?? 0n) > 0n

function contentOf(cell: GridCell, column: Column, date1904: boolean): CellText {
  if (cell.text === neverComputed && cell.formula)
    return { text: '', fault: '的公式还没有算出结果。请用 WPS 或 Excel 打开，存一次再上传，或直接填数' }
  if (cell.kind === 'error') return { text: cell.text, fault: `的公式出错（${cell.text}），请改成数字或文字` }
  if (cell.kind === 'bool') return { text: cell.text === 'true' ? '是' : '否' }
  if (cell.kind === 'text') return wordsOf(cell.text, column)
  return numberText(cell, column, date1904)
}

function wordsOf(written: string, column: Column): CellText {
  if (errorWords.test(written.trim()))
    return { text: written, fault: `的公式出错（${written.trim()}），请改成数字或文字` }
  // Typed before digits so that a program keeps them as text; some programs write it down with them.
  const text = written.replace(/^\s*['’‘](?=[\d+\-.])/, '')
  return lostDigits.test(text) && !countTypes.has(column.type)
    ? {
        text,
        fault: '的后几位已经丢失（被存成了科学计数）。请在原表里把这一列设为“文本”格式，重新填写再导出',
      }
    : { text }
}

/** What stands in the cell of a formula that went wrong, where the file keeps words alone. */
const errorWords = /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$/i

/** What Excel makes of a long number when it writes CSV. */
const lostDigits = /^\d(?:\.\d+)?E\+\d{2}$/i

const dateTypes: ReadonlySet<Column['type']> = new Set(['date', 'month', 'datetime'])
const countTypes: ReadonlySet<Column['type']> = new Set(['int', 'decimal', 'money', 'ratio', 'area'])

function numberText(cell: GridCell, column: Column, date1904: boolean): CellText {
  const isDate = XLSX.SSF.is_date(cell.format)
  if (isDate && countTypes.has(column.type))
    return {
      text: plainNumber(cell.number),
      fault: `显示的是 ${shown(cell)}，像日期或时间，不是数。请把这一格的格式改为“常规”，再核对`,
    }
  if (dateTypes.has(column.type)) return isDate ? dayOfCell(cell, column, date1904) : plainDate(cell, column, date1904)
  if (isDate) return { text: dateText(cell, column, date1904) }
  if (isShare(column) && cell.format.includes('%')) return { text: plainNumber(cell.number * 100) }
  // Half, or half of a hundredth: whoever typed 0.5 without a sign may have meant either.
  if (isShare(column) && cell.number > 0 && cell.number < 1) {
    const text = plainNumber(cell.number)
    return { text, doubt: `写的是 ${text}，没有百分号，按 ${text}% 读入，请核对` }
  }
  if (countTypes.has(column.type)) return figure(cell, column)
  if (Math.abs(cell.number) >= 1e15)
    return {
      // Excel keeps 15 digits: what is left must not pass as an ID number.
      text: cell.number.toExponential(),
      fault: '存成了数字，超过 15 位的号码后几位已经丢失。请把这一列设为“文本”格式，再重新填写',
    }
  return { text: isShown(cell) ? shown(cell) : plainNumber(cell.number) }
}

/** A day whose format shows the month alone ("2026年10月") has a day that nobody has written: asked. */
function dayOfCell(cell: GridCell, column: Column, date1904: boolean): CellText {
  const text = dateText(cell, column, date1904)
  if (column.type === 'month' || /d|aa|n/i.test(cell.format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''))) return { text }
  return { text, doubt: `显示的是 ${shown(cell)}，没有写是哪一天，按 ${text} 读入，请核对` }
}

/** What stands in the cell. */
const shown = (cell: GridCell): string => (cell.shown ?? inFormat(cell)).trim()

/**
 * Signs of money stand bare in the formats of WPS ("_ ￥* #,##0.00"), which the library refuses: in quotes it takes
 * them.
 */
function inFormat({ format, number }: GridCell): string {
  for (const tried of [format, format.replace(/[\u0080-\uffff](?=(?:[^"]*"[^"]*")*[^"]*$)/g, '"$&"')])
    try {
      return String(XLSX.SSF.format(tried, number))
    } catch {
      // The next way of writing it, or the number itself.
    }
  return plainNumber(number)
}

/**
 * Text under a number: as it is shown where its format writes what the number has not (0012, 0317-7654321, 50%, 3亩,
 * 1.50).
 */
const isShown = (cell: GridCell): boolean =>
  cell.shown === undefined
    ? showsZeros(cell.format) || /[%"]|0\.0/.test(cell.format.replace(/"\s*"/g, ''))
    : /^0\d|\d-\d|[%\p{L}]|\.\d*0$/u.test(cell.shown.trim())

/**
 * A number in a column of days that has no format of a day: what the clerk sees counts ("2021.9", "11.5"), not the day
 * that Excel would number so (1905-07, 1900-01-11). A last zero may be lost: 2021.1 is January or October, and is
 * asked.
 */
function plainDate(cell: GridCell, column: Column, date1904: boolean): CellText {
  const { number } = cell
  if (Number.isInteger(number) && number > dayNumbers.from && number < dayNumbers.to) {
    const text = dateText(cell, column, date1904)
    return { text, doubt: `这一格显示的是 ${number}，按日期 ${text} 读入，请核对` }
  }
  if (column.type === 'month' && number < 13 && number >= 1 && Number.isInteger(number)) return { text: `${number}月` }
  const text =
    cell.shown !== undefined || showsZeros(cell.format) || cell.format.includes('.0')
      ? shown(cell)
      : plainNumber(number)
  if (!text.endsWith('.1')) return { text }
  const [before] = text.split('.')
  return {
    text,
    fault: `写的是 ${text}，看不出是 ${before}.1 还是 ${before}.10。请写成 ${column.type === 'month' ? '2026-10' : '2026-10-01'} 这样`,
  }
}

/** Days of 2000 to 2099 as Excel numbers them. */
const dayNumbers = { from: 36_525, to: 73_051 }

/**
 * A figure as it is shown where its format rounds it ("33.33" of 33.3333), and a question where the format hides the
 * unit (25000 shown as 2.5).
 */
function figure(cell: GridCell, column: Column): CellText {
  const exact = plainNumber(cell.number)
  if (cell.shown === undefined && (cell.format === '' || /^general$/i.test(cell.format))) return { text: exact }
  const face = shown(cell)
  const doubtful = { text: exact, doubt: `显示的是 ${face === '' ? '空白' : face}，里面存的是 ${exact}，请核对` }
  const seen = parseAmount(face.replace(/[^\d.,()-]/g, ''))
  const stored = parseAmount(exact)
  if (stored === undefined) return { text: exact }
  // A dash or nothing for zero is how accountants' formats write it.
  if (stored === 0n && (seen === undefined || seen === 0n)) return { text: exact }
  if (seen === undefined || /[%Ee/]/.test(face)) return doubtful
  if (/[万千亿]/.test(face) && seen === stored) return { text: face, doubt: doubtful.doubt }
  if (seen === stored) return { text: exact }
  const [a, b] = [seen, stored].map((n) => (n < 0n ? -n : n)) as [bigint, bigint]
  if (a === b) return isRedInk(cell) ? { text: exact } : doubtful
  const decimals = usedDecimals(seen)
  const rounded = showAmount(b, decimals) === showAmount(a, decimals)
  const isMore = usedDecimals(stored) > (column.type === 'int' ? 0 : 2)
  if (rounded)
    return isMore
      ? {
          text: showAmount(seen, decimals).replaceAll(',', '').replace('−', '-'),
          doubt: `显示的是 ${showAmount(seen, decimals)}，里面存的是 ${exact}，按显示的读入，请核对`,
        }
      : { text: exact, doubt: `显示的是 ${showAmount(seen, decimals)}，里面存的是 ${exact}，按存的读入，请核对` }
  return { text: exact, doubt: `显示的是 ${shown(cell)}，里面存的是 ${exact}，按 ${exact} 读入，请核对单位` }
}

/** Negative figures may be told by colour instead of a sign. Of .ods only the digits are known: then it is asked. */
const isRedInk = (cell: GridCell): boolean =>
  cell.number < 0 &&
  (cell.red === true || /\[color ?\d+\]|\[颜色 ?\d+\]/i.test(negative(cell)) || red.test(negative(cell)))
const negative = (cell: GridCell): string => cell.format.split(';')[1] ?? ''
const red = /\[(?:red|color ?3|红色?|颜色 ?3)\]/i

/**
 * Formats that write a number with a fixed count of digits ("0000", "000-000"): the clerk sees 0012 where 12 is kept.
 */
const showsZeros = (format: string): boolean =>
  /^[^#?.,%Ee/@]*0[^#?.,%Ee/@]*0[^#?.,%Ee/@]*$/.test(
    (format.split(';')[0] ?? '').replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, ''),
  )

/** Without the noise of binary fractions (0.30000000000000004), at most six decimals. */
const plainNumber = (value: number): string =>
  Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(6).replace(/\.?0+$/, '')

/**
 * Serial day → ISO; eight digits typed as a number (20260903) stay as they are, a time without a day is shown as it is.
 * Excel takes 1900 for a leap year: its day 60 becomes 1900-02-29, which no date reads as, the days before are right.
 */
function dateText({ number, format }: GridCell, column: Column, date1904: boolean): string {
  const value = number + (date1904 && number >= 0 && number < 100_000 ? 1462 : 0)
  if (value < 1 && value >= 0 && XLSX.SSF.is_date(format)) return String(XLSX.SSF.format(format, value))
  if (value > 100_000 || value < 1) return plainNumber(number)
  const d = XLSX.SSF.parse_date_code(value)
  if (!d) return plainNumber(number)
  if (column.type === 'month') return `${d.y}-${two(d.m)}`
  const day = `${d.y}-${two(d.m)}-${two(d.d)}`
  return column.type === 'datetime' && (d.H > 0 || d.M > 0) ? `${day} ${two(d.H)}:${two(d.M)}` : day
}
