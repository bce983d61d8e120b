/** One sheet cell → the text a person would have typed, by the column's type: dates from serial numbers, per cent, long numbers. */
import * as XLSX from '@e965/xlsx'
import type { Column } from '../forms/forms.schema.ts'
import type { GridCell } from './book.ts'

/** `fault` stops the import; the text is what was read, as the person sees it. */
export interface CellText {
  text: string
  fault?: string
}

const two = (n: number): string => String(n).padStart(2, '0')

export function textOfCell(cell: GridCell | undefined, column: Column, date1904: boolean): CellText {
  if (!cell) return { text: '' }
  if (cell.kind === 'error') return { text: cell.text, fault: `的公式出错（${cell.text}），请改成数字或文字` }
  if (cell.kind === 'bool') return { text: cell.text === 'true' ? '是' : '否' }
  if (cell.kind === 'text') return { text: cell.text }
  return numberText(cell, column, date1904)
}

const dateTypes: ReadonlySet<Column['type']> = new Set(['date', 'month', 'datetime'])
const countTypes: ReadonlySet<Column['type']> = new Set(['int', 'decimal', 'money', 'ratio', 'area'])

function numberText(cell: GridCell, column: Column, date1904: boolean): CellText {
  if (dateTypes.has(column.type) || (XLSX.SSF.is_date(cell.format) && !countTypes.has(column.type)))
    return { text: dateText(cell, column, date1904) }
  if (column.type === 'ratio' && cell.format.includes('%')) return { text: plainNumber(cell.number * 100) }
  if (!countTypes.has(column.type) && Math.abs(cell.number) >= 1e15)
    return {
      // Excel keeps 15 digits: what is left must not pass as an ID number.
      text: cell.number.toExponential(),
      fault: '存成了数字，超过 15 位的号码后几位已经丢失。请把这一列设为“文本”格式，再重新填写',
    }
  if (!countTypes.has(column.type) && showsZeros(cell.format))
    return { text: String(XLSX.SSF.format(cell.format, cell.number)) }
  return { text: plainNumber(cell.number) }
}

/** Formats that write a number with a fixed count of digits ("0000", "000-000"): the clerk sees 0012 where 12 is kept. */
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
  if (column.type === 'month' && number < 13 && Number.isInteger(number)) return `${number}月`
  const d = XLSX.SSF.parse_date_code(value)
  if (!d) return plainNumber(number)
  if (column.type === 'month') return `${d.y}-${two(d.m)}`
  const day = `${d.y}-${two(d.m)}-${two(d.d)}`
  return column.type === 'datetime' && (d.H > 0 || d.M > 0) ? `${day} ${two(d.H)}:${two(d.M)}` : day
}
