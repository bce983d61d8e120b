/** Days that the State Council's calendar makes working days or holidays, and the county's own. */
import { rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'

export function calendarDays(db: Db) {
  return rows(
    db,
    sql<{
      date: string
      kind: string
      name: string
      source: string
    }>`SELECT date, kind, name, source FROM calendar_days ORDER BY date`,
  )
}

type Day = { date: string; kind: string; name: string; source: string }

/** Adds days, or changes what they are. */
export async function setDays(tx: Tx, days: readonly Day[], by: string, now: Date): Promise<void> {
  await sql`
    INSERT INTO calendar_days (date, kind, name, source, set_by, set_at)
    SELECT date, kind, name, source, ${by}, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(days)}::jsonb) AS t (date date, kind text, name text, source text)
    ON CONFLICT (date)
      DO UPDATE SET kind = excluded.kind, name = excluded.name, source = excluded.source,
        set_by = excluded.set_by, set_at = excluded.set_at`.execute(tx)
}

/** 404 for a day that the calendar does not name. */
export async function removeDay(tx: Tx, date: string): Promise<void> {
  const gone = await sql`DELETE FROM calendar_days WHERE date = ${date}`.execute(tx)
  if (gone.numAffectedRows === 0n) throw notFound('日历里没有这一天。')
}
