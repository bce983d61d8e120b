/** Statements that come again are planned once, and a table that changes meanwhile disturbs nobody. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb, type TestDb } from '../../test/db.ts'
import { connect, rows, sql, transact } from './db.ts'

let t: TestDb
beforeAll(async () => {
  t = await testDb()
})
afterAll(() => t.close())

test('what comes again keeps its plan on its connection; what comes once does not, nor what takes no values', async () => {
  const one = connect(t.urls.app, { max: 1 })
  for (let n = 0; n < 8; n++) {
    expect(await rows(one.db, sql`SELECT ${n}::int + 1 AS next`)).toEqual([{ next: n + 1 }])
    await rows(one.db, sql`SELECT ${n}::int AS ${sql.ref(`n${n}`)}`)
    await transact(one.db, (tx) => rows(tx, sql`SELECT 1 AS plain`))
  }
  const kept = await rows(one.db, sql<{ statement: string }>`SELECT statement FROM pg_prepared_statements`)
  expect(kept.map((k) => k.statement)).toEqual(['SELECT $1::int + 1 AS next'])
  await one.close()
})

test('a table that gets a column while the program runs is read on, with the new column', async () => {
  const one = connect(t.urls.owner, { max: 1 })
  await sql`CREATE TABLE changing (id int)`.execute(one.db)
  await sql`INSERT INTO changing VALUES (1)`.execute(one.db)
  const read = () => rows(one.db, sql`SELECT * FROM changing WHERE id = ${1}`)
  for (let n = 0; n < 8; n++) expect(await read()).toEqual([{ id: 1 }])
  await sql`ALTER TABLE changing ADD COLUMN name text DEFAULT 'x'`.execute(t.owner)
  for (let n = 0; n < 8; n++) expect(await read()).toEqual([{ id: 1, name: 'x' }])
  await one.close()
})
