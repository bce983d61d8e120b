/** Chooses a month; the browser's own field, with the months before and after a press away. */
import { Button } from 'antd'

export function Month({ value, onMonth, label = '月份' }: { value: string; onMonth: (month: string) => void; label?: string }) {
  return (
    <span className="month"><label>{label}<input type="month" value={value} onChange={(e) => /^\d{4}-\d{2}$/.test(e.target.value) && onMonth(e.target.value)} /></label>
      <Button onClick={() => onMonth(shift(value, -1))} aria-label="上个月">‹</Button><Button onClick={() => onMonth(shift(value, 1))} aria-label="下个月">›</Button></span>
  )
}

function shift(month: string, by: number): string {
  const n = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by
  return `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`
}
