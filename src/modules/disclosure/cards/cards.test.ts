/**
 * Late villages: each card once, with the time when the limit passed, in the log; lifted by decision; kept inside where
 * the county says so.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rows, sql, transact } from '../../../platform/db.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { setRule } from '../../../kernel/rules/rules.ts'
import { handIn, handsOf, obligationOf, open, type Hands } from '../../../../test/story.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { sweepCases } from '../../../kernel/cases/sweep.ts'
import { sweepCards } from './cards.ts'

let w: World
let hands: Hands
let leader: Person
let late: string

beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
  hands = await handsOf(w)
  leader = await w.signIn('qingxi-leader')
  late = await obligationOf(w, 'liuwan', 'C07-03', '2026-09')
})
afterAll(() => w.close())

const sweep = async (at: string) => {
  w.set(at)
  const ctx = await contextAt(w.office.db, w.now())
  await sweepCards(w.office.db, ctx)
  await sweepCases(w.office.db, ctx)
}
const cardsOf = (subject: string) =>
  rows(
    w.office.db,
    sql<{
      id: string
      colour: string
      nominal_at: Date
      recorded_at: Date
    }>`SELECT id, colour, nominal_at, recorded_at FROM cards WHERE subject_id = ${subject} ORDER BY nominal_at`,
  )
const leavesOf = async (subject: string) =>
  (
    await rows(
      w.office.public,
      sql<{
        kind: string
        entry: Buffer
      }>`SELECT kind, entry FROM public_ledger_leaves WHERE subject_id = ${subject} ORDER BY id`,
    )
  ).map((l) => JSON.parse(l.entry.toString()) as Record<string, string>)

describe('a table due on the 8th that nobody publishes', () => {
  test('turns yellow three days before, red after its day; sweeping again or days late changes nothing', async () => {
    await sweep('2026-10-05T09:30:00+08:00')
    expect(await cardsOf(late)).toMatchObject([{ colour: 'yellow', nominal_at: new Date('2026-10-04T16:00:00Z') }])
    await sweep('2026-10-11T08:00:00+08:00')
    await sweep('2026-10-11T08:01:00+08:00')
    await sweep('2026-10-14T23:00:00+08:00')
    expect(await cardsOf(late)).toMatchObject([
      { colour: 'yellow' },
      {
        colour: 'red',
        nominal_at: new Date('2026-10-08T16:00:00Z'),
        recorded_at: new Date('2026-10-11T08:00:00+08:00'),
      },
    ])
  })

  test('the red card is one leaf of the log, at its nominal time, with codes only; the yellow one has none', async () => {
    const [yellow, red] = await cardsOf(late)
    expect(await leavesOf(red!.id)).toEqual([
      {
        v: 1,
        kind: 'card',
        county: expect.any(String),
        region: 'liuwan',
        item: 'C07-03',
        period: '2026-09',
        code: 'C07-03',
        at: '2026-10-08T16:00:00Z',
      },
    ])
    expect(await leavesOf(yellow!.id)).toEqual([])
  })

  test('is lifted once, by the township leader with a reason; the card stays and the lift is a leaf too', async () => {
    const red = (await cardsOf(late))[1]!
    expect((await hands.secretary.post(`/cards/${red.id}/lift`, { reason: '网络中断三天' })).status).toBe(403)
    expect((await leader.post(`/cards/${red.id}/lift`, { reason: '停电' })).status).toBe(422)
    expect((await leader.post(`/cards/${red.id}/lift`, { reason: '全镇网络中断三天，有通报' })).status).toBe(200)
    expect((await leader.post(`/cards/${red.id}/lift`, { reason: '全镇网络中断三天，有通报' })).status).toBe(409)
    expect((await leavesOf(red.id)).map((l) => l.kind)).toEqual(['card', 'lift'])
    const [seen] = await rows(
      w.office.public,
      sql<{
        lifted_reason: string
        lifted_post: string
      }>`SELECT lifted_reason, lifted_post FROM public_cards WHERE id = ${red.id}`,
    )
    expect(seen).toEqual({ lifted_reason: '全镇网络中断三天，有通报', lifted_post: '乡镇分管领导' })
  })
})

test('a step past its limit is a card of whoever holds it up, and the log carries the notice’s code', async () => {
  w.set('2026-10-14T09:00:00+08:00')
  const id = await open(w, hands.officer, 'liuwan', 'C07-04', '2026-09')
  await handIn(hands.officer, id)
  await sweep('2026-10-30T09:00:00+08:00')
  await sweep('2026-10-30T09:01:00+08:00')
  const [c] = await rows(
    w.office.db,
    sql<{ id: string; due_at: Date }>`SELECT id, due_at FROM cases WHERE subject_id = ${id}`,
  )
  const cards = await cardsOf(c!.id)
  expect(cards.filter((k) => k.colour === 'red')).toMatchObject([{ nominal_at: c!.due_at }])
  const { code } = (await hands.officer.get(`/notices/${id}`)).body
  expect(await leavesOf(cards.at(-1)!.id)).toMatchObject([{ kind: 'card', code, item: 'C07-04' }])
  expect(
    await rows(
      w.office.db,
      sql`SELECT kind, function FROM messages WHERE link = ${`/notices/${id}`} AND say LIKE '%已逾期%' ORDER BY kind`,
    ),
    'when it came, and when its own limit passed',
  ).toEqual([
    { kind: 'hand', function: 'reviewer' },
    { kind: 'red', function: 'reviewer' },
  ])
})

test('a practice village gets no card and no leaf', async () => {
  expect(
    (
      await rows(
        w.office.db,
        sql<{ n: number }>`SELECT count(*) AS n FROM cards c JOIN regions r ON r.id = c.region_id WHERE r.practice`,
      )
    )[0]!.n,
  ).toBe(0)
  const entries = await rows(w.office.db, sql<{ entry: Buffer }>`SELECT entry FROM ledger_leaves`)
  expect(entries.some((e) => e.entry.toString().includes('lianxi'))).toBe(false)
})

test('where the county keeps cards inside, new ones are recorded but neither the public view nor the log shows them', async () => {
  await transact(w.office.db, (tx) =>
    setRule(tx, { code: 'cards.visibleTo', value: 'internal', from: '2026-01-02', by: 'test', note: '', now: w.now() }),
  )
  const before = await rows(w.office.db, sql`SELECT 1 FROM ledger_leaves`)
  const known = await rows(w.office.db, sql`SELECT 1 FROM cards`)
  await sweep('2026-12-20T09:00:00+08:00')
  expect((await rows(w.office.db, sql`SELECT 1 FROM cards`)).length).toBeGreaterThan(known.length)
  expect(await rows(w.office.db, sql`SELECT 1 FROM ledger_leaves`)).toHaveLength(before.length)
  expect(await rows(w.office.public, sql`SELECT 1 FROM public_cards`)).toEqual([])
  expect((await w.app.request(`http://localhost/v/liuwan/missing/${late}`)).status).toBe(200)
})
