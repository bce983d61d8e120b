/**
 * In every room, over HTTP: whoever has a matter next reads one message of each thing that is done with it, and the
 * one who did it none.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { everyRoom, ok, type EveryRoom } from '../../test/everyRoom.ts'
import { handIn, open, publish } from '../../test/story.ts'
import { makeWorld, type Person, type World } from '../../test/world.ts'
import { newId } from '../platform/ids.ts'
import { transact } from '../platform/db.ts'
import { contextAt } from '../kernel/cases/office.ts'
import { addTo, ownReport } from '../modules/reports/following/party.ts'
import { visitor } from '../modules/reports/fixtures/visitor.ts'

let w: World
let r: EveryRoom

beforeAll(async () => {
  w = await makeWorld('2026-10-09T09:00:00+08:00')
  r = await everyRoom(w)
})
afterAll(() => w.close())

type Said = { id: string; kind: string; say: string; link: string }
const heard = async (p: Person): Promise<Said[]> => ok<{ messages: Said[] }>(await p.get('/messages')).messages

/** What these persons hear of what is done: each its new messages. */
async function told(who: Person[], what: () => Promise<unknown>): Promise<Said[][]> {
  const before = await Promise.all(who.map(async (p) => new Set((await heard(p)).map((m) => m.id))))
  await what()
  return Promise.all(who.map(async (p, i) => (await heard(p)).filter((m) => !before[i]!.has(m.id))))
}
const counts = (said: Said[][]) => said.map((some) => some.length)

test('a report: arrives, is handed on, added to, ordered, answered by others, sent up', async () => {
  const [bureau, leader] = [await w.signIn('nongye-clerk'), await w.signIn('qingxi-leader')]
  let id = ''
  const sent = await told([r.grid, r.director, r.clerk], async () => {
    const v = visitor(w)
    const key = newId()
    const answer = await v.post('/v/liuwan/reports/new', {
      kind: 'trouble',
      text: '三组路口的水管破了',
      spot: '三组路口',
      key,
      name: '王大姐',
      phone: '13912345678',
      urgent: 'seen',
      asked: 'similar named numbers',
      show: 'nameless',
    })
    expect(answer.status, answer.html.slice(0, 900)).toBe(303)
    id = ok<{ rows: { id: string }[] }>(await r.grid.get('/cases')).rows[0]!.id
  })
  expect(counts(sent)).toEqual([1, 0, 0])
  expect(sent[0]![0]!.link).toBe(`/cases/${id}`)
  // The director has three posts that may go on with it, and reads it once.
  expect(counts(await told([r.grid, r.director, r.clerk], () => r.act(r.grid, id, 'team')))).toEqual([0, 1, 0])
  const { code } = ok<{ report: { code: string } }>(await r.director.get(`/cases/${id}`)).report
  const added = await told([r.grid, r.director, r.clerk], async () => {
    const ctx = await contextAt(w.office.db, w.now())
    await transact(w.office.db, async (tx) => addTo(tx, await ownReport(tx, code), '水还在流', ctx))
  })
  expect(counts(added)).toEqual([0, 1, 0])
  const ordered = await told([r.grid, r.director, r.clerk], async () =>
    ok(await leader.post(`/cases/${id}/orders`, { text: '请今天到现场' })),
  )
  expect(counts(ordered)).toEqual([0, 1, 0])
  const { requests } = ok<{ requests: { id: string; kind: string }[] }>(await r.director.get(`/cases/${id}`))
  const answered = await told([r.director, leader], async () =>
    ok(await r.director.post(`/requests/${requests[0]!.id}/answer`, { opinion: 'noted', text: '已到现场' })),
  )
  expect(counts(answered)).toEqual([0, 1])
  expect(
    counts(await told([r.director, r.clerk, bureau], () => r.act(r.director, id, 'up', { comment: '要县里来人' }))),
  ).toEqual([0, 1, 0])
  const asked = await told([r.director, r.clerk, bureau], () =>
    r.act(r.clerk, id, 'ask', { units: ['nongyenongcunju'], ask: '请看管道归谁修' }),
  )
  expect(counts(asked)).toEqual([0, 0, 1])
})

test('a notice: handed in, returned, handed in again, agreed, signed, a correction demanded', async () => {
  const id = await open(w, r.officer, 'liuwan', 'C07-03', '2026-09')
  const all = [r.officer, r.chair, r.secretary, r.clerk]
  const seen = async (p: Person) => ok<any>(await p.get(`/notices/${id}`))
  expect(counts(await told(all, () => handIn(r.officer, id)))).toEqual([0, 1, 0, 0])
  const hash = (await seen(r.chair)).content_hash
  const back = await told(all, async () =>
    ok(await r.chair.post(`/notices/${id}/actions/return`, { comment: '第二行的金额对不上', contentHash: hash })),
  )
  expect(counts(back)).toEqual([1, 0, 0, 0])
  expect(back[0]![0]).toMatchObject({ kind: 'returned', say: expect.stringContaining('第二行的金额对不上') })
})

test('an application: handed in, taken, passed on', async () => {
  let id = ''
  expect(counts(await told([r.agent, r.clerk], async () => (id = await r.apply())))).toEqual([1, 0])
  expect(counts(await told([r.agent, r.clerk], () => r.take(r.agent, id, 'pass', { identityChecked: true })))).toEqual([
    0, 1,
  ])
})

test('a seal and a run: asked, approved; begun by one, gone on with by another', async () => {
  let seal = { id: '' }
  const asked = await told([r.agent, r.director, r.secretary, r.officer], async () => (seal = await r.seal()))
  expect(counts(asked)).toEqual([0, 1, 1, 0])
  const approved = await told([r.agent, r.director, r.secretary, r.officer], async () =>
    ok(await r.director.post(`/seals/${seal.id}/decide`, { action: 'approve' })),
  )
  expect(counts(approved)).toEqual([0, 0, 0, 1])
  let run = { id: '' }
  const begun = await told([r.agent, r.officer, r.director], async () => {
    run = await r.start(r.agent, 'NH26', '三组临时救助一户')
  })
  expect(counts(begun)).toEqual([0, 1, 0])
  const recorded = await told([r.agent, r.officer, r.clerk], async () =>
    ok(await r.agent.post(`/powers/runs/${run.id}/record`, { step: 'apply', on: '2026-10-09', facts: {} })),
  )
  expect(counts(recorded)).toEqual([0, 0, 1])
  const back = await told([r.agent, r.officer, r.clerk], async () =>
    ok(await r.clerk.post(`/powers/runs/${run.id}/back`, { step: 'visit', reason: '没有写家庭人口，请补上。' })),
  )
  expect(counts(back)).toEqual([1, 1, 0])
  expect(back[0]![0]!.say).toContain('没有写家庭人口')
})

test('an upheld complaint about a list: the village has to correct it, and hears so once', async () => {
  const said = await told([r.officer, r.grid], () => r.correction())
  expect(said[0]!.filter((m) => m.say.includes('要更正'))).toHaveLength(1)
  expect(said[0]).toHaveLength(1)
  expect(await publish(r, await open(w, r.officer, 'liuwan', 'C07-05', '2026-09'))).toBeTruthy()
})
