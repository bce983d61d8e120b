/**
 * The one list of tasks over HTTP: first words, counts that follow the filters, and deeds done to several of which each
 * is told.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { first, sql, transact } from '../../platform/db.ts'
import { contextAt } from '../../kernel/cases/office.ts'
import { receive } from '../../modules/reports/sending/receive.ts'
import { reportSchema } from '../../modules/reports/reports.schema.ts'
import { newId } from '../../platform/ids.ts'
import { handIn, handsOf, nothing, open, sign, take, type Hands } from '../../../test/story.ts'
import { makeWorld, type Person, type World } from '../../../test/world.ts'
import type { TaskPage, TaskRow } from '../../kernel/tasks/tasks.ts'

let w: World
let hands: Hands
let grid: Person
beforeAll(async () => {
  w = await makeWorld()
  hands = await handsOf(w)
  grid = await w.signIn('liuwan-grid')
})
afterAll(() => w.close())

const tasks = async (p: Person, query = ''): Promise<TaskPage> => (await p.get(`/tasks${query}`)).body as TaskPage

/** A villager's report as the form sends it; the case's id. */
async function told(text: string): Promise<string> {
  const ctx = await contextAt(w.office.db, w.now())
  const liuwan = (await first(
    w.office.db,
    sql<{
      id: string
      path: string
      slug: string
      name: string
      practice: boolean
    }>`SELECT id, path, slug, name, practice FROM regions WHERE slug = 'liuwan'`,
  ))!
  const input = reportSchema.parse({
    kind: 'trouble',
    text,
    spot: '三组路口',
    name: '王建国',
    phone: '13912345678',
    show: 'handlers',
    key: newId(),
  })
  const made = await transact(w.office.db, (tx) =>
    receive(tx, w.office.secret, liuwan, input, [], { channel: 'web' }, ctx),
  )
  return (await first(w.office.db, sql<{ id: string }>`SELECT id FROM cases WHERE subject_id = ${made.id}`))!.id
}

/** Published and waiting to be filed. */
async function published(item: string): Promise<string> {
  const id = await open(w, hands.officer, 'liuwan', item, '2026-09')
  await handIn(hands.officer, id, nothing)
  await take(hands.chair, id, 'approve')
  expect((await sign(hands.secretary, id)).status).toBe(200)
  return id
}

test('a report stands with the villager’s first words, and never with who it was', async () => {
  const id = await told('路灯坏了三天，孩子晚上放学看不见路，请派人来修一修，谢谢。')
  const { rows } = await tasks(grid)
  const row = rows.find((r: TaskRow) => r.id === id)!
  expect(row).toMatchObject({ kind: '民情反映', place: '柳湾村', state: '网格员响应', verb: '去办理' })
  expect(row.words).toMatch(/^路灯坏了三天/)
  expect(JSON.stringify(rows)).not.toMatch(/王建国|13912345678/)
})

test('counts follow the filters, and words find what was told', async () => {
  await told('井盖没有了，很危险。')
  const page = await tasks(grid, `?text=${encodeURIComponent('井盖')}`)
  expect(page.rows.map((r) => r.words)).toEqual(['井盖没有了，很危险。'])
  expect(page.lamps.all).toBe(1)
  expect(page.whole).toBeGreaterThan(1)
  expect(page.counts.place).toEqual([{ value: '柳湾村', n: 1 }])
  expect((await tasks(grid, `?place=${encodeURIComponent('花溪村')}`)).rows).toEqual([])
})

test('several are taken on, given to somebody, and each refusal is told beside what was done', async () => {
  const [one, other] = [await told('水管漏水。'), await told('水管又漏了。')]
  const claimed = await grid.post('/cases/claim', { ids: [one, 'no-such-case', other] })
  expect(claimed.body.results).toMatchObject([
    { id: one, done: true },
    { id: 'no-such-case', done: false, say: expect.stringMatching(/。$/) },
    { id: other, done: true },
  ])
  expect((await tasks(grid, '?mine=1')).rows.map((r) => r.id).sort()).toEqual([one, other].sort())
  const { colleagues } = (await grid.get(`/cases/colleagues?ids=${one},${other}`)).body as {
    colleagues: { id: string; name: string }[]
  }
  expect(colleagues.map((c) => c.name)).toContain('陈红华')
  // Who has it not in hand learns nobody's name.
  expect((await hands.officer.get(`/cases/colleagues?ids=${one}`)).body.colleagues ?? []).toEqual([])
  const stranger = await grid.post('/cases/assign', { ids: [one], person: 'nobody-at-all' })
  expect(stranger.body.results).toMatchObject([{ id: one, done: false }])
})

test('units that have not answered are reminded together, once a day; only where somebody is waited for', async () => {
  const clerk = await w.signIn('qingxi-clerk')
  const [one, other, alone] = [await told('桥栏杆松了。'), await told('桥面裂了。'), await told('桥头没有灯。')]
  for (const id of [one, other, alone])
    expect((await grid.post(`/cases/${id}/actions/up`, { comment: '要上面修' })).status).toBe(200)
  for (const id of [one, other])
    expect(
      (await clerk.post(`/cases/${id}/actions/ask`, { units: ['nongyenongcunju'], ask: '请派人修' })).body,
    ).toEqual({ step: 'joint' })
  const deeds = new Map((await tasks(clerk)).rows.map((r) => [r.id, r.deeds]))
  expect([one, other, alone].map((id) => deeds.get(id)?.includes('remind'))).toEqual([true, true, false])
  const reminded = async () => (await clerk.post('/cases/remind', { ids: [one, other, alone] })).body.results
  expect(await reminded()).toMatchObject([
    { id: one, done: true },
    { id: other, done: true },
    { id: alone, done: false, say: '没有等着答复的单位，不用催。' },
  ])
  expect(await reminded()).toMatchObject([
    { id: one, done: false, say: '今天已经催过了，一天催一次。' },
    { id: other, done: false },
    { id: alone, done: false },
  ])
  const bureau = await w.signIn('nongye-clerk')
  expect(JSON.stringify((await bureau.get('/messages')).body).split('催您答复').length - 1).toBe(2)
})

test('notices are filed together: what was filed before is named, the others are filed', async () => {
  const [one, other] = [await published('C07-04'), await published('C07-03')]
  const clerk = await w.signIn('qingxi-clerk')
  const waiting = (await tasks(clerk)).rows.filter((r) => r.deeds.includes('file')).map((r) => r.id)
  expect(waiting).toEqual(expect.arrayContaining([one, other]))
  await take(clerk, one, 'file')
  const { results } = (await clerk.post('/notices/file', { ids: [one, other] })).body as {
    results: { id: string; done: boolean; say: string }[]
  }
  expect(results).toMatchObject([
    { id: one, done: false, say: expect.stringMatching(/。$/) },
    { id: other, done: true, say: '' },
  ])
  const left = (await tasks(clerk)).rows.map((r) => r.id)
  expect(left).not.toContain(one)
  expect(left).not.toContain(other)
  expect((await hands.officer.post('/notices/file', { ids: [other] })).body.results).toMatchObject([{ done: false }])
})
