/** Where reports name stored files; a ledger that was ordered is the result of its job. */
import type { FileColumn } from '../../kernel/files/keeper.ts'
import { sql } from '../../platform/db.ts'

export const reportFileColumns: readonly FileColumn[] = [
  { table: 'report_uploads', column: 'sha256', area: 'original' },
  { table: 'report_uploads', column: 'shown_sha256', area: 'original' },
  { table: 'report_files', column: 'sha256', area: 'original' },
  { table: 'report_files', column: 'shown_sha256', area: 'original' },
  { table: 'report_files', column: 'poster_sha256', area: 'original' },
  { table: 'report_reply_files', column: 'original_sha256', area: 'original' },
  { table: 'report_reply_files', column: 'sha256', area: 'public' },
  { table: 'reports', column: 'consent_file_id', area: 'original' },
  { table: 'mediations', column: 'signed_scan', area: 'original' },
  {
    table: 'job_progress',
    column: 'result',
    area: 'original',
    names: (sha256) => sql`kind = 'reportLedger' AND result ->> 'sha256' = ${sha256}`,
    within: `CASE WHEN kind = 'reportLedger' THEN result ->> 'sha256' END`,
  },
]
