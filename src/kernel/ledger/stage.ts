/**
 * Staging: the leaf is written in the transaction of what it is about, still without a number. If that rolls back, so
 * does the leaf.
 */
import type { RawBuilder } from 'kysely'
import { sql, type Tx } from '../../platform/db.ts'
import { entryBytes, type LedgerEntry } from './entry.ts'
import { leafHash } from './merkle.ts'

/** `id`: a UUIDv7 of the application. `subjectId`: the row this is about. `at`: with the id, the order of numbering. */
export type Leaf = { id: string; subjectId: string; entry: LedgerEntry; at: Date }

/** Inserts one unnumbered leaf. Throws `ZodError` for a wrong entry. */
export async function stageLeaf(tx: Tx, leaf: Leaf): Promise<void> {
  await stageLeaves(tx, [leaf])
}

/** Inserts many unnumbered leaves in one statement. */
export async function stageLeaves(tx: Tx, leaves: readonly Leaf[]): Promise<void> {
  if (leaves.length > 0) await leavesWrite(leaves).execute(tx)
}

/** The write of `stageLeaves`, for `together`. */
export function leavesWrite(leaves: readonly Leaf[]): RawBuilder<unknown> {
  const entries = leaves.map((leaf) => entryBytes(leaf.entry))
  return sql`
    INSERT INTO ledger_leaves (id, staged_at, kind, subject_id, entry, leaf_hash)
    SELECT *
    FROM unnest(
      ${leaves.map((leaf) => leaf.id)}::text[], ${leaves.map((leaf) => leaf.at)}::timestamptz[],
      ${leaves.map((leaf) => leaf.entry.kind)}::text[], ${leaves.map((leaf) => leaf.subjectId)}::text[],
      ${entries}::bytea[], ${entries.map(leafHash)}::bytea[]
    ) `
}
