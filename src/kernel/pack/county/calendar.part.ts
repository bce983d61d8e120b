/** Days on which the offices work or rest against the week, in a pack (`calendar.csv`). */
import { rows, sql } from '../../../platform/db.ts'
import { changeOf, type Touched } from '../change.ts'
import { doubles } from '../doubles.ts'
import { valuesOf } from '../fault.ts'
import type { PackPart } from '../part.ts'
import { readTable, type Table } from '../readTable.ts'
import { tableText } from '../tableText.ts'
import type { CalendarRow } from './pack.schema.ts'
import { calendarTable } from './tables.ts'

export const packedCalendar: PackPart<Table<CalendarRow>> = {
  title: '日历',
  order: 30,
  files: { 'calendar.csv': 'optional' },
  tables: [calendarTable],
  read: (texts, faults) => readTable(calendarTable, texts, faults),
  check: ({ rows: days }) => doubles(days, 'calendar.csv', '日期', (d) => d.date),
  async import(tx, calendar, { now }) {
    const days = valuesOf(calendar.rows)
    const touched = await rows(
      tx,
      sql<Touched>`
        INSERT INTO calendar_days (date, kind, name, source, set_at)
        SELECT t.date, t.kind, t.name, t.source, ${now}
        FROM jsonb_to_recordset(${JSON.stringify(days)}::jsonb) AS t (date date, kind text, name text, source text)
        ON CONFLICT (date)
          DO UPDATE SET kind = excluded.kind, name = excluded.name, source = excluded.source
        WHERE (calendar_days.kind, calendar_days.name, calendar_days.source) IS DISTINCT
          FROM (excluded.kind, excluded.name, excluded.source)
        RETURNING xmax = 0 AS added, date::text AS name`,
    )
    return [changeOf('日历', days.length, touched)]
  },
  async export(db) {
    const days = await rows(
      db,
      sql<Record<string, string>>`SELECT date::text AS date, kind, name, source FROM calendar_days ORDER BY date`,
    )
    return new Map([['calendar.csv', tableText(calendarTable, days)]])
  },
}
