/**
 * Which tables there are and in which order they can be filled, asked from the database itself: a table made later is
 * never forgotten.
 */
import type pg from 'pg'

export type TableShape = { name: string; columns: string[] }

/**
 * Made by the migrations themselves; the manifest says which those were, and the server's roles are not the backup's.
 */
const notCopied = ['schema_migrations', 'role_names']

/** All tables of the schema `public`, those first to which others refer. */
export async function tablesInOrder(client: pg.ClientBase): Promise<TableShape[]> {
  const tables = (
    await client.query<TableShape>(
      `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> ALL($1) GROUP BY c.relname ORDER BY c.relname`,
      [notCopied],
    )
  ).rows
  const links = (
    await client.query<{
      from: string
      to: string
    }>(`SELECT DISTINCT c.relname AS from, f.relname AS to FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
      JOIN pg_class f ON f.oid = k.confrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE k.contype = 'f' AND n.nspname = 'public' AND c.oid <> f.oid`)
  ).rows
  return sorted(tables, links)
}

/** Throws where tables refer to each other in a circle: such data could not be put back row by row. */
export function sorted(tables: readonly TableShape[], links: readonly { from: string; to: string }[]): TableShape[] {
  const left = new Map(tables.map((t) => [t.name, t]))
  const order: TableShape[] = []
  while (left.size > 0) {
    const ready = [...left.values()].filter((t) => !links.some((l) => l.from === t.name && left.has(l.to)))
    if (ready.length === 0) throw new Error(`tables refer to each other in a circle: ${[...left.keys()].join(', ')}`)
    for (const t of ready) left.delete(t.name)
    order.push(...ready)
  }
  return order
}

/** How times, days, numbers and bytes are written: the same on every server, whatever its settings. */
export const plainText =
  "SET TIME ZONE 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET extra_float_digits = 1; SET bytea_output = 'hex'; SET client_encoding = 'UTF8'; SET statement_timeout = 0"

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
export const columnList = (t: TableShape) => t.columns.map(quoted).join(', ')
