/** Papers of before (历史资料) of a place. */
import { rows, sql, type Db } from '../../../platform/db.ts'

/** The newest first, with how many files each has. */
export function historyOf(db: Db, placeId: string) {
  return rows(
    db,
    sql<{
      id: string
      title: string
      original_on: string
      kind: string
      note: string
      files: number
    }>`
      SELECT h.id, h.title, h.original_on, h.kind, h.note,
        (SELECT count(*) FROM historical_files f WHERE f.record_id = h.id) AS files
      FROM historical_records h
      WHERE h.region_id = ${placeId}
      ORDER BY h.original_on DESC, h.id
      LIMIT 500`,
  )
}
