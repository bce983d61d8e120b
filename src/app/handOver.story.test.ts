/**
 * Posts change hands with everything that is open in every room: counted by kind in the signed record, found by the
 * successor, gone from the one before.
 */
import { globSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allProcedures } from '../kernel/cases/procedure.ts'
import { contextAt } from '../kernel/cases/office.ts'
import { setAddress, tellOffices } from '../kernel/notices/addresses.ts'
import { rows, sql, transact } from '../platform/db.ts'
import { handOverParts } from '../kernel/people/handOver.ts'
import { rooms } from './rooms.ts'
import { everyRoom, ok, type EveryRoom } from '../../test/everyRoom.ts'
import { makeWorld, type Person, type World } from '../../test/world.ts'

let w: World
let r: EveryRoom
const ids = {} as Record<'atVillage' | 'atTownship' | 'secret' | 'application' | 'townApplication', string>
let seal: { id: string; code: string }
let run: { id: string; code: string }

beforeAll(async () => {
  w = await makeWorld('2026-10-09T09:00:00+08:00')
  r = await everyRoom(w)
  ids.atVillage = await r.report('三组路口的自来水管破了')
  await r.act(r.grid, ids.atVillage, 'team')
  ids.secret = await r.report('有人占了三组的水渠')
  await r.act(r.grid, ids.secret, 'team')
  ids.atTownship = await r.report('镇里的路灯坏了')
  await r.act(r.grid, ids.atTownship, 'up')
  ids.application = await r.apply()
  ids.townApplication = await r.apply()
  await r.take(r.agent, ids.townApplication, 'pass', { identityChecked: true })
  run = await r.start(r.agent, 'NH02', '采购路灯维修材料', { amount: '3000' })
  const relief = await r.start(r.agent, 'NH26', '三组临时救助一户')
  ok(await r.agent.post(`/powers/runs/${relief.id}/record`, { step: 'apply', on: '2026-10-09', facts: {} }))
  seal = await r.seal()
  await r.ask('question', '保洁是几个人？一天多少钱？')
  await r.ask('untrue', '这张表和实际不一样')
  await r.correction()
})
afterAll(() => w.close())

type Holder = {
  id: string
  person_id: string
  post_code: string
  to_on: string | null
  held: boolean
  username: string | null
}
const holders = async (place: string) => (await r.admin.get(`/people?place=${place}`)).body.holders as Holder[]
const holder = async (place: string, username: string) =>
  (await holders(place)).find((h) => h.username === username && h.to_on === null)!
const assigneeOf = async (id: string) =>
  (await rows(w.office.db, sql<{ assignee_id: string | null }>`SELECT assignee_id FROM cases WHERE id = ${id}`))[0]!
    .assignee_id
const personOf = async (username: string) =>
  (
    await rows(
      w.office.db,
      sql<{
        id: string
      }>`SELECT a.person_id AS id FROM accounts a JOIN auth_users u ON u.id = a.user_id WHERE u.username = ${username}`,
    )
  )[0]!.id
const counts = (work: { kind: string; n: number }[]) => Object.fromEntries(work.map((c) => [c.kind, c.n]))
const caseIds = async (p: Person, path = '/cases') =>
  (((await p.get(path)).body.rows ?? []) as { id: string }[]).map((c) => c.id)

