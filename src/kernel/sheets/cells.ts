/** One sheet cell → the text a person would have typed, by the column's type: dates from serial numbers, per cent, long numbers. */
import * as XLSX from '@e965/xlsx'
import type { Column } from '../forms/forms.schema.ts'
import type { GridCell } from './grid.ts'

/** `fault` stops the import; the text is what was read. */
export interface CellText {
  text: string
  fault?: string
}

const two = (n: number): string => String(n).padStart(2, '0')

export function textOfCell(cell: GridCell | undefined, column: Column, date1904: boolean): CellText {
  if (!cell) return { text: '' }
  if (cell.kind === 'error') return { text: '', fault: `的公式出错（${cell.text}），请改成数字或文字` }
  if (cell.kind === 'bool') return { text: cell.text === 'true' ? '是' : '否' }
  if (cell.kind === 'text') return { text: cell.text }
  return numberText(cell, column, date1904)
}

const dateTypes: ReadonlySet<Column['type']> = new Set(['date', 'month', 'datetime'])
const countTypes: ReadonlySet<Column['type']> = new Set(['int', 'decimal', 'money', 'ratio', 'area'])

function numberText(cell: GridCell, column: Column, date1904: boolean): CellText {
  if (dateTypes.has(column.type) || (XLSX.SSF.is_date(cell.format) && !countTypes.has(column.type)))
    return { text: dateText(cell.number, column, date1904) }
  if (column.type === 'ratio' && cell.format.includes('%')) return { text: plainNumber(cell.number * 100) }
  if (!countTypes.has(column.type) && Math.abs(cell.number) >= 1e15)
    return { text: '', fault: '存成了数字，超过 15 位的号码后几位已经丢失。请把这一列设为“文本”格式，再重新填写' }
  return { text: plainNumber(cell.number) }
}

/** Without the noise of binary fractions (0.30000000000000004), at most six decimals. */
const plainNumber = (value: number): string =>
  Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(6).replace(/\.?0+$/, '')

/** Serial day → ISO; eight digits typed as a number (20260903) stay as they are. */
function dateText(value: number, column: Column, date1904: boolean): string {
  if (value > 100_000 || value < 1) return plainNumber(value)
  if (column.type === 'month' && value < 13 && Number.isInteger(value)) return `${value}月`
  const d = XLSX.SSF.parse_date_code(value, { date1904 })
  if (!d) return plainNumber(value)
  if (column.type === 'month') return `${d.y}-${two(d.m)}`
  const day = `${d.y}-${two(d.m)}-${two(d.d)}`
  return column.type === 'datetime' && (d.H > 0 || d.M > 0) ? `${day} ${two(d.H)}:${two(d.M)}` : day
}
