/** What an inspector reads of staff acts: every room, in words; filters by room and by act. */
import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { everyRoom, ok, type EveryRoom } from '../../test/everyRoom.ts'
import { makeWorld, type World } from '../../test/world.ts'
import { auditRooms } from '../platform/audit.ts'

let w: World
let r: EveryRoom
type Entry = { action: string; said: string; about: string | null; subject: string | null; detail: string; at: string }
const trail = async (query = '') => ok<{ entries: Entry[] }>(await r.inspector.get(`/audit${query}`)).entries

beforeAll(async () => {
  w = await makeWorld('2026-10-09T09:00:00+08:00')
  r = await everyRoom(w)
})
afterAll(() => w.close())

test('one act in every room: each stands in the trail with words, none as its code', async () => {
  const report = await r.report('三组路口的自来水管破了')
  ok(await r.grid.post('/cases/claim', { ids: [report] }))
  await r.act(r.grid, report, 'team')
  ok(await r.director.post(`/cases/${report}/suspend`, { reason: '等水管配件到货', proof: [] }))
  ok(await r.director.post(`/cases/${report}/resume`, { reason: '配件到了' }))
  await r.correction()
  await r.ask('question', '保洁是几个人？一天多少钱？')
  const [question] = (await r.director.get('/questions?open=1')).body.questions
  ok(await r.director.post(`/questions/${question.id}/answer`, { text: '两个人，一天一百元。' }))
  const application = await r.apply()
  await r.take(r.agent, application, 'pass', { identityChecked: true })
  const run = await r.start(r.agent, 'NH26', '三组临时救助一户')
  ok(await r.agent.post(`/powers/runs/${run.id}/record`, { step: 'apply', on: '2026-10-09', facts: {} }))
  const seal = await r.seal()
  ok(await r.director.post(`/seals/${seal.id}/decide`, { action: 'approve' }))
  ok(await r.officer.get('/residents?place=liuwan&q=%E5%91%A8'))
  ok(await r.admin.post('/settings/footer', { sponsor: '晴川县' }))
  ok(
    await r.admin.post('/message-texts/reportAnswered', {
      words: '您反映的事（编号 {code}）答复了。',
      carrierCode: '',
      inUse: true,
    }),
  )
  ok(await r.admin.post('/rules', { code: 'report.teamDays', value: 6, from: '2026-11-01' }))
  const liuwan = (await r.admin.get('/places?find=%E6%9F%B3%E6%B9%BE')).body.places[0]
  ok(
    await r.admin.post(`/regions/${liuwan.id}/rename`, {
      name: '新柳湾村',
      on: '2026-10-09',
      note: '县民政局 2026 年 3 号函',
    }),
  )
  ok(
    await r.admin.put('/wechat/account', {
      appId: 'wx5823bf96d3bd56c7',
      originalId: 'gh_7f083739789a',
      secret: '0123456789abcdef0123456789abcdef',
      token: 'QDG6eK',
      plain: true,
      verified: false,
      inUse: false,
    }),
  )
  const grid = (await r.admin.get('/people?place=liuwan')).body.holders.find(
    (h: { username: string }) => h.username === 'liuwan-grid',
  )
  ok(await r.clerk.post(`/appointments/${grid.id}/end`, { on: '2026-10-09', place: 'liuwan' }))

  const entries = await trail()
  expect(entries.filter((e) => e.said === e.action || !/^[\p{Script=Han}，]+$/u.test(e.said))).toEqual([])
  expect(new Set(entries.map((e) => e.action))).toEqual(
    new Set([
      'sign-in',
      'notice.submit',
      'notice.approve',
      'notice.sign',
      'report.enter',
      'report.assign',
      'report.suspend',
      'report.resume',
      'report.team',
      'report.uphold',
      'question.answer',
      'application.pass',
      'power.start',
      'power.record',
      'seal.ask',
      'seal.approve',
      'residents.searched',
      'settings.footer',
      'message.text',
      'wechat.account',
      'rule.set',
      'region.rename',
      'people.end',
    ]),
  )
  for (const room of auditRooms())
    expect(
      entries.some((e) => e.action in room.words),
      room.name,
    ).toBe(true)
  // What it was done to is told as people know it, and details have words too.
  expect(entries.find((e) => e.action === 'report.team')!.about).toMatch(/^[0-9A-Z]{10}$/)
  expect(entries.find((e) => e.action === 'rule.set')!.detail).toBe('改成：6，生效：2026 年 11 月 1 日')
  expect(entries.filter((e) => /[a-z]{3}/i.test(e.detail))).toEqual([])
})

