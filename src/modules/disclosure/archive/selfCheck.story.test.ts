/**
 * The monthly self-check of Liuwan: owed by the 30th or the last of February, found and mended written down, signed,
 * missing in the coverage.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf } from '../../../platform/clock.ts'
import { rows, sql } from '../../../platform/db.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { makeSelfChecks } from './selfCheck.ts'

let w: World
let officer: Person
let secretary: Person
let clerk: Person
const strokes = [
  [
    { x: 1, y: 1, t: 0 },
    { x: 40, y: 30, t: 60 },
  ],
]

beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
  ;[officer, secretary, clerk] = (await Promise.all(
    ['liuwan-officer', 'liuwan-secretary', 'qingxi-clerk'].map((u) => w.signIn(u)),
  )) as [Person, Person, Person]
  await make()
})
afterAll(() => w.close())

const make = () => makeSelfChecks(w.office.db, dayOf(w.now()))
const read = async (p: Person, month: string) => (await p.get(`/self-check?place=liuwan&month=${month}`)).body.check
const task = async (p: Person, month: string) =>
  (await p.get('/desk')).body.tasks.find((t: { screen?: string }) => t.screen?.endsWith(`month=${month}`))
const inCoverage = async (month: string) => {
  const { places, items, cells } = (await clerk.get(`/coverage?month=${month}`)).body
  const p = places.findIndex((x: { slug: string }) => x.slug === 'liuwan')
  const i = items.findIndex((x: { code: string }) => x.code === '自查')
  return cells.find((c: unknown[]) => c[0] === p && c[1] === i)?.slice(2, 4)
}
const write = (p: Person, month: string, body: object) => p.put('/self-check', { place: 'liuwan', month, ...body })
const sign = (p: Person, month: string, hash: string) =>
  p.post('/self-check/sign', { place: 'liuwan', month, hash, signature: { kind: 'strokes', strokes } })

test('it is owed from the month in which the duty came, and is on the officer’s desk with its day', async () => {
  const made = await rows(
    w.office.db,
    sql<{ month: string; due_on: string }>`
      SELECT s.month, s.due_on
      FROM self_checks s
      JOIN regions r ON r.id = s.region_id
      WHERE r.slug = 'liuwan'`,
  )
  expect(made).toEqual([{ month: '2026-10', due_on: '2026-10-30' }])
  expect(await make()).toBe(0)
  expect(await task(officer, '2026-10')).toMatchObject({
    title: '2026 年 10 月自查自纠',
    dueOn: '2026-10-30',
    step: 'draft',
  })
  expect(await task(secretary, '2026-10')).toBeUndefined()
  expect(await inCoverage('2026-10')).toEqual(['o', '2026-10-30'])
})

test('what was found must be mended before anybody signs; the officer writes, the secretary signs', async () => {
  const found = [{ what: '9 月收入明细晚了三天公开', done: '' }]
  expect((await write(clerk, '2026-10', { clean: true, found: [] })).status).toBe(403)
  expect(
    (await write(officer, '2026-10', { clean: false, found: [{ what: '身份证 11010519491231002X', done: '删了' }] }))
      .status,
  ).toBe(422)
  expect((await write(officer, '2026-10', { clean: false, found })).status).toBe(200)
  const before = (await read(officer, '2026-10')).hash
  const other = [{ what: '9 月收入明细晚了三天公开', done: '补上了' }]
  expect((await write(officer, '2026-10', { clean: false, found: other, contentHash: before })).status).toBe(200)
  const overtaken = await write(officer, '2026-10', { clean: false, found, contentHash: before })
  expect([overtaken.status, overtaken.body.message]).toEqual([409, expect.stringContaining('刚由别人存过')])
  const now = (await read(officer, '2026-10')).hash
  expect((await write(officer, '2026-10', { clean: false, found, contentHash: now })).status, 'having seen it').toBe(
    200,
  )
  expect(await task(officer, '2026-10')).toBeUndefined()
  expect(await task(secretary, '2026-10')).toMatchObject({ step: 'sign' })
  const { hash } = await read(secretary, '2026-10')
  expect((await sign(officer, '2026-10', hash)).status).toBe(403)
  const early = await sign(secretary, '2026-10', hash)
  expect(early.status).toBe(422)
  expect(early.body.message).toContain('怎样改正')
  await write(officer, '2026-10', { clean: false, found: [{ ...found[0], done: '以后 5 日前送审，已和各组说清' }] })
  expect((await sign(secretary, '2026-10', hash)).status).toBe(409)
  const seen = await read(secretary, '2026-10')
  expect((await sign(secretary, '2026-10', seen.hash)).body.check.signed).toMatchObject({ by_name: '柳长青' })
  expect((await write(officer, '2026-10', { clean: true, found: [] })).status).toBe(409)
  expect(await task(secretary, '2026-10')).toBeUndefined()
  expect(await inCoverage('2026-10')).toEqual(['p', '2026-10-30'])
})

test('a month that nobody signs stands missing; February’s day is its last; a gap in the rounds leaves no month out', async () => {
  w.set('2027-03-02T09:00:00+08:00')
  await make()
  const made = await rows(
    w.office.db,
    sql<{ month: string; due_on: string }>`
      SELECT s.month, s.due_on
      FROM self_checks s
      JOIN regions r ON r.id = s.region_id
      WHERE r.slug = 'liuwan' AND s.signed_at IS NULL
      ORDER BY s.month`,
  )
  expect(made.map((m) => m.due_on)).toEqual(['2026-11-30', '2026-12-30', '2027-01-30', '2027-02-28', '2027-03-30'])
  expect(await inCoverage('2027-02')).toEqual(['x', '2027-02-28'])
  expect(
    (await clerk.get('/coverage?month=2027-02&late=1')).body.places.map((p: { slug: string }) => p.slug),
  ).toContain('liuwan')
  expect(await task(officer, '2027-02')).toMatchObject({ dueOn: '2027-02-28', lamp: 'red' })
  await write(officer, '2027-02', { clean: true, found: [] })
  const { hash } = await read(secretary, '2027-02')
  expect((await sign(secretary, '2027-02', hash)).status).toBe(200)
  expect(await inCoverage('2027-02')).toEqual(['l', '2027-02-28'])
})

test('a late one is asked for once a day, of whoever must act, and shows it; one that is not late is not asked for', async () => {
  const cell = async (month: string) => {
    const { places, items, cells } = (await clerk.get(`/coverage?month=${month}`)).body
    const p = places.findIndex((x: { slug: string }) => x.slug === 'liuwan')
    const i = items.findIndex((x: { code: string }) => x.code === '自查')
    return cells.find((c: unknown[]) => c[0] === p && c[1] === i) as (string | null)[]
  }
  const heard = async (p: Person) =>
    ((await p.get('/messages')).body.messages as { kind: string; say: string; link: string }[]).filter(
      (m) => m.kind === 'urge' && m.say.includes('自查自纠'),
    )
  const urge = async (month: string) =>
    clerk.post('/urge', { obligations: [(await cell(month))[4]], text: '请今天交。' })
  expect((await urge('2027-03')).status, 'not late').toBe(409)
  const urged = await urge('2027-01')
  expect(urged.body).toEqual({ places: 1, items: 1, already: 0, notLate: 0 })
  expect((await cell('2027-01'))[5]).toBe('2027-03-02')
  expect((await urge('2027-01')).body.message).toContain('已经催过')
  expect(await heard(officer)).toEqual([
    expect.objectContaining({
      say: '清溪镇催办：柳湾村2027 年 1 月自查自纠还没有填写，应在 1 月 30 日前签字交齐。请今天交。',
      link: '/selfcheck?place=liuwan&month=2027-01',
    }),
  ])
  expect(await heard(secretary)).toEqual([])
  // Filled in, it waits for the signature: on the next day those who sign are asked.
  await write(officer, '2027-01', { clean: false, found: [{ what: '几项没有公开', done: '三月补上' }] })
  w.set('2027-03-03T09:00:00+08:00')
  expect((await urge('2027-01')).status).toBe(200)
  expect([(await heard(officer)).length, (await heard(secretary)).length]).toEqual([1, 1])
  expect((await officer.post('/urge', { obligations: [(await cell('2026-12'))[4]], text: '' })).status).toBe(403)
})

test('a place outside the village, and a month of which nothing is owed, say so', async () => {
  expect(await read(officer, '2026-09')).toBeNull()
  expect((await write(officer, '2026-09', { clean: true, found: [] })).status).toBe(409)
  const neighbour = await w.signIn('hetang-officer').catch(() => undefined)
  if (neighbour) expect((await neighbour.get('/self-check?place=liuwan&month=2027-02')).status).toBe(404)
})

test('nobody writes or signs “没有发现问题” while something of the month is past its day', async () => {
  w.set('2027-03-31T09:00:00+08:00')
  await make()
  expect((await write(officer, '2027-03', { clean: true, found: [] })).status, 'nothing is known yet').toBe(200)
  const { hash } = await read(secretary, '2027-03')
  await w.obligations()
  const refused = [422, expect.stringMatching(/还有 \d+ 项逾期没有公开（.+），不能写“没有发现问题”/)]
  const signed = await sign(secretary, '2027-03', hash)
  expect([signed.status, signed.body.message]).toEqual(refused)
  const written = await write(officer, '2027-03', { clean: true, found: [] })
  expect([written.status, written.body.message]).toEqual(refused)
  // Another trouble written down does not hide them, nor the name of one inside that of another: each stands by what it
  // is about.
  type Found = { what: string; about?: string }
  const named = async (...found: Found[]) => {
    const put = await write(officer, '2027-03', {
      clean: false,
      found: found.map((f) => ({ ...f, done: '这个月补上' })),
    })
    return put.status === 200 ? sign(secretary, '2027-03', (await read(secretary, '2027-03')).hash) : put
  }
  const other = await named({ what: '公开栏的玻璃裂了' })
  expect([other.status, other.body.message]).toEqual([
    422,
    expect.stringMatching(/还有 \d+ 项逾期没有公开，查出的问题里没有写（.+）/),
  ])
  const { rows: owed } = (await officer.get('/self-check?place=liuwan&month=2027-03')).body as {
    rows: { id: string; item: string; title: string | null; due_on: string; published_on: string | null }[]
  }
  const late = owed
    .filter((r) => r.published_on === null && r.due_on < '2027-03-31')
    .map((r) => ({ what: `逾期没公开：${r.title ?? r.item}`, about: r.id }))
  expect(late.length).toBeGreaterThan(1)
  const [first, second] = late as [Found, Found]
  const oneLeft = await named({ ...second, what: `${first.what}，${second.what}` }, ...late.slice(2))
  expect([oneLeft.status, oneLeft.body.message]).toEqual([422, expect.stringContaining('还有 1 项逾期没有公开')])
  const strange = '有查出的问题对不上'
  const foreign = await rows(
    w.office.db,
    sql<{ id: string }>`
      SELECT o.id
      FROM obligations o
      JOIN regions r ON r.id = o.region_id
      WHERE r.slug <> 'liuwan' OR o.due_month <> '2027-03'
      LIMIT 1`,
  )
  for (const wrong of [
    [...late, { what: '别的村的事', about: foreign[0]!.id }],
    [...late, { what: '又写一遍', about: first.about! }],
  ])
    expect(await named(...wrong)).toMatchObject({ status: 422, body: { message: expect.stringContaining(strange) } })
  expect((await named(...late)).status).toBe(200)
})
