/** What staff do with villagers' reports, over HTTP as the console does it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { first, rows, sql, transact } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { sweepCases } from '../../../kernel/cases/sweep.ts'
import { photo } from '../../../../test/photo.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { ownReport, rate } from '../following/party.ts'
import { receive, type Place, type Received } from '../sending/receive.ts'
import { reportSchema } from '../reports.schema.ts'
import { sharesOf } from '../statistics/statistics.queries.ts'

let w: World
let liuwan: Place
const people = new Map<string, Person>()
const as = (username: string) => people.get(username)!
const monday = '2026-11-16T09:00:00+08:00'

beforeAll(async () => {
  w = await makeWorld(monday)
  liuwan = (await first(
    w.office.db,
    sql<Place>`SELECT id, path, slug, name, practice FROM regions WHERE slug = 'liuwan'`,
  ))!
  for (const u of [
    'liuwan-grid',
    'liuwan-director',
    'liuwan-officer',
    'liuwan-chair',
    'liuwan-agent',
    'qingxi-clerk',
    'qingxi-leader',
    'qingxi-liaison',
    'nongye-clerk',
    'inspector',
    'admin',
  ])
    people.set(u, await w.signIn(u))
})
afterAll(() => w.close())

async function told(more: object = {}): Promise<Received & { caseId: string }> {
  const ctx = await contextAt(w.office.db, w.now())
  const input = reportSchema.parse({
    kind: 'trouble',
    text: '三组路口的自来水管破了，请打 13912345678',
    spot: '三组路口',
    name: '王大姐',
    phone: '13912345678',
    show: 'nameless',
    key: newId(),
    ...more,
  })
  const made = await transact(w.office.db, (tx) =>
    receive(tx, w.office.secret, liuwan, input, [], { channel: 'web' }, ctx),
  )
  return {
    ...made,
    caseId: (await first(w.office.db, sql<{ id: string }>`SELECT id FROM cases WHERE subject_id = ${made.id}`))!.id,
  }
}
const seen = async (who: string, id: string) => (await as(who).get(`/cases/${id}`)).body
const take = (who: string, id: string, action: string, body: object = {}) =>
  as(who).post(`/cases/${id}/actions/${action}`, body)
const reply = { reply: { text: '水管已经换好，请放心用水。', form: 'face' } }
async function rated(r: Received, rating: 'satisfied' | 'unsatisfied', reason = '') {
  const ctx = await contextAt(w.office.db, w.now())
  return transact(w.office.db, async (tx) => rate(tx, await ownReport(tx, r.code), rating, reason, 'reporter', ctx))
}

describe('the inbox', () => {
  test('shows the grid worker what waits, soonest due first, with lamp and what they may do; nobody else', async () => {
    const r = await told()
    const { body } = await as('liuwan-grid').get('/cases')
    expect(body.rows[0]).toMatchObject({
      title: '困难和问题 · 三组路口',
      place: '柳湾村',
      lamp: 'green',
      stepName: '网格员响应',
    })
    expect(body.rows[0].may).toContain('answer')
    expect(JSON.stringify(body)).not.toContain('13912345678')
    expect((await as('liuwan-director').get('/cases')).body.rows).toEqual([])
    expect((await as('nongye-clerk').get(`/cases/${r.caseId}`)).status).toBe(404)
    expect((await as('liuwan-chair').get(`/cases/${r.caseId}`)).status).toBe(404)
    expect((await as('qingxi-clerk').get(`/cases/${r.caseId}`)).body.how).toBe('above')
    w.set('2026-11-17T04:00:00+08:00')
    expect((await as('liuwan-grid').get('/cases?lamp=yellow')).body.rows.map((x: { id: string }) => x.id)).toContain(
      r.caseId,
    )
    w.set(monday)
    expect((await as('liuwan-grid').post('/cases/claim', { ids: [r.caseId] })).body.results).toEqual([
      { id: r.caseId, done: true, say: '' },
    ])
    expect((await as('liuwan-grid').get('/cases?mine=1')).body.rows).toHaveLength(1)
  })

  test('keeps a person’s own filters under a name', async () => {
    await as('liuwan-grid').post('/views', { name: '快到期的', query: { lamp: 'yellow' } })
    const { views } = (await as('liuwan-grid').get('/views')).body
    expect(views).toMatchObject([{ name: '快到期的', query: { lamp: 'yellow' } }])
    expect((await as('liuwan-officer').get('/views')).body.views).toEqual([])
    await as('liuwan-grid').post(`/views/${views[0].id}/drop`)
    expect((await as('liuwan-grid').get('/views')).body.views).toEqual([])
  })
})

describe('one case', () => {
  test('from the grid worker to the command room, a bureau, the answer: every hand and the clock can be read', async () => {
    const r = await told()
    const before = await seen('liuwan-grid', r.caseId)
    expect(before.clock.join('，')).toContain('限 24 小时')
    expect(before.report).not.toHaveProperty('contact')
    expect(
      (await take('liuwan-grid', r.caseId, 'up', { comment: '要上面修', seenEvents: before.case.events })).body,
    ).toEqual({ step: 'centre', handedTo: '清溪镇' })
    expect((await take('liuwan-grid', r.caseId, 'answer', { ...reply, seenEvents: before.case.events })).status).toBe(
      409,
    )
    expect((await take('qingxi-clerk', r.caseId, 'ask', { units: ['nongyenongcunju'], ask: '请派人修' })).body).toEqual(
      { step: 'joint' },
    )
    expect((await as('nongye-clerk').get('/cases')).body.asked).toMatchObject([
      { caseId: r.caseId, kind: 'joint', ask: '请派人修' },
    ])
    const asked = await seen('nongye-clerk', r.caseId)
    expect([asked.how, asked.requests[0].mine, asked.can.look]).toEqual(['asked', true, false])
    expect(
      (await as('nongye-clerk').post(`/requests/${asked.requests[0].id}/answer`, { text: '已经派人' })).body,
    ).toEqual({ moved: true })
    expect(
      (await as('qingxi-clerk').post(`/cases/${r.caseId}/preview`, { text: '请找王师傅 13912345678', form: 'written' }))
        .body.message,
    ).toContain('村民看得到')
    expect((await as('qingxi-clerk').post(`/cases/${r.caseId}/preview`, reply.reply)).body).toMatchObject({
      text: '水管已经换好，请放心用水。',
      form: '当面',
      name: '',
    })
    expect((await take('qingxi-clerk', r.caseId, 'answer', reply)).body).toEqual({ step: 'answered' })
    const after = await seen('qingxi-clerk', r.caseId)
    expect(after.history.map((e: { name: string }) => e.name)).toEqual([
      '收到',
      '上报乡镇',
      '交有关单位办理',
      '单位答复',
      '有关单位已答',
      '答复',
    ])
    expect(after.flow.steps.find((s: { now: boolean }) => s.now).name).toBe('已答复，等反映人评价')
    expect((await seen('liuwan-grid', r.caseId)).how).toBe('before')
  })

  test('who told it is seen with a reason only, and the look is recorded', async () => {
    const r = await told()
    expect((await as('liuwan-grid').post(`/cases/${r.caseId}/look`, { why: '' })).status).toBe(422)
    expect((await as('qingxi-clerk').post(`/cases/${r.caseId}/look`, { why: '想看看' })).status).toBe(403)
    expect((await as('liuwan-grid').post(`/cases/${r.caseId}/look`, { why: '核实地点' })).body).toMatchObject({
      name: '王大姐',
      phone: '13912345678',
    })
    expect(await rows(w.office.db, sql`SELECT why FROM report_looks WHERE report_id = ${r.id}`)).toEqual([
      { why: '核实地点' },
    ])
  })

  test('the proposed public text is masked; released with a title, everybody reads it', async () => {
    const r = await told()
    const { proposal } = await seen('liuwan-grid', r.caseId)
    expect(proposal).toMatchObject({ masked: true, mayShow: true })
    expect(proposal.text).not.toContain('13912345678')
    expect(
      (
        await as('liuwan-grid').post(`/cases/${r.caseId}/face`, {
          shown: true,
          title: '水管破裂',
          text: '三组路口的自来水管破了，请打 13912345678',
          reason: '',
        })
      ).status,
    ).toBe(422)
    expect(
      (
        await as('liuwan-grid').post(`/cases/${r.caseId}/face`, {
          shown: true,
          title: '水管破裂',
          text: proposal.text,
          reason: '隐去号码',
        })
      ).status,
    ).toBe(200)
    expect(await rows(w.office.public, sql`SELECT title FROM public_reports WHERE code = ${r.code}`)).toEqual([
      { title: '水管破裂' },
    ])
  })

  test('a name in the words that go out is asked about, whoever wrote it; nothing goes out before', async () => {
    const r = await told({ text: '我叫柳小花，隔壁陈建国家的排水管堵了，王大姐也看见', name: '王大姐' })
    const release = (more: object, agreed?: string[]) =>
      as('liuwan-grid').post(
        `/cases/${r.caseId}/face`,
        { shown: true, title: '排水管堵了', text: '我叫柳小花，隔壁陈建国家的排水管堵了，王大姐也看见', ...more },
        agreed,
      )
    const asked = await release({})
    expect([asked.status, asked.body.details]).toEqual([
      422,
      { field: 'text', names: expect.arrayContaining(['柳小花', '王大姐']) },
    ])
    const one = await release({}, ['柳小花'])
    expect([one.status, one.body.details.names]).toEqual([422, expect.not.arrayContaining(['柳小花'])])
    expect(await rows(w.office.public, sql`SELECT 1 FROM public_reports WHERE code = ${r.code}`)).toEqual([])
    expect((await release({ shown: false })).status, 'what is not shown is not asked about').toBe(200)
    expect((await release({ text: '邻居家的排水管堵了', reason: '隐去姓名' })).status).toBe(200)
    expect((await release({}, asked.body.details.names)).status, 'looked at and agreed').toBe(200)
  })

  test('the clock is stopped with a reason and a paper, and runs on; consultation and notes do not move it', async () => {
    const r = await told()
    await take('liuwan-grid', r.caseId, 'team')
    const due = (await seen('liuwan-director', r.caseId)).case.due_at
    expect(
      (await as('liuwan-director').post(`/cases/${r.caseId}/suspend`, { reason: '等 13912345678 回话' })).status,
      'everybody reads the reason',
    ).toBe(422)
    const named = await as('liuwan-director').post(`/cases/${r.caseId}/suspend`, { reason: '等村民苗翠花家通水' })
    expect([named.status, named.body.details?.names]).toEqual([422, ['苗翠花']])
    expect(
      (await as('liuwan-director').post(`/cases/${r.caseId}/suspend`, { reason: '等反映人补充照片' })).status,
    ).toBe(200)
    expect((await seen('liuwan-director', r.caseId)).can).toMatchObject({ suspend: false, resume: true })
    expect((await take('liuwan-director', r.caseId, 'answer', reply)).status).toBe(409)
    await as('liuwan-director').post(`/cases/${r.caseId}/resume`, {})
    expect((await seen('liuwan-director', r.caseId)).case.due_at).toBe(due)
    const hours = await told()
    expect((await seen('liuwan-grid', hours.caseId)).can.extend).toBe(false)
    expect(
      (await as('liuwan-grid').post(`/cases/${hours.caseId}/extend`, { reason: '这几天太忙了' })).body.message,
      'a first answer within hours is not put off',
    ).toContain('不能延长')
    await take('liuwan-grid', hours.caseId, 'team')
    expect(
      (await as('liuwan-officer').post(`/cases/${hours.caseId}/extend`, { reason: '要等汛期过后' })).body.message,
      'the unit’s head approves it',
    ).toContain('负责人批准')
    expect((await as('liuwan-director').post(`/cases/${hours.caseId}/extend`, { reason: '要等汛期过后' })).status).toBe(
      200,
    )
    expect((await seen('liuwan-director', hours.caseId)).clock.filter((l: string) => /^(限|延长)/.test(l))).toEqual([
      expect.stringMatching(/^限 5 天/),
      '延长了 30 天',
    ])
    await take('liuwan-director', hours.caseId, 'answer', reply)
    const waiting = await seen('liuwan-director', hours.caseId)
    expect([waiting.case.endsByItself, waiting.can.extend], 'the time to rate is nobody’s work').toEqual([true, false])
    expect(
      (await as('liuwan-director').post(`/cases/${hours.caseId}/extend`, { reason: '要等汛期过后' })).body.message,
    ).toContain('没有人在办')
    await as('liuwan-director').post(`/cases/${r.caseId}/notes`, { kind: 'note', text: '已经打电话' })
    expect((await as('liuwan-director').post(`/cases/${r.caseId}/notes`, { kind: 'talk', text: '约谈' })).status).toBe(
      403,
    )
    await as('liuwan-director').post(`/cases/${r.caseId}/consult`, {
      units: ['nongyenongcunju'],
      functions: ['bureau_clerk'],
      ask: '这种管子能不能修',
    })
    expect((await seen('liuwan-director', r.caseId)).case).toMatchObject({ step: 'team', due_at: due })
    await as('liuwan-director').post(`/cases/${r.caseId}/label`, { category: '饮水用水', judgement: 'ordinary' })
    expect((await seen('liuwan-director', r.caseId)).report).toMatchObject({
      category: '饮水用水',
      judgement: 'ordinary',
    })
  })

  test('an outsider answers by the link that was shown once', async () => {
    const r = await told()
    await take('liuwan-grid', r.caseId, 'team')
    const { path } = (
      await as('liuwan-director').post(`/cases/${r.caseId}/guests`, { name: '县医院 王医生', ask: '这种水能不能喝' })
    ).body
    const page = await w.app.request(`http://localhost${path}`)
    const html = await page.text()
    expect([page.status, html.includes('这种水能不能喝'), html.includes('三组路口')]).toEqual([200, true, false])
    const send = (text: string) =>
      w.app.request(`http://localhost${path}`, {
        method: 'POST',
        headers: { origin: 'http://localhost', host: 'localhost', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ text }),
      })
    expect((await send('')).status).toBe(422)
    expect((await send('先不要喝')).status).toBe(303)
    expect((await send('再说一次')).status).toBe(404)
    expect((await seen('liuwan-director', r.caseId)).requests[0]).toMatchObject({
      guest_name: '县医院 王医生',
      answer: '先不要喝',
    })
  })

  test('an order from above has its own clock and is answered by the holder', async () => {
    const r = await told()
    await take('liuwan-grid', r.caseId, 'team')
    expect((await as('liuwan-director').post(`/cases/${r.caseId}/orders`, { text: '请三天内办好' })).status).toBe(403)
    expect((await as('qingxi-leader').post(`/cases/${r.caseId}/orders`, { text: '请三天内办好' })).status).toBe(200)
    expect((await as('qingxi-leader').post(`/cases/${r.caseId}/orders`, { text: '再催一次' })).status).toBe(409)
    const [order] = (await seen('liuwan-director', r.caseId)).requests
    expect([order.kind, order.mine, order.due_at]).toEqual(['order', true, '2026-11-19T16:00:00.000Z'])
    expect((await as('liuwan-director').post(`/requests/${order.id}/answer`, { text: '明天换好' })).status).toBe(200)
  })

  test('two that are the same are merged, a second matter is split off; both know of each other', async () => {
    const [a, b, same] = [await told(), await told({ phone: '13800138000' }), await told()]
    for (const other of [same, b])
      expect(
        (await as('liuwan-grid').post(`/cases/${other.caseId}/merge`, { into: a.code, reason: '同一处水管' })).body,
      ).toEqual({ id: a.caseId })
    const into = await seen('liuwan-grid', a.caseId)
    expect(into.report.supporters, 'the same telephone is one person').toBe(2)
    expect(into.links.map((l: { id: string }) => l.id)).toEqual(expect.arrayContaining([b.caseId, same.caseId]))
    const made = (
      await as('liuwan-grid').post(`/cases/${a.caseId}/split`, {
        kind: 'danger',
        text: '路口的井盖也松了',
        reason: '另一件事',
      })
    ).body
    expect(made.digits).toMatch(/^\d{6}$/)
    expect((await seen('liuwan-grid', made.id)).links).toMatchObject([{ id: a.caseId, how: '从这件拆来' }])
    await take('liuwan-grid', a.caseId, 'answer', reply)
    expect(
      await first(w.office.db, sql`SELECT first_answered_at IS NOT NULL AS answered FROM reports WHERE id = ${b.id}`),
      'who was merged was answered, too',
    ).toEqual({ answered: true })
  })
})

describe('what seldom is one matter', () => {
  test('another kind is asked about before it is merged; the merged one waits for nobody and keeps that it was late', async () => {
    const [trouble, danger] = [await told(), await told({ kind: 'danger' })]
    const director = as('liuwan-director')
    for (const one of [trouble, danger]) await take('liuwan-grid', one.caseId, 'team')
    expect((await director.post(`/cases/${trouble.caseId}/suspend`, { reason: '等村民补照片' })).status).toBe(200)
    const merging = { into: danger.code, reason: '同一处井盖' }
    const asked = await director.post(`/cases/${trouble.caseId}/merge`, merging)
    expect([asked.status, asked.body.message]).toEqual([422, expect.stringMatching(/柳湾村的“.+”，那一件是柳湾村的“/)])
    expect((await director.post(`/cases/${trouble.caseId}/merge`, { ...merging, sure: true })).status).toBe(200)
    const gone = await seen('liuwan-director', trouble.caseId)
    expect([gone.case.stepName, gone.case.paused_at, gone.case.due_at, gone.actions]).toEqual([
      '已并入另一件',
      null,
      null,
      [],
    ])
    expect(gone.flow.steps.filter((s: { now: boolean }) => s.now)).toEqual([])
  })

  test('nobody stops a clock by merging: what runs goes into one that stands still, and both run; both standing still, they wait on', async () => {
    const before = w.now()
    const director = as('liuwan-director')
    const [running, stopped, third] = [await told(), await told(), await told()]
    for (const one of [running, stopped, third]) await take('liuwan-grid', one.caseId, 'team')
    const stop = (one: { caseId: string }) => director.post(`/cases/${one.caseId}/suspend`, { reason: '等村民补照片' })
    const clocks = async (one: { caseId: string }) => {
      const { case: c, clock, pastClocks } = await seen('liuwan-director', one.caseId)
      return { c, lines: JSON.stringify([clock, pastClocks]) }
    }
    for (const one of [stopped, third]) expect((await stop(one)).status).toBe(200)
    const { due_at } = (await clocks(running)).c
    const into = { into: stopped.code, reason: '同一处水管' }
    expect((await director.post(`/cases/${third.caseId}/merge`, into)).status).toBe(200)
    expect((await clocks(stopped)).c.due_at).toBeNull()
    w.set(new Date(before.getTime() + 86_400_000).toISOString())
    expect((await director.post(`/cases/${running.caseId}/merge`, into)).status).toBe(200)
    const after = await clocks(stopped)
    expect([after.c.paused_at, after.c.due_at]).toEqual([null, due_at])
    expect(after.lines, 'nothing that is over says that it stands still now').not.toContain('现在暂停计时')
    w.set(before.toISOString())
  })

  test('a clock is offered to be stopped or lengthened only where that would not be refused', async () => {
    const { caseId } = await told()
    const director = as('liuwan-director')
    await take('liuwan-grid', caseId, 'team')
    const before = w.now().toISOString()
    w.set(new Date((await seen('liuwan-director', caseId)).case.due_at).toISOString())
    const { can, case: c } = await seen('liuwan-director', caseId)
    expect([c.lamp, can.suspend, can.extend]).toEqual(['red', false, false])
    expect((await director.post(`/cases/${caseId}/suspend`, { reason: '等村民补照片' })).body.message).toBe(
      '已经过了期限，不能再暂停。',
    )
    w.set(before)
  })
})

describe('what staff write down', () => {
  const entry = { place: 'liuwan', channel: 'phone', kind: 'question', text: '医保什么时候交' }
  test('a call counts as the villager’s, with a receipt; an agent needs the villager’s consent', async () => {
    const made = (await as('liuwan-agent').post('/reports', entry)).body
    expect(made.code).toMatch(/^[0-9A-Z]{10}$/)
    expect(made.receipt).toMatch(/^SUNLIT-R1\./)
    expect((await as('liuwan-agent').post('/reports', { ...entry, channel: 'agent' })).body.message).toContain('同意')
    expect((await as('liuwan-agent').post('/reports', { ...entry, place: 'qingxi' })).status).toBe(403)
    expect((await as('liuwan-agent').post('/reports', { ...entry, text: '' })).status).toBe(422)
  })

  test('a mediation ends with an agreement, its signatures and a day to look again; parties are sealed', async () => {
    const { id } = (
      await as('liuwan-director').post('/mediations', {
        place: 'liuwan',
        title: '宅基地边界',
        mediator: '柳长青',
        parties: [
          { name: '甲某', phone: '13912345678', side: '甲方' },
          { name: '乙某', side: '乙方' },
        ],
      })
    ).body
    expect(
      (await first(
        w.office.db,
        sql<{ parties: Buffer }>`SELECT parties FROM mediations WHERE id = ${id}`,
      ))!.parties.toString('latin1'),
    ).not.toContain('13912345678')
    expect(
      (
        await as('liuwan-director').post('/mediations', {
          place: 'liuwan',
          title: '宅基地边界',
          mediator: '柳长青',
          parties: [{ name: '甲某', phone: '不知道' }, { name: '乙某' }],
        })
      ).body.message,
    ).toContain('电话只能有数字')
    expect(
      (
        await as('liuwan-director').post(`/mediations/${id}/meetings`, {
          on: '2026-11-17',
          spot: '村委会',
          notes: '明天的事',
        })
      ).body.message,
    ).toContain('还没有到')
    expect(
      (
        await as('liuwan-director').post(`/mediations/${id}/meetings`, {
          on: '2026-11-16',
          spot: '村委会',
          notes: '各让一步',
        })
      ).status,
    ).toBe(200)
    const { body: signed } = await as('liuwan-director').upload('/report-papers', await photo('协议.jpg'))
    expect(
      (
        await as('liuwan-director').post(`/mediations/${id}/end`, {
          outcome: 'agreed',
          agreement: '以老墙为界',
          scan: signed.sha256,
          followUpOn: '2026-11-15',
        })
      ).body.message,
    ).toContain('已经过了')
    expect(
      (await as('liuwan-director').post(`/mediations/${id}/end`, { outcome: 'failed', agreement: '' })).body.message,
    ).toContain('说明')
    expect(
      (await as('liuwan-director').post(`/mediations/${id}/end`, { outcome: 'agreed', agreement: '以老墙为界' })).body
        .message,
    ).toContain('签字')
    expect(
      (
        await as('liuwan-director').post(`/mediations/${id}/end`, {
          outcome: 'agreed',
          agreement: '以老墙为界',
          scan: signed.sha256,
          followUpOn: '2026-12-16',
        })
      ).status,
    ).toBe(200)
    expect((await as('liuwan-director').post(`/mediations/${id}/follow-up`, { text: '都照做了' })).status).toBe(200)
    expect((await as('liuwan-director').post(`/mediations/${id}/follow-up`, { text: '改口了' })).status).toBe(409)
    expect((await as('liuwan-director').get(`/mediations/${id}`)).body).toMatchObject({
      outcome: 'agreed',
      followed_up: expect.stringMatching(/^都照做了（.+ 2026 年 11 月 16 日）$/),
      meetings: [{ spot: '村委会' }],
    })
    expect((await as('qingxi-liaison').get('/mediations')).body.mediations).toHaveLength(1)
    expect((await as('liuwan-grid').get(`/mediations/${id}`)).status).toBe(403)
  })
})

describe('after the answer', () => {
  test('somebody who had no hand in it calls back; a different story is flagged and reopens above', async () => {
    const r = await told()
    await take('liuwan-grid', r.caseId, 'answer', reply)
    await rated(r, 'satisfied')
    await sql`
      INSERT INTO report_callbacks (id, report_id, chosen_at)
      SELECT ${newId()}, ${r.id}, ${w.now()}
      WHERE NOT EXISTS (SELECT 1 FROM report_callbacks WHERE report_id = ${r.id})`.execute(w.office.db)
    const row = (await as('qingxi-clerk').get('/callbacks')).body.callbacks.find(
      (x: { code: string }) => x.code === r.code,
    )
    expect([row.rating, row.mine]).toEqual(['satisfied', true])
    expect((await as('qingxi-clerk').post(`/callbacks/${row.id}/look`)).body.phone).toBe('13912345678')
    expect(
      (
        await as('qingxi-clerk').post(`/callbacks/${row.id}`, {
          reached: true,
          rating: 'unsatisfied',
          note: '根本没来修',
          reopen: true,
        })
      ).body,
    ).toEqual({ differs: true })
    expect((await as('qingxi-clerk').post(`/callbacks/${row.id}`, { reached: false, note: '再打一次' })).status).toBe(
      409,
    )
    const again = await seen('qingxi-clerk', r.caseId)
    expect([again.case.step, again.ratings.map((x: { by_party: string }) => x.by_party)]).toEqual([
      'centre',
      ['reporter', 'callback'],
    ])
  })

  test.each([true, false])(
    'whom the reporter accuses on the telephone does not read it, taken up again: %s',
    async (reopen) => {
      const r = await told()
      await take('liuwan-grid', r.caseId, 'answer', reply)
      await rated(r, 'satisfied')
      await sql`
        INSERT INTO report_callbacks (id, report_id, chosen_at)
        SELECT ${newId()}, ${r.id}, ${w.now()}
        WHERE NOT EXISTS (SELECT 1 FROM report_callbacks WHERE report_id = ${r.id})`.execute(w.office.db)
      const { id } = (await first(
        w.office.db,
        sql<{ id: string }>`SELECT id FROM report_callbacks WHERE report_id = ${r.id}`,
      ))!
      expect((await as('liuwan-grid').get(`/cases/${r.caseId}`)).status).toBe(200)
      const note = '说网格员收了他两百块才来修，不敢写'
      const call = { reached: true, rating: 'unsatisfied', note, reopen }
      expect((await as('qingxi-leader').post(`/callbacks/${id}`, call)).body).toEqual({ differs: true })
      expect((await as('liuwan-grid').get(`/cases/${r.caseId}`)).status).toBe(404)
      expect((await as('qingxi-clerk').get(`/cases/${r.caseId}`)).status).toBe(200)
    },
  )

  test('a call-back that found nobody reopens nothing; who is content at last differs from the record, too', async () => {
    const r = await told()
    await take('liuwan-grid', r.caseId, 'answer', reply)
    await rated(r, 'unsatisfied', '没修好')
    await take('qingxi-clerk', r.caseId, 'answer', reply)
    await rated(r, 'unsatisfied', '还是没修好')
    await sql`
      INSERT INTO report_callbacks (id, report_id, chosen_at)
      SELECT ${newId()}, ${r.id}, ${w.now()}
      WHERE NOT EXISTS (SELECT 1 FROM report_callbacks WHERE report_id = ${r.id})`.execute(w.office.db)
    const { id } = (await first(
      w.office.db,
      sql<{ id: string }>`SELECT id FROM report_callbacks WHERE report_id = ${r.id}`,
    ))!
    const call = (json: object) => as('qingxi-leader').post(`/callbacks/${id}`, json)
    expect((await call({ reached: false, note: '没人接', reopen: true })).body.message).toContain('没有联系上，不能')
    expect(
      (await call({ reached: true, rating: 'satisfied', note: '后来修好了', reopen: true })).body.message,
    ).toContain('没有说比记录更不满意')
    expect((await call({ reached: true, note: '后来修好了' })).body.message).toContain('满意程度')
    expect((await call({ reached: true, rating: 'satisfied', note: '后来修好了' })).body).toEqual({ differs: true })
  })

  test('the supervisor sees who has what and what is overdue; figures come with their formulas', async () => {
    const r = await told()
    w.set('2026-11-18T09:00:00+08:00')
    await sweepCases(w.office.db, await contextAt(w.office.db, w.now()))
    const board = (await as('qingxi-clerk').get('/cases/board')).body
    const village = board.rows.find((x: { slug: string }) => x.slug === 'liuwan')
    expect(village.red).toBeGreaterThan(0)
    expect(
      (await as('qingxi-clerk').get('/cases/below?at=liuwan&lamp=red')).body.rows.map((x: { id: string }) => x.id),
    ).toContain(r.caseId)
    // On a phone a few at once, and the next from there on.
    const few = async (after = '') =>
      (await as('qingxi-clerk').get(`/cases/below?at=liuwan&most=1${after && `&after=${encodeURIComponent(after)}`}`))
        .body
    const one = await few()
    const two = await few(one.next)
    expect([one.rows.length, two.rows.length, one.rows[0].id === two.rows[0].id]).toEqual([1, 1, false])
    // What the figures count is what the list shows, by every lamp.
    const all = async (lamp = '') => {
      const ids: string[] = []
      for (let after: string | null = ''; after !== null; ) {
        const { body }: { body: { rows: { id: string }[]; next: string | null } } = await as('qingxi-clerk').get(
          `/cases/below?${lamp && `lamp=${lamp}&`}${after && `after=${encodeURIComponent(after)}`}`,
        )
        ids.push(...body.rows.map((x: { id: string }) => x.id))
        after = body.next
      }
      return ids.length
    }
    const sum = (key: string) => board.rows.reduce((n: number, x: Record<string, number>) => n + x[key]!, 0)
    expect({
      open: await all(),
      red: await all('red'),
      missed: await all('missed'),
      yellow: await all('yellow'),
      paused: await all('paused'),
    }).toEqual(Object.fromEntries(['open', 'red', 'missed', 'yellow', 'paused'].map((key) => [key, sum(key)])))
    expect((await as('qingxi-clerk').get('/cases/board?at=nongyenongcunju')).status).toBe(404)
    const overdue = (await as('inspector').get('/report-statistics?from=2026-10-01&to=2026-12-31')).body.figures.late
    expect(overdue).toBeGreaterThanOrEqual(village.red)
    await take('liuwan-grid', r.caseId, 'answer', reply)
    const data = (await as('inspector').get('/report-statistics?from=2026-10-01&to=2026-12-31')).body
    expect(data.figures.received).toBeGreaterThan(5)
    expect(data.figures.late).toBe(overdue)
    expect(data.formulas.solved).toContain('化解率')
    expect(data.groups.level.map((g: { name: string }) => g.name)).toContain('村里')
    expect(data.spots[0]).toMatchObject({ place: '柳湾村', spot: '三组路口' })
    w.set(monday)
  })

  test('shares are left open where nothing can be divided', () => {
    expect(sharesOf({ received: 0, answered: 0, late: 0, rated: 0, content: 0, closed: 0, settled: 0 })).toEqual({
      onTime: null,
      content: null,
      solved: null,
    })
    expect(sharesOf({ received: 8, answered: 8, late: 1, rated: 3, content: 2, closed: 6, settled: 5 })).toEqual({
      onTime: 87.5,
      content: 66.7,
      solved: 62.5,
    })
  })
})
