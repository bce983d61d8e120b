/**
 * Every statement is prepared against the migrated database, and the shape that the code gives its rows compared with
 * the columns that come out: a renamed column, a time called a string, a NULL that nobody expects.
 */
import { readFileSync } from 'node:fs'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openClient } from '../src/platform/db.ts'
import { describer, type Column } from '../scripts/statements/describe.ts'
import { driverTypes, type Made } from '../scripts/statements/driver.ts'
import { readStatements, type Found, type Statement } from '../scripts/statements/read.ts'
import { faultsOf } from '../scripts/statements/shapes.ts'
import { tablesText } from '../scripts/statements/tables.ts'
import { testDb, type TestDb } from './db.ts'

const fixture = 'test/rowShapes.fixture.ts'
/** Tests run their own statements. */
const isProduct = (file: string) => /^(src|bench)\/.*\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file)

/** Columns that may be NULL in their table and are not in these statements, and what makes sure of it. */
const madeSure: Record<string, string> = {
  'src/demo/accounts.ts code': 'found by its code',
  'src/demo/applications.play.ts holder': 'every case of this procedure has a holder',
  'src/kernel/cases/sweepRequests.ts alarm_at': 'found by its alarm',
  'src/kernel/ledger/queries.ts position': 'found by its position',
  'src/kernel/notices/deliver.ts address': 'emptied only when sent or given up; these are waiting',
  'src/kernel/notices/deliver.ts params': 'emptied only when sent or given up; these are waiting',
  'src/kernel/people/accounts.jobs.ts username': 'every account is made with one',
  'src/kernel/people/session.ts password': 'accounts of the kind credential have one',
  'src/kernel/people/session.ts username': 'every account is made with one',
  'src/modules/disclosure/obligations/events.queries.ts on': 'a period E: is an event, with its day',
  'src/modules/powers/runs/papers.ts type': 'written with every upload',
  'src/modules/powers/runs/shown.queries.ts step_id': 'the view joins by it',
  'src/modules/services/following/follows.queries.ts rated_at': 'what is followed up is a rating',
  'src/modules/services/following/follows.queries.ts stars': 'what is followed up is a rating',
  'src/modules/services/list/editing.queries.ts listed': 'generated from the definition',
  'src/modules/services/list/services.queries.ts listed': 'generated from the definition',
  'src/modules/staff/demo.ts username': 'every account is made with one',
}

/** Statements about tables or columns that are known only at run time: stories run them. */
const unreadable = [
  'src/cli/reseal.ts',
  'src/cli/reseal.ts',
  'src/cli/reseal.ts',
  'src/cli/reseal.ts',
  'src/kernel/files/keeper.ts',
  'src/kernel/files/keeper.ts',
  'src/kernel/files/keeper.ts',
  'src/kernel/regions/regions.move.ts',
  'src/modules/county/imports/undo.ts',
  'src/platform/backup/load.ts',
  'src/platform/backup/missing.ts',
  'src/platform/db.ts',
  'src/platform/db.ts',
]

let t: TestDb
let client: pg.Client
let found: Found
let describe: (text: string) => Promise<Column[]>
let made: (oid: number) => Made
beforeAll(async () => {
  t = await testDb()
  client = await openClient(t.urls.owner)
  describe = await describer(client)
  made = await driverTypes(client)
  found = readStatements((file) => isProduct(file) || file === fixture)
})
afterAll(async () => {
  await client.end()
  await t.close()
})

/**
 * What is wrong with a statement in any of its variants. A template that is only a part of others need not stand alone.
 */
async function check(s: Statement): Promise<string[]> {
  const faults = new Set<string>()
  for (const text of s.variants) {
    const columns = await describe(text).catch((error: Error) => error)
    if (!(columns instanceof Error)) {
      if (s.row) for (const fault of faultsOf(found.checker, s.row, columns, made)) faults.add(fault)
    } else if (!found.parts.has(s.node)) faults.add(columns.message)
  }
  return [...faults]
}

test('rows have the shapes that the code gives them', async () => {
  const statements = found.statements.filter((s) => isProduct(s.file))
  expect(statements.length).toBeGreaterThan(950)
  expect(statements.filter((s) => s.row).length).toBeGreaterThan(620)
  const [faults, excused] = [[] as string[], new Set<string>()]
  for (const s of statements)
    for (const fault of await check(s)) {
      const excuse = `${s.file} ${fault.replace(': may be NULL', '')}`
      if (fault.endsWith(': may be NULL') && excuse in madeSure) excused.add(excuse)
      else faults.push(`${s.at} ${fault}`)
    }
  expect(faults).toEqual([])
  expect([...excused].sort(), 'excuses that nobody needs').toEqual(Object.keys(madeSure).sort())
})

test('few statements cannot be read', () => {
  const unread = found.statements.filter((s) => s.unread !== undefined)
  const said = unread.map((s) => `${s.at} ${s.unread}`).join('\n')
  expect(unread.map((s) => s.file).sort(), said).toEqual(unreadable)
})

test('each kind of fault is found', async () => {
  const planted = found.statements.filter((s) => s.file === fixture)
  const lines = readFileSync(fixture, 'utf8').split('\n')
  expect(planted.length).toBe(lines.filter((l) => /^ *\/\/ /.test(l)).length)
  for (const s of planted) {
    const expected = lines[Number(s.at.split(':')[1]) - 2]!.replace(/^ *\/\/ /, '')
    expect(await check(s), s.at).toEqual(expected === 'right' ? [] : [expected])
  }
})

test('the types of tables are those that the migrations make', async () => {
  expect(readFileSync('src/platform/tables.gen.ts', 'utf8'), 'run npm run tables').toBe(await tablesText(client))
})
