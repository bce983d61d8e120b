/** The calendar as this county keeps it: the year of the State Council with the days it has changed. */
import { rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { makeCalendar, type Calendar } from './calendar.ts'

/** The calendar with the county's own days. */
export async function countyCalendar(db: Db | Tx): Promise<Calendar> {
  const days = await rows(db, sql<{ date: string; kind: string }>`SELECT date, kind FROM calendar_days`)
  return makeCalendar(new Map(days.map((d) => [d.date, d.kind === '上班'])))
}
