/**
 * The county makes, renames and ends posts; a township keeps its leading group with its office; relatives are
 * registered and keep each other from seats; a group's head has a term and a telephone.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { handIn, openEvent, sign, take } from '../../../test/story.ts'
import { makeWorld, type Person, type World } from '../../../test/world.ts'
import { first, rows, sql } from '../../platform/db.ts'
import { visitor } from '../reports/fixtures/visitor.ts'

let w: World
let admin: Person
let township: Person
beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  admin = await w.signIn('admin')
  township = await w.signIn('qingxi-clerk')
})
afterAll(() => w.close())

const at = async (p: Person, place: string) => (await p.get(`/people?place=${place}`)).body
const ok = (a: { status: number; body: unknown }) => expect(a.status, JSON.stringify(a.body)).toBe(200)
const audited = (action: string) =>
  rows(
    w.office.db,
    sql<{ detail: Record<string, unknown> }>`SELECT detail FROM audit_trail WHERE action = ${action} ORDER BY at`,
  )

test('the body that a post belongs to stays while anybody holds it: otherwise a relative could come onto the supervision committee (OL 37)', async () => {
  const { posts } = (await admin.get('/post-kinds')).body as { posts: Record<string, unknown>[] }
  for (const code of ['V-DIRECTOR', 'V-SUPCHAIR']) {
    const { name, seats, duty, order, optional, committee } = posts.find((p) => p['code'] === code)!
    const as = { name, seats, duty, order, optional, committee }
    for (const other of ['', 'collectiveOrganisation']) {
      const refused = await admin.post(`/post-kinds/${code}`, { ...as, committee: other })
      expect([code, other, refused.status, refused.body.message]).toEqual([
        code,
        other,
        409,
        expect.stringMatching(/所属组织不能改.*离任/),
      ])
    }
    ok(await admin.post(`/post-kinds/${code}`, as))
  }
  const free = { name: '理财小组组长', level: 'village', function: 'responder', seats: 1, duty: '记账。', order: 95 }
  const { code } = (await admin.post('/post-kinds', free)).body
  ok(await admin.post(`/post-kinds/${code}`, { ...free, committee: 'collectiveOrganisation' }))
  expect((await audited('post.changed')).at(-1)!.detail['value']).toContain('属于村集体经济组织')
})

test('a post is made, shown with its duty, renamed, and ended when nobody holds it; what it may do is no word to change', async () => {
  const post = {
    name: '河长',
    level: 'village',
    function: 'responder',
    seats: 1,
    duty: '巡河，劝阻倒垃圾。',
    order: 90,
  }
  expect((await township.post('/post-kinds', post)).status).toBe(403)
  const made = await admin.post('/post-kinds', post)
  ok(made)
  const { code } = made.body
  expect((await admin.post('/post-kinds', post)).status, 'the name is taken').toBe(409)
  expect((await admin.post('/post-kinds', { ...post, name: '又一个', seats: 0 })).status).toBe(422)
  const telling = { ...post, name: '又一个', duty: '巡河，有事打 13800138000' }
  expect((await admin.post('/post-kinds', telling)).status, 'its duty is public').toBe(422)
  expect((await admin.post(`/post-kinds/${code}`, telling)).status).toBe(422)
  await w.cache.refresh()
  const duties = async () => (await visitor(w).get('/v/liuwan/duties')).html
  expect(await duties()).toContain('巡河，劝阻倒垃圾。')
  ok(await admin.post(`/post-kinds/${code}`, { ...post, name: '村级河长', optional: true }))
  expect(await duties(), 'may be left out, so it is no vacancy').not.toContain('村级河长')
  const appointed = await township.post('/people/appoint', {
    name: '季河生',
    post: code,
    place: 'liuwan',
    from: '2026-11-16',
  })
  ok(appointed)
  expect(await duties()).toContain('季河生')
  const held = await admin.post(`/post-kinds/${code}/end`, { on: '2026-11-30' })
  expect([held.status, held.body.message.includes('请先给他们办离任')]).toEqual([409, true])
  ok(await township.post(`/appointments/${appointed.body.id}/end`, { on: '2026-11-20' }))
  expect((await admin.post(`/post-kinds/${code}/end`, { on: '2026-11-01' })).status, 'not in the past').toBe(422)
  ok(await admin.post(`/post-kinds/${code}/end`, { on: '2026-11-30' }))
  const late = await township.post('/people/appoint', {
    name: '季水生',
    post: code,
    place: 'liuwan',
    from: '2026-12-02',
  })
  expect([late.status, late.body.message.includes('停用')]).toEqual([409, true])
  expect((await audited('post.changed')).at(-1)!.detail).toMatchObject({
    before: '河长，1 人',
    value: '村级河长，1 人，可以不设',
  })
  const listed = (await admin.get('/post-kinds')).body.posts as {
    code: string
    ended_on: string | null
    name: string
  }[]
  expect(listed.find((p) => p.code === code)).toMatchObject({ name: '村级河长', ended_on: '2026-11-30' })
  expect(listed.map((p) => p.name)).toEqual(
    expect.arrayContaining([
      '驻村工作队员',
      '大学生村官',
      '第一责任人',
      '直接责任人',
      '乡镇党委副书记（分管村务公开）',
    ]),
  )
})

test('seats are not fewer than those who sit; the last administrators’ post stays', async () => {
  const grid = (await admin.get('/post-kinds')).body.posts.find((p: { code: string }) => p.code === 'V-GRID')
  const fewer = await admin.post('/post-kinds/V-GRID', { name: grid.name, seats: 1, duty: grid.duty })
  expect([fewer.status, fewer.body.message.includes('人数不能改成 1')]).toEqual([422, true])
  expect((await admin.post('/post-kinds/C-ADMIN/end', { on: '2026-11-30' })).status).toBe(409)
})

test('a leading group is made with its office, renamed with everybody in it, joined, left and ended; villagers read it', async () => {
  const group = { name: '洋河村换届选举领导小组', office: '村委会二楼', officePhone: '0000-6210099' }
  const place = (await first(
    w.office.db,
    sql<{
      slug: string
    }>`SELECT slug FROM regions WHERE level = 'village' AND path LIKE 'QC.QC01.%' AND NOT practice AND slug <> 'liuwan'
      ORDER BY path LIMIT 1`,
  ))!.slug
  const stranger = await w.signIn('liuwan-officer')
  expect((await stranger.post('/groups', { ...group, place })).status).toBe(403)
  expect(
    (await township.post('/groups', { ...group, place, officePhone: '13812345678' })).status,
    'no private number',
  ).toBe(422)
  ok(await township.post('/groups', { ...group, place }))
  expect((await township.post('/groups', { ...group, place })).status).toBe(409)
  const made = (await at(township, place)).groups.find((g: { name: string }) => g.name === group.name)
  const heads = (await at(township, place)).holders.filter((h: { held: boolean }) => h.held)
  const join = (personId: string, role: string) =>
    township.post(`/groups/${made.id}/members`, { personId, role, from: '2026-11-16' })
  ok(await join(heads[0].person_id, '组长'))
  expect((await join(heads[1].person_id, '组长')).status, 'one head').toBe(409)
  ok(await join(heads[1].person_id, '办公室主任'))
  ok(await township.post(`/groups/${made.id}/members`, { name: '罗新来', role: '成员', from: '2026-11-17' }))
  ok(await township.post(`/groups/${made.id}`, { ...group, name: '换届选举工作组' }))
  const renamed = await at(township, place)
  expect(renamed.members.filter((m: { group_id: string }) => m.group_id === made.id)).toHaveLength(3)
  const member = renamed.members.find((m: { name: string }) => m.name === '罗新来')
  expect((await township.post(`/group-members/${member.id}/end`, { on: '2026-11-01' })).status).toBe(422)
  ok(await township.post(`/group-members/${member.id}/end`, { on: '2026-11-18' }))
  expect((await township.post(`/group-members/${member.id}/end`, { on: '2026-11-18' })).status).toBe(409)
  const html = (await visitor(w).get(`/v/${place}/duties`)).html
  expect([html.includes('换届选举工作组'), html.includes('村委会二楼'), html.includes('0000-6210099')]).toEqual([
    true,
    true,
    true,
  ])
  ok(await township.post(`/groups/${made.id}/end`, { on: '2026-12-31' }))
  expect((await join(heads[2].person_id, '成员')).status, 'ended').toBe(409)
  expect(
    (await at(township, place)).members.filter((m: { to_on: string | null }) => m.to_on === '2026-12-31'),
  ).toHaveLength(2)
  expect((await audited('group.changed')).at(-1)!.detail).toMatchObject({ before: group.name, value: '换届选举工作组' })
})

test('relatives: registered by whoever keeps the people, shown to nobody else, and the law is told at once', async () => {
  const people = await at(township, 'liuwan')
  const known = people.kin.length
  const by = (post: string) =>
    people.holders.find((h: { post_code: string; held: boolean }) => h.post_code === post && h.held)
  const [director, member, agent] = [by('V-DIRECTOR'), by('V-SUP'), by('V-AGENT')]
  expect(
    (await township.post('/kin', { personId: agent.person_id, relativeId: agent.person_id, relation: '本人' })).status,
  ).toBe(422)
  const harmless = await township.post('/kin', {
    personId: agent.person_id,
    relativeId: director.person_id,
    relation: '叔侄',
  })
  ok(harmless)
  expect(harmless.body.clash).toBe('')
  const clash = await township.post('/kin', {
    personId: director.person_id,
    relativeId: member.person_id,
    relation: '夫妻',
  })
  expect(clash.body.clash).toContain('第三十七条')
  expect(
    (await township.post('/kin', { personId: member.person_id, relativeId: director.person_id, relation: '夫妻' }))
      .status,
  ).toBe(409)
  expect((await at(township, 'liuwan')).kin).toHaveLength(known + 2)
  expect((await at(await w.signIn('liuwan-officer'), 'liuwan')).kin).toEqual([])
  const far = await w.signIn('liuwan-director')
  expect(
    (await far.post('/kin', { personId: agent.person_id, relativeId: member.person_id, relation: '兄弟' })).status,
  ).toBe(403)
  const own = (await at(admin, 'qingxi')).holders.find(
    (h: { username: string | null }) => h.username === 'qingxi-clerk',
  )
  expect(
    (await township.post('/kin', { personId: own.person_id, relativeId: agent.person_id, relation: '兄弟' })).status,
    'not one’s own',
  ).toBe(403)
  ok(
    await township.post('/kin/end', {
      personId: member.person_id,
      relativeId: director.person_id,
      reason: '登记错了人',
    }),
  )
  expect((await at(township, 'liuwan')).kin).toHaveLength(known + 1)
  expect((await audited('kin.ended')).at(-1)!.detail).toMatchObject({ reason: '登记错了人' })
})

test('the head of a group of villagers: a term no longer than the committee’s, a telephone, drafting for the group and for nobody else', async () => {
  const head = { name: '郑组长', post: 'G-HEAD', place: 'dukouzu', from: '2026-11-16' }
  expect((await township.post('/people/appoint', head)).status, 'the seat is taken').toBe(409)
  const now = (await at(township, 'dukouzu')).holders[0]
  expect(now).toMatchObject({ post: '村民小组组长', term_until: '2031-01-19', office_phone: '0000-6210213' })
  ok(await township.post(`/appointments/${now.id}/end`, { on: '2026-11-15' }))
  const long = await township.post('/people/appoint', { ...head, until: '2040-01-01' })
  expect([long.status, JSON.stringify(long.body).includes('任期')]).toEqual([422, true])
  ok(await township.post('/people/appoint', { ...head, until: '2031-01-19', officePhone: '0000-6210213' }))
  const html = (await visitor(w).get('/v/dukouzu/duties')).html
  expect([html.includes('郑组长'), html.includes('任期到 2031 年 1 月 19 日'), html.includes('0000-6210213')]).toEqual([
    true,
    true,
    true,
  ])
  const yizu = await w.signIn('liuwan-yizu')
  const may = async (place: string) => (await yizu.get(`/people?place=${place}`)).status
  expect([await may('liuwanyizu'), await may('liuwanerzu')]).toEqual([200, 404])
  const event = { place: 'liuwanyizu', item: 'C12-01', on: '2026-11-15', title: '一组机动地发包的决定' }
  const elsewhere = await yizu.post('/events', { ...event, place: 'liuwanerzu' })
  expect(elsewhere.status).toBe(404)
  const id = await openEvent(yizu, event)
  expect((await handIn(yizu, id)).status).toBe(200)
  const chair = await w.signIn('liuwan-chair')
  expect((await take(chair, id, 'approve')).body, 'the village’s own hands go on').toEqual({ step: 'sign' })
  expect((await sign(await w.signIn('liuwan-secretary'), id)).status).toBe(200)
  await w.cache.refresh()
  expect((await visitor(w).get('/v/liuwanyizu')).html, 'shown to the group').toContain('一组机动地发包的决定')
  expect((await visitor(w).get('/v/liuwanerzu')).html).not.toContain('一组机动地发包的决定')
})

test('among two thousand villages a bureau is found by its level, a village by the beginning of its name', async () => {
  await sql`
    INSERT INTO regions (
      id, code, level, name, full_name, slug, path, parent_id, goes_live_on, grace_until, valid_from, pinyin, initials
    )
    SELECT 'many' || n, '99' || lpad(n::text, 10, '0'), 'village', '多村' || n || '村', '多村' || n || '村', 'many-' || n,
      t.path || lpad(n::text, 5, '0') || '.', t.id, '2026-01-01', '2026-01-01', '2026-01-01', 'duocun' || n, 'dc' || n
    FROM generate_series(1, 2000) AS n, regions t
    WHERE t.slug = 'qingxi'`.execute(w.t.owner)
  const levels = async (query: string) =>
    ((await admin.get(`/places?${query}`)).body.places as { name: string; level: string }[]).map((p) => p.level)
  expect((await levels('')).length).toBe(600)
  expect(new Set(await levels('levels=bureau'))).toEqual(new Set(['bureau']))
  expect(new Set(await levels('levels=township,bureau'))).toEqual(new Set(['township', 'bureau']))
  expect((await admin.get('/places?slug=liuwan')).body.places).toMatchObject([{ name: '柳湾村' }])
  expect((await admin.get(`/places?find=${encodeURIComponent('多村1999')}`)).body.places).toHaveLength(1)
  expect((await admin.get('/places?levels=a;b')).status).toBe(422)
})
