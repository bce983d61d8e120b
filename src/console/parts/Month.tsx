/** Chooses a month by words ("2026 年 9 月"), two years back and three months on; the neighbours are one press away. */
import { Button } from './Button.tsx'
import { today } from './time.ts'

export function Month({
  value,
  onMonth,
  label = '月份',
}: {
  value: string
  onMonth: (month: string) => void
  label?: string
}) {
  const now = today().slice(0, 7)
  const months = Array.from({ length: 28 }, (_, i) => shift(now, 3 - i))
  return (
    <span className="month">
      <label>
        {label}
        <select value={value} onChange={(e) => onMonth(e.target.value)}>
          {!months.includes(value) && <option value={value}>{sayMonth(value)}</option>}
          {months.map((m) => (
            <option key={m} value={m}>
              {sayMonth(m)}
            </option>
          ))}
        </select>
      </label>
      <Button onClick={() => onMonth(shift(value, -1))} aria-label="上个月">
        ‹
      </Button>
      <Button onClick={() => onMonth(shift(value, 1))} aria-label="下个月">
        ›
      </Button>
    </span>
  )
}

export const sayMonth = (month: string): string => `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`

function shift(month: string, by: number): string {
  const n = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by
  return `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`
}
