/** The public site's role reads `public_*` views and nothing else, and no view shows a column that is not public. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../src/platform/db.ts'
import { testDb, type TestDb } from './db.ts'

let t: TestDb
beforeAll(async () => {
  t = await testDb()
})
afterAll(() => t.close())

const tables = () =>
  rows(
    t.owner,
    sql<{
      name: string
      kind: string
    }>`
      SELECT c.relname AS name, c.relkind AS kind
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind IN ('r', 'v', 'm', 'p')
      ORDER BY 1`,
  )

test('web_public cannot select from any table, and from every public view', async () => {
  const readable = new Set(['page_versions', 'page_views'])
  for (const { name, kind } of await tables()) {
    const select = sql.raw(`SELECT * FROM ${name} LIMIT 1`).execute(t.public)
    if (kind === 'v' && name.startsWith('public_')) await expect(select, name).resolves.toBeDefined()
    else if (readable.has(name)) await expect(select, name).resolves.toBeDefined()
    else await expect(select, name).rejects.toThrow(/permission denied/)
  }
})

test('web_public cannot read any single column of a private table', async () => {
  const columns = await rows(
    t.owner,
    sql<{
      table_name: string
      column_name: string
    }>`
      SELECT c.table_name, c.column_name
      FROM information_schema.columns c
      JOIN information_schema.tables b ON b.table_name = c.table_name AND b.table_schema = c.table_schema
      WHERE c.table_schema = 'public'
        AND b.table_type = 'BASE TABLE'
        AND c.table_name NOT IN ('page_versions', 'page_views')`,
  )
  expect(columns.length).toBeGreaterThan(200)
  const granted = await rows(
    t.owner,
    sql<{
      n: number
    }>`
      SELECT count(*) AS n
      FROM information_schema.column_privileges p
      JOIN information_schema.tables b ON b.table_name = p.table_name AND b.table_schema = p.table_schema
      WHERE p.grantee IN ('web_public', 'PUBLIC')
        AND p.table_schema = 'public'
        AND b.table_type = 'BASE TABLE'
        AND p.table_name NOT IN ('page_versions', 'page_views')`,
  )
  expect(granted[0]!.n).toBe(0)
})

test('no public view has a column whose name promises personal data', async () => {
  const found = await rows(
    t.owner,
    sql<{
      table_name: string
      column_name: string
    }>`
      SELECT table_name, column_name
      FROM information_schema.columns
      WHERE table_schema = 'public'
        AND table_name LIKE 'public\_%'
        AND column_name ~ '(contact|phone_|id_number|password|secret|person_id|appointment_id|email|ip$|uploaded_by|strokes)'`,
  )
  expect(found).toEqual([])
})

test('the public role cannot write, not even the page counters', async () => {
  for (const statement of [
    "INSERT INTO page_views VALUES ('x', now()::date, 1)",
    'UPDATE page_versions SET version = 9',
    'CREATE TABLE mine (a int)',
    'DELETE FROM page_views',
  ]) {
    await expect(sql.raw(statement).execute(t.public), statement).rejects.toThrow(/permission denied/)
  }
})

test('history tables take additions only from the application', async () => {
  for (const table of [
    'case_events',
    'signatures',
    'cards',
    'card_lifts',
    'audit_trail',
    'answers',
    'hand_overs',
    'region_changes',
    'catalogue_items',
    'form_templates',
    'ledger_checkpoints',
    'obligations',
    'lifted_obligations',
    'publications',
    'withdrawals',
    'questions',
    'notices',
  ]) {
    await expect(sql.raw(`DELETE FROM ${table}`).execute(t.db), table).rejects.toThrow(/permission denied/)
  }
  for (const table of ['case_events', 'signatures', 'cards', 'audit_trail', 'answers', 'ledger_checkpoints']) {
    const [column] = await rows(
      t.owner,
      sql<{
        c: string
      }>`
        SELECT column_name AS c
        FROM information_schema.columns
        WHERE table_name = ${table}
        ORDER BY ordinal_position
        LIMIT 1`,
    )
    await expect(sql.raw(`UPDATE ${table} SET ${column!.c} = ${column!.c}`).execute(t.db), table).rejects.toThrow(
      /permission denied/,
    )
  }
})

test('every table is commented and every public table of a room has its reason', async () => {
  const bare = await rows(
    t.owner,
    sql<{
      name: string
    }>`
      SELECT c.relname AS name
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public'
        AND c.relkind = 'r'
        AND obj_description(c.oid) IS NULL
        AND c.relname <> 'schema_migrations'`,
  )
  expect(bare).toEqual([])
})
