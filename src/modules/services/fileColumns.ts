/** Where applications name stored files. */
import type { FileColumn } from '../../kernel/files/keeper.ts'
import { sql } from '../../platform/db.ts'

export const applicationFileColumns: readonly FileColumn[] = [
  { table: 'application_papers', column: 'sha256', area: 'original' },
  {
    table: 'applications',
    column: 'consent',
    area: 'original',
    names: (sha256) => sql`consent ? 'sha256' AND consent ->> 'sha256' = ${sha256}`,
    within: `consent ->> 'sha256'`,
  },
]
