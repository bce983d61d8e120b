/**
 * The other chains and hands: set times, majority, director, township, bureau, three-fold review, deputies, takedown.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packedPlaces } from '../../../kernel/pack/county/places.part.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rows, sql } from '../../../platform/db.ts'
import { actAsSystem } from '../../../kernel/cases/act.ts'
import { contextAt, inContext } from '../../../kernel/cases/office.ts'
import { handIn, handsOf, open, openEvent, publish, sign, take, type Hands } from '../../../../test/story.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { each } from '../../../../test/packs.ts'
import { packedCatalogue } from '../catalogue/pack.ts'
import { publishReleased } from '../publishing/released.ts'

let w: World
let hands: Hands
const people = new Map<string, Person>()
const as = (username: string) => people.get(username)!

beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00', (pack) => {
    const { regions, departments } = pack.of(packedPlaces)
    const catalogue = pack.of(packedCatalogue)
    const rows = each(regions.rows, (r) =>
      r.parent === 'QC01' && r.slug !== 'liuwan' && r.practice === '' ? { ...r, chain: 'yanshan' as const } : r,
    )
    const items = each(catalogue.items, (i) =>
      i.code === 'C07-05'
        ? { ...i, signBy: 'director' as const }
        : i.code === 'C01-04' || i.code === 'C07-06'
          ? { ...i, chain: 'huangchuan' as const }
          : i,
    )
    return pack
      .with(packedPlaces, { regions: { ...regions, rows }, departments })
      .with(packedCatalogue, { ...catalogue, items })
  })
  hands = await handsOf(w)
  for (const u of [
    'liuwan-member1',
    'liuwan-member2',
    'liuwan-director',
    'qingxi-clerk',
    'qingxi-leader',
    'qingxi-station',
    'qingxi-discipline',
    'nongye-clerk',
    'nongye-leader',
    'admin',
  ])
    people.set(u, await w.signIn(u))
})
afterAll(() => w.close())

const shown = (id: string) =>
  rows(w.office.public, sql<any>`SELECT * FROM public_notices WHERE notice_id = ${id} ORDER BY version`)
const caseRow = async (id: string) =>
  (
    await rows(
      w.office.db,
      sql<{ step: string; due_at: Date | null; content_hash: string | null; closed_at: Date | null }>`
        SELECT step, due_at, content_hash, closed_at FROM cases WHERE subject_kind = 'notice' AND subject_id = ${id}`,
    )
  )[0]!
const tick = async (at: string) => {
  w.set(at)
  return publishReleased(w.office.db, await contextAt(w.office.db, w.now()))
}

describe('publication at a set time', () => {
  let id: string
  test('signed for tomorrow at eight, it waits; the worker publishes when the time has come, once', async () => {
    id = await open(w, hands.officer, 'liuwan', 'C07-04', '2026-09')
    await handIn(hands.officer, id)
    await take(hands.chair, id, 'approve')
    expect((await sign(hands.secretary, id, { publishAt: '2026-10-06T08:00:00+08:00' })).body).toEqual({
      step: 'released',
    })
    expect(await tick('2026-10-06T07:59:00+08:00')).toBe(0)
    expect(await shown(id)).toEqual([])
    expect(await tick('2026-10-06T08:00:10+08:00')).toBe(1)
    expect(await tick('2026-10-06T08:00:30+08:00')).toBe(0)
    expect((await shown(id))[0]).toMatchObject({ version: 1, published_on: '2026-10-06' })
  })

  test('before its time the secretary may take it back with a reason; then it is not published', async () => {
    const other = await open(w, hands.officer, 'liuwan', 'C07-03', '2026-09')
    await handIn(hands.officer, other)
    await take(hands.chair, other, 'approve')
    await sign(hands.secretary, other, { publishAt: '2026-10-07T08:00:00+08:00' })
    expect((await take(hands.officer, other, 'recall', { comment: '有一笔要改' })).status).toBe(403)
    expect((await take(hands.secretary, other, 'recall', { comment: '有一笔要改' })).body).toEqual({ step: 'draft' })
    expect(await tick('2026-10-07T08:01:00+08:00')).toBe(0)
    expect(await shown(other)).toEqual([])
  })
})

describe('what was handed in by mistake', () => {
  const names = async (who: Person, id: string) =>
    (await who.get(`/notices/${id}`)).body.may.map((m: { name: string }) => m.name) as string[]

  test('the drafter takes it back until somebody has acted, and the reviewer’s first day goes on', async () => {
    const id = await openEvent(hands.officer, { place: 'liuwan', item: 'C07-11', on: '2026-10-02', title: '水泵更换' })
    await handIn(hands.officer, id)
    const first = (await caseRow(id)).due_at
    expect(first).not.toBeNull()
    expect(await names(hands.officer, id)).toEqual(['takeBack'])
    expect(await names(hands.chair, id)).not.toContain('takeBack')
    expect((await take(hands.chair, id, 'takeBack')).status).toBe(403)
    expect((await take(hands.officer, id, 'takeBack')).body).toEqual({ step: 'draft' })
    expect((await take(hands.chair, id, 'approve')).status).toBe(409)
    w.set('2026-10-08T09:00:00+08:00')
    await handIn(hands.officer, id)
    expect((await caseRow(id)).due_at).toEqual(first)
    await take(as('liuwan-member1'), id, 'approve')
    const late = await take(hands.officer, id, 'takeBack')
    expect([late.status, late.body.message]).toEqual([403, expect.stringContaining('请他们退回')])
    expect(await names(hands.officer, id)).toEqual([])
    w.set('2026-10-07T09:00:00+08:00')
    expect((await hands.officer.get(`/notices/${id}`)).body.history.map((e: { action: string }) => e.action)).toEqual([
      'submit',
      'takeBack',
      'submit',
      'agree',
    ])
  })

  test('a bureau’s clerk takes back what waits for the leader; in Yanshan whoever handed it in', async () => {
    const bureau = await openEvent(as('nongye-clerk'), {
      place: (await as('nongye-clerk').get('/me')).body.posts[0].slug,
      item: 'C12-01',
      on: '2026-10-06',
      title: '油菜播种的通知',
    })
    await handIn(as('nongye-clerk'), bureau)
    expect((await take(as('nongye-leader'), bureau, 'takeBack')).status).toBe(403)
    expect((await take(as('nongye-clerk'), bureau, 'takeBack')).body).toEqual({ step: 'draft' })
    const [neighbour] = await rows(w.office.db, sql<{ slug: string }>`SELECT slug FROM regions WHERE chain = 'yanshan'`)
    const id = await open(w, as('qingxi-clerk'), neighbour!.slug, 'C07-03', '2026-09')
    await handIn(as('qingxi-clerk'), id)
    expect((await take(as('qingxi-leader'), id, 'takeBack')).status).toBe(403)
    expect((await take(as('qingxi-clerk'), id, 'takeBack')).body).toEqual({ step: 'draft' })
  })

  test('a correction that nobody has written in yet is given up, handed in, sent on; what was published in time is never called late', async () => {
    const on = '2026-10-06'
    const event = { place: 'liuwan', item: 'C12-01', on, title: '停电通知' }
    const id = await publish(hands, await openEvent(hands.officer, event))
    const seen = async () => (await hands.officer.get(`/notices/${id}`)).body
    for (const again of [1, 2]) {
      expect((await take(hands.officer, id, 'correct', { comment: '时间写错了' })).status, String(again)).toBe(200)
      expect(await seen()).toMatchObject({
        step: 'draft',
        dueNow: null,
        contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      })
      expect((await take(hands.officer, id, 'uncorrect', { comment: '核对过，没有写错' })).status).toBe(200)
    }
    // One that an older version opened has no hash.
    await take(hands.officer, id, 'correct', { comment: '时间写错了' })
    await sql`UPDATE drafts SET content_hash = '' WHERE notice_id = ${id}`.execute(w.office.db)
    expect((await take(hands.officer, id, 'uncorrect', { comment: '核对过，没有写错' })).status).toBe(200)
    await take(as('qingxi-clerk'), id, 'demand', { comment: '停电时间写错了' })
    await take(hands.officer, id, 'correct', { comment: '时间写错了' })
    const demanded = await seen()
    expect(demanded.dueNow).toBe(demanded.demands[0].due_on)
  })

  test.each(['published', 'filed', 'archived'])(
    'a correction of what is %s is given up: all is as before',
    async (at) => {
      const on = '2026-10-06'
      const id = await publish(
        hands,
        await openEvent(hands.officer, { place: 'liuwan', item: 'C12-01', on, title: `停水通知（${at}）` }),
      )
      expect(await names(hands.officer, id)).not.toContain('uncorrect')
      if (at !== 'published') await take(as('qingxi-clerk'), id, 'file')
      if (at === 'archived')
        await inContext(w.office, (tx, ctx) =>
          actAsSystem(tx, { subjectKind: 'notice', subjectId: id, action: 'archive' }, ctx),
        )
      const before = [await caseRow(id), await shown(id)] as const
      await take(as('qingxi-clerk'), id, 'demand', { comment: '停水时间写错了' })
      await take(hands.officer, id, 'correct', { comment: '停水时间写错了' })
      expect((await caseRow(id)).step).toBe('draft')
      const { revision, content } = (await hands.officer.get(`/notices/${id}`)).body
      await hands.officer.put(`/notices/${id}/draft`, {
        revision,
        reason: '停水时间改为下午',
        content: { ...content, nothing: { reason: '下午停水。' } },
      })
      await hands.officer.post(`/notices/${id}/submit`, { revision: revision + 1 })
      await take(hands.chair, id, 'return', { comment: '原来的时间没有错' })
      expect((await take(hands.officer, id, 'uncorrect')).status).toBe(422)
      expect((await take(hands.secretary, id, 'uncorrect', { comment: '原来没错' })).status).toBe(403)
      const given = await take(hands.officer, id, 'uncorrect', { comment: '核对过，原来没有写错' })
      expect(given.body).toEqual({ step: at })
      const after = await caseRow(id)
      expect({ ...after, closed_at: after.closed_at !== null }).toEqual({
        ...before[0],
        closed_at: before[0].closed_at !== null,
      })
      expect(await shown(id)).toEqual(before[1])
      const seen = (await hands.officer.get(`/notices/${id}`)).body
      expect(seen.history.map((e: { action: string }) => e.action).slice(-5)).toEqual([
        'demand',
        'correct',
        'submit',
        'return',
        'uncorrect',
      ])
      expect(seen).toMatchObject({ revision: null, demands: [{ met_at: null }] })
      expect((await take(hands.officer, id, 'uncorrect', { comment: '再取消一次' })).status).toBe(409)
      await take(hands.officer, id, 'correct', { comment: '还是要改' })
      expect((await hands.officer.get(`/notices/${id}`)).body).toMatchObject({ step: 'draft', content: seen.content })
    },
  )
})

test('review by majority: two of three; nobody agrees twice; the notice shows both', async () => {
  const id = await openEvent(hands.officer, { place: 'liuwan', item: 'C07-11', on: '2026-10-02', title: '机井维修' })
  await handIn(hands.officer, id)
  expect((await take(as('liuwan-member1'), id, 'approve')).body).toEqual({ step: 'review', waitingFor: 1 })
  expect((await take(as('liuwan-member1'), id, 'approve')).status).toBe(409)
  expect((await take(as('liuwan-member2'), id, 'approve')).body).toEqual({ step: 'sign' })
  await sign(hands.secretary, id)
  const names = (await shown(id))[0].hands.map((h: { name: string }) => h.name)
  expect(names).toEqual(['雷水斌', '郑雪生', '易收万', '柳长青'])
})

test('an item that the director signs is refused to the secretary', async () => {
  const id = await open(w, hands.officer, 'liuwan', 'C07-05', '2026-09')
  await handIn(hands.officer, id)
  await take(hands.chair, id, 'approve')
  expect((await sign(hands.secretary, id)).body.message).toContain('村委会主任')
  expect((await sign(as('liuwan-director'), id)).body).toEqual({ step: 'published', published: 1 })
})

test('Huangchuan: without the source papers it is not handed in; village, station and discipline each once', async () => {
  const id = await open(w, hands.officer, 'liuwan', 'C01-04', '2026Q3')
  const form = (await hands.officer.get(`/notices/${id}`)).body.form as {
    key: string
    type: string
    required?: boolean
    options?: string[]
  }[]
  const fields = Object.fromEntries(
    form
      .filter((c) => c.required)
      .map((c) => [
        c.key,
        c.type === 'enum'
          ? c.options![0]!
          : c.type === 'date'
            ? '2026-09-10'
            : c.type === 'int'
              ? 3
              : '红白喜事从简，每桌不超过十个菜。',
      ]),
  )
  const content = { rows: [], fields, note: '', attachments: [] }
  await handIn(hands.officer, id)
  expect((await take(hands.chair, id, 'approve')).body).toEqual({ step: 'sign' })
  expect((await take(hands.secretary, id, 'return', { comment: '有内容要公开' })).body).toEqual({ step: 'draft' })
  const { procedure } = (await hands.officer.get(`/notices/${id}`)).body
  expect(procedure).toBe('disclosure.huangchuan')
  await handIn(hands.officer, id)
  await take(hands.chair, id, 'approve')
  expect((await sign(hands.secretary, id)).body).toEqual({ step: 'station' })
  expect((await take(as('qingxi-discipline'), id, 'approve')).status).toBe(403)
  expect((await take(as('qingxi-station'), id, 'approve')).body).toEqual({ step: 'discipline' })
  expect((await take(as('qingxi-discipline'), id, 'approve')).body).toEqual({ step: 'published', published: 1 })
  expect((await shown(id))[0].hands.map((h: { step: string }) => h.step)).toEqual([
    '编制',
    '村里审查（一审）',
    '书记签字把关',
    '镇站审核（二审）',
    '镇纪委审核（三审）',
  ])
  const attach = await take(hands.officer, id, 'correct', { comment: '补充三季度的做法' })
  expect(attach.body).toEqual({ step: 'draft' })
  expect((await handIn(hands.officer, id, content)).body.message).toContain('原始凭证')
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  )
  const paper = () => new File([new Uint8Array(png)], '收据.png', { type: 'image/png' })
  expect((await hands.chair.upload(`/notices/${id}/sources`, paper())).status).toBe(403)
  const { sources } = (await hands.officer.upload(`/notices/${id}/sources`, paper())).body
  expect(sources).toHaveLength(1)
  expect((await handIn(hands.officer, id, content)).body).toEqual({ step: 'review' })
  await take(hands.chair, id, 'approve')
  expect((await sign(hands.secretary, id)).body).toEqual({ step: 'station' })

  const look = (p: Person) => p.get(`/notices/${id}/sources/${sources[0].id}`)
  expect((await look(as('qingxi-station'))).status).toBe(200)
  expect((await look(as('nongye-clerk'))).status).toBe(404)
  expect((await look(as('qingxi-leader'))).status).toBe(404)
  const looks = await rows(
    w.office.db,
    sql`SELECT 1 FROM audit_trail WHERE action = 'notice.sourceLook' AND subject = ${id}`,
  )
  expect(looks).toHaveLength(1)

  const tickRow = async (p: Person, row: number, differs: string | null) =>
    p.put(`/notices/${id}/rows/${row}`, { contentHash: (await p.get(`/notices/${id}`)).body.contentHash, differs })
  const untouched = await take(as('qingxi-station'), id, 'approve')
  expect(untouched.status).toBe(422)
  expect(untouched.body.message).toContain('还有 1 行没有和原始凭证核对')
  expect((await tickRow(as('qingxi-discipline'), 0, '')).status).toBe(403)
  expect((await tickRow(as('qingxi-station'), 1, '')).status).toBe(422)
  const looks1 = await as('qingxi-station').get(`/notices/${id}`)
  // The last row that is ticked sends it back by itself.
  expect((await tickRow(as('qingxi-station'), 0, '收据上是八桌')).body).toMatchObject({ returned: true })
  expect(looks1.body.step).toBe('station')
  const back = (await hands.officer.get(`/notices/${id}`)).body
  expect([back.step, back.history.at(-1).action]).toEqual(['draft', 'return'])
  expect(back.history.at(-1).comment).toBe('第 1 行和原始凭证对不上。第 1 行：收据上是八桌')
  const told = (await hands.officer.get('/messages')).body.messages as { say: string }[]
  expect(told.filter((m) => m.say.includes('收据上是八桌'))).toHaveLength(1)
  expect((await hands.officer.get(`/notices/${id}`)).body.history.at(-1).detail.cells).toEqual([
    expect.objectContaining({ row: 0, say: '和原始凭证对不上：收据上是八桌' }),
  ])

  expect((await handIn(hands.officer, id, content)).body).toEqual({ step: 'review' })
  await take(hands.chair, id, 'approve')
  await sign(hands.secretary, id)
  expect((await take(as('qingxi-station'), id, 'approve')).status).toBe(422)
  expect((await tickRow(as('qingxi-station'), 0, '')).status).toBe(200)
  expect((await take(as('qingxi-station'), id, 'approve')).body).toEqual({ step: 'discipline' })
  expect((await take(as('qingxi-discipline'), id, 'approve')).status).toBe(422)
  await tickRow(as('qingxi-discipline'), 0, '')
  expect((await take(as('qingxi-discipline'), id, 'approve')).body).toEqual({ step: 'published', published: 2 })
  const [seen] = await rows(
    w.office.public,
    sql<{ content: { attachments: unknown[] } }>`
      SELECT content FROM public_notices WHERE notice_id = ${id} AND version = 2`,
  )
  expect(seen!.content.attachments).toEqual([])
})

test('three-fold review of a table: the draft goes back with the last row, and names every row that differs', async () => {
  const id = await open(w, hands.officer, 'liuwan', 'C07-06', '2026Q3')
  const row = (debtor: string, opening: string) => ({ debtor, reason: '代垫水电费', opening, closing: opening })
  const content = {
    rows: [row('甲合作社', '100'), row('乙合作社', '200'), row('丙合作社', '300')],
    fields: {},
    note: '',
    attachments: [],
  }
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  )
  await hands.officer.upload(
    `/notices/${id}/sources`,
    new File([new Uint8Array(png)], '欠条.png', { type: 'image/png' }),
  )
  const toStation = async () => {
    expect((await handIn(hands.officer, id, content)).body).toEqual({ step: 'review' })
    await take(hands.chair, id, 'approve')
    expect((await sign(hands.secretary, id)).body).toEqual({ step: 'station' })
  }
  const tick = async (p: Person, n: number, differs: string | null) =>
    (
      await p.put(`/notices/${id}/rows/${n}`, {
        contentHash: (await p.get(`/notices/${id}`)).body.contentHash,
        differs,
      })
    ).body.returned
  for (const [step, who] of [
    ['station', as('qingxi-station')],
    ['discipline', as('qingxi-discipline')],
  ] as const) {
    await toStation()
    if (step === 'discipline') {
      for (const n of [0, 1, 2]) await tick(as('qingxi-station'), n, '')
      expect((await take(as('qingxi-station'), id, 'approve')).body).toEqual({ step: 'discipline' })
    }
    expect(await tick(who, 0, '欠条上是 90 元')).toBe(false)
    expect(await tick(who, 1, '')).toBe(false)
    // A tick that is taken away opens the row again.
    expect(await tick(who, 1, null)).toBe(false)
    expect(await tick(who, 2, '没有欠条')).toBe(false)
    expect((await hands.officer.get(`/notices/${id}`)).body.step).toBe(step)
    expect(await tick(who, 1, '')).toBe(true)
    const { history, step: now } = (await hands.officer.get(`/notices/${id}`)).body
    expect([now, history.at(-1).action, history.at(-1).comment]).toEqual([
      'draft',
      'return',
      '第 1、3 行和原始凭证对不上。第 1 行：欠条上是 90 元；第 3 行：没有欠条',
    ])
    expect(history.at(-1).detail.cells.map((c: { row: number }) => c.row)).toEqual([0, 2])
  }
})

test('Yanshan: the village cannot publish itself; the clerk hands in for it, the leader uploads', async () => {
  const [neighbour] = await rows(w.office.db, sql<{ slug: string }>`SELECT slug FROM regions WHERE chain = 'yanshan'`)
  const id = await open(w, as('qingxi-clerk'), neighbour!.slug, 'C07-04', '2026-09')
  expect((await handIn(as('qingxi-clerk'), id)).body).toEqual({ step: 'upload' })
  expect((await sign(as('qingxi-clerk'), id)).status).toBe(403)
  expect((await sign(as('qingxi-leader'), id)).body).toEqual({ step: 'published', published: 1 })
})

test('a bureau: the clerk drafts, the leader signs, on the bureau’s own page', async () => {
  const id = await openEvent(as('nongye-clerk'), {
    place: (await as('nongye-clerk').get('/me')).body.posts[0].slug,
    item: 'C12-01',
    on: '2026-10-06',
    title: '秋粮收购的通知',
  })
  expect((await handIn(as('nongye-clerk'), id)).body).toEqual({ step: 'sign' })
  expect((await sign(as('nongye-clerk'), id)).status).toBe(403)
  expect((await sign(as('nongye-leader'), id)).body).toEqual({ step: 'published', published: 1 })
  expect((await shown(id))[0].title).toBe('秋粮收购的通知')
})

test('a village group has no staff: its village’s officer, committee and secretary publish for it', async () => {
  const id = await openEvent(hands.officer, {
    place: 'liuwanyizu',
    item: 'C12-01',
    on: '2026-10-06',
    title: '一组修水渠的通知',
  })
  await publish(hands, id)
  expect((await shown(id))[0].path).toContain('QC0102G1.')
  expect((await shown(id))[0].hands).toHaveLength(3)
})

test('a deputy acts for the secretary, and everybody sees for whom', async () => {
  const holders = (await as('qingxi-clerk').get('/people?place=liuwan')).body.holders as {
    id: string
    name: string
    person_id: string
    post_code: string
  }[]
  const secretary = holders.find((h) => h.post_code === 'V-SECRETARY')!
  const agent = holders.find((h) => h.post_code === 'V-AGENT')!
  const agentIn = await w.signIn('liuwan-agent')
  const id = await open(w, hands.officer, 'liuwan', 'C01-01', '2026-09')
  await handIn(hands.officer, id)
  await take(hands.chair, id, 'approve')
  const { contentHash } = (await hands.secretary.get(`/notices/${id}`)).body
  expect((await sign(agentIn, id, { contentHash })).status).toBe(403)
  expect(
    (
      await as('qingxi-clerk').post(`/appointments/${secretary.id}/deputy`, {
        deputyId: agent.person_id,
        from: '2026-10-07',
        to: '2026-10-20',
        reason: '外出学习',
        place: 'liuwan',
      })
    ).status,
  ).toBe(200)
  expect((await sign(agentIn, id)).body).toEqual({ step: 'published', published: 1 })
  expect((await shown(id))[0].hands.at(-1)).toMatchObject({ name: '赵生明', deputyFor: '柳长青', post: '村党组织书记' })
  w.set('2026-10-21T09:00:00+08:00')
  expect((await agentIn.get('/me')).body.posts).toHaveLength(1)
  w.set('2026-10-07T09:00:00+08:00')
})

test('the county takes a page down at once, whatever its step: recorded, a leaf, and gone from every view', async () => {
  const id = await publish(
    hands,
    await openEvent(hands.officer, { place: 'liuwan', item: 'C12-01', on: '2026-10-06', title: '要下架的通知' }),
  )
  expect((await as('qingxi-leader').post(`/notices/${id}/takedown`, { comment: '里面有不该公开的内容' })).status).toBe(
    403,
  )
  expect((await as('admin').post(`/notices/${id}/takedown`, { comment: '里面有不该公开的内容' })).status).toBe(200)
  expect((await as('admin').post(`/notices/${id}/takedown`, { comment: '里面有不该公开的内容' })).status).toBe(409)
  expect((await shown(id))[0]).toMatchObject({
    withdrawn: 'takedown',
    content: null,
    salt: null,
    title: '',
    withdrawn_by: '蒋烜',
  })
  const leaves = await rows(
    w.office.public,
    sql<{ kind: string }>`SELECT kind FROM public_ledger_leaves WHERE subject_id = ${id} ORDER BY id`,
  )
  expect(leaves.map((l) => l.kind).sort()).toEqual(['publication', 'takedown'])
  expect(
    await rows(w.office.db, sql`SELECT 1 FROM audit_trail WHERE action = 'notice.takedown' AND subject = ${id}`),
  ).toHaveLength(1)
})

test.each(['published', 'draft', 'review', 'sign', 'released'])(
  'taken down while it is %s, nothing goes on with it: no filing, no correction that nobody would see, no lateness',
  async (at) => {
    const on = '2026-10-06'
    const event = { place: 'liuwan', item: 'C12-01', on, title: `要下架的通知（${at}）` }
    const id = await publish(hands, await openEvent(hands.officer, event))
    const correct = [
      () => take(hands.officer, id, 'correct', { comment: '停水时间写错了' }),
      async () => {
        const { revision, content } = (await hands.officer.get(`/notices/${id}`)).body
        await hands.officer.put(`/notices/${id}/draft`, {
          revision,
          reason: '停水时间改为下午',
          content: { ...content, nothing: { reason: '下午停水。' } },
        })
        return hands.officer.post(`/notices/${id}/submit`, { revision: revision + 1 })
      },
      () => take(hands.chair, id, 'approve'),
      () => sign(hands.secretary, id, { publishAt: '2026-10-09T08:00:00+08:00' }),
    ] as const
    const steps = ['published', 'draft', 'review', 'sign', 'released']
    for (const go of correct.slice(0, steps.indexOf(at))) expect((await go()).status).toBe(200)
    expect(await caseRow(id)).toMatchObject({ step: at })
    expect((await as('admin').post(`/notices/${id}/takedown`, { comment: '里面有不该公开的内容' })).status).toBe(200)
    expect(await caseRow(id)).toMatchObject({ step: 'withdrawn', due_at: null, closed_at: expect.any(Date) })
    for (const p of [hands.officer, hands.chair, hands.secretary, as('qingxi-clerk')]) {
      const { tasks } = (await p.get('/desk')).body as { tasks: { id: string; title: string; step: string }[] }
      const mine = tasks.filter((t) => t.title.includes(event.title))
      expect(mine.filter((t) => t.id === id || t.step !== 'draft')).toEqual([])
      expect(mine.length, 'owed again, once, by whoever drafts it').toBe(p === hands.officer ? 1 : 0)
      expect((await p.get(`/notices/${id}`)).body.may).toEqual([])
    }
    for (const go of correct) expect((await go()).status).toBeGreaterThanOrEqual(400)
    await tick('2026-10-09T09:00:00+08:00')
    w.set('2026-10-07T09:00:00+08:00')
    expect((await shown(id)).map((v) => [v.version, v.withdrawn])).toEqual([[1, 'takedown']])
    const leaves = await rows(
      w.office.public,
      sql<{ kind: string }>`SELECT kind FROM public_ledger_leaves WHERE subject_id = ${id} ORDER BY id`,
    )
    expect(leaves.map((l) => l.kind).sort()).toEqual(['publication', 'takedown'])
    const events = (await hands.officer.get(`/notices/${id}`)).body.history as { action: string; name: string }[]
    expect(events.at(-1)).toMatchObject({ action: 'takedown', name: '蒋烜' })
  },
)

test.each(['published', 'review'])(
  'taken down by an older version while it was %s, its case was left open: the upgrade ends it, what it owes anew stays',
  async (at) => {
    w.set('2026-10-07T09:00:00+08:00')
    const event = { place: 'liuwan', item: 'C12-01', on: '2026-10-06', title: `以前下架的通知（${at}）` }
    const id = await publish(hands, await openEvent(hands.officer, event))
    if (at === 'review') {
      await take(hands.officer, id, 'correct', { comment: '停水时间写错了' })
      const { revision, content } = (await hands.officer.get(`/notices/${id}`)).body
      const changed = { ...content, nothing: { reason: '下午停水。' } }
      await hands.officer.put(`/notices/${id}/draft`, { revision, reason: '停水时间改为下午', content: changed })
      await hands.officer.post(`/notices/${id}/submit`, { revision: revision + 1 })
    }
    const wholeRow = async () =>
      (await rows(w.office.db, sql<Record<string, unknown>>`SELECT * FROM cases WHERE subject_id = ${id}`))[0]!
    const before = await wholeRow()
    expect(before).toMatchObject({ step: at, closed_at: null })
    expect((await as('admin').post(`/notices/${id}/takedown`, { comment: '里面有不该公开的内容' })).status).toBe(200)
    const ended = await wholeRow()
    const told = async () =>
      (await rows(
        w.office.db,
        sql`
          SELECT action, from_step, to_step, person_name, comment
          FROM case_events e
          JOIN cases c ON c.id = e.case_id
          WHERE c.subject_id = ${id}
          ORDER BY e.seq`,
      )) as object[]
    const history = await told()
    // As the older version left it: gone from view, the case where it was.
    await sql`
      DELETE FROM case_events e
      USING cases c
      WHERE c.id = e.case_id AND c.subject_id = ${id} AND e.to_step = 'withdrawn'`.execute(w.t.owner)
    await sql`
      UPDATE cases
      SET step = ${before.step}, step_since = ${before.step_since}, events = ${before.events}, closed_at = NULL,
        warn_at = ${before.warn_at}, due_at = ${before.due_at}, alarm_at = ${before.alarm_at}
      WHERE subject_id = ${id}`.execute(w.t.owner)
    const upgrade = readFileSync(join(import.meta.dirname, '../0160_disclosure.sql'), 'utf8')
    await sql.raw(upgrade).execute(w.t.owner)
    expect(await wholeRow()).toEqual({ ...ended, step_since: expect.any(Date), closed_at: expect.any(Date) })
    expect(await told()).toEqual(history)
    expect((await hands.officer.get(`/notices/${id}`)).body.may).toEqual([])
    const { tasks } = (await hands.officer.get('/desk')).body as { tasks: { title: string; step: string }[] }
    expect(tasks.filter((t) => t.title.includes(event.title)).map((t) => t.step)).toEqual(['draft'])
    await sql.raw(upgrade).execute(w.t.owner)
    expect(await told(), 'once').toEqual(history)
  },
)

test('urging reaches the officer of the village, not the neighbour', async () => {
  const [due] = await rows(
    w.office.db,
    sql<{
      id: string
    }>`
      SELECT o.id
      FROM obligations o
      JOIN regions r ON r.id = o.region_id
      WHERE r.slug = 'liuwan' AND o.published_at IS NULL AND o.due_on < '2026-10-12'
      LIMIT 1`,
  )
  const urge = (ids: string[]) => as('qingxi-clerk').post('/urge', { obligations: ids, text: '请抓紧。' })
  const [notLate] = await rows(
    w.office.db,
    sql<{ id: string }>`
      SELECT o.id
      FROM obligations o
      JOIN regions r ON r.id = o.region_id
      WHERE r.slug = 'liuwan' AND o.published_at IS NULL AND o.due_on >= '2026-10-13'
      LIMIT 1`,
  )
  // What is late is asked for once a day, and says so wherever it is shown; what is not late is not asked for.
  expect((await urge([notLate!.id])).status).toBe(409)
  const presses = await Promise.all([urge([due!.id, notLate!.id]), urge([due!.id, notLate!.id])])
  expect(presses.map((p) => p.status).sort()).toEqual([200, 409])
  expect(presses.find((p) => p.status === 409)!.body.message).toContain('今天都已经催过了')
  expect(presses.find((p) => p.status === 200)!.body).toEqual({ places: 1, items: 1, already: 0, notLate: 1 })
  const asked = (await as('qingxi-clerk').get(`/trace/${due!.id}`)).body.urges as { by: string; text: string }[]
  expect(asked).toEqual([expect.objectContaining({ by: expect.stringContaining('清溪镇'), text: '请抓紧。' })])
  // The clock stands still here: of two messages of one moment either may come first.
  expect((await hands.officer.get('/messages')).body.messages).toContainEqual(
    expect.objectContaining({ kind: 'urge', region: '柳湾村', say: expect.stringContaining('请抓紧。') }),
  )
  const chairs = (await hands.chair.get('/messages')).body.messages as { kind: string }[]
  expect(chairs.filter((m) => m.kind === 'urge')).toEqual([])
})

test('what is saved while it is handed in is either in it, or refused and kept by whoever typed it', async () => {
  const due = await rows(
    w.office.db,
    sql<{ id: string }>`
      SELECT o.id
      FROM obligations o
      JOIN regions r ON r.id = o.region_id
      WHERE r.slug = 'liuwan' AND o.notice_id IS NULL
      ORDER BY o.id
      LIMIT 8`,
  )
  const before = { nothing: { reason: '本期没有发生。' } }
  const after = { nothing: { reason: '本期没有发生，已经核对过。' } }
  const outcomes: number[] = []
  for (const { id: obligation } of due) {
    const opened = await hands.officer.post(`/obligations/${obligation}/draft`)
    if (opened.status !== 200) continue
    const id = opened.body.id as string
    const { revision } = (await hands.officer.get(`/notices/${id}`)).body
    const saved = (await hands.officer.put(`/notices/${id}/draft`, { revision, content: before })).body.revision
    const [sent, ...late] = await Promise.all([
      hands.officer.post(`/notices/${id}/submit`, { revision: saved }),
      hands.officer.put(`/notices/${id}/draft`, { revision: saved, content: after }),
      hands.officer.put(`/notices/${id}/draft`, { revision: saved, content: { ...after, note: '第二个窗口' } }),
    ])
    const [now] = await rows(
      w.office.db,
      sql<{ step: string; handed: string | null; stands: string }>`
        SELECT c.step, c.content_hash AS handed, d.content_hash AS stands
        FROM cases c
        JOIN drafts d ON d.notice_id = c.subject_id
        WHERE c.subject_id = ${id}`,
    )
    // One of the three goes through; the others are told so and lose nothing: their text is still theirs to send.
    const through = [sent, ...late].filter((a) => a.status === 200)
    expect(through.map((a) => a.status)).toEqual([200])
    for (const a of late.filter((x) => x.status !== 200)) expect(a.status).toBe(409)
    outcomes.push(sent.status)
    if (sent.status === 200) expect([now!.step === 'draft', now!.handed]).toEqual([false, now!.stands])
  }
  expect(outcomes.length).toBeGreaterThan(3)
})
