/**
 * A year as twelve months: what is off, what works though it is a weekend, with the nation's days and the county's own.
 */
import { today } from '../../../console/parts/time.ts'

type Odd = { date: string; works: boolean; name: string }
type Own = { date: string; kind: string; name: string }
type Props = { year: string; national: readonly Odd[]; own: readonly Own[]; onDay?: (day: string) => void }

export function Year({ year, national, own, onDay }: Props) {
  const odd = new Map<string, Odd & { own?: true }>(national.map((d) => [d.date, d]))
  for (const d of own) odd.set(d.date, { date: d.date, works: d.kind === '上班', name: d.name, own: true })
  return (
    <>
      <p className="quiet">
        绿的放假，黄的周末上班，加框的是本地记下的
        {onDay && '。按一天可以改。'}
      </p>
      <div className="year">
        {Array.from({ length: 12 }, (_, m) => (
          <Month key={m} month={`${year}-${String(m + 1).padStart(2, '0')}`} odd={odd} onDay={onDay} />
        ))}
      </div>
    </>
  )
}

type MonthProps = {
  month: string
  odd: ReadonlyMap<string, Odd & { own?: true }>
  onDay: ((day: string) => void) | undefined
}

function Month({ month, odd, onDay }: MonthProps) {
  const [y, m] = month.split('-').map(Number) as [number, number]
  const length = new Date(Date.UTC(y, m, 0)).getUTCDate()
  // Monday first, as calendars of offices have it.
  const before = (new Date(Date.UTC(y, m - 1, 1)).getUTCDay() + 6) % 7
  const cells = [...Array<undefined>(before).fill(undefined), ...Array.from({ length }, (_, i) => i + 1)]
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, w) => cells.slice(w * 7, w * 7 + 7))
  return (
    <table>
      <caption>{m} 月</caption>
      <thead>
        <tr>
          {['一', '二', '三', '四', '五', '六', '日'].map((d) => (
            <th key={d} scope="col">
              {d}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, w) => (
          <tr key={w}>
            {week.map((d, i) =>
              d === undefined ? (
                <td key={i} />
              ) : (
                <Day key={i} day={`${month}-${String(d).padStart(2, '0')}`} weekend={i > 4} odd={odd} onDay={onDay} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type DayProps = Pick<MonthProps, 'odd' | 'onDay'> & { day: string; weekend: boolean }

function Day({ day, weekend, odd, onDay }: DayProps) {
  const known = odd.get(day)
  const className = [
    known ? (known.works ? 'works' : 'off') : weekend ? 'weekend' : '',
    known?.own && 'own',
    day === today() && 'now',
  ]
    .filter(Boolean)
    .join(' ')
  const inside = (
    <>
      {Number(day.slice(8))}
      {known && <small>{known.works ? '上班' : known.name || '放假'}</small>}
    </>
  )
  const said = `${day}${known ? ` ${known.name} ${known.works ? '上班' : '放假'}` : ''}`
  return (
    <td className={className} title={said}>
      {onDay ? (
        <button type="button" aria-label={said} onClick={() => onDay(day)}>
          {inside}
        </button>
      ) : (
        <span>{inside}</span>
      )}
    </td>
  )
}
