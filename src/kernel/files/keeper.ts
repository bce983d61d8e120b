/** Equal bytes lie once, whoever sent them: they go only when no row of any room names them any more. */
import type { RawBuilder } from 'kysely'
import { first, sql, type Db } from '../../platform/db.ts'
import type { Area, FileStore } from './store.ts'

/** A column whose rows name stored files. */
export type FileColumn = {
  table: string
  column: string
  area: Area
  /** Where the column says more than the name: which of its rows name this file. */
  names?: (sha256: string) => RawBuilder<unknown>
  /** With `names`: the names themselves, as an SQL expression of a row's text in which they stand. */
  within?: string
}
/** The names that a row gave up. */
export type LetGo = { [area in Area]?: string | null }

export const fileColumns: readonly FileColumn[] = [
  { table: 'files', column: 'sha256', area: 'original' },
  { table: 'files', column: 'public_sha256', area: 'public' },
  { table: 'paper_uploads', column: 'sha256', area: 'original' },
]

let held: readonly FileColumn[] = []

/** Called once, when the rooms are put together: what no room declares here is deleted under its reader's eyes. */
export function holdFileColumns(columns: readonly FileColumn[]): void {
  held = columns
}

/** Every column that names stored files. */
export const allFileColumns = (): readonly FileColumn[] => held

/** Queries of the paths (`files/original/ab/<sha256>`) that rows name, with their tables. */
export const namingQueries = (): { table: string; query: string }[] =>
  held.map(({ table, column, area, within }) => ({
    table,
    query: `SELECT DISTINCT 'files/${area}/' || left(m[1], 2) || '/' || m[1] AS path
      FROM "${table}" x, regexp_matches(${within ?? `x."${column}"`}, '([0-9a-f]{64})', 'g') AS m`,
  }))

/** Whether any row names this file. */
export async function isUsed(db: Db, area: Area, sha256: string): Promise<boolean> {
  const asked = held
    .filter((c) => c.area === area)
    .map(
      (c) =>
        sql`SELECT 1 FROM ${sql.table(c.table)} WHERE ${c.names?.(sha256) ?? sql`${sql.ref(c.column)} = ${sha256}`}`,
    )
  return (await first(db, sql`${sql.join(asked, sql` UNION ALL `)} LIMIT 1`)) !== undefined
}

/**
 * Removes the bytes that nothing names any more. Asked after the transaction that let go of them: what is rolled back
 * keeps its bytes.
 */
export async function forgetUnused({ db, files }: { db: Db; files: FileStore }, gone: readonly LetGo[]): Promise<void> {
  for (const names of gone)
    for (const [area, sha256] of Object.entries(names) as [Area, string | null][])
      if (sha256 && !(await isUsed(db, area, sha256))) await files.remove(area, sha256)
}
