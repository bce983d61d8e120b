/** What a county has once beside a list in versions (its menus, its aspects): the newest version counts. */
import type { RawBuilder } from 'kysely'
import { first, sql, type Db, type Tx } from '../../platform/db.ts'
import { changeOf, type Change } from '../pack/change.ts'
import type { PackContext } from '../pack/part.ts'
import { sameJson } from '../pack/sameJson.ts'

/**
 * `table`: keeps every version with version, definition, made_at, made_by. `by`: who made it; nobody where it came with
 * a pack.
 */
export const latestFrame = <F>(
  db: Db | Tx,
  table: RawBuilder<unknown>,
): Promise<{ version: number; definition: F; by: string | null } | undefined> =>
  first(
    db,
    sql<{ version: number; definition: F; by: string | null }>`
      SELECT f.version, f.definition, p.name AS by
      FROM ${table} f
      LEFT JOIN persons p ON p.id = f.made_by
      ORDER BY f.version DESC
      LIMIT 1`,
  )

/**
 * What the pack brings becomes a new version where it differs; what the county keeps by hand stays, as long as the pack
 * says the same as last time.
 */
export async function importFrame(
  tx: Tx,
  { table, what }: { table: RawBuilder<unknown>; what: string },
  given: object,
  { now }: PackContext,
): Promise<Change> {
  const before = await first(
    tx,
    sql<{
      version: number
      definition: unknown
      by_hand: boolean
      packed: unknown
    }>`
      SELECT version, definition, made_by IS NOT NULL AS by_hand,
        (SELECT definition FROM ${table} WHERE made_by IS NULL ORDER BY version DESC LIMIT 1) AS packed
      FROM ${table}
      ORDER BY version DESC
      LIMIT 1`,
  )
  if (before && ((before.by_hand && sameJson(before.packed, given)) || sameJson(before.definition, given)))
    return changeOf(what, 1, [])
  await sql`
    INSERT INTO ${table} (version, definition, made_at)
    VALUES (${(before?.version ?? 0) + 1}, ${JSON.stringify(given)}::jsonb, ${now})`.execute(tx)
  return changeOf(what, 1, [{ added: !before, name: what }])
}
