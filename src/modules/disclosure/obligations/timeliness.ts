/** An account of a period belongs after its end, a plan before: which an item is, its deadline says. Pure functions. */
import { dayOf } from '../../../platform/clock.ts'
import { columnsOf, isEmpty, placeName, rowsOf, type Form } from '../../../kernel/forms/form.ts'
import type { Content } from '../../../kernel/forms/forms.schema.ts'
import type { Problem } from '../../../kernel/forms/problem.ts'
import type { Deadline, DeadlineRuleName } from '../catalogue/catalogue.schema.ts'
import { endOfPeriod, monthsOf, sayPeriod } from './periods.ts'

/** Deadlines after the period's end: the item gives account of it. A rota or a plan is due within its own period. */
const afterwards: ReadonlySet<DeadlineRuleName> = new Set([
  'dayOfNextMonth',
  'dayOfFirstMonthAfterQuarter',
  'dayOfFirstMonthAfterHalfYear',
  'dateOfNextYear',
])

/**
 * A period that an item gives account of and that is not over: what it is called, and its last day. `undefined` where
 * all is well.
 */
export function unfinishedPeriod(
  deadline: Pick<Deadline, 'rule'>,
  period: string,
  now: Date,
): { name: string; endsOn: string } | undefined {
  const endsOn = endOfPeriod(period)
  return endsOn !== undefined && afterwards.has(deadline.rule) && endsOn >= dayOf(now)
    ? { name: sayPeriod(period), endsOn }
    : undefined
}

/**
 * Dates of a month's, quarter's or half-year's account that lie outside it: to be looked at, never refused (a voucher
 * of the month before is booked late now and then). Only where one date is asked of every row: contracts and reviews
 * name two.
 */
export function datesOutside(
  content: Content,
  form: Form,
  deadline: Pick<Deadline, 'rule'>,
  period: string,
): Problem[] {
  const dates = columnsOf(form).filter((c) => c.required && (c.type === 'date' || c.type === 'datetime'))
  const months = monthsOf(period)
  if (
    content.nothing ||
    !months ||
    dates.length !== 1 ||
    !afterwards.has(deadline.rule) ||
    deadline.rule === 'dateOfNextYear'
  )
    return []
  const column = dates[0]!
  return rowsOf(content, form).flatMap((row, at): Problem[] => {
    const cell = row[column.key]
    const month = String(cell).slice(0, 7)
    if (isEmpty(cell) || !/^\d{4}-\d{2}$/.test(month) || (month >= months.first && month <= months.last)) return []
    return [
      {
        row: at,
        column: column.key,
        severity: 'warn',
        say: `${placeName(form, at, column)}是 ${String(cell)}，不在 ${sayPeriod(period)}内，请核对。`,
      },
    ]
  })
}
