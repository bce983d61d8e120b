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
  const readable = new Set(['page_versions', 'site_views'])
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
        AND c.table_name NOT IN ('page_versions', 'site_views')`,
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
      WHERE p.grantee IN (${t.names.web_public}, 'PUBLIC')
        AND p.table_schema = 'public'
        AND b.table_type = 'BASE TABLE'
        AND p.table_name NOT IN ('page_versions', 'site_views')`,
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
    "INSERT INTO site_views VALUES ('x', now()::date, 1)",
    'UPDATE page_versions SET version = 9',
    'CREATE TABLE mine (a int)',
    'DELETE FROM site_views',
  ]) {
    await expect(sql.raw(statement).execute(t.public), statement).rejects.toThrow(/permission denied/)
  }
})

/** Every table with the end of its comment, and what each role of the application may do to its rows. */
const marked = () =>
  rows(
    t.owner,
    sql<{ name: string; say: string | null; role: string; columns: string[]; taken: string[] }>`
      SELECT c.relname AS name, obj_description(c.oid, 'pg_class') AS say, r.role,
        ARRAY(
          SELECT a.attname::text
          FROM pg_attribute a
          WHERE a.attrelid = c.oid
            AND a.attnum > 0
            AND NOT a.attisdropped
            AND has_column_privilege(r.name, c.oid, a.attnum, 'UPDATE')
          ORDER BY 1
        ) AS columns,
        ARRAY(
          SELECT p
          FROM unnest(ARRAY['DELETE', 'TRUNCATE']) AS p
          WHERE has_table_privilege(r.name, c.oid, p)
        ) AS taken
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      CROSS JOIN (SELECT role, name FROM role_names WHERE role <> 'backup') AS r
      WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
      ORDER BY 1, 3`,
  )
const mark = /\S \[(history|state|derived|transient)(?: except ([a-z_0-9]+(?:, [a-z_0-9]+)*))?\]$/

test('every table says at the end of its comment what its rows are', async () => {
  const found = await marked()
  expect(found.length).toBeGreaterThan(360)
  const bare = found.filter((m) => !mark.test(m.say ?? ''))
  expect(
    bare.map((m) => m.name),
    "COMMENT ON TABLE … IS '… [history]', see CONTRIBUTING.md",
  ).toEqual([])
})

test('rows of history are never taken away, and change in the columns that the mark names only', async () => {
  const history = (await marked()).filter((m) => mark.exec(m.say ?? '')?.[1] === 'history')
  expect(new Set(history.map((m) => m.name)).size).toBeGreaterThan(60)
  for (const { name, say, role, columns, taken } of history) {
    const named = mark.exec(say!)![2]?.split(', ').sort() ?? []
    expect({ role, columns, taken }, name).toEqual({ role, columns: role === 'app' ? named : [], taken: [] })
  }
})

test('no history goes with a row that the application may take away', async () => {
  const may = new Set((await marked()).filter((m) => m.taken.includes('DELETE')).map((m) => m.name))
  const history = new Set((await marked()).filter((m) => mark.exec(m.say ?? '')?.[1] === 'history').map((m) => m.name))
  const falls = await rows(
    t.owner,
    sql<{ of: string; takes: string }>`
      SELECT confrelid::regclass::text AS of, conrelid::regclass::text AS takes
      FROM pg_constraint
      WHERE contype = 'f' AND confdeltype <> 'a' AND confdeltype <> 'r'`,
  )
  expect(falls.length).toBeGreaterThan(3)
  // What is taken along may take more along.
  const reached = (from: string): string[] =>
    falls.filter((f) => f.of === from).flatMap((f) => [f.takes, ...reached(f.takes)])
  const lost = [...may].flatMap((from) =>
    reached(from)
      .filter((to) => history.has(to))
      .map((to) => `${from} → ${to}`),
  )
  expect(lost).toEqual([])
})

test('no role changes rows through a view, which would act with its owner’s rights', async () => {
  const found = await rows(
    t.owner,
    sql<{ name: string; role: string }>`
      SELECT c.relname AS name, r.role
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      CROSS JOIN (SELECT role, name FROM role_names WHERE role <> 'backup') AS r
      WHERE n.nspname = 'public'
        AND c.relkind IN ('v', 'm')
        AND (has_table_privilege(r.name, c.oid, 'DELETE')
          OR has_any_column_privilege(r.name, c.oid, 'INSERT, UPDATE'))`,
  )
  expect(found).toEqual([])
})
