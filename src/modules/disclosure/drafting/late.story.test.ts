/**
 * What approaches and what has passed is told to whoever must act, once, in its own words: before anybody has begun,
 * and of a step that has time yet of something that the public should have had long ago.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contextAt } from '../../../kernel/cases/office.ts'
import { sweepCases } from '../../../kernel/cases/sweep.ts'
import { rows, sql } from '../../../platform/db.ts'
import { handIn, handsOf, obligationOf, open, openEvent, take, sign, type Hands } from '../../../../test/story.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { sweepCards } from '../cards/cards.ts'

let w: World
let hands: Hands
let coop: Person
beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
  hands = await handsOf(w)
  coop = await w.signIn('liuwan-coop')
})
afterAll(() => w.close())

const sweep = async (at: string) => {
  w.set(at)
  const ctx = await contextAt(w.office.db, w.now())
  await sweepCards(w.office.db, ctx)
  await sweepCases(w.office.db, ctx)
}
const said = async (p: Person, about: string) =>
  ((await p.get('/messages')).body.messages as { kind: string; say: string }[]).filter((m) => m.say.includes(about))

test('an obligation that nobody has begun: its drafters hear once that its day comes near, once that it has passed', async () => {
  // Everything else is out already: of many at once only the number would be said.
  const [near, other] = [
    await obligationOf(w, 'liuwan', 'C07-03', '2026-09'),
    await obligationOf(w, 'liuwan', 'C01-01', '2026-09'),
  ]
  await sql`
    UPDATE obligations SET published_at = made_at, published_on = '2026-10-01'
    WHERE id <> ALL(${[near, other]}::text[])`.execute(w.t.owner)
  const due = await rows(
    w.office.db,
    sql<{ id: string; due_on: string }>`SELECT id, due_on FROM obligations WHERE id = ANY(${[near, other]}::text[])`,
  )
  const day = (id: string) => due.find((o) => o.id === id)!.due_on
  const dayIn = (iso: string) => `${Number(iso.slice(5, 7))} 月 ${Number(iso.slice(8))} 日`
  const before = new Date(Date.parse(day(near)) - 86_400_000).toISOString().slice(0, 10)
  for (let again = 0; again < 2; again += 1) await sweep(`${before}T09:00:00+08:00`)
  for (const p of [hands.officer, coop])
    expect(await said(p, '收入明细')).toMatchObject([
      { kind: 'yellow', say: expect.stringMatching(new RegExp(`快到期：${dayIn(day(near))}前要公开，还没有人编制`)) },
    ])
  expect(await said(hands.chair, '收入明细')).toEqual([])
  expect(await said(coop, '宣传'), 'the village’s own is not theirs').toEqual([])
  for (let again = 0; again < 2; again += 1) await sweep('2026-10-20T09:00:00+08:00')
  const late = (await said(hands.officer, '收入明细')).filter((m) => m.kind === 'red')
  expect(late.map((m) => m.say)).toEqual([
    expect.stringContaining(`已逾期（应在 ${dayIn(day(near))}前公开），还没有人编制`),
  ])
})

test('handed in after its day: review and signature are told as late with both days, when it comes and when their own day nears', async () => {
  const id = await open(w, hands.officer, 'liuwan', 'C07-03', '2026-09')
  await handIn(hands.officer, id)
  const title = '2026 年 9 月收入明细'
  const [came] = await said(hands.chair, title)
  expect(came!.say).toMatch(/已逾期（应在 10 月 \d+ 日前公开）；这一步到 10 月 \d+ 日.*为止/)
  const warn = async () =>
    (
      await rows(
        w.office.db,
        sql<{ warn_at: Date; due_at: Date }>`SELECT warn_at, due_at FROM cases WHERE subject_id = ${id}`,
      )
    )[0]!
  await sweep((await warn()).warn_at.toISOString())
  const all = await said(hands.chair, title)
  expect(all.filter((m) => m.say.includes('快到期'))).toEqual([])
  const nearing = all.filter((m) => m.kind === 'red')
  expect(nearing).toHaveLength(1)
  expect(nearing[0]!.say).toMatch(/已逾期（应在 10 月 \d+ 日前公开）；这一步到/)
  await take(hands.chair, id, 'approve')
  expect((await said(hands.secretary, title))[0]!.say).toContain('已逾期（应在')
  await sweep((await warn()).due_at.toISOString())
  const passed = (await said(hands.secretary, title)).filter((m) => m.kind === 'red')
  expect(passed.at(0)!.say).toMatch(/已逾期（10 月 \d+ 日.*到期，应在 10 月 \d+ 日前公开）/)
  expect((await sign(hands.secretary, id)).status).toBe(200)
})

test('what is in time still reads 快到期', async () => {
  w.set('2026-11-02T09:00:00+08:00')
  const id = await openEvent(hands.officer, { place: 'liuwan', item: 'C08-06', on: '2026-11-02', title: '旧仓库出租' })
  await handIn(hands.officer, id)
  const [c] = await rows(
    w.office.db,
    sql<{ warn_at: Date; due_on: string }>`
      SELECT c.warn_at, o.due_on
      FROM cases c
      JOIN obligations o ON o.notice_id = c.subject_id
      WHERE c.subject_id = ${id}`,
  )
  expect(
    c!.due_on >= c!.warn_at.toISOString().slice(0, 10),
    'the step’s day nears before the public’s has passed',
  ).toBe(true)
  await sweep(c!.warn_at.toISOString())
  const all = await said(hands.chair, '旧仓库出租')
  expect(all.filter((m) => m.say.includes('已逾期'))).toEqual([])
  expect(all.filter((m) => m.say.includes('快到期') && m.say.includes('这一步'))).toHaveLength(1)
})
