/**
 * Statements with faults, one each, for the test of the check itself: nobody runs them. Their comments are what it must
 * say.
 */
import type { RawBuilder } from 'kysely'
import { sql } from '../src/platform/db.ts'
import { adhoc, statement } from '../src/kernel/site/statement.ts'

type Place = { id: string; parent_id: string | null; name: string }

const inTree = (alias: string) => sql`${sql.ref(`${alias}.path`)} >= ${'1.'}`
const parts = (f: { open: boolean }): RawBuilder<unknown> => {
  const all = [inTree('r')]
  if (f.open) all.push(sql`r.ended_at IS NULL`)
  return sql.join(all, sql` AND `)
}
const order: Record<string, RawBuilder<unknown>> = { name: sql`r.name`, age: sql`r.age` }
const columns = 'code, version, wrong'

export const faulty = (f: { open: boolean; order: string; day: string }) => [
  // right
  sql<Place>`SELECT id, parent_id, name FROM regions WHERE ${inTree('regions')} AND valid_from <= ${f.day}`,
  // name: no such column
  sql<Place>`SELECT id, parent_id FROM regions`,
  // code: not in the type
  sql<Place>`SELECT id, parent_id, name, code FROM regions`,
  // valid_from: string is called Date
  sql<{ valid_from: Date }>`SELECT valid_from FROM regions`,
  // n: number is called string
  sql<{ n: string }>`SELECT count(*) AS n FROM regions`,
  // level: string is called number | null
  sql<{ id: string; level: number | null }>`INSERT INTO regions (id) VALUES (${f.day}) RETURNING id, level`,
  // hands: string[] is called string
  sql<{ hands: string }>`SELECT hands FROM cases WHERE hands IS NOT NULL`,
  // found: unknown is called { at: Date; }[]
  sql<{ found: { at: Date }[] }>`SELECT jsonb_agg(e) AS found FROM case_events e`,
  // households: may be NULL
  sql<{ households: number }>`SELECT households FROM regions`,
  // households: may be NULL
  sql<{ households: number }>`SELECT households FROM public_regions`,
  // parent: may be NULL
  sql<{ parent: string }>`SELECT p.name AS parent FROM regions r LEFT JOIN regions p ON p.id = r.parent_id AND ${true}`,
  // column r.ended_at does not exist
  sql<{ id: string }>`SELECT r.id FROM regions r WHERE ${parts(f)}`,
  // column r.age does not exist
  sql`DELETE FROM regions r USING regions p WHERE r.id = (SELECT r.id ORDER BY ${order[f.order]})`,
  // column "nobody" of relation "regions" does not exist
  sql`UPDATE regions SET ${f.open ? sql`name = ${f.day}` : sql`nobody = ${f.day}`}`,
]
// column "wrong" does not exist
export const itemsQ = statement<{ code: string; version: number }>('fixture', `SELECT ${columns} FROM public_items`)
// at: Date is called string
export const timesQ = adhoc<{ at: string }>('SELECT now() AS at')
