/**
 * A county that runs the version before the fold starts this one, or puts back a backup of that version: afterwards its
 * database is like one that this version made.
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { catalogueOf } from '../../../test/catalogue.ts'
import { admin } from '../../../test/cluster.ts'
import { testDb, type TestDb } from '../../../test/db.ts'
import { loadBackup, refuseForeign } from '../backup/load.ts'
import { makeBackup } from '../backup/make.ts'
import { connect, openClient, rows, sql, type Db } from '../db.ts'
import { migrate, migrations } from '../migrate.ts'
import frozen from '../frozen.json' with { type: 'json' }
import later from '../frozen.later.json' with { type: 'json' }
import before from './before.json' with { type: 'json' }

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
/** The files of the version before, as they were. */
const old = readFileSync(join(import.meta.dirname, 'fixtures/before.sql'), 'utf8')
  .split(/^-- >>> (?=\S+\n)/m)
  .slice(1)
  .map((part) => ({ name: part.slice(0, part.indexOf('\n')), text: part.slice(part.indexOf('\n') + 1) }))

const opened: { name: string; close(): Promise<void> }[] = []
let home: string
let fresh: TestDb
let shape: string[]
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'sunlit-before-'))
  fresh = await testDb()
  shape = await shapeOf(fresh.owner)
})
afterAll(async () => {
  await fresh.close()
  for (const { name, close } of opened) {
    await close()
    await admin(inject('clusterUrl'), `DROP DATABASE ${name} WITH (FORCE)`)
  }
  rmSync(home, { recursive: true, force: true })
})

const shapeOf = async (db: Db) => (await catalogueOf(db)).filter((line) => !line.startsWith('row |'))
const appliedIn = (db: Db) =>
  rows(db, sql<{ name: string; sha256: string }>`SELECT name, sha256 FROM schema_migrations ORDER BY name`)

async function emptyDb(): Promise<{ url: string; db: Db }> {
  const name = `before_${opened.length}`
  await admin(inject('clusterUrl'), `CREATE DATABASE ${name}`)
  const url = new URL(inject('clusterUrl'))
  url.pathname = `/${name}`
  const { db, close } = connect(url.href, { max: 1 })
  opened.push({ name, close })
  return { url: url.href, db }
}

/** A database as the version before left it, or an earlier one that had `files` only. */
async function oldDb(files = old): Promise<{ url: string; db: Db }> {
  const made = await emptyDb()
  const client = await openClient(made.url)
  try {
    await client.query(
      'CREATE TABLE schema_migrations (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL)',
    )
    for (const { name, text } of files) {
      await client.query(text)
      await client.query("INSERT INTO schema_migrations VALUES ($1, $2, '2026-11-28')", [name, sha256(text)])
    }
  } finally {
    await client.end()
  }
  return made
}

/** A village whose notice waits for its secretary, who was told so. */
async function live(db: Db) {
  await sql`
    INSERT INTO regions (id, code, level, name, full_name, slug, path, goes_live_on, grace_until, valid_from)
    VALUES ('r1', '01', 'village', '柳湾村', '青川县柳湾村', 'liuwan', '01.', '2026-01-01', '2026-01-01', '2026-01-01')`.execute(
    db,
  )
  await sql`
    INSERT INTO cases (id, procedure, subject_kind, subject_id, region_id, path, step, step_since, opened_at)
    VALUES ('c1', 'disclosure', 'notice', 'n1', 'r1', '01.', 'sign', now(), now())`.execute(db)
  await sql`
    INSERT INTO messages (id, region_id, function, kind, say, link, sent_at)
    VALUES ('m1', 'r1', 'secretary', 'urged', '请签发三月的账', '/notices/n1', now()),
      ('m2', 'r1', 'secretary', 'urged', '有人提问', '/questions', now())`.execute(db)
}
const told = (db: Db) =>
  rows(db, sql<{ id: string; case_id: string | null }>`SELECT id, case_id FROM messages ORDER BY id`)

