/**
 * A matter of several people: they stand together, each may say whether it was mended; it is found by its words, never
 * by a name.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { first, sql, transact } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { actorOf, type Actor } from '../../../kernel/people/actor.ts'
import { makeWorld, type World } from '../../../../test/world.ts'
import { makeFaceTokens } from '../echo/faceTokens.ts'
import { handle, setFace } from '../handling/handle.ts'
import { visitor, type Visitor } from '../fixtures/visitor.ts'

let w: World
let grid: Actor
let reporter: Visitor
let path: string
let caseId: string
const form = '/v/liuwan/reports/new'
const fields = (more: Record<string, string> = {}) => ({
  kind: 'trouble',
  text: '三组路口的自来水管破了，周桂芳家门口都是水',
  spot: '三组路口',
  name: '王大姐',
  show: 'named',
  key: newId(),
  urgent: 'seen',
  asked: 'similar named numbers',
  lng: '114.1000',
  lat: '32.1000',
  ...more,
})
const step = async () =>
  (await first(w.office.db, sql<{ step: string }>`SELECT step FROM cases WHERE id = ${caseId}`))!.step

beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  grid = (await actorOf(
    w.office.db,
    (await first(
      w.office.db,
      sql<{
        id: string
      }>`
        SELECT a.person_id AS id
        FROM appointments a
        JOIN post_kinds k ON k.id = a.post_kind_id
        JOIN regions r ON r.id = a.region_id
        WHERE k.function = 'responder' AND r.slug = 'liuwan'
        LIMIT 1`,
    ))!.id,
    '2026-11-16',
  ))!
  reporter = visitor(w)
  path = (await reporter.post(form, fields())).location
  caseId = (await first(
    w.office.db,
    sql<{
      id: string
    }>`SELECT c.id FROM cases c JOIN reports p ON p.id = c.subject_id WHERE p.code = ${path.split('/').pop()!}`,
  ))!.id
  await show(true)
})
afterAll(() => w.close())

async function show(withName: boolean, who = grid, shown = true) {
  const ctx = await contextAt(w.office.db, w.now())
  await transact(w.office.db, (tx) =>
    setFace(
      tx,
      w.office.secret,
      who,
      caseId,
      {
        shown,
        title: '三组水管破裂',
        text: '路口的自来水管破了，村民周桂芳家门口都是水',
        fileIds: [],
        reason: '缩短',
        withName,
        agreed: ['周桂芳'],
      },
      ctx,
    ),
  )
}

async function join(): Promise<Visitor> {
  const v = visitor(w)
  expect((await v.post(`${path}/support`, { name: '', phone: '', key: newId() })).status).toBe(303)
  return v
}

test('similar reports are offered by their words, or close by; another matter far away is not', async () => {
  const v = visitor(w)
  const offered = async (more: Record<string, string>) =>
    (await v.post(form, fields({ asked: '', name: '', show: 'handlers', ...more }), [], 'application/json')).status ===
    409
  expect(await offered({ text: '路口水管破裂好几天了', lng: '', lat: '' })).toBe(true)
  expect(await offered({ text: '这里一直积水', spot: '', lng: '114.1005', lat: '32.1003' })).toBe(true)
  expect(await offered({ text: '路灯坏了，晚上看不见', spot: '村东头', lng: '114.1500', lat: '32.1000' })).toBe(false)
})

test('a supporter rates once for each answer; satisfied it waits for the reporter, dissatisfied it goes up for all', async () => {
  const [one, two] = [await join(), await join()]
  const ctx = await contextAt(w.office.db, w.now())
  await transact(w.office.db, (tx) =>
    handle(tx, grid, { caseId, action: 'answer', reply: { text: '已经换了水管。', form: 'written' } }, ctx),
  )
  expect((await one.get(path)).html).toContain('办得怎么样')
  expect((await one.post(`${path}/rate`, { rating: 'satisfied', reason: '' })).status).toBe(303)
  expect(await step()).toBe('answered')
  expect((await one.get(path)).html).not.toContain('提交评价')
  expect((await one.post(`${path}/rate`, { rating: 'basic', reason: '' })).status).toBe(409)
  expect((await two.post(`${path}/rate`, { rating: 'unsatisfied', reason: '' })).status).toBe(422)
  expect((await two.post(`${path}/rate`, { rating: 'unsatisfied', reason: '我家门口还在漏' })).status).toBe(303)
  expect(await step()).toBe('centre')
  expect((await reporter.get(path)).html).not.toContain('我家门口还在漏</p>')
  expect(
    (await first(
      w.office.db,
      sql<{ rating: string | null }>`SELECT rating FROM reports WHERE code = ${path.split('/').pop()!}`,
    ))!.rating,
  ).toBeNull()
})

test('released, it is found by its words and stands in the sitemap; by a name nobody is found; taken back, it is gone', async () => {
  expect(await makeFaceTokens(w.office.db, w.now())).toBe(1)
  expect(await makeFaceTokens(w.office.db, w.now())).toBe(0)
  const v = visitor(w)
  const finds = async (q: string) => (await v.get(`/search?q=${encodeURIComponent(q)}`)).html.includes(`href="${path}"`)
  expect([
    await finds('水管破裂'),
    await finds('柳湾村 自来水管'),
    await finds('周桂芳'),
    await finds('王大姐'),
    await finds('路灯'),
  ]).toEqual([true, true, false, false, false])
  const listed = async () => (await v.get('/sitemap/reports.xml')).html.includes(path)
  expect([(await v.get('/sitemap.xml')).html.includes('/sitemap/reports.xml'), await listed()]).toEqual([true, false])
  const clerk = (await actorOf(
    w.office.db,
    (await first(
      w.office.db,
      sql<{
        id: string
      }>`
        SELECT a.person_id AS id
        FROM appointments a
        JOIN post_kinds k ON k.id = a.post_kind_id
        JOIN regions r ON r.id = a.region_id
        WHERE k.function = 'township_clerk' AND r.slug = 'qingxi'
        LIMIT 1`,
    ))!.id,
    '2026-11-16',
  ))!
  await show(false, clerk)
  await makeFaceTokens(w.office.db, w.now())
  expect([await finds('水管破裂'), await listed()]).toEqual([true, true])
  await show(false, clerk, false)
  expect([await finds('水管破裂'), await listed()]).toEqual([false, false])
})
