/** One cell to write in: what the column's kind asks for, plain enough for every browser and keyboard. */
import { memo, useState } from 'react'
import { flushSync } from 'react-dom'
import { isNumber } from '../../../../kernel/forms/form.ts'
import { showCell } from '../../../../kernel/forms/show.ts'
import type { Cell, Column } from '../../../../kernel/forms/forms.schema.ts'

type Props = {
  value: Cell | undefined
  column: Column
  id: string
  label: string
  invalid: boolean
  roomy: boolean
  describedBy?: string
  onType: (value: Cell) => void
  onLeave: () => void
}

export const CellInput = memo(function CellInput({
  value,
  column,
  id,
  label,
  invalid,
  roomy,
  describedBy,
  onType,
  onLeave,
}: Props) {
  const shared = {
    id,
    className: 'cell-input',
    'aria-label': label,
    'aria-invalid': invalid || undefined,
    'aria-describedby': describedBy,
    onBlur: onLeave,
  }
  const [writes, setWrites] = useState(false)
  const text = textOf(value)
  const options = column.type === 'bool' ? ['是', '否'] : column.options
  if (options) {
    return (
      <select {...shared} value={text} onChange={(e) => onType(e.target.value === '' ? null : e.target.value)}>
        <option value="" />
        {text !== '' && !options.includes(text) && <option value={text}>{text}（不在可选范围）</option>}
        {options.map((o) => (
          <option key={o}>{o}</option>
        ))}
      </select>
    )
  }
  if (column.type === 'longtext' || (roomy && (column.maxLength ?? 0) > 120))
    return <textarea {...shared} rows={roomy ? 5 : 1} value={text} onChange={(e) => onType(e.target.value)} />
  return (
    <input
      {...shared}
      // Read as it will be printed (1,234.50); written plainly.
      value={writes || !isNumber(column) ? text : showCell(value, column)}
      autoComplete="off"
      inputMode={isNumber(column) ? 'decimal' : column.type === 'phone' ? 'tel' : undefined}
      placeholder={roomy ? hintOf(column) : undefined}
      data-number={isNumber(column) || undefined}
      onChange={(e) => onType(e.target.value)}
      onBlur={() => {
        setWrites(false)
        onLeave()
      }}
      onFocus={(e) => {
        // At once: a key may follow in the same moment, and must find the plain figures chosen.
        flushSync(() => setWrites(true))
        e.target.select()
      }}
    />
  )
})

const textOf = (value: Cell | undefined): string =>
  value === true ? '是' : value === false ? '否' : value === null || value === undefined ? '' : String(value)

const hints: Partial<Record<Column['type'], string>> = {
  date: '如 2026-09-03',
  month: '如 2026-09',
  datetime: '如 2026-09-03 14:30',
  daterange: '如 2026-09-01 至 2026-09-07',
  period: '如 2026-09',
}

function hintOf(column: Column): string | undefined {
  if (column.sample !== undefined) return `如 ${textOf(column.sample)}`
  return hints[column.type]
}
