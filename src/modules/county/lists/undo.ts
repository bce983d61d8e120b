/** Taking an import back: what is still as it left it goes; what was used or changed since stays, and it says why. */
import { first, rows, sql, type Tx } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import { bump } from '../../../platform/pageVersions.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { pagesOf } from '../regions.ts'
import type { Made } from './desk.ts'
import type { ImportRow } from './imports.ts'

type Kept = { seq: number; line: number; what: Made['what']; row_id: string; label: string; made: boolean; before: Record<string, unknown> | null; after: Record<string, unknown> }
export type Undone = { undone: number; kept: { line: number; label: string; why: string }[] }

const tables: Record<Exclude<Made['what'], 'item'>, string> = { region: 'regions', person: 'persons', appointment: 'appointments', record: 'historical_records' }

/** The last made goes first. Each row has a savepoint of its own: what a foreign key holds fast stays. */
export async function undoImport(tx: Tx, actor: Actor, it: ImportRow, now: Date): Promise<Undone> {
  if (!it.done_at) throw conflict('这份名单还没有导入，没有什么可以撤销。')
  if (it.undone_at) throw conflict('这次导入已经撤销过了。')
  const made = await rows(tx, sql<Kept>`SELECT seq, line, what, row_id, label, made, before, after FROM import_rows WHERE import_id = ${it.id} ORDER BY seq DESC`)
  const kept: Undone['kept'] = []
  for (const row of made) {
    const why = await undoRow(tx, row)
    if (why === undefined) continue
    kept.push({ line: row.line, label: row.label, why })
    await sql`UPDATE import_rows SET kept_because = ${why} WHERE import_id = ${it.id} AND seq = ${row.seq}`.execute(tx)
  }
  await sql`UPDATE imports SET undone_at = ${now}, undone_by = ${actor.personId} WHERE id = ${it.id}`.execute(tx)
  await bump(tx, await pagesOf(tx, [{ id: it.region_id }]))
  return { undone: made.length - kept.length, kept }
}

/** Why the row stays, or `undefined` where it was taken back. */
async function undoRow(tx: Tx, row: Kept): Promise<string | undefined> {
  await sql`SAVEPOINT undo_row`.execute(tx)
  try {
    const why = row.what === 'item' ? await undoItem(tx, row) : await undoPlain(tx, row, tables[row.what])
    await sql`RELEASE SAVEPOINT undo_row`.execute(tx)
    return why
  } catch (error) {
    await sql`ROLLBACK TO SAVEPOINT undo_row`.execute(tx)
    if ((error as { code?: string }).code === foreignKey) return '已经有人用到它了'
    throw error
  }
}

const foreignKey = '23503'

async function undoPlain(tx: Tx, row: Kept, table: string): Promise<string | undefined> {
  const now = await first(tx, sql<{ row: Record<string, unknown> }>`SELECT to_jsonb(t) AS row FROM ${sql.table(table)} t WHERE id = ${row.row_id}`)
  if (!now) return '已经不在了'
  const changed = Object.entries(row.after).some(([column, value]) => JSON.stringify(now.row[column] ?? null) !== JSON.stringify(value ?? null))
  if (changed) return '后来又改过'
  if (!row.made) {
    for (const [column, value] of Object.entries(row.before!)) await sql`UPDATE ${sql.table(table)} SET ${sql.ref(column)} = ${value} WHERE id = ${row.row_id}`.execute(tx)
    return undefined
  }
  if (row.what === 'appointment' && await first(tx, sql`SELECT 1 FROM case_events WHERE appointment_id = ${row.row_id} LIMIT 1`)) return '这个人已经办过事'
  if (row.what === 'region') await dropDues(tx, row.row_id)
  await sql`DELETE FROM ${sql.table(table)} WHERE id = ${row.row_id}`.execute(tx)
  return undefined
}

/** What a place owes hangs on it from its first moment; where a draft was begun, the foreign keys keep the place. */
async function dropDues(tx: Tx, regionId: string) {
  await sql`DELETE FROM obligations WHERE region_id = ${regionId} AND notice_id IS NULL`.execute(tx)
  await sql`DELETE FROM place_months WHERE region_id = ${regionId}`.execute(tx)
}

/** A version that nothing was made with yet goes, and the one before it is in force again. */
async function undoItem(tx: Tx, row: Kept): Promise<string | undefined> {
  const [code, version] = row.row_id.split('@') as [string, string]
  const now = await first(tx, sql<{ in_force_to: string | null }>`SELECT in_force_to FROM catalogue_items WHERE code = ${code} AND version = ${Number(version)}`)
  if (!now) return '已经不在了'
  if (now.in_force_to !== null) return '后来又改过'
  await sql`DELETE FROM catalogue_items WHERE code = ${code} AND version = ${Number(version)}`.execute(tx)
  if (row.before) await sql`UPDATE catalogue_items SET in_force_to = ${row.before['in_force_to']} WHERE code = ${code} AND version = ${row.before['version']}`.execute(tx)
  return undefined
}
