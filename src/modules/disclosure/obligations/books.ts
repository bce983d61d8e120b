/**
 * The books of a period: what recurs and fell due in one month, said with the period it is about and the day it was
 * due. Pure but for the statement that counts them below a path.
 */
import { sayDay } from '../../../platform/clock.ts'
import { adhoc } from '../../../kernel/site/statement.ts'
import { outcomeOf } from './figures.ts'
import { missingText } from './figures.sql.ts'
import { endOfPeriod, sayPeriod } from './periods.ts'

/**
 * Of one period: due from the first day to the last, `YYYY-MM-DD`; `due` is `published`, `late` and what is not yet
 * due.
 */
export type Books = { period: string; from: string; until: string; due: number; published: number; late: number }

/**
 * Below a path (`$3`–`$4`), due in a month (`$1`, `YYYY-MM`), as of a day (`$2`); only periods that recur (events begin
 * with a letter).
 */
const countsQ = adhoc<Books>(`SELECT period, min(due_on) AS "from", max(due_on) AS until, count(*)::int AS due,
    count(*) FILTER (WHERE published_on IS NOT NULL)::int AS published,
      count(*) FILTER (WHERE ${missingText('$2::date')})::int AS late
  FROM public_obligations WHERE due_month = $1 AND path >= $3 AND path < $4 AND period ~ '^[0-9]' GROUP BY period`)

/** The periods whose books fell due in a month below a path, the newest monthly first. */
export const booksBelow = async (
  db: Parameters<typeof countsQ>[0],
  month: string,
  today: string,
  range: readonly [string, string],
): Promise<Books[]> => inOrder(await countsQ(db, month, today, ...range))

type Due = { period: string; due_on: string; published_on: string | null }

/** The same of one place, from its rows of one month. */
export function booksOf(due: readonly Due[], today: string): Books[] {
  const byPeriod = Map.groupBy(
    due.filter((o) => /^\d/.test(o.period)),
    (o) => o.period,
  )
  return inOrder(
    [...byPeriod].map(([period, of]) => {
      const days = of.map((o) => o.due_on).toSorted()
      const outcomes = of.map((o) => outcomeOf({ ...o, nothing: false }, today))
      return {
        period,
        from: days[0]!,
        until: days.at(-1)!,
        due: of.length,
        published: outcomes.filter((o) => o === 'p' || o === 'l').length,
        late: outcomes.filter((o) => o === 'x').length,
      }
    }),
  )
}

/**
 * Books are closed before they are due: a plan for the running month is none. Months stand before quarters and years.
 */
const inOrder = (all: readonly Books[]): Books[] =>
  all
    .filter((b) => (endOfPeriod(b.period) ?? b.from) < b.from)
    .toSorted((a, b) => Number(b.period[4] === '-') - Number(a.period[4] === '-') || (a.period < b.period ? 1 : -1))

/** Those worth a sentence of their own: the first, and others as long as something of them is not out. */
export const booksToSay = (books: readonly Books[]): Books[] => books.filter((b, i) => i === 0 || b.published < b.due)

/**
 * "10 月的账应在 11 月 8 日前公开：应公开 39 项，已公开 38 项，1 项逾期。" `whose`: whom it is about, where it is not the page's
 * own place ("全县").
 */
export function sayBooks(b: Books, today: string, whose = ''): string {
  const year = today.slice(0, 4)
  const [from, until] = [b.from, b.until].map((day) => sayDay(day, day.slice(0, 4) !== year))
  const by = from === until ? until : `${from}到 ${until}`
  const waiting = b.due - b.published - b.late
  const parts = [
    `${whose}应公开 ${b.due.toLocaleString('en')} 项`,
    b.published === b.due ? '都公开了' : `已公开 ${b.published.toLocaleString('en')} 项`,
    b.late > 0 ? `${b.late.toLocaleString('en')} 项逾期` : '',
    waiting > 0 ? `${waiting.toLocaleString('en')} 项还没到期` : '',
  ]
  const name = sayPeriod(b.period).replace(new RegExp(`^${year} 年 ?`), '')
  return `${name === '' ? `${year} 年` : name}的账应在 ${by}前公开：${parts.filter(Boolean).join('，')}。`
}