test('an inspector filters by room and by act, from a list that the server gives', async () => {
  const { rooms } = ok<any>(await r.inspector.get('/audit/rooms'))
  const powers = rooms.find((x: { name: string }) => x.name === '小微权力')
  expect(powers.acts).toContainEqual({ action: 'seal.approve', said: '批准用章' })
  const found = await trail(`?room=${encodeURIComponent(powers.name)}`)
  expect(new Set(found.map((e) => e.action))).toEqual(
    new Set(['power.start', 'power.record', 'seal.ask', 'seal.approve']),
  )
  expect(new Set((await trail('?action=seal.approve')).map((e) => e.said))).toEqual(new Set(['批准用章']))
  expect((await r.director.get('/audit/rooms')).status).toBe(403)
})

test('a person is found by what they did and by what was done to them; days and reasons are words, people have names', async () => {
  const appointed = ok<{ id: string; personId: string }>(
    await r.clerk.post('/people/appoint', { name: '季河生', post: 'V-GRID', place: 'liuwan', from: '2026-10-09' }),
  )
  ok(
    await r.clerk.post(`/appointments/${appointed.id}/deputy`, {
      deputyId: (await r.admin.get('/people?place=liuwan')).body.holders.find(
        (h: { post_code: string }) => h.post_code === 'V-AGENT',
      ).person_id,
      from: '2026-10-09',
      to: '2026-10-20',
      reason: '外出学习',
      place: 'liuwan',
    }),
  )
  ok(await r.clerk.post(`/appointments/${appointed.id}/end`, { on: '2026-10-09', place: 'liuwan' }))
  const of = (name: string, more = '') => trail(`?person=${encodeURIComponent(name)}${more}`)
  const done = await of('季河生')
  // The clock stands still here: of two acts of one moment either may come first.
  expect(done.map((e) => e.action).sort()).toEqual(['people.appoint', 'people.deputy', 'people.end'])
  expect(done.every((e) => e.about!.includes('季河生') && !/[0-9a-f]{8}-/.test(`${e.about}${e.subject}`))).toBe(true)
  expect(done.find((e) => e.action === 'people.deputy')!.detail).toBe(
    '哪天：2026 年 10 月 9 日，到哪天：2026 年 10 月 20 日，理由：外出学习',
  )
  // The deputy finds it, too; and what they did themselves is there as before.
  const agent = ok<{ name: string }>(await r.agent.get('/me')).name
  expect((await of(agent)).map((e) => e.action)).toEqual(expect.arrayContaining(['people.deputy', 'application.pass']))
  expect((await of('季河生', '&from=2026-10-10')).length).toBe(0)
  expect((await of('季河生', '&from=2026-10-09&to=2026-10-09')).length).toBe(3)
  expect(await of('%'), 'a wildcard is a character').toEqual([])
})

test('an act that no procedure knows is refused', async () => {
  const report = await r.report('四组的路灯坏了')
  expect((await r.grid.post(`/cases/${report}/actions/conjure`, {})).status).toBe(409)
})

test('the list holds the words of every room, and no two rooms share an act', async () => {
  const files = globSync('src/**/*.audit.ts')
  const rooms = await Promise.all(
    files.map(
      async (f) =>
        ((await import(pathToFileURL(resolve(f)).href)) as { auditWords: Record<string, string> }).auditWords,
    ),
  )
  const acts = rooms.flatMap((words) => Object.keys(words))
  expect(new Set(acts).size).toBe(acts.length)
  expect(
    auditRooms()
      .flatMap((room) => Object.keys(room.words))
      .sort(),
  ).toEqual([...acts].sort())
  for (const [act, said] of rooms.flatMap((words) => Object.entries(words)))
    expect(said, act).toMatch(/^[\p{Script=Han}，]+$/u)
})

test('nothing writes the trail but what has words', () => {
  const sources = globSync('src/**/*.ts').filter((f) => !f.endsWith('.test.ts'))
  const having = (text: RegExp) => sources.filter((f) => text.test(readFileSync(f, 'utf8')))
  expect(having(/INSERT INTO audit_trail/)).toEqual(['src/platform/audit.ts'])
  expect(having(/\bauditIn\b/).filter((f) => f !== 'src/platform/audit.ts' && !f.endsWith('.audit.ts'))).toEqual([])
})
