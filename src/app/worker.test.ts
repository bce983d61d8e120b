/** More rounds than connections, two processes, a lost connection: everybody gets on. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '../../test/world.ts'
import type { Office } from '../kernel/office.ts'
import type { Round } from '../kernel/room.ts'
import { sql } from '../platform/db.ts'
import { startRounds } from './worker.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

const until = async (ready: () => boolean) => {
  while (!ready()) await new Promise((r) => setTimeout(r, 20))
}
/** Rounds that work as real ones do: a transaction, and beside it another question. */
const rounds = (n: number, each: (i: number, office: Office) => void): Round[] =>
  Array.from({ length: n }, (_, i) => ({
    name: `round ${i}`,
    everyMs: 50,
    run: async (office) => {
      await sql`SELECT pg_sleep(0.02)`.execute(office.db)
      await office.db.transaction().execute((tx) => sql`SELECT 1`.execute(tx))
      each(i, office)
    },
  }))

test('three times as many rounds as connections: each runs, nobody waits for ever', async () => {
  const ran = new Set<number>()
  const most = w.office.pool.options.max * 3
  const end = await startRounds(
    w.office,
    rounds(most, (i) => ran.add(i)),
  )
  await until(() => ran.size === most)
  await end()
})

test('a round runs in one process at a time; when that one ends the other goes on', async () => {
  const by: string[] = []
  const other = { ...w.office }
  const [first, second] = await Promise.all(
    [w.office, other].map((office) =>
      startRounds(
        office,
        rounds(1, (_, o) => by.push(o === other ? 'other' : 'first')),
      ),
    ),
  )
  await until(() => by.length > 3)
  await first!()
  by.length = 0
  await until(() => by.length > 2)
  expect(new Set(by)).toEqual(new Set(['other']))
  await second!()
})

test('a lost connection takes the locks along and is made anew', async () => {
  let n = 0
  const end = await startRounds(
    w.office,
    rounds(2, () => (n += 1)),
  )
  await until(() => n > 2)
  await sql`
    SELECT pg_terminate_backend(l.pid)
    FROM pg_locks l
    WHERE l.locktype = 'advisory' AND l.classid = 727002 AND l.pid <> pg_backend_pid()`.execute(w.t.owner)
  n = 0
  await until(() => n > 4)
  await end()
})
