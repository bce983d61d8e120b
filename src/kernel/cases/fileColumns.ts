/** Where cases name stored files: the scan of a signed paper, and what was shown for a suspension ("hash name"). */
import { sql } from '../../platform/db.ts'
import type { FileColumn } from '../files/keeper.ts'

export const caseFileColumns: readonly FileColumn[] = [
  { table: 'signatures', column: 'scan_sha256', area: 'original' },
  {
    table: 'case_events',
    column: 'detail',
    area: 'original',
    names: (sha256) => sql`detail -> 'proof' <> '[]'::jsonb AND strpos(detail ->> 'proof', ${sha256}) > 0`,
    within: `detail ->> 'proof'`,
  },
]