test('the village director: what goes over is counted before it is signed and stands in the record; the successor finds it', async () => {
  const director = await holder('liuwan', 'liuwan-director')
  const successor = await personOf('liuwan-member2')
  for (const id of [ids.atVillage, ids.secret]) ok(await r.director.post('/cases/claim', { ids: [id] }))
  // The one who takes over is near to whom this case is about.
  await sql`INSERT INTO case_bars (case_id, person_id, reason) VALUES (${ids.secret}, ${successor}, '配偶')`.execute(
    w.t.owner,
  )
  await sql`UPDATE cases SET guarded = true WHERE id = ${ids.secret}`.execute(w.t.owner)

  const before = counts(ok<any>(await r.clerk.get(`/appointments/${director.id}/open-work`)).work)
  expect(before).toEqual({
    民情反映: 2,
    便民服务申请: 1,
    权力办理: 1,
    用章登记: 1,
    村民提问和异议: 1,
  })
  expect((await r.grid.get(`/appointments/${director.id}/open-work`)).status).toBe(403)
  const supervisor = (await r.admin.get('/people?place=liuwan')).body.holders.find(
    (h: Holder) => h.person_id === successor && h.to_on === null,
  )
  ok(await r.clerk.post(`/appointments/${supervisor.id}/end`, { on: '2026-10-08', place: 'liuwan' }))
  const { id: liuwan } = (
    await rows(w.office.db, sql<{ id: string }>`SELECT id FROM regions WHERE slug = 'liuwan'`)
  )[0]!
  await transact(w.office.db, (tx) =>
    setAddress(tx, w.office.secret, {
      regionId: liuwan,
      function: 'director',
      email: 'liuwan@example.cn',
      by: '某',
      now: w.now(),
    }),
  )
  const done = ok<any>(
    await r.clerk.post(`/appointments/${director.id}/hand-over`, {
      toPersonId: successor,
      on: '2026-10-09',
      note: '补选',
      place: 'liuwan',
    }),
  )
  expect(counts(done.work)).toEqual({ ...before, 民情反映: 1, 单位邮箱: 1 })
  expect(done.barred).toBe(1)

  w.set('2026-10-10T09:00:00+08:00')
  const next = await w.signIn('liuwan-member2')
  expect(await caseIds(next)).toContain(ids.atVillage)
  expect(await caseIds(next, '/cases?mine=1')).toEqual([ids.atVillage])
  expect((await caseIds(next)).includes(ids.secret)).toBe(false)
  expect((await next.get(`/cases/${ids.secret}`)).status).toBe(404)
  expect(await caseIds(next, '/applications/inbox')).toContain(ids.application)
  const { rows: applied, counts: counted } = (await next.get('/applications/inbox')).body
  expect(counted.all, 'the count is of the list beside it').toBe(applied.length)
  expect((await next.get('/powers/runs?whose=hand')).body.runs.map((x: { id: string }) => x.id)).toContain(run.id)
  expect((await next.get('/seals')).body.uses.find((u: { id: string }) => u.id === seal.id).may).toContain('approve')
  expect((await next.get('/questions?open=1')).body.questions).toHaveLength(1)
  // Nobody keeps the one that the successor must stay away from; a colleague who may has it in hand.
  expect((await r.officer.get(`/cases/${ids.secret}`)).body.case.assignee_id).toBeNull()
  expect((await r.officer.get(`/cases/${ids.atVillage}`)).body.history.at(-1)).toMatchObject({
    action: 'assign',
    comment: expect.stringContaining('岗位交接'),
  })
  // The one before may not act any more.
  expect((await r.director.get('/cases')).status).toBe(401)

  const told = ((await next.get('/messages')).body.messages as { kind: string; say: string }[]).filter(
    (m) => m.kind === 'handOver',
  )
  expect(told).toHaveLength(1)
  expect(told[0]!.say).toMatch(
    /接任柳湾村.*民情反映 1 件、便民服务申请 1 件、权力办理 1 件、用章登记 1 件.*单位邮箱 1 件/,
  )
  expect(JSON.stringify((await r.officer.get('/messages')).body)).not.toContain('接任柳湾村')

  // What comes to the post from now on is told to the successor, once, by console; the post's mailbox may be the
  // leaver's own, so nothing goes there until whoever keeps it has said that it is the office's.
  const later = await r.report('三组的桥栏断了')
  await r.act(r.grid, later, 'team')
  const heard = ((await next.get('/messages')).body.messages as { link: string }[]).filter((m) =>
    m.link.endsWith(later),
  )
  expect(heard).toHaveLength(1)
  expect((await r.director.get('/messages')).status).toBe(401)
  const { rules } = await contextAt(w.office.db, w.now())
  await tellOffices(w.office, rules, w.now())
  const mailed = () =>
    rows(
      w.office.db,
      sql<{ n: number }>`
      SELECT count(*)::int AS n
      FROM notice_deliveries
      WHERE recipient = (SELECT recipient FROM office_addresses WHERE function = 'director')`,
    )
  expect((await mailed())[0]!.n).toBe(0)
  await tellOffices(w.office, rules, w.now())
  const asked = ((await r.clerk.get('/messages')).body.messages as { kind: string; say: string }[]).filter(
    (m) => m.kind === 'address',
  )
  expect(asked, 'the keeper is asked once').toMatchObject([{ say: expect.stringContaining('岗位换了人') }])
  const [box] = (await r.clerk.get('/office-addresses')).body.addresses as { id: string; held: boolean }[]
  expect(box!.held).toBe(true)
  ok(await r.clerk.post(`/office-addresses/${box!.id}/confirm`))
  w.set('2026-10-10T09:30:00+08:00')
  await r.act(r.grid, await r.report('四组的桥栏也断了'), 'team')
  await tellOffices(w.office, rules, w.now())
  const sent = (await mailed())[0]!.n
  expect(sent).toBeGreaterThan(0)
  await tellOffices(w.office, rules, w.now())
  expect((await mailed())[0]!.n, 'once').toBe(sent)

  const record = (await r.clerk.get('/people?place=liuwan')).body.handOvers[0]
  expect(counts(record.counts)).toEqual(counts(done.work))
  const sheet = ok<any>(await next.get(`/hand-overs/${record.id}`))
  expect(sheet.work.map((x: { kind: string }) => x.kind).sort()).toEqual(
    Object.entries(counts(done.work))
      .flatMap(([k, n]) => Array<string>(n as number).fill(k))
      .sort(),
  )
  expect(sheet.work.find((x: { kind: string }) => x.kind === '民情反映')).toMatchObject({
    title: '困难和问题 · 三组路口',
    step: '村服务团队办理',
  })
  expect(JSON.stringify(sheet)).not.toMatch(/水渠|几个人/)
  expect((await r.grid.get(`/hand-overs/${record.id}`)).status).toBe(404)
})

