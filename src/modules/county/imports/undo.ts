/** Taking an import back: what is still as it left it goes; what was used or changed since stays, and it says why. */
import { first, rows, sql, type Tx } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import { dayOf } from '../../../platform/clock.ts'
import { bump } from '../../../platform/pageVersions.ts'
import { initialsOf, pinyinOf } from '../../../platform/pinyin.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { pagesOf } from '../places/regions.ts'
import { recordChange } from '../../../kernel/regions/regions.changes.ts'
import { takeBackCategory, takeBackItem } from '../../disclosure/index.ts'
import type { Made } from './desk.ts'
import { categoryOf } from './categories.ts'
import { itemOf } from './items.ts'
import type { ImportRow } from './imports.ts'

type Kept = {
  seq: number
  line: number
  what: Made['what']
  row_id: string
  label: string
  made: boolean
  before: Record<string, unknown> | null
  after: Record<string, unknown>
}
export type Undone = { undone: number; kept: { line: number; label: string; why: string }[] }

const tables: Record<Exclude<Made['what'], 'item' | 'category'>, string> = {
  region: 'regions',
  person: 'persons',
  appointment: 'appointments',
  record: 'historical_records',
}

/** The last made goes first. Each row has a savepoint of its own: what a foreign key holds fast stays. */
export async function undoImport(tx: Tx, actor: Actor, it: ImportRow, now: Date): Promise<Undone> {
  if (!it.done_at) throw conflict('这份名单还没有导入，没有什么可以撤销。')
  if (it.undone_at) throw conflict('这次导入已经撤销过了。')
  const made = await rows(
    tx,
    sql<Kept>`
      SELECT seq, line, what, row_id, label, made, before, after
      FROM import_rows
      WHERE import_id = ${it.id}
      ORDER BY seq DESC`,
  )
  const kept: Undone['kept'] = []
  for (const row of made) {
    const why = await undoRow(tx, row, now)
    if (why === undefined) continue
    kept.push({ line: row.line, label: row.label, why })
    await sql`UPDATE import_rows SET kept_because = ${why} WHERE import_id = ${it.id} AND seq = ${row.seq}`.execute(tx)
  }
  await sql`UPDATE imports SET undone_at = ${now}, undone_by = ${actor.personId} WHERE id = ${it.id}`.execute(tx)
  await bump(tx, await pagesOf(tx, [{ id: it.region_id }]))
  return { undone: made.length - kept.length, kept }
}

/** Why the row stays, or `undefined` where it was taken back. */
async function undoRow(tx: Tx, row: Kept, now: Date): Promise<string | undefined> {
  await sql`SAVEPOINT undo_row`.execute(tx)
  try {
    const why = await takeBack(tx, row, now)
    await sql`RELEASE SAVEPOINT undo_row`.execute(tx)
    return why
  } catch (error) {
    await sql`ROLLBACK TO SAVEPOINT undo_row`.execute(tx)
    if ((error as { code?: string }).code === foreignKey) return '已经有人用到它了'
    throw error
  }
}

function takeBack(tx: Tx, row: Kept, now: Date): Promise<string | undefined> {
  if (row.what === 'item') return takeBackItem(tx, itemOf(row), now)
  if (row.what === 'category') return takeBackCategory(tx, categoryOf(row))
  return undoPlain(tx, row, tables[row.what], now)
}

const foreignKey = '23503'

async function undoPlain(tx: Tx, row: Kept, table: string, at: Date): Promise<string | undefined> {
  const now = await first(
    tx,
    sql<{
      row: Record<string, unknown>
    }>`SELECT to_jsonb(t) AS row FROM ${sql.table(table)} t WHERE id = ${row.row_id}`,
  )
  if (!now) return '已经不在了'
  const changed = Object.entries(row.after).some(
    ([column, value]) => JSON.stringify(now.row[column] ?? null) !== JSON.stringify(value ?? null),
  )
  if (changed) return '后来又改过'
  if (!row.made) {
    for (const [column, value] of Object.entries(row.before!))
      await sql`UPDATE ${sql.table(table)} SET ${sql.ref(column)} = ${value} WHERE id = ${row.row_id}`.execute(tx)
    if (row.what === 'region' && row.before!['name'] !== row.after['name']) await nameBack(tx, row, at)
    return undefined
  }
  if (
    row.what === 'appointment' &&
    (await first(tx, sql`SELECT 1 FROM case_events WHERE appointment_id = ${row.row_id} LIMIT 1`))
  )
    return '这个人已经办过事'
  if (row.what === 'region') await sql`SELECT drop_unused_place(${row.row_id})`.execute(tx)
  else if (row.what === 'appointment') await sql`SELECT drop_unused_appointment(${row.row_id})`.execute(tx)
  else await sql`DELETE FROM ${sql.table(table)} WHERE id = ${row.row_id}`.execute(tx)
  return undefined
}

/** A name has gone out meanwhile: that it is taken back is said too. */
async function nameBack(tx: Tx, row: Kept, at: Date): Promise<void> {
  const [name, wrong] = [String(row.before!['name']), String(row.after['name'])]
  await sql`UPDATE regions SET pinyin = ${pinyinOf(name)}, initials = ${initialsOf(name)}
    WHERE id = ${row.row_id}`.execute(tx)
  await recordChange(tx, {
    regionId: row.row_id,
    kind: 'renamed',
    on: dayOf(at),
    before: wrong,
    after: name,
    note: '撤销导入',
    now: at,
  })
}
