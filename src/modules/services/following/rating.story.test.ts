/**
 * A bad rating about the very people who would follow it up: it goes above at once, to somebody who sees and answers
 * it.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { first, rows, sql, transact, type Tx } from '../../../platform/db.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { sweepBarred } from '../../../kernel/cases/sweep.ts'
import { everyRoom, filledIn, ok, type EveryRoom } from '../../../../test/everyRoom.ts'
import { makeWorld, type World } from '../../../../test/world.ts'
import { applicationOfCase } from '../deciding/application.ts'
import { followUp } from '../deciding/applications.procedure.ts'
import { placedFields } from '../../../kernel/asked/fields.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { ask } from '../../disclosure/questions/questions.ts'
import { placeById } from '../../disclosure/catalogue/places.read.ts'
import { visitor } from '../../reports/fixtures/visitor.ts'
import { addTo, rate as rateReport, rateBeside, reopen } from '../../reports/following/party.ts'
import { newId } from '../../../platform/ids.ts'
import { nameOf } from '../../../../test/accounts.ts'
import { wholeForm } from '../applying/wholeForm.ts'
import { opened } from '../deciding/people.ts'
import { correct, rate, withdraw } from './party.ts'

let w: World
let room: EveryRoom
beforeAll(async () => {
  w = await makeWorld('2026-10-12T09:00:00+08:00')
  room = await everyRoom(w)
})
afterAll(() => w.close())

/** An application that is over, badly rated in these words; its follow-up. */
async function rated(text: string) {
  const { a } = await applicationOfCase(w.office.db, await room.apply())
  await sql`UPDATE applications SET state = 'done', closed_at = ${w.now()} WHERE id = ${a.id}`.execute(w.t.owner)
  const ctx = await contextAt(w.office.db, w.now())
  await transact(w.office.db, async (tx) =>
    rate(tx, w.office.secret, { ...a, state: 'done', closed_at: w.now() }, 1, text, ctx),
  )
  return (await first(
    w.office.db,
    sql<{ id: string; level: string; place: string }>`
      SELECT c.id, r.level, r.name AS place
      FROM application_follows f
      JOIN cases c ON c.subject_kind = 'follow' AND c.subject_id = f.id
      JOIN regions r ON r.id = c.holder_id
      WHERE f.application_id = ${a.id}`,
  ))!
}

/** Who of the township could take a follow-up on. */
const takers = () =>
  rows(
    w.office.db,
    sql<{ id: string; name: string }>`
      SELECT DISTINCT p.id, p.name
      FROM appointments a
      JOIN persons p ON p.id = a.person_id
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN regions r ON r.id = a.region_id
      WHERE r.slug = 'qingxi'
        AND k.function = ANY(${[...followUp.steps['due']!.by]}::text[])
        AND p.id NOT IN (
          SELECT o.person_id
          FROM appointments o
          JOIN post_kinds ok ON ok.id = o.post_kind_id
          WHERE ok.function = 'township_leader'
        )`,
  )

test('about the documents: the township; about everybody there who could take it on: the county, which answers', async () => {
  expect((await rated('跑了三趟才补齐')).level).toBe('township')
  const clerks = await takers()
  expect(clerks.length).toBeGreaterThan(0)
  const follow = await rated(`${clerks.map((c) => c.name).join('、')}吃拿卡要`)
  expect(follow.level).toBe('county')
  expect((await room.clerk.get(`/application-follows/${follow.id}`)).status, 'who is named').toBe(404)
  const command = await w.signIn('command')
  const inbox = ok<{ rows: { id: string }[] }>(await command.get('/applications/inbox?follow=1'))
  expect(inbox.rows.map((r) => r.id)).toContain(follow.id)
  ok(await command.post(`/application-follows/${follow.id}/answer`, { text: '已批评教育，退还' }))
})

test('whoever is named by a relative’s bar leaves nobody there either', async () => {
  const [leader] = await rows(
    w.office.db,
    sql<{ id: string; name: string }>`
      SELECT a.person_id AS id, p.name
      FROM appointments a
      JOIN persons p ON p.id = a.person_id
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN regions r ON r.id = a.region_id
      WHERE r.slug = 'qingxi' AND k.function = 'township_leader'
      LIMIT 1`,
  )
  for (const { id } of await takers())
    await sql`
      INSERT INTO kinships (person_id, relative_id, relation, registered_at)
      VALUES (${leader!.id}, ${id}, '配偶', ${w.now()})
      ON CONFLICT DO NOTHING`.execute(w.t.owner)
  expect((await rated(`${leader!.name}说风凉话`)).level).toBe('county')
})

