/** What an action needs besides the database: the time, the rules and the calendar in force. */
import type { Db } from '../../platform/db.ts'
import { dayOf } from '../../platform/clock.ts'
import { countyCalendar } from '../calendar/calendar.queries.ts'
import { rulesOn } from '../rules/rules.ts'
import type { Context } from './act.ts'

export async function contextAt(db: Db, now: Date): Promise<Context> {
  const [rules, calendar] = await Promise.all([rulesOn(db, dayOf(now)), countyCalendar(db)])
  return { now, rules, calendar }
}
