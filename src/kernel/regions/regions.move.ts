/**
 * A place under another parent: its path changes, and with it the path in every row that carries it, in one
 * transaction.
 */
import { first, rows, sql, type Tx } from '../../platform/db.ts'
import { recordChange } from './regions.changes.ts'
import { within } from './range.ts'

export type Move = { code: string; toCode: string; on: string; note?: string; by?: string; now: Date }

/** Moves a place with all below it. The caller has checked that levels fit. Throws for codes that do not exist. */
export async function movePath(tx: Tx, m: Move): Promise<void> {
  const place = await byCode(tx, m.code)
  const parent = await byCode(tx, m.toCode)
  const old =
    place.parent_id === null
      ? undefined
      : await first(tx, sql<{ id: string; name: string }>`SELECT id, name FROM regions WHERE id = ${place.parent_id}`)
  const to = `${parent.path}${place.code}.`
  await sql`UPDATE regions SET parent_id = ${parent.id} WHERE id = ${place.id}`.execute(tx)
  for (const table of await tablesWithPath(tx)) {
    await sql`
      UPDATE ${sql.table(table)}
      SET path = ${to} || substr(path, ${place.path.length + 1}::int)
      WHERE ${within('path', place.path)}`.execute(tx)
  }
  await recordChange(tx, {
    regionId: place.id,
    kind: 'moved',
    on: m.on,
    after: parent.name,
    otherId: parent.id,
    note: `${old ? `原属${old.name}。` : ''}${m.note ?? ''}`,
    by: m.by,
    now: m.now,
  })
}

/** Asked from the catalogue of the database, so that a table made later cannot be forgotten. */
export async function tablesWithPath(tx: Tx): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{
      name: string
    }>`
      SELECT c.relname AS name
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attname = 'path' AND NOT a.attisdropped
      ORDER BY c.relname`,
  )
  return found.map((f) => f.name)
}

async function byCode(
  tx: Tx,
  code: string,
): Promise<{ id: string; code: string; name: string; path: string; parent_id: string | null }> {
  const found = await first(
    tx,
    sql<{
      id: string
      code: string
      name: string
      path: string
      parent_id: string | null
    }>`SELECT id, code, name, path, parent_id FROM regions WHERE code = ${code}`,
  )
  if (!found) throw new Error(`no region ${code}`)
  return found
}