/**
 * Ways in which somebody outside writes words on something: each ends with what the accused may not open, or nothing.
 */
const inCtx = async <T>(work: (tx: Tx, ctx: Context) => Promise<T>): Promise<T> => {
  const ctx = await contextAt(w.office.db, w.now())
  return transact(w.office.db, (tx) => work(tx, ctx))
}
const application = async () => {
  const caseId = await room.apply()
  return { caseId, a: (await applicationOfCase(w.office.db, caseId)).a }
}
const report = async (answered = false) => {
  const caseId = await room.report('三组路口的路灯坏了')
  if (answered) await room.act(room.grid, caseId, 'answer', { reply: { text: '已经修好。', form: 'written' } })
  const own = (await first(
    w.office.db,
    sql<{ id: string; code: string; slug: string; practice: boolean }>`
      SELECT p.id, p.code, r.slug, r.practice
      FROM reports p
      JOIN cases c ON c.subject_id = p.id
      JOIN regions r ON r.id = p.region_id
      WHERE c.id = ${caseId}`,
  ))!
  return { caseId, own }
}
const supplement = async (change: (answers: Answers, key: string) => Answers) => {
  const { caseId, a } = await application()
  const long = placedFields(wholeForm(a.service)).find(
    ({ field }) => field.kind === 'longText' || field.kind === 'text',
  )!
  const answers = opened<Answers>(w.office.secret, 'answers', a.id, a.answers)
  await inCtx((tx, ctx) => correct(tx, w.office.secret, a, newId(), change(answers, long.field.key), [], ctx))
  return `/applications/${caseId}`
}

const ways: Record<string, (words: string) => Promise<string>> = {
  'what is sent after an application': (words) => supplement((answers, key) => ({ ...answers, [key]: words })),
  'an application': async (words) => {
    const { fields, files } = await filledIn(w, 'SV023')
    const { a } = await application()
    const long = placedFields(wholeForm(a.service)).find(
      ({ field }) => (field.kind === 'longText' || field.kind === 'text') && field.key in fields,
    )!
    const v = visitor(w)
    const whole = { ...fields, [long.field.key]: words, key: newId(), do: 'send' }
    const sent = await v.post('/v/liuwan/services/SV023/apply', whole, files)
    expect(sent.status, /class="errors"[\s\S]{0,900}/.exec(sent.html)?.[0]).toBe(303)
    const page = await v.get(sent.location)
    return `/applications/${await caseOf(/data-code[^>]*>([0-9A-Z]{10})</.exec(page.html)![1]!)}`
  },
  'why an application is taken back': async (words) => {
    const { caseId, a } = await application()
    await inCtx((tx, ctx) => withdraw(tx, a, words, ctx))
    return `/applications/${caseId}`
  },
  'a bad rating of an application': async (words) => `/application-follows/${(await rated(words)).id}`,
  'what is added to a report': async (words) => {
    const { caseId, own } = await report()
    await inCtx((tx, ctx) => addTo(tx, own, words, ctx, [], 'about'))
    return `/cases/${caseId}`
  },
  'the name of a file that is added': async (words) => {
    const { caseId, own } = await report()
    await inCtx((tx, ctx) => addTo(tx, own, '补充了照片', ctx, [`${words}.jpg`], 'about'))
    return `/cases/${caseId}`
  },
  'a bad rating of a report': async (words) => {
    const { caseId, own } = await report(true)
    await inCtx((tx, ctx) => rateReport(tx, own, 'unsatisfied', words, 'reporter', ctx))
    return `/cases/${caseId}`
  },
  'a good rating that tells a wrong': async (words) => {
    const { caseId, own } = await report(true)
    await inCtx((tx, ctx) => rateReport(tx, own, 'satisfied', `路灯亮了，谢谢。${words}`, 'reporter', ctx))
    return `/cases/${caseId}`
  },
  'a rating by somebody who stands with it': async (words) => {
    const { caseId, own } = await report(true)
    const supporter = newId()
    await sql`
      INSERT INTO report_supporters (id, report_id, secret_hash, visitor, at)
      VALUES (${supporter}, ${own.id}, ${supporter}, ${supporter}, ${w.now()})`.execute(w.t.owner)
    await inCtx((tx, ctx) => rateBeside(tx, own, supporter, 'unsatisfied', words, ctx))
    return `/cases/${caseId}`
  },
  'why a report is to be taken up again': async (words) => {
    const { caseId, own } = await report(true)
    await inCtx((tx, ctx) => rateReport(tx, own, 'satisfied', '', 'reporter', ctx))
    await inCtx((tx, ctx) => reopen(tx, own, words, ctx))
    return `/cases/${caseId}`
  },
  'what an invited outsider answers': async (words) => {
    const { caseId } = await report()
    await room.act(room.grid, caseId, 'team')
    const officer = await w.signIn('liuwan-officer')
    const { path } = ok<{ path: string }>(
      await officer.post(`/cases/${caseId}/guests`, { name: '县医院 王医生', ask: '请说说您的意见' }),
    )
    expect((await visitor(w).post(path, { text: words, meant: 'about' })).status).toBe(303)
    return `/cases/${caseId}`
  },
  'a report that another program files': async (words) => {
    const { key } = ok<{ key: string }>(await room.admin.post('/api-keys', { name: newId(), contact: '信息中心 0000' }))
    const sent = await visitor(w).post('/open311/v2/requests.json', {
      api_key: key,
      service_code: 'trouble',
      jurisdiction_id: 'liuwan',
      description: words,
    })
    expect(sent.status, sent.html).toBe(201)
    return `/cases/${await caseOf(JSON.parse(sent.html)[0].service_request_id)}`
  },
  'a complaint in the form of a report': async (words) => {
    const v = visitor(w)
    const key = /name="key" value="([^"]+)"/.exec((await v.get('/v/liuwan/reports/new')).html)![1]!
    const sent = await v.post('/v/liuwan/reports/new', {
      kind: 'person',
      about: '干部',
      text: words,
      show: 'nameless',
      key,
    })
    expect(sent.status, sent.html.slice(0, 500)).toBe(303)
    const page = await v.get(sent.location)
    return `/cases/${await caseOf(/data-code[^>]*>([0-9A-Z]{10})</.exec(page.html)![1]!)}`
  },
  'a question about a notice': async (words) => {
    const place = (await first(w.office.db, sql<{ id: string }>`SELECT id FROM regions WHERE slug = 'liuwan'`))!
    const { code } = await inCtx(async (tx, ctx) =>
      ask(
        tx,
        { noticeId: room.noticeId, place: await placeById(tx, place.id) },
        { kind: 'question', text: words, name: '', showName: false, contact: '' },
        ctx,
      ),
    )
    return code
  },
}

