/**
 * One bad row keeps nobody else waiting: it is noted, told once a day, tried again later, and forgotten when it goes
 * well.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { first, rows, sql, transact } from '../platform/db.ts'
import { sweepCards } from '../modules/disclosure/cards/cards.ts'
import { contextAt } from '../kernel/cases/office.ts'
import { sweepCases } from '../kernel/cases/sweep.ts'
import { makeWorld, type World } from '../../test/world.ts'
import { tellFaults } from './tellFaults.ts'
import { doApart } from '../kernel/rounds/apart.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld('2026-10-12T09:00:00+08:00')
})
afterAll(() => w.close())

const faults = () =>
  rows(
    w.office.db,
    sql<{ round: string; subject_id: string; times: number }>`
      SELECT round, subject_id, times
      FROM round_faults
      ORDER BY round, subject_id`,
  )
const healthMessages = async () =>
  (await first(w.office.db, sql<{ n: number }>`SELECT count(*)::int AS n FROM messages WHERE kind = 'health'`))!.n
const cardsSince = async (since: Date) =>
  (await first(w.office.db, sql<{ n: number }>`SELECT count(*)::int AS n FROM cards WHERE recorded_at >= ${since}`))!.n

describe('a village’s stage that no log can write stands among the late ones of the whole county', () => {
  let bad: string
  beforeAll(async () => {
    bad = (await first(
      w.t.owner,
      sql<{ id: string }>`
        UPDATE obligations
        SET stage = '身份证 11010119900101'
        WHERE id = (
          SELECT id
          FROM obligations
          WHERE published_at IS NULL AND due_on < '2026-10-12'
            -- Of a village that practises the log says nothing.
            AND region_id IN (SELECT id FROM regions WHERE NOT practice)
          ORDER BY id
          LIMIT 1
        )
        RETURNING id`,
    ))!.id
  })
  const sweep = async (at: string) => {
    w.set(at)
    const done = await sweepCards(w.office.db, await contextAt(w.office.db, w.now()))
    await tellFaults(w.office.db, w.now())
    return done
  }

  test('all others get their cards; the one is noted and told once', async () => {
    expect(await sweep('2026-10-12T09:30:00+08:00')).toBeGreaterThan(20)
    expect(await faults()).toEqual([{ round: 'cards', subject_id: bad, times: 1 }])
    expect(await healthMessages()).toBe(1)
    expect(await cardsSince(w.now())).toBeGreaterThan(20)
  })
  test('it is left out until its time, then tried again; nobody is told twice a day', async () => {
    await sweep('2026-10-12T09:30:30+08:00')
    expect((await faults())[0]!.times).toBe(1)
    await sweep('2026-10-12T09:32:00+08:00')
    expect((await faults())[0]!.times).toBe(2)
    expect(await healthMessages()).toBe(1)
  })
  test('mended, it gets its card with the time when the limit passed', async () => {
    await sql`UPDATE obligations SET stage = '' WHERE id = ${bad}`.execute(w.t.owner)
    await sweep('2026-10-12T10:00:00+08:00')
    expect(await faults()).toEqual([])
    expect(
      await first(w.office.db, sql`SELECT nominal_at FROM cards WHERE subject_id = ${bad} AND colour = 'red'`),
    ).toMatchObject({ nominal_at: expect.any(Date) })
  })
})

test('a case that cannot be read does not keep the others from being told', async () => {
  await sql`
    INSERT INTO cases (
      id, procedure, subject_kind, subject_id, region_id, path, step, opened_at, step_since, alarm_at, title, code
    )
    SELECT 'broken-' || n, CASE WHEN n = 3 THEN 'no.such' ELSE 'disclosure.office' END, 'notice', 'broken-' || n,
      r.id, r.path, 'draft', ${w.now()}, ${w.now()}, ${w.now()}, '坏的', ''
    FROM regions r, generate_series(1, 5) AS n
    WHERE r.slug = 'liuwan'`.execute(w.t.owner)
  await sweepCases(w.office.db, await contextAt(w.office.db, w.now()))
  const waiting = await rows(
    w.office.db,
    sql<{ id: string }>`SELECT id FROM cases WHERE id LIKE 'broken-%' AND alarm_at <= ${w.now()}`,
  )
  expect(waiting.map((c) => c.id)).toEqual(['broken-3'])
  expect(await faults()).toMatchObject([{ round: 'cases', subject_id: 'broken-3' }])
})

describe('whatever fails', () => {
  beforeEach(() => sql`DELETE FROM round_faults`.execute(w.t.owner))

  test('exactly the bad ones are noted, exactly the good ones done, once each', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 40 }),
        async (good, atOnce) => {
          await sql`DELETE FROM round_faults`.execute(w.t.owner)
          const items = good.map((ok, i) => ({ ok, id: `item ${i}` }))
          const done: string[] = []
          const n = await doApart(
            w.office.db,
            {
              round: 'test',
              items,
              atOnce,
              idOf: (x) => x.id,
              work: async (some) => {
                if (some.some((x) => !x.ok)) throw new TypeError('bad')
                done.push(...some.map((x) => x.id))
              },
            },
            w.now(),
          )
          const names = (ok: boolean) => items.filter((x) => x.ok === ok).map((x) => x.id)
          expect(n).toBe(names(true).length)
          expect(done).toEqual(names(true))
          expect((await faults()).map((f) => f.subject_id)).toEqual(names(false).sort())
        },
      ),
      { numRuns: 60 },
    )
  })

  test('a lost database is nobody’s fault: it is thrown, and nobody is noted', async () => {
    const gone = Object.assign(new Error('gone'), { code: '57P01' })
    const work = () => transact(w.office.db, () => Promise.reject(gone))
    await expect(
      doApart(w.office.db, { round: 'test', items: ['a', 'b'], idOf: (x) => x, work }, w.now()),
    ).rejects.toBe(gone)
    expect(await faults()).toEqual([])
  })
})
