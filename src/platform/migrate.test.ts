import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb, type TestDb } from '../../test/db.ts'
import { rows, sql } from './db.ts'
import { migrate } from './migrate.ts'

let t: TestDb
beforeAll(async () => {
  t = await testDb()
})
afterAll(() => t.close())

test('migrating twice changes nothing', async () => {
  const before = await rows(t.owner, sql`SELECT * FROM schema_migrations`)
  await migrate(t.urls.owner, undefined, undefined, t.names)
  expect(await rows(t.owner, sql`SELECT * FROM schema_migrations`)).toEqual(before)
})

test('a database of a newer version is refused with one clear sentence', async () => {
  const other = await testDb()
  await sql`INSERT INTO schema_migrations VALUES ('9999_future', 'x', now())`.execute(other.owner)
  await expect(migrate(other.urls.owner)).rejects.toThrow(/更新版本/)
  await other.close()
})

test('the application role can add to the audit trail but never alter or delete it', async () => {
  await sql`INSERT INTO audit_trail (id, at, action) VALUES ('a', now(), 'sign-in')`.execute(t.db)
  await expect(sql`UPDATE audit_trail SET action = 'x'`.execute(t.db)).rejects.toThrow(/permission denied/)
  await expect(sql`DELETE FROM audit_trail`.execute(t.db)).rejects.toThrow(/permission denied/)
  await expect(sql`TRUNCATE audit_trail`.execute(t.db)).rejects.toThrow(/permission denied/)
})
