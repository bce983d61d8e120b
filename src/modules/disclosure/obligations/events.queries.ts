/** Events that a place has reported. */
import { rows, sql, type Db } from '../../../platform/db.ts'
import { visibleSubject } from '../../../kernel/cases/seeing.ts'

/** Of one item, the newest first; what is about the reader themselves is not there. */
export function eventsOf(db: Db, placeId: string, item: string, personId: string) {
  return rows(
    db,
    sql<{
      eventId: string
      title: string
      on: string
    }>`
      SELECT DISTINCT ON (period) split_part(substr(period, 3), '/', 1) AS "eventId",
        event_title AS title, event_on AS on
      FROM obligations
      WHERE region_id = ${placeId}
        AND item_code = ${item}
        AND period LIKE 'E:%'
        AND ${visibleSubject('notice', sql`notice_id`, personId)}
      ORDER BY period DESC, event_on DESC
      LIMIT 50`,
  )
}