const backupOf = (url: string, file: string) =>
  makeBackup(file, {
    url,
    files: { list: async () => [], read: async () => undefined },
    naming: [],
    keys: {},
    vkey: '',
    passphrase: '柳湾的荷花开了三百朵以后',
    program: before.version,
    now: new Date('2026-11-28T08:00:00Z'),
    progress: () => undefined,
  })

test('the kept files are those of the version before, byte for byte', () => {
  expect(old.map(({ name, text }) => ({ name, sha256: sha256(text) }))).toEqual(before.migrations)
})

test('a database of the version before is taken over, once, and is then like a fresh one', async () => {
  const { url, db } = await oldDb()
  await live(db)
  const heard: string[] = []
  await migrate(url, (name) => heard.push(name))
  expect(heard[0]).toContain('2026-11-28 的 0.1.0 版')
  expect(await shapeOf(db)).toEqual(shape)
  expect(await appliedIn(db)).toEqual(await appliedIn(fresh.owner))
  expect(await told(db)).toEqual([
    { id: 'm1', case_id: 'c1' },
    { id: 'm2', case_id: null },
  ])
  heard.length = 0
  await migrate(url, (name) => heard.push(name))
  expect(heard).toEqual([])
})

test('a database that is older still is refused with a way out and left as it is', async () => {
  const { url, db } = await oldDb(old.slice(0, 40))
  const was = [await catalogueOf(db), await appliedIn(db)]
  await expect(migrate(url)).rejects.toMatchObject({
    name: 'StartError',
    message: expect.stringContaining(old[40]!.name),
    wayOut: expect.stringContaining('请先用2026-11-28 的 0.1.0 版启动一次'),
  })
  expect([await catalogueOf(db), await appliedIn(db)]).toEqual(was)
})

test('a database whose scripts are not those of the version before is refused, and names them', async () => {
  const { url, db } = await oldDb(old.slice(0, 3))
  await sql`UPDATE schema_migrations SET sha256 = 'x' WHERE name = '0003_people'`.execute(db)
  await sql`INSERT INTO schema_migrations VALUES ('0100_tried_out', 'x', now())`.execute(db)
  await expect(migrate(url)).rejects.toThrow(/不同：0003_people、0100_tried_out/)
})

test('a take-over that fails changes nothing', async () => {
  const { url, db } = await oldDb()
  await sql`ALTER TABLE schema_migrations ADD CONSTRAINT full_disk CHECK (name <> '0014_powers')`.execute(db)
  const was = [await catalogueOf(db), await appliedIn(db)]
  await expect(migrate(url)).rejects.toThrow(/full_disk/)
  expect([await catalogueOf(db), await appliedIn(db)]).toEqual(was)
  await sql`ALTER TABLE schema_migrations DROP CONSTRAINT full_disk`.execute(db)
  await migrate(url)
  expect(await appliedIn(db)).toEqual(await appliedIn(fresh.owner))
})

test('a backup of the version before is put back; one that is older still is refused', async () => {
  const was = await oldDb()
  await live(was.db)
  const file = join(home, 'county.tar')
  const { manifest } = await backupOf(was.url, file)
  refuseForeign(manifest)
  const target = await emptyDb()
  await loadBackup(file, { url: target.url, manifest, write: async () => undefined, progress: () => undefined })
  expect(await shapeOf(target.db)).toEqual(shape)
  expect(await appliedIn(target.db)).toEqual(await appliedIn(fresh.owner))
  await migrate(was.url)
  expect(await catalogueOf(target.db)).toEqual(await catalogueOf(was.db))
  expect(await told(target.db)).toContainEqual({ id: 'm1', case_id: 'c1' })

  const older = { ...manifest, migrations: manifest.migrations.slice(0, 40) }
  expect(() => refuseForeign(older)).toThrow(/用2026-11-28 的 0.1.0 版启动一次，重新备份/)
})

test('the files of the first version stay as they are, and so does each later one', () => {
  const now = Object.fromEntries(migrations().map((m) => [m.name, m.sha256]))
  expect(
    now,
    'Counties run on these files: a changed one stops their start. Put the change into a new file beside its room, NNNN_room.sql with the next free number. A new file is frozen by npm run tables.',
  ).toEqual({ ...frozen, ...later })
})