const caseOf = async (code: string) =>
  (await first(w.office.db, sql<{ id: string }>`SELECT id FROM cases WHERE code = ${code}`))!.id

/**
 * Every address that takes something from a visitor, with the ways in which its words are tried below; where none of
 * them is, why nobody who handles a matter reads words there.
 */
const addresses: [RegExp, readonly string[] | string][] = [
  [/^\/applications\/:code[^/]*\/edit$/, ['what is sent after an application']],
  [/\/apply$|\/again$/, ['an application']],
  [/^\/applications\/:code[^/]*\/withdraw$/, ['why an application is taken back']],
  [/^\/applications\/:code[^/]*\/rate$/, ['a bad rating of an application']],
  [/^\/reports\/:code\/add$/, ['what is added to a report', 'the name of a file that is added']],
  [
    /^\/reports\/:code\/rate$/,
    ['a bad rating of a report', 'a good rating that tells a wrong', 'a rating by somebody who stands with it'],
  ],
  [/^\/reports\/:code\/reopen$/, ['why a report is to be taken up again']],
  [/^\/consult\/:key$/, ['what an invited outsider answers']],
  [/^\/open311\/v2\//, ['a report that another program files']],
  [/\/reports\/new$/, ['a complaint in the form of a report']],
  [/^\/d\/:code\/ask$|\/missing\/:id$/, ['a question about a notice']],
  [/^\/accusations$/, 'sealed for the discipline office alone'],
  [/^\/reports\/:code[^/]*\/support$/, 'name and telephone of who stands with it, sealed'],
  [/^\/(?:applications|reports)(?:\/:code[^/]*\/(?:leave|drop|identity))?$/, 'opens, leaves or drops one’s own'],
  [/^\/uploads/, 'bytes; their names are tried with what they are added to'],
  [/^\/wechat\/callback$/, 'searched for, answered, begun as a draft: a report is sent by its own form'],
  [/^\/my\//, 'one’s own pages: nothing is handed in'],
  [/^\/services\/preview$|^\/forms\/try$/, 'nothing is kept'],
]

test('every address that takes words from a visitor is tried', () => {
  const posts = new Set(
    w.app.routes
      .filter((r) => r.method === 'POST' && !r.path.startsWith('/api/') && !r.path.includes('*'))
      .map((r) => r.path),
  )
  expect(posts.size).toBeGreaterThan(20)
  expect([...posts].filter((path) => !addresses.some(([of]) => of.test(path)))).toEqual([])
  const tried = addresses.flatMap(([, by]) => (typeof by === 'string' ? [] : by))
  expect(Object.keys(ways).filter((way) => !tried.includes(way))).toEqual([])
  expect(tried.filter((way) => !(way in ways))).toEqual([])
})

test.each(Object.keys(ways))('%s keeps away whom it names, and whom it accuses by post', async (way) => {
  const name = await nameOf(w, 'liuwan-director')
  for (const words of [`${name}收了我两千块钱才给办`, '村主任收了我两千块钱才给办']) {
    const found = await ways[way]!(words)
    if (found.startsWith('/')) expect((await room.director.get(found)).status, `${words} ${found}`).toBe(404)
    for (const list of ['/cases', '/applications/inbox', '/questions', '/tasks', '/desk', '/messages']) {
      const { body } = await room.director.get(list)
      for (const told of [words, found.split('/').at(-1)!]) expect(JSON.stringify(body), list).not.toContain(told)
    }
  }
})

/** Everybody at a place who holds one of these functions. */
const holding = (slug: string, functions: readonly string[]) =>
  rows(
    w.office.db,
    sql<{ id: string; name: string }>`
      SELECT DISTINCT p.id, p.name
      FROM appointments a
      JOIN persons p ON p.id = a.person_id
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN regions r ON r.id = a.region_id
      WHERE r.slug = ${slug} AND k.function = ANY(${[...functions]}::text[])`,
  )
const lies = async (caseId: string) =>
  (await first(
    w.office.db,
    sql<{ level: string; slug: string; step: string; due: Date | null }>`
      SELECT r.level, r.slug, c.step, c.due_at AS due
      FROM cases c
      JOIN regions r ON r.id = c.holder_id
      WHERE c.id = ${caseId}`,
  ))!
const idIn = (found: string) => found.split('/').at(-1)!
const namesOf = (people: readonly { name: string }[]) => people.map((p) => p.name).join('、')

test('an application that nobody of the village may take on goes on in the hands above, in its own time', async () => {
  const hands = await holding('liuwan', ['agent', 'drafter', 'director'])
  const sent = 'what is sent after an application'
  const some = await lies(idIn(await ways[sent]!(`${hands[0]!.name}收了我两千块`)))
  expect(some.slug, 'somebody is left').toBe('liuwan')
  const id = idIn(await ways[sent]!(`${namesOf(hands)}收了我两千块钱才给办`))
  expect(await lies(id)).toEqual({ ...some, level: 'township', slug: 'qingxi', due: some.due })
  expect(JSON.stringify((await room.clerk.get('/messages')).body)).toContain('能办的人都要回避，到了您这里')
  expect(JSON.stringify((await room.clerk.get('/applications/inbox')).body)).toContain(id)
  expect((await room.director.get(`/applications/${id}`)).status).toBe(404)
  await room.take(room.clerk, id, 'pass', { identityChecked: true })
  expect((await lies(id)).step, 'taken on').not.toBe(some.step)
  const higher = await holding('qingxi', ['township_clerk', 'station_clerk', 'agent', 'drafter', 'director'])
  const over = idIn(await ways[sent]!(`${namesOf([...hands, ...higher])}收了我两千块钱才给办`))
  expect((await lies(over)).level, 'past all who are kept from it').toBe('county')
  await room.take(await w.signIn('command'), over, 'pass', { identityChecked: true })
})

test('where the last free hand has gone since, the round takes it on; a report goes on at any step', async () => {
  const words = (await holding('liuwan', ['agent', 'drafter', 'director'])).slice(1)
  const id = idIn(await ways['what is sent after an application']!(`${namesOf(words)}收了我两千块钱才给办`))
  expect((await lies(id)).slug).toBe('liuwan')
  const left = await rows(
    w.office.db,
    sql<{ id: string }>`
      SELECT x.person_id AS id
      FROM accounts x
      WHERE x.disabled_at IS NULL
        AND x.person_id NOT IN (SELECT person_id FROM case_bars WHERE case_id = ${id})
        AND x.person_id IN (
          SELECT a.person_id
          FROM appointments a
          JOIN post_kinds k ON k.id = a.post_kind_id
          JOIN regions r ON r.id = a.region_id
          WHERE r.slug = 'liuwan' AND k.function IN ('agent', 'drafter', 'director')
        )`,
  )
  const ids = left.map((x) => x.id)
  await sql`UPDATE accounts SET disabled_at = ${w.now()} WHERE person_id = ANY(${ids}::text[])`.execute(w.t.owner)
  await sweepBarred(w.office.db, await contextAt(w.office.db, w.now()))
  await sql`UPDATE accounts SET disabled_at = NULL WHERE person_id = ANY(${ids}::text[])`.execute(w.t.owner)
  expect((await lies(id)).slug).toBe('qingxi')

  const { caseId, own } = await report()
  await room.act(room.grid, caseId, 'up')
  await room.act(room.clerk, caseId, 'investigate')
  await room.act(room.clerk, caseId, 'conclude', { comment: '已经查清，请决定' })
  const leaders = await holding('qingxi', ['township_leader', 'bureau_leader', 'county_admin'])
  await inCtx((tx, ctx) => addTo(tx, own, `${namesOf(leaders)}压着不办，收了钱`, ctx, [], 'about'))
  expect(await lies(caseId)).toMatchObject({ level: 'county', step: 'decide' })
  const page = ok<{ may: string[] }>(await room.admin.get(`/cases/${caseId}`))
  expect(JSON.stringify(page)).toContain('decide')
})

test('a unit that is asked, where all who could answer are kept from it: the place above answers', async () => {
  const { caseId, own } = await report()
  await room.act(room.grid, caseId, 'up')
  await room.act(room.clerk, caseId, 'ask', { units: ['nongyenongcunju'], ask: '请派人修' })
  const unit = await holding('nongyenongcunju', ['bureau_clerk', 'bureau_leader', 'station_clerk'])
  await inCtx((tx, ctx) => addTo(tx, own, `农业农村局${namesOf(unit)}收了钱不修`, ctx, [], 'about'))
  const requests = await rows(
    w.office.db,
    sql<{ id: string; level: string; gone: boolean; lasts: boolean }>`
      SELECT q.id, r.level, q.withdrawn_at IS NOT NULL AS gone, q.due_at IS NOT NULL AS lasts
      FROM case_requests q
      JOIN regions r ON r.id = q.region_id
      WHERE q.case_id = ${caseId}
      ORDER BY q.asked_at, q.id`,
  )
  expect(requests.filter((q) => !q.gone)).toMatchObject([{ level: 'county', lasts: true }])
  const open = requests.find((q) => !q.gone)!.id
  ok(await room.admin.post(`/requests/${open}/answer`, { text: '县里另派人修好了' }))
  expect((await lies(caseId)).step, 'answered').toBe('gathered')
})

test('whoever only thanks by name keeps nobody away', async () => {
  const { caseId, own } = await report(true)
  const name = await nameOf(w, 'liuwan-director')
  await inCtx((tx, ctx) => rateReport(tx, own, 'satisfied', `谢谢${name}，办得快`, 'reporter', ctx))
  expect(
    (await first(w.office.db, sql<{ guarded: boolean }>`SELECT guarded FROM cases WHERE id = ${caseId}`))!.guarded,
  ).toBe(false)
})

/** Numbers of people's papers and cards, as villagers write them. */
const papers = [
  '身份证 11010519491231002X',
  '老身份证 110105491231002',
  '卡号 6222 0210 0112 3456 789',
  '护照 E12345678',
  '回乡证 H12345678',
  '永久居留身份证 911124198108030025',
]
/** Where a villager writes freely, with a page's address and what else its form has. */
const places: Record<string, () => Promise<(words: string) => Promise<{ status: number; html: string }>>> = {
  'a report': async () => (text) => form('/v/liuwan/reports/new', { kind: 'trouble', text, show: 'nameless' }),
  'the spot of a report': async () => (spot) =>
    form('/v/liuwan/reports/new', { kind: 'trouble', text: '路灯不亮', spot, show: 'nameless' }),
  'whom a complaint is about': async () => (about) =>
    form('/v/liuwan/reports/new', { kind: 'person', about, text: '办事态度不好', show: 'nameless' }),
  'a question': async () => async (text) => form(`/d/${await noticeCode()}/ask`, { kind: 'question', text, name: '' }),
  'a comment': async () => async (text) =>
    form(`/d/${await noticeCode()}/ask`, { kind: 'comment', text, name: '柳大妹', contact: '' }),
  'the name with a question': async () => async (name) =>
    form(`/d/${await noticeCode()}/ask`, { kind: 'question', text: '钱花在哪里', name }),
  'an objection': async () => async (text) => form(`/d/${await noticeCode()}/ask`, { kind: 'untrue', text, name: '' }),
  'what is added to a report': async () => {
    const { v, path } = await ownReport()
    return (more) => v.post(`${path}/add`, { more, key: newId() })
  },
  'a rating of a report': async () => {
    const { v, path } = await ownReport('answer')
    return (reason) => v.post(`${path}/rate`, { rating: 'unsatisfied', reason })
  },
  'why a report is to be taken up again': async () => {
    const { v, path } = await ownReport('answer')
    await v.post(`${path}/rate`, { rating: 'satisfied', reason: '' })
    return (again) => v.post(`${path}/reopen`, { again })
  },
  'why an application is taken back': async () => {
    const { v, path } = await ownApplication()
    return (reason) => v.post(`${path}/withdraw`, { reason })
  },
  'an application': async () => {
    const { fields, files } = await filledIn(w, 'SV023')
    const { a } = await application()
    const long = placedFields(wholeForm(a.service)).find(
      ({ field }) => (field.kind === 'longText' || field.kind === 'text') && field.key in fields,
    )!
    return (words) =>
      visitor(w).post(
        '/v/liuwan/services/SV023/apply',
        { ...fields, [long.field.key]: words, key: newId(), do: 'send' },
        files,
      )
  },
  'what an invited outsider answers': async () => {
    const { caseId } = await report()
    await room.act(room.grid, caseId, 'team')
    const officer = await w.signIn('liuwan-officer')
    const { path } = ok<{ path: string }>(
      await officer.post(`/cases/${caseId}/guests`, { name: '县医院 王医生', ask: '请说说您的意见' }),
    )
    return (text) => visitor(w).post(path, { text, meant: 'mention' })
  },
}
const noticeCode = async () =>
  (await first(w.office.db, sql<{ code: string }>`SELECT code FROM notices WHERE id = ${room.noticeId}`))!.code
const form = async (path: string, fields: Record<string, string>) => {
  const v = visitor(w)
  const key = /name="key" value="([^"]+)"/.exec((await v.get(path)).html)![1]!
  return v.post(path, { ...fields, key })
}
const ownReport = async (action?: 'answer') => {
  const v = visitor(w)
  const path = '/v/liuwan/reports/new'
  const key = /name="key" value="([^"]+)"/.exec((await v.get(path)).html)![1]!
  // Another matter each time: what is like it is asked about.
  const sent = await v.post(path, {
    kind: 'trouble',
    text: `${key.slice(-6)} 的井盖松了`,
    show: 'nameless',
    urgent: 'seen',
    asked: 'similar named numbers',
    key,
  })
  expect(sent.status, sent.html.slice(0, 900)).toBe(303)
  const code = /data-code[^>]*>([0-9A-Z]{10})</.exec((await v.get(sent.location)).html)![1]!
  if (action) await room.act(room.grid, await caseOf(code), action, { reply: { text: '已经修好。', form: 'written' } })
  return { v, path: `/reports/${code}` }
}
const ownApplication = async () => {
  const { fields, files } = await filledIn(w, 'SV023')
  const v = visitor(w)
  const sent = await v.post('/v/liuwan/services/SV023/apply', { ...fields, key: newId(), do: 'send' }, files)
  const code = /data-code[^>]*>([0-9A-Z]{10})</.exec((await v.get(sent.location)).html)![1]!
  return { v, path: `/applications/${code}` }
}

test.each(Object.keys(places))('%s: every number of a person’s paper or card is asked about', async (place) => {
  const write = await places[place]!()
  for (const number of papers) {
    const answer = await write(`我的${number}`)
    expect(answer.html, `${number} ${answer.status}`).toMatch(
      /您写到了(?:身份证号或者银行卡号|护照、通行证一类的证件号)/,
    )
    expect(answer.html, number).toMatch(/data-numbers-box(?:="[^"]*")?>/)
  }
})
