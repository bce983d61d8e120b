/**
 * How many of the units asked must answer: chosen by the handler; the case comes back with exactly that answer,
 * whoever gives it and in whatever order.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { first, rows, sql, transact } from '../../platform/db.ts'
import { newCode, newId } from '../../platform/ids.ts'
import { accountsForAll } from '../../../test/accounts.ts'
import { makeWorld, type World } from '../../../test/world.ts'
import { actorOf, type Actor } from '../people/actor.ts'
import { act } from './act.ts'
import { neededOf, type Quorum } from './asked.ts'
import type { Case } from './case.ts'
import { contextAt } from './office.ts'
import { openCase } from './open.ts'
import { answerRequest, outcomeOf, progressOf, remind, requestsOf } from './requests.ts'

let w: World
type Place = { id: string; path: string; clerk: string }
let village: Place, township: Place
let bureaux: Place[]
let clerk: Actor
const actors = new Map<string, Actor>()

beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  await accountsForAll(w)
  const held = await rows(
    w.office.db,
    sql<Place & { level: string; slug: string }>`
      SELECT DISTINCT ON (r.id) r.id, r.path, r.level, r.slug, a.person_id AS clerk
      FROM regions r
      JOIN appointments a ON a.region_id = r.id AND a.to_on IS NULL
      JOIN post_kinds k ON k.id = a.post_kind_id
      WHERE NOT r.practice AND k.function IN ('bureau_clerk', 'township_clerk', 'director')
      ORDER BY r.id, a.id`,
  )
  village = held.find((p) => p.slug === 'liuwan')!
  township = held.find((p) => p.level === 'township')!
  bureaux = held.filter((p) => p.level === 'bureau').slice(0, 6)
  for (const p of [township, ...bureaux]) actors.set(p.id, (await actorOf(w.office.db, p.clerk, '2026-11-16'))!)
  clerk = actors.get(township.id)!
})
afterAll(() => w.close())

const read = async (id: string) => (await first(w.office.db, sql<Case>`SELECT * FROM cases WHERE id = ${id}`))!
const context = () => contextAt(w.office.db, w.now())

async function asked(units: readonly Place[], quorum: Quorum | undefined, lead?: string): Promise<Case> {
  const ctx = await context()
  return transact(w.office.db, async (tx) => {
    const c = await openCase(tx, {
      procedure: 'reports.complaint',
      subjectKind: 'quorum',
      subjectId: newId(),
      regionId: village.id,
      path: village.path,
      now: ctx.now,
      held: { holder: township, code: newCode(), title: '饮水', by: '村民', ctx },
    })
    const ask = { units: units.map((u) => u.id), ask: '请核实', quorum, lead }
    await act(tx, clerk, { subjectKind: 'quorum', subjectId: c.subject_id, action: 'ask', ask }, ctx)
    return c
  })
}

const heard = async (): Promise<{ region_id: string; kind: string; say: string }[]> =>
  rows(w.office.db, sql`SELECT region_id, kind, say FROM messages ORDER BY sent_at, id`)

async function answer(c: Case, unit: Place): Promise<boolean> {
  const q = (await requestsOf(w.office.db, c.id)).find((r) => r.region_id === unit.id)!
  const ctx = await context()
  return (
    await transact(w.office.db, (tx) =>
      answerRequest(tx, actors.get(unit.id)!, q.id, { opinion: 'noted', text: '看过了' }, ctx),
    )
  ).moved
}

const quorums = (n: number) =>
  fc.oneof(fc.constant('all' as const), fc.constant('any' as const), fc.integer({ min: 1, max: n }))

test('pure, thousands of rounds: reached with the last needed answer and not before, failed as soon as agreement cannot come', () => {
  const opinions = fc.constantFrom('agree', 'disagree', 'noted', null)
  fc.assert(
    fc.property(fc.array(opinions, { minLength: 1, maxLength: 12 }), fc.nat(), fc.boolean(), (given, k, agree) => {
      const n = given.length
      const quorum: Quorum = k % 3 === 0 ? 'all' : k % 3 === 1 ? 'any' : (k % n) + 1
      const needed = quorum === 'all' ? n : quorum === 'any' ? 1 : quorum
      expect(neededOf(quorum, n)).toBe(needed)
      const round = given.map((opinion) => ({ opinion, answered_at: opinion === null ? null : new Date(0) }))
      const outcome = outcomeOf({ quorum, needs: agree ? 'agreement' : 'answers' }, round)
      const good = given.filter((o) => (agree ? o === 'agree' : o !== null)).length
      const open = given.filter((o) => o === null).length
      expect(outcome).toBe(good >= needed ? 'reached' : good + open < needed ? 'failed' : 'waiting')
    }),
    { numRuns: 5_000 },
  )
})

test('on the database: units in any order, the case moves with the n-th answer; everybody in it reads how far it is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc
        .shuffledSubarray(bureaux, { minLength: 1 })
        .chain((units) =>
          fc.tuple(fc.constant(units), quorums(units.length), fc.shuffledSubarray(units, { minLength: units.length })),
        ),
      async ([units, quorum, order]) => {
        const c = await asked(units, quorum)
        const needed = neededOf(quorum, units.length)
        for (const [i, unit] of order.slice(0, needed).entries()) {
          const now = await read(c.id)
          expect(now.step).toBe('joint')
          expect(progressOf(now, await requestsOf(w.office.db, c.id))).toEqual({
            units: units.length,
            answered: i,
            needed,
          })
          expect(await answer(c, unit)).toBe(i + 1 === needed)
        }
        expect((await read(c.id)).step).toBe('gathered')
        for (const unit of order.slice(needed)) await expect(answer(c, unit)).rejects.toThrow('不用再答复')
        expect(progressOf(await read(c.id), await requestsOf(w.office.db, c.id))).toBeUndefined()
      },
    ),
    { numRuns: 25 },
  )
})

test('a number of answers that there are no units for is refused; without a choice all are waited for', async () => {
  for (const wrong of [0, 3, 1.5]) await expect(asked(bureaux.slice(0, 2), wrong)).rejects.toThrow('1 到 2')
  const c = await asked(bureaux.slice(0, 2), undefined)
  expect(await answer(c, bureaux[0]!)).toBe(false)
  expect(await answer(c, bureaux[1]!)).toBe(true)
})

test('who has not answered is reminded, once a day; who has, is not; nobody left to wait for, nobody reminded', async () => {
  const c = await asked(bureaux.slice(0, 3), 'all')
  await answer(c, bureaux[0]!)
  const go = async () => {
    const ctx = await context()
    return transact(w.office.db, async (tx) => remind(tx, clerk, await read(c.id), ctx))
  }
  await sql`TRUNCATE messages CASCADE`.execute(w.t.owner)
  expect(await go()).toBe(2)
  const told = await rows(
    w.office.db,
    sql<{ region_id: string }>`SELECT DISTINCT region_id FROM messages WHERE kind = 'urge'`,
  )
  expect(told.map((t) => t.region_id).toSorted()).toEqual([bureaux[1]!.id, bureaux[2]!.id].toSorted())
  await expect(go()).rejects.toThrow('一天催一次')
  w.set('2026-11-17T09:00:00+08:00')
  expect(await go()).toBe(2)
  await answer(c, bureaux[1]!)
  await answer(c, bureaux[2]!)
  await expect(go()).rejects.toThrow('不用催')
  w.set('2026-11-16T09:00:00+08:00')
})

test('two of three: each unit is told once, the lead that it is enough, the third that it is no longer needed, the handler that it is back', async () => {
  const units = bureaux.slice(0, 3)
  const [lead, second, third] = units as [Place, Place, Place]
  await sql`TRUNCATE messages CASCADE`.execute(w.t.owner)
  const c = await asked(units, 2, lead.id)
  const of = (all: Awaited<ReturnType<typeof heard>>, place: { id: string }, kind: string) =>
    new Set(all.filter((m) => m.region_id === place.id && m.kind === kind).map((m) => m.say))
  for (const unit of units) expect(of(await heard(), unit, 'joint').size, unit.id).toBe(1)
  await answer(c, lead)
  await sql`TRUNCATE messages CASCADE`.execute(w.t.owner)
  expect(await answer(c, second)).toBe(true)
  const all = await heard()
  expect([...of(all, lead, 'answered')]).toEqual([expect.stringContaining('3 个单位里已有 2 个答复，够了')])
  expect([...of(all, third, 'noLonger')]).toEqual([expect.stringContaining('别的单位答复够了，交办不用再答复了')])
  expect(all.filter((m) => m.region_id === second.id)).toEqual([])
  expect(of(all, township, 'hand').size).toBe(1)
  // Told once: nothing more comes of it.
  await expect(answer(c, third)).rejects.toThrow('不用再答复')
  expect(await heard()).toHaveLength(all.length)
})
