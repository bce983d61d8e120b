/** Stored files that rows name and that are not there: told when a backup is made, and when one is put back. */
import type pg from 'pg'

/** A table whose rows name stored files, and the query of their paths (`path`). */
export type Naming = { table: string; query: string }

/** Paths that rows name, each with one of the tables; of tables that are there. */
export async function namedPaths(client: pg.ClientBase, naming: readonly Naming[]): Promise<Map<string, string>> {
  const named = new Map<string, string>()
  for (const { table, query } of naming) {
    const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
      `public."${table}"`,
    ])
    if (!rows[0]!.there) continue
    for (const { path } of (await client.query<{ path: string }>(query)).rows) named.set(path, table)
  }
  return named
}

/** For the operator: how many, of which tables, and the first of their names. */
export function sayMissing(missing: ReadonlyMap<string, string>): string {
  const tables = new Map<string, number>()
  for (const table of missing.values()) tables.set(table, (tables.get(table) ?? 0) + 1)
  const of = [...tables].map(([table, n]) => `${table} ${n} 个`).join('、')
  const some = [...missing.keys()].sort().slice(0, 10)
  const more = missing.size > some.length ? '\n  ……' : ''
  return `数据库里记着的附件缺 ${missing.size} 个（${of}）：\n  ${some.join('\n  ')}${more}`
}
