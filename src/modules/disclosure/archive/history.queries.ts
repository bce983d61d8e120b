/** 历史资料: notices from before this platform, as the public may read them. */
import type { NoticeFile } from '../publishing/notice.queries.ts'
import { statement } from '../../../kernel/site/statement.ts'

export type OldRecord = {
  id: string
  title: string
  original_on: string
  kind: string
  note: string
  files: NoticeFile[] | null
}
/** A page of a place's records, newest first. `$2` how many, `$3` from which on. */
export const oldRecordsQ = statement<OldRecord>(
  'oldRecords',
  `SELECT h.id, h.title, h.original_on, h.kind, h.note,
    (SELECT json_agg(json_build_object('sha256', f.sha256, 'name', f.name, 'type', f.type, 'bytes', f.bytes)
      ORDER BY f.position) FROM public_historical_files f WHERE f.record_id = h.id) AS files
  FROM public_historical_records h WHERE h.region_id = $1 ORDER BY h.original_on DESC, h.id DESC LIMIT $2 OFFSET $3`,
)
export const oldCountQ = statement<{ n: number }>(
  'oldCount',
  'SELECT count(*)::int AS n FROM public_historical_records WHERE region_id = $1',
)
