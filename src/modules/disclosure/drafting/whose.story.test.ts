/**
 * Who drafts what: the head of the village's collective organisation what the collective publishes, and nothing of the
 * village's own, on the desk, in every step of the way and in every other room.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../../../platform/db.ts'
import {
  handIn,
  handsOf,
  nothing,
  obligationOf,
  open,
  publish,
  sign,
  take,
  type Hands,
} from '../../../../test/story.ts'
import { allPermissions } from '../../../kernel/people/can.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'

let w: World
let hands: Hands
let coop: Person
let clerk: Person
beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
  hands = await handsOf(w)
  coop = await w.signIn('liuwan-coop')
  clerk = await w.signIn('qingxi-clerk')
})
afterAll(() => w.close())

const desk = async (p: Person) => (await p.get('/desk')).body.tasks as { kind: string; id: string; title: string }[]
const said = async (p: Person) => ((await p.get('/messages')).body.messages as { say: string }[]).map((m) => m.say)

test('the desk shows the collective’s items, all of them and nothing else', async () => {
  const owed = await rows(
    w.office.db,
    sql<{ id: string; publisher: string }>`
      SELECT o.id, i.definition ->> 'publisher' AS publisher
      FROM obligations o
      JOIN catalogue_items i ON i.code = o.item_code AND i.version = o.item_version
      JOIN regions r ON r.id = o.region_id
      WHERE o.path LIKE (SELECT path FROM regions WHERE slug = 'liuwan') || '%' AND o.published_at IS NULL`,
  )
  const own = new Set(owed.filter((o) => o.publisher === '村集体经济组织').map((o) => o.id))
  const [theirs, officers] = [await desk(coop), await desk(hands.officer)]
  expect(theirs.length).toBeGreaterThan(3)
  expect(theirs.filter((t) => !own.has(t.id))).toEqual([])
  const ids = (tasks: { id: string }[]) => tasks.map((t) => t.id).sort()
  expect(ids(officers.filter((t) => own.has(t.id)))).toEqual(ids(theirs))
  expect(officers.length).toBeGreaterThan(theirs.length)
})

test('their own they draft, take back, mend when it is returned, and correct; the village’s hands go on', async () => {
  const id = await open(w, coop, 'liuwan', 'C07-03', '2026-09')
  expect((await handIn(coop, id)).body).toEqual({ step: 'review' })
  expect((await take(coop, id, 'takeBack')).body).toEqual({ step: 'draft' })
  expect((await handIn(coop, id)).body).toEqual({ step: 'review' })
  expect((await take(hands.chair, id, 'return', { comment: '少一笔承包费' })).status).toBe(200)
  for (const p of [coop, hands.officer])
    expect((await said(p)).filter((s) => s.includes('少一笔承包费'))).toHaveLength(1)
  await handIn(coop, id)
  await take(hands.chair, id, 'approve')
  expect((await sign(hands.secretary, id)).body).toEqual({ step: 'published', published: 1 })
  expect((await take(coop, id, 'correct', { comment: '有一笔写错了' })).body).toEqual({ step: 'draft' })
  expect((await handIn(coop, id, { nothing: { reason: '更正：这个月没有收入。' } })).body).toEqual({ step: 'review' })
})

test('of the village’s own items nothing: not begun, not read, not changed, not corrected, not heard of', async () => {
  const due = await obligationOf(w, 'liuwan', 'C01-01', '2026-09')
  const refused = await coop.post(`/obligations/${due}/draft`)
  expect([refused.status, refused.body.message]).toEqual([403, expect.stringContaining('不归您的岗位办')])
  const [row] = await rows(
    w.office.db,
    sql<{ notice_id: string | null }>`SELECT notice_id FROM obligations WHERE id = ${due}`,
  )
  expect(row!.notice_id, 'nothing is begun by a refusal').toBeNull()
  const id = await open(w, hands.officer, 'liuwan', 'C01-01', '2026-09')
  expect((await coop.get(`/notices/${id}`)).status).toBe(404)
  const { revision } = (await hands.officer.get(`/notices/${id}`)).body
  expect((await coop.put(`/notices/${id}/draft`, { revision, content: nothing })).status).toBe(403)
  expect((await coop.post(`/notices/${id}/submit`, { revision })).status).toBe(403)
  expect((await coop.get(`/trace/${due}`)).status).toBe(404)
  await handIn(hands.officer, id)
  await take(hands.chair, id, 'return', { comment: '写清楚是哪个文件' })
  expect((await said(coop)).filter((s) => s.includes('写清楚是哪个文件'))).toEqual([])
  await publish(hands, id)
  const body = { comment: '想改一改', contentHash: undefined }
  expect((await coop.post(`/notices/${id}/actions/correct`, body)).status).toBe(403)
  expect((await coop.get(`/notices?code=${(await hands.officer.get(`/notices/${id}`)).body.code}`)).status).toBe(404)
  // A correction that the township demands lands on the officer's desk alone.
  await take(clerk, id, 'file')
  await take(clerk, id, 'demand', { comment: '文号写错了，请更正' })
  expect((await desk(hands.officer)).map((t) => t.id)).toContain(id)
  expect((await desk(coop)).map((t) => t.id)).not.toContain(id)
})

test('events of the collective are theirs to enter, others are not; nothing else of the village is open to them', async () => {
  const event = { place: 'liuwan', on: '2026-10-04', title: '旧仓库出租' }
  expect((await coop.post('/events', { ...event, item: 'C08-06' })).status).toBe(200)
  const other = await coop.post('/events', { ...event, item: 'C12-01', title: '停水通知' })
  expect([other.status, other.body.message]).toEqual([403, expect.stringContaining('不由村集体经济组织公开')])
  const theirs = allPermissions().flatMap(([name, by]) => (by.includes('collective_drafter') ? [name] : []))
  const seen = theirs.filter((name) => name.endsWith('.see'))
  expect(theirs.filter((name) => !seen.includes(name))).toEqual(['draft.write', 'event.report'])
  expect((await coop.get('/residents?place=liuwan')).status).toBe(403)
})

test('what is late of theirs is asked for of them too', async () => {
  const late = await rows(
    w.office.db,
    sql<{ id: string; publisher: string }>`
      SELECT o.id, i.definition ->> 'publisher' AS publisher
      FROM obligations o
      JOIN catalogue_items i ON i.code = o.item_code AND i.version = o.item_version
      JOIN regions r ON r.id = o.region_id
      WHERE r.slug = 'liuwan' AND o.published_at IS NULL AND o.notice_id IS NULL
      ORDER BY o.due_on`,
  )
  const pick = (collective: boolean) => late.find((o) => (o.publisher === '村集体经济组织') === collective)!.id
  w.set('2027-06-01T09:00:00+08:00')
  for (const [collective, heard] of [
    [true, 1],
    [false, 0],
  ] as const) {
    const text = collective ? '账目请抓紧。' : '其他的请抓紧。'
    const urged = await clerk.post('/urge', { obligations: [pick(collective)], text })
    expect(urged.status, JSON.stringify(urged.body)).toBe(200)
    expect((await said(coop)).filter((s) => s.includes(text))).toHaveLength(heard)
    expect((await said(hands.officer)).filter((s) => s.includes(text))).toHaveLength(1)
  }
})
