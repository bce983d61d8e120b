/** An import taken back while nobody has used what it brought. */
import { first, rows, sql, type Tx } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { planForMany, registerImport } from './import.ts'

/** Persons: taken away, put back as they were, left because they were used or changed since. */
export type Undone = { removed: number; restored: number; kept: number }

/**
 * Takes an import back: people whom nobody has touched since go, changed ones become what they were; the others stay
 * and are counted.
 */
export async function undoRegister(tx: Tx, importId: string, actor: Actor, now: Date): Promise<Undone> {
  await sql`SELECT 1 FROM resident_imports WHERE id = ${importId} FOR UPDATE`.execute(tx)
  await planForMany(tx)
  const it = await registerImport(tx, importId)
  if (!it.done_at) throw conflict('这份名册还没有导入，没有什么可以撤销。')
  if (it.undone_at) throw conflict('这次导入已经撤销过了。')
  const restored = await rows(
    tx,
    sql<{
      id: string
    }>`
      UPDATE residents r
      SET household_id = c.before ->> 'household_id', region_id = c.before ->> 'region_id',
        path = c.before ->> 'path', path_end = c.before ->> 'path_end', name = c.before ->> 'name',
        initials = c.before ->> 'initials', relation = c.before ->> 'relation', sex = c.before ->> 'sex',
        born_on = (c.before ->> 'born_on')::date, party = (c.before ->> 'party')::boolean,
        state = c.before ->> 'state', state_on = (c.before ->> 'state_on')::date,
        id_number = CASE WHEN b.import_id IS NULL THEN r.id_number ELSE b.id_number END,
        id_index = CASE WHEN b.import_id IS NULL THEN r.id_index ELSE b.id_index END,
        phone = CASE WHEN b.import_id IS NULL THEN r.phone ELSE b.phone END,
        phone_index = CASE WHEN b.import_id IS NULL THEN r.phone_index ELSE b.phone_index END,
        changed_at = ${now}
      FROM resident_changes c
      LEFT JOIN resident_befores b ON b.resident_id = c.resident_id AND b.import_id = c.import_id
      WHERE c.resident_id = r.id
        AND c.import_id = ${it.id}
        AND r.level = coalesce(b.level, r.level)
        AND NOT EXISTS (SELECT 1 FROM resident_changes l WHERE l.resident_id = r.id AND l.id > c.id)
      RETURNING r.id`,
  )
  const notes = restored.map((r) => ({ id: newId(now.getTime()), resident: r.id }))
  await sql`
    INSERT INTO resident_changes (id, resident_id, kind, by_name, reason, at)
    SELECT id, resident, 'undone', ${actor.name}, '撤销导入', ${now}
    FROM jsonb_to_recordset(${JSON.stringify(notes)}::jsonb) AS t (id text, resident text)`.execute(tx)
  const removed = await rows(
    tx,
    sql`
      DELETE FROM residents r
      WHERE r.import_id = ${it.id}
        AND r.level = 0
        AND NOT EXISTS (SELECT 1 FROM resident_changes c WHERE c.resident_id = r.id)
        AND NOT EXISTS (SELECT 1 FROM resident_looks l WHERE l.resident_id = r.id)
        AND NOT EXISTS (SELECT 1 FROM residents m WHERE m.merged_into = r.id)
      RETURNING r.id`,
  )
  await sql`
    DELETE FROM households h
    WHERE h.import_id = ${it.id} AND NOT EXISTS (SELECT 1 FROM residents r WHERE r.household_id = h.id)`.execute(tx)
  const kept = (await first(
    tx,
    sql<{
      n: number
    }>`
      SELECT (SELECT count(*) FROM residents WHERE import_id = ${it.id}) + (
        SELECT count(DISTINCT resident_id)
        FROM resident_changes
        WHERE import_id = ${it.id}
      ) - ${restored.length} AS n`,
  ))!.n
  await sql`DELETE FROM resident_befores WHERE import_id = ${it.id}`.execute(tx)
  // Whoever gave a telephone back is signed out.
  await sql`DELETE FROM resident_sessions WHERE resident_id = ANY(${restored.map((r) => r.id)}::text[])`.execute(tx)
  await sql`UPDATE resident_imports SET undone_at = ${now}, undone_by = ${actor.personId} WHERE id = ${it.id}`.execute(
    tx,
  )
  return { removed: removed.length, restored: restored.length, kept }
}
