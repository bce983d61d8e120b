/**
 * A county's routing rules: off until tried on past reports, exactly one counts, and a routing says by which rule it
 * went.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { first, rows, sql, transact } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { receive, type Place } from '../sending/receive.ts'
import { reportSchema } from '../reports.schema.ts'

let w: World
let admin: Person, grid: Person, town: Person
const cases: Record<string, string> = {}

beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  ;[admin, grid, town] = (await Promise.all(['admin', 'liuwan-grid', 'qingxi-clerk'].map((u) => w.signIn(u)))) as [
    Person,
    Person,
    Person,
  ]
  cases['lamp'] = await reported('liuwan', { text: '村口的 路\n灯坏了，找13912345678', spot: '王大姐家门口' })
  cases['well'] = await reported('liuwan', { text: '井盖不见了' })
  cases['person'] = await reported('liuwan', { kind: 'person', about: '村里的会计', text: '路灯的钱没有公开' })
  cases['list'] = await reported('liuwan', { kind: 'list', text: '路灯的账不对' })
})
afterAll(() => w.close())

async function reported(slug: string, input: object): Promise<string> {
  const place = (await first(
    w.office.db,
    sql<Place>`SELECT id, path, slug, name, practice FROM regions WHERE slug = ${slug}`,
  ))!
  const ctx = await contextAt(w.office.db, w.now())
  const sent = reportSchema.parse({ kind: 'trouble', show: 'handlers', key: newId(), ...input })
  const made = await transact(w.office.db, (tx) =>
    receive(tx, w.office.secret, place, sent, [], { channel: 'web' }, ctx),
  )
  return (await first(w.office.db, sql<{ id: string }>`SELECT id FROM cases WHERE subject_id = ${made.id}`))!.id
}

type Listed = { id: string; name: string; version: number; tried: { took: number } | null; on: { by: string } | null }
const listed = async (id: string): Promise<Listed> =>
  (await admin.get('/report-routes/all')).body.routes.find((r: Listed) => r.id === id)
const made = async (input: object): Promise<string> => {
  const answer = await admin.post('/report-routes', input)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body.id
}
const on = async (input: object): Promise<string> => {
  const id = await made(input)
  expect((await admin.post(`/report-routes/${id}/try`, { version: 1 })).status).toBe(200)
  expect((await admin.post(`/report-routes/${id}/on`, { version: 1 })).status).toBe(200)
  return id
}
const suggested = async (who: Person, id: string) => (await who.get(`/cases/${id}`)).body.suggestion

const lamps = { name: '路灯交住建局', words: ['路灯', '灯不亮'], units: ['zhujianju'] }
let lampRule: string

test('what is wrong in a rule is refused beside its field', async () => {
  const refused = async (input: object) => (await admin.post('/report-routes', { ...lamps, ...input })).body.message
  expect(await refused({ words: ['，。'] })).toContain('没有字')
  expect(await refused({ words: ['13912345678'] })).toContain('电话')
  expect(await refused({ words: Array.from({ length: 21 }, (_, i) => `词${i}`) })).toContain('20')
  expect(await refused({ kinds: ['person'] })).toContain('自己的办法')
  expect(await refused({ categories: ['干部作风'] })).toContain('自己的办法')
  expect(await refused({ area: 'nirgendwo' })).toBe('没有这个地方，请重新选。')
  expect(await refused({ units: ['zhujianju', 'nirgendwo'] })).toContain('找不到')
  expect((await town.get('/report-routes/all')).status).toBe(403)
})

test('a new rule is off: nothing is suggested and nobody lists it, until it was tried and switched on', async () => {
  lampRule = await made(lamps)
  expect(await listed(lampRule)).toMatchObject({ version: 1, tried: null, on: null })
  expect((await town.get('/report-routes')).body.routes).toEqual([])
  expect((await admin.post(`/report-routes/${lampRule}/on`, { version: 1 })).body.message).toContain('试一试')
  for (const act of ['try', 'on', 'off', 'change'])
    expect((await town.post(`/report-routes/${lampRule}/${act}`, { ...lamps, version: 1 })).status).toBe(403)
})

test('tried on past reports it says how many it would take and where they went: nobody’s words, no complaint about a person', async () => {
  const tried = await admin.post(`/report-routes/${lampRule}/try`, { version: 1 })
  expect(tried.status).toBe(200)
  expect(tried.body).toMatchObject({ days: 90, read: 2, cut: false, took: 1, elsewhere: 0 })
  expect(tried.body.some).toMatchObject([
    { caseId: cases['lamp'], place: '柳湾村', kind: '困难和问题', had: null, hands: ['柳湾村'] },
  ])
  expect(JSON.stringify(tried.body)).not.toMatch(/139\d{8}|王大姐|坏了/)
  expect(await listed(lampRule)).toMatchObject({ tried: { took: 1 }, on: null })
  expect((await admin.post(`/report-routes/${lampRule}/on`, { version: 1 })).status).toBe(200)
  expect((await listed(lampRule)).on).not.toBeNull()
  const audit = await rows(
    w.office.db,
    sql<{ action: string }>`SELECT action FROM audit_trail WHERE subject = ${lampRule} ORDER BY at, id`,
  )
  expect(audit.map((a) => a.action).sort()).toEqual(['report.route', 'report.route.on', 'report.route.try'])
})

test('whoever has the case in hand is told by which rule; taken over, the history and the audit say so', async () => {
  const id = cases['lamp']!
  const events = async () => (await town.get(`/cases/${id}`)).body.case.events as number
  expect((await grid.post(`/cases/${id}/actions/up`, { comment: '村里修不了' })).status).toBe(200)
  expect(await suggested(town, id)).toMatchObject({
    id: lampRule,
    name: '路灯交住建局',
    units: [{ slug: 'zhujianju' }],
  })
  // The narrower rule counts, and only that one.
  const narrow = await on({ ...lamps, name: '柳湾路灯', area: 'liuwan', units: ['nongyenongcunju'] })
  const counts = await suggested(town, id)
  expect(counts).toMatchObject({ id: narrow, name: '柳湾路灯', units: [{ slug: 'nongyenongcunju' }] })
  const unit = counts.units[0].name as string
  const send = async (more: object) =>
    town.post(`/cases/${id}/actions/ask`, { seenEvents: await events(), ask: '请去修', ...more })
  expect((await send({ units: ['zhujianju'], rule: lampRule })).status).toBe(409)
  expect((await send({ units: ['zhujianju'], rule: narrow })).status).toBe(422)
  const done = await send({ units: ['nongyenongcunju'], rule: narrow })
  expect(done.status, JSON.stringify(done.body)).toBe(200)
  const seen = await town.get(`/cases/${id}`)
  expect(seen.body.history.map((h: { comment: string }) => h.comment)).toContain(`按规则“柳湾路灯”交给${unit}`)
  expect(
    await first(w.office.db, sql`SELECT detail FROM audit_trail WHERE action = 'report.routed' AND subject = ${id}`),
  ).toEqual({ detail: { rule: '柳湾路灯' } })
  // Tried now, another rule is told what this report had and where it went.
  const third = await made({ ...lamps, name: '青溪路灯', area: 'qingxi' })
  expect((await admin.post(`/report-routes/${third}/try`, { version: 1 })).body).toMatchObject({
    took: 0,
    elsewhere: 1,
  })
  expect((await admin.post(`/report-routes/${narrow}/off`, { version: 1 })).status).toBe(200)
  expect((await admin.post(`/report-routes/${third}/try`, { version: 1 })).body).toMatchObject({
    took: 1,
    some: [{ had: { name: '柳湾路灯', used: true }, hands: ['柳湾村', '清溪镇', unit] }],
  })
})

test('changed, a rule is off and untried again; what was tried before cannot be switched on', async () => {
  const changed = { ...lamps, words: ['井盖'], version: 1 }
  expect((await admin.post(`/report-routes/${lampRule}/change`, changed)).status).toBe(200)
  expect(await listed(lampRule)).toMatchObject({ version: 2, tried: null, on: null })
  expect((await admin.post(`/report-routes/${lampRule}/on`, { version: 1 })).status).toBe(409)
  expect((await admin.post(`/report-routes/${lampRule}/on`, { version: 2 })).status).toBe(409)
  expect((await admin.post(`/report-routes/${lampRule}/change`, changed)).status).toBe(409)
  expect((await admin.post(`/report-routes/${lampRule}/try`, { version: 2 })).body).toMatchObject({ took: 1 })
  expect((await admin.post(`/report-routes/${lampRule}/on`, { version: 2 })).status).toBe(200)
})

test('copies by words reach the unit; complaints about persons and lists, and 干部作风, are no rule’s', async () => {
  const civil = await w.signIn('minzheng-clerk')
  await on({ name: '什么都抄送', words: ['路灯', '井盖'], kinds: [], units: ['minzhengju'], copies: true })
  for (const key of ['person', 'list']) {
    const id = cases[key]!
    for (const who of [town, admin]) {
      await who.post(`/cases/${id}/label`, { category: '其他', judgement: '' })
      expect((await who.get(`/cases/${id}`)).body.suggestion ?? null).toBeNull()
    }
  }
  expect((await grid.post(`/cases/${cases['well']}/label`, { category: '干部作风', judgement: '' })).status).toBe(200)
  expect((await civil.get('/report-copies')).body.copies).toEqual([])
  expect((await grid.post(`/cases/${cases['well']}/label`, { category: '其他', judgement: '' })).status).toBe(200)
  expect((await civil.get('/report-copies')).body.copies).toMatchObject([{ id: cases['well'] }])
})

test('at receipt a rule by words copies at once, once, and message, unit and handler read by which rule', async () => {
  const civil = await w.signIn('minzheng-clerk')
  await on({ name: '水渠抄送水利', words: ['水渠'], kinds: [], units: ['minzhengju'], copies: true })
  const id = await reported('liuwan', { text: '水渠堵了' })
  const of = async () =>
    ((await civil.get('/report-copies')).body.copies as { id: string }[]).filter((c) => c.id === id)
  expect(await of()).toHaveLength(1)
  const told = async () =>
    ((await civil.get('/messages')).body.messages as { say: string; link: string }[]).filter(
      (m) => m.link === `/cases/${id}`,
    )
  expect((await told()).map((m) => m.say)).toEqual([expect.stringContaining('按规则“水渠抄送水利”')])
  expect((await grid.get(`/cases/${id}`)).body.copies).toMatchObject([{ unit: '晴川县民政局', rule: '水渠抄送水利' }])
  expect((await civil.get(`/cases/${id}`)).body.copies).toMatchObject([{ rule: '水渠抄送水利' }])
  // Its category makes no second copy; complaints about persons go nowhere at receipt either.
  await grid.post(`/cases/${id}/label`, { category: '其他', judgement: '' })
  expect([(await of()).length, (await told()).length]).toEqual([1, 1])
  const person = await reported('liuwan', { kind: 'person', about: '村里的会计', text: '水渠的钱没有公开' })
  const all = ((await civil.get('/report-copies')).body.copies as { id: string }[]).map((c) => c.id)
  expect(all).not.toContain(person)
})
