/**
 * The version of what public pages show, per scope ("all" or a region's slug): bumped in the transaction that changes
 * it.
 */
import type { RawBuilder } from 'kysely'
import { rows, sql, type Db, type Tx } from './db.ts'

/** Counts changes that stand on every page; no slug can be written like this. */
export const everywhere = '*'

/**
 * `more`: a query for further scopes (one text column). Always in the same order, so that two transactions never wait
 * for each other crosswise.
 */
export async function bump(tx: Tx, scopes: readonly string[], more?: RawBuilder<unknown>): Promise<void> {
  await bumpWrite(scopes, more).execute(tx)
}

/** The write of `bump`, for `together`. */
export function bumpWrite(scopes: readonly string[], more?: RawBuilder<unknown>): RawBuilder<unknown> {
  const all = more
    ? sql`SELECT s FROM unnest(${[...scopes]}::text[]) AS s UNION ${more}`
    : sql`SELECT DISTINCT s FROM unnest(${[...scopes]}::text[]) AS s`
  return sql`
    INSERT INTO page_versions (scope, version)
    SELECT s, 1
    FROM (${all}) AS a (s)
    ORDER BY s COLLATE "C"
    ON CONFLICT (scope) DO UPDATE SET version = page_versions.version + 1`
}

/** Makes every page of the site stale: settings, rules, calendar, catalogue and names stand on all of them. */
export function bumpEverything(tx: Tx): Promise<void> {
  return bump(tx, [everywhere])
}

export async function pageVersions(db: Db): Promise<Map<string, number>> {
  const found = await rows(db, sql<{ scope: string; version: number }>`SELECT scope, version FROM page_versions`)
  return new Map(found.map((r) => [r.scope, r.version]))
}
