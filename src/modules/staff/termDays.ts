/** Days of terms: long ago or far ahead they are mistyped. */
import { needDay } from '../../kernel/calendar/dayBounds.ts'
import { contextAt } from '../../kernel/cases/office.ts'
import type { Office } from '../../kernel/office.ts'
import { addDays, dayOf } from '../../platform/clock.ts'

/** Who has served longest began so many years ago. */
const yearsBack = 40

/** 422 beside `field` for a day further ahead than the county's rule, or longer ago than anybody serves. */
export async function needTermDay(office: Office, day: string, what: string, field: string): Promise<void> {
  const { rules } = await contextAt(office.db, office.now())
  const today = dayOf(office.now())
  const bounds = { from: addDays(today, -366 * yearsBack), to: addDays(today, rules.number('people.daysAhead')) }
  needDay(
    day,
    bounds,
    what,
    field,
    day < today ? `本平台的填写范围：今天以前 ${yearsBack} 年` : rules.because('people.daysAhead'),
  )
}

/** 422 for a deputation that begins too far ahead or lasts longer than the county's rule. */
export async function needDeputyDays(office: Office, from: string, to: string): Promise<void> {
  await needTermDay(office, from, '代理开始日期', 'from')
  const { rules } = await contextAt(office.db, office.now())
  needDay(
    to,
    { from, to: addDays(from, rules.number('people.deputyDays')) },
    '代理结束日期',
    'to',
    rules.because('people.deputyDays'),
  )
}

/** 422 for a term that is over before it begins or longer than the rule. */
export async function needTermEnd(office: Office, from: string, until: string): Promise<void> {
  const { rules } = await contextAt(office.db, office.now())
  needDay(
    until,
    { from, to: addDays(from, 366 * rules.number('people.termYears')) },
    '任期届满的日子',
    'until',
    rules.because('people.termYears'),
  )
}
