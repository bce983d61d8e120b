/** What the room seals at rest: who tells something, whom it is about, who are the parties of a mediation. */
import { vaultPurpose } from '../../kernel/receipts/vault.ts'
import type { SealedColumn } from '../../platform/sealing/sealer.ts'

/** Where such values lie, for sealing them anew. */
export const reportColumns: readonly SealedColumn[] = [
  { table: 'reports', row: 'id', column: 'contact', what: 'contact', purpose: vaultPurpose },
  { table: 'reports', row: 'id', column: 'about', what: 'about', purpose: vaultPurpose },
  { table: 'report_supporters', row: 'id', column: 'contact', what: 'contact', purpose: vaultPurpose },
  { table: 'mediations', row: 'id', column: 'parties', what: 'parties', purpose: vaultPurpose },
]
