/** Imports that were made for a person's places. */
import { rows, sql, type Db } from '../../../platform/db.ts'
import type { Counts } from './imports.ts'

/** The last hundred, the newest first. */
export function importsOf(db: Db, places: readonly string[]) {
  return rows(
    db,
    sql<{
      id: string
      kind: string
      file_name: string
      counts: Counts | null
      made_at: Date
      by: string | null
      done_at: Date | null
      undone_at: Date | null
      job_id: string | null
    }>`
      SELECT i.id, i.kind, i.file_name, i.counts, i.made_at, p.name AS by, i.done_at, i.undone_at,
        i.job_id
      FROM imports i
      LEFT JOIN persons p ON p.id = i.made_by
      WHERE i.region_id = ANY(${places})
      ORDER BY i.made_at DESC
      LIMIT 100`,
  )
}
