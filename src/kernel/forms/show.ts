/** Stored cells as people read them. */
import { decimalsOf, isNumber } from './form.ts'
import type { Cell, Column } from './forms.schema.ts'
import { parseAmount, showAmount } from './money.ts'

/** "1,260.00" for money, 是 and 否, else the text as stored; years and counts without separators. Empty cells give "". */
export function showCell(cell: Cell | undefined, column: Column): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'boolean') return cell ? '是' : '否'
  const text = String(cell)
  const amount = isNumber(column) && column.type !== 'int' ? parseAmount(text) : undefined
  if (amount === undefined) return text
  return showAmount(amount, column.type === 'money' ? decimalsOf(column) : (/\.(\d+)$/.exec(text)?.[1]?.length ?? 0))
}