test('the township clerk: reports, applications, steps of powers, questions and notices that wait there', async () => {
  const clerk = await holder('qingxi', 'qingxi-clerk')
  ok(await r.clerk.post('/cases/claim', { ids: [ids.atTownship] }))
  const done = ok<any>(
    await r.admin.post(`/appointments/${clerk.id}/hand-over`, {
      toName: '新来的经办人',
      on: '2026-10-10',
      note: '',
      place: 'qingxi',
    }),
  )
  expect(counts(done.work)).toMatchObject({
    公开事项: 1,
    民情反映: 2,
    便民服务申请: 1,
    权力办理: 1,
    村民提问和异议: 1,
  })
  expect(await assigneeOf(ids.atTownship)).toBe(done.personId)
})

test('in bulk: the officer hands over the correction and what is due, the rest of the committee nothing by mistake', async () => {
  const officer = await holder('liuwan', 'liuwan-officer')
  const done = await r.admin.post('/hand-overs', {
    on: '2026-10-11',
    changes: [{ appointment: officer.id, toName: '新的专职人员' }],
  })
  expect(ok(done)).toEqual({ done: 1, barred: 0 })
  const record = (await r.admin.get('/people?place=liuwan')).body.handOvers[0]
  expect(counts(record.counts)).toMatchObject({ 更正公布的内容: 1, 民情反映: 4, 便民服务申请: 1, 村民提问和异议: 1 })
})

test('what stood under a deputy’s name for the one who leaves comes to the successor; what is the deputy’s own stays theirs', async () => {
  w.set('2026-10-12T09:00:00+08:00')
  const secretary = await holder('liuwan', 'liuwan-secretary')
  const deputy = await personOf('liuwan-grid')
  ok(
    await r.admin.post(`/appointments/${secretary.id}/deputy`, {
      deputyId: deputy,
      from: '2026-10-12',
      to: '2026-10-30',
      reason: '外出学习',
      place: 'liuwan',
    }),
  )
  const own = await r.report('四组的路灯坏了')
  ok(await r.grid.post('/cases/claim', { ids: [own, ids.atVillage] }))
  const done = ok<any>(
    await r.admin.post(`/appointments/${secretary.id}/hand-over`, {
      toName: '新书记',
      on: '2026-10-12',
      place: 'liuwan',
    }),
  )
  expect(await assigneeOf(ids.atVillage)).toBe(done.personId)
  expect(await assigneeOf(own)).toBe(deputy)
})

test('whoever leaves without a successor leaves nothing under their name', async () => {
  const agent = await holder('liuwan', 'liuwan-agent')
  const again = await w.signIn('liuwan-agent')
  ok(await again.post('/cases/claim', { ids: [ids.secret] }))
  ok(await r.admin.post(`/appointments/${agent.id}/end`, { on: '2026-10-12', place: 'liuwan' }))
  expect(await assigneeOf(ids.secret)).toBeNull()
})

test('nothing is forgotten: every way of a case has its part, and every room’s file is read', () => {
  const kinds = handOverParts().map((p) => p.kind)
  expect(new Set(kinds).size).toBe(kinds.length)
  for (const p of allProcedures()) expect(kinds, p.code).toContain(p.kind)
  for (const file of globSync('src/modules/*/*.handover.ts')) {
    const room = rooms.find((r) => r.code === file.split('/')[2])
    expect(room?.handOver?.length, file).toBeGreaterThan(0)
  }
})
