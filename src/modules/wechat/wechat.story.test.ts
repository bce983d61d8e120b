/** A villager in another province talks to the county's official account; a WeChat of our own stands in for WeChat. */
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { FakeWechat, type Follower } from '../../../tools/fake-wechat/fake.ts'
import { serve, type Served } from '../../../tools/fake-wechat/server.ts'
import { first, rows, sql } from '../../platform/db.ts'
import { photo } from '../../../test/photo.ts'
import { makeWorld, type Person, type World } from '../../../test/world.ts'
import { browserOf, idNumber, importing, signIn } from '../residents/register/fixtures/people.ts'
import { answersWithin } from './callback/callback.routes.ts'
import { sceneOf, type Reached } from './posters/posters.ts'
import { fetchWaiting } from './drafts/fetch.ts'

let w: World
let admin: Person
let fake: FakeWechat
let served: Served

const keys = { plain: undefined, aes: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG', next: 'z'.repeat(43) }
const entered = {
  appId: 'wx5823bf96d3bd56c7',
  originalId: 'gh_7f083739789a',
  secret: '0123456789abcdef0123456789abcdef',
  token: 'QDG6eK',
  plain: true,
  verified: true,
  inUse: true,
}

beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  admin = await w.signIn('admin')
  fake = new FakeWechat({
    ...entered,
    callback: 'http://localhost/wechat/callback',
    clock: () => Math.floor(w.now().getTime() / 1000),
    deliver: async (url, init) => w.app.request(url, init),
  })
  served = await serve(fake)
})
afterAll(async () => {
  await served.close()
  await w.close()
})
beforeEach(() => use({}))

/** Enters the account anew, on both sides. */
async function use(change: Partial<typeof entered> & { aesKey?: string; dropOld?: boolean }) {
  const body = { ...entered, ...change, apiBase: served.url, openBase: served.url }
  expect(await admin.put('/wechat/account', body)).toMatchObject({ status: 200 })
  Object.assign(fake.config, { token: body.token, aesKey: body.plain ? undefined : body.aesKey })
}

let people = 0
const somebody = (): Follower => fake.person(`某人${(people += 1)}`)
const lastTo = (who: Follower) => who.chat.findLast((l) => l.from === 'account')?.text ?? ''
const seen = async () => (await first(w.office.db, sql<{ n: number }>`SELECT count(*)::int AS n FROM wechat_seen`))!.n

test('the address proves itself, to whoever knows the word only', async () => {
  expect(await fake.prove('4375120948345356249')).toEqual({ status: 200, text: '4375120948345356249' })
  fake.config.token = 'another'
  expect((await fake.prove('1')).status).toBe(403)
})

test('without an account in use there is nothing', async () => {
  await use({ inUse: false })
  expect((await fake.prove('1')).status).toBe(404)
  expect((await fake.deliver({ MsgType: 'text' })).status).toBe(404)
})

test('who follows by the poster of a village hears of that village, and is asked about it', async () => {
  const him = somebody()
  await fake.follow(him, 'v_liuwan')
  expect(lastTo(him)).toContain('看柳湾村公开了什么')
  expect(lastTo(him)).toContain('<a href="http://localhost/v/liuwan">')
  await fake.say(him, '低保')
  expect(lastTo(him)).toContain('place=liuwan')
  await fake.leave(him)
  const [row] = await rows(
    w.office.db,
    sql<{ slug: string; gone: boolean }>`
      SELECT r.slug, f.left_at IS NOT NULL AS gone
      FROM wechat_followers f
      JOIN regions r ON r.id = f.region_id`,
  )
  expect(row).toEqual({ slug: 'liuwan', gone: true })
})

test('no openid lies open', async () => {
  const her = somebody()
  await fake.follow(her)
  const all = await rows(w.office.db, sql<{ row: string }>`SELECT f::text AS row FROM wechat_followers f`)
  expect(all.length).toBeGreaterThan(0)
  expect(all.some((r) => r.row.includes(her.openid))).toBe(false)
})

test('what takes too long is said afterwards, once', async () => {
  const him = somebody()
  await fake.follow(him)
  const held = new pg.Client({ connectionString: w.t.urls.owner })
  await held.connect()
  onTestFinished(async () => {
    answersWithin.ms = 4_000
    await held.end()
  })
  await held.query('BEGIN')
  await held.query('LOCK TABLE wechat_followers IN ACCESS EXCLUSIVE MODE')
  answersWithin.ms = 1
  expect(await fake.say(him, '低保')).toEqual({ status: 200, text: 'success' })
  const lines = him.chat.length
  await held.query('COMMIT')
  await expect.poll(() => him.chat.length).toBe(lines + 1)
  expect(lastTo(him)).toContain('看更多')
})

test('what could not be kept is asked for again, and then taken in', async () => {
  const him = somebody()
  await fake.follow(him, 'v_liuwan')
  await sql`ALTER TABLE wechat_drafts ADD CONSTRAINT broken CHECK (false)`.execute(w.t.owner)
  onTestFinished(async () => {
    await sql`ALTER TABLE wechat_drafts DROP CONSTRAINT IF EXISTS broken`.execute(w.t.owner)
  })
  const before = await seen()
  await fake.standAt(him, 23.1, 113.2, '村口')
  expect(lastTo(him)).toContain('请过一分钟再发一次')
  expect(await seen()).toBe(before)
  await sql`ALTER TABLE wechat_drafts DROP CONSTRAINT broken`.execute(w.t.owner)
  await fake.standAt(him, 23.1, 113.2, '村口')
  expect(lastTo(him)).toContain('收到您发的位置')
})

test('danger is told whom to call, before anything is looked for', async () => {
  const him = somebody()
  await fake.say(him, '着火了快来人')
  expect(lastTo(him)).toMatch(/119/)
})

test.each(['plain', 'aes'] as const)('the same message three times is one, answered alike (%s)', async (mode) => {
  await use(mode === 'aes' ? { plain: false, aesKey: keys.aes } : {})
  const him = somebody()
  const before = await seen()
  const fields = {
    ToUserName: entered.originalId,
    FromUserName: him.openid,
    CreateTime: String(fake.now()),
    MsgType: 'location',
    Location_X: '23.1',
    Location_Y: '113.2',
    Label: '村口',
    MsgId: '77',
  }
  const answers = await Promise.all([fake.deliver(fields), fake.deliver(fields), fake.deliver(fields)])
  expect(answers.map((a) => a.status)).toEqual([200, 200, 200])
  expect(await seen()).toBe(before + 1)
  if (mode === 'plain') expect(new Set(answers.map((a) => a.text)).size).toBe(1)
})

test('fifteen people of one second with one number are fifteen', async () => {
  const before = await seen()
  const all = Array.from({ length: 15 }, somebody)
  const answers = await Promise.all(
    all.map((who) =>
      fake.deliver({
        ToUserName: entered.originalId,
        FromUserName: who.openid,
        CreateTime: String(fake.now()),
        MsgType: 'text',
        Content: '低保',
        MsgId: '1',
      }),
    ),
  )
  expect(answers.every((a) => a.status === 200)).toBe(true)
  expect(await seen()).toBe(before + 15)
})

test('two presses of one second are two', async () => {
  const him = somebody()
  const before = await seen()
  await fake.press(him, 'a')
  await fake.press(him, 'b')
  expect(await seen()).toBe(before + 2)
})

test('wrong, old, borrowed and downgraded ones are refused, and nothing is taken in', async () => {
  const him = somebody()
  const said = (more: Record<string, string> = {}) => ({
    ToUserName: entered.originalId,
    FromUserName: him.openid,
    CreateTime: String(fake.now()),
    MsgType: 'text',
    Content: '低保',
    MsgId: String((people += 1)),
    ...more,
  })
  const before = await seen()
  const old = String(fake.now() - 700)
  expect((await fake.deliver(said(), { token: 'wrong' })).status).toBe(403)
  expect((await fake.deliver(said(), { timestamp: old })).status).toBe(403)
  expect((await fake.deliver(said({ ToUserName: 'gh_another00000' }))).status).toBe(403)
  expect((await fake.deliver(said({ FromUserName: '<script>' }))).status).toBe(403)
  const once = { timestamp: String(fake.now()), nonce: 'once' }
  expect((await fake.deliver(said(), once)).status).toBe(200)
  expect((await fake.deliver(said(), once)).status).toBe(403)
  await use({ plain: false, aesKey: keys.aes })
  expect((await fake.deliver(said(), { aesKey: undefined })).status).toBe(403)
  expect((await fake.deliver(said(), { aesKey: keys.next })).status).toBe(403)
  expect((await fake.deliver(said(), { appId: 'wx0000000000000000' })).status).toBe(403)
  expect(await seen()).toBe(before + 1)
})

test('bombs, broken and endless letters, unknown kinds: never an error of ours', async () => {
  const at = String(fake.now())
  const send = (body: string) => fake.config.deliver!(addressed(at), { method: 'POST', body })
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xml><Content>&b;</Content></xml>'
  for (const body of [
    bomb,
    '',
    '{}',
    '<xml>',
    '<xml></xml>',
    '\u0000',
    `<xml><Content>${'长'.repeat(40_000)}</Content></xml>`,
  ])
    expect([403, 413]).toContain((await send(body)).status)
  const him = somebody()
  expect(await fake.tell(him, { MsgType: 'hologram', MsgId: '5' })).toEqual({ status: 200, text: 'success' })
  expect(await fake.event(him, 'user_pay_from_pay_cell', '')).toEqual({ status: 200, text: 'success' })
})

/** An address that is signed as it must be. */
function addressed(timestamp: string): string {
  let url = ''
  const { deliver } = fake.config
  fake.config.deliver = async (to) => {
    url = to
    return new Response('')
  }
  void fake.deliver({}, { timestamp })
  fake.config.deliver = deliver!
  return url
}

test('the key is changed in the middle: both are understood, then the old one is not', async () => {
  await use({ plain: false, aesKey: keys.aes })
  const him = somebody()
  await fake.say(him, '低保')
  await use({ plain: false, aesKey: keys.next })
  fake.config.aesKey = keys.aes
  expect((await fake.say(him, '修路')).status).toBe(200)
  fake.config.aesKey = keys.next
  expect((await fake.say(him, '水费')).status).toBe(200)
  await use({ plain: false, aesKey: keys.next, dropOld: true })
  fake.config.aesKey = keys.aes
  expect((await fake.say(him, '电费')).status).toBe(403)
})

test('a picture, a voice and a place become one report, when the person sends it and not before', async () => {
  const him = somebody()
  await fake.follow(him, 'v_liuwan')
  const reports = async () => (await first(w.office.db, sql<{ n: number }>`SELECT count(*)::int AS n FROM reports`))!.n
  const before = await reports()
  const picture = new Uint8Array(await (await photo()).arrayBuffer())
  await fake.send(him, 'image', picture, 'image/jpeg')
  await fake.send(him, 'voice', Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(800, 1)]), 'audio/amr')
  await fake.standAt(him, 23.1, 113.2, '村口')
  const [, path] = /href="http:\/\/localhost(\/wechat\/d\/[^"]+)"/.exec(lastTo(him))!
  const opened = await w.app.request(path!)
  expect(opened.status).toBe(302)
  expect(opened.headers.get('location')).toBe('/v/liuwan/reports/new?begun=1')
  const cookie = opened.headers.get('set-cookie')!.split(';')[0]!
  const form = await (await w.app.request('/v/liuwan/reports/new?begun=1', { headers: { cookie } })).text()
  expect(form).toContain('照片')
  expect(form).toContain('录音')
  expect(form).toContain('name="lat" value="23.1"')
  expect(await reports()).toBe(before)
  const key = /name="key" value="([^"]+)"/.exec(form)![1]!
  const headers = { cookie, origin: 'http://localhost', host: 'localhost' }
  const body = new FormData()
  for (const [name, value] of Object.entries({
    kind: 'trouble',
    text: '路灯坏了',
    show: 'nameless',
    key,
    urgent: 'seen',
    asked: 'similar named numbers',
  }))
    body.set(name, value)
  const sent = await w.app.request('/v/liuwan/reports/new', { method: 'POST', body, headers })
  expect(sent.status, await sent.clone().text()).toBe(303)
  const files = await rows(w.office.db, sql<{ kind: string }>`SELECT kind FROM report_files ORDER BY kind`)
  expect(files.map((f) => f.kind)).toEqual(['picture', 'voice'])
  const bare = await (await w.app.request('/v/liuwan/reports/new', { headers: { cookie } })).text()
  expect(bare).not.toContain(key)
})

test('a link that somebody made up, or of yesterday, opens nothing', async () => {
  const him = somebody()
  await fake.standAt(him, 23.1, 113.2, '村口')
  const [, path] = /href="http:\/\/localhost(\/wechat\/d\/[^"]+)"/.exec(lastTo(him))!
  const [at, other] = [path!.length - 8, path!.at(-8) === 'x' ? 'y' : 'x']
  expect((await w.app.request(path!.slice(0, at) + other + path!.slice(at + 1))).status).toBe(404)
  w.set('2026-11-17T09:30:00+08:00')
  expect((await w.app.request(path!)).status).toBe(404)
})

test('a token that WeChat no longer takes is renewed once, for all', async () => {
  const him = somebody()
  const picture = async (colour: string) => new Uint8Array(await (await photo('a.jpg', colour)).arrayBuffer())
  await fake.send(him, 'image', await picture('#123'), 'image/jpeg')
  await fetchWaiting(w.office)
  fake.expire()
  await fake.send(him, 'image', await picture('#456'), 'image/jpeg')
  const from = fake.asked.length
  await fetchWaiting(w.office)
  expect(fake.asked.slice(from)).toEqual([
    { path: '/cgi-bin/media/get', code: 42001 },
    { path: '/cgi-bin/stable_token', code: 0 },
    { path: '/cgi-bin/media/get', code: 0 },
  ])
})

test('by telephone once, bound, and from then on by WeChat; two of a family choose', async () => {
  const family = [
    ['姓名', '村', '户号', '关系', '身份证号', '手机号', '是否党员', '状态', '变动日期'],
    ['陈水生', '柳湾村', '071', '户主', idNumber('19610903', '071'), '13911110071', '', '', ''],
    ['柳月娥', '柳湾村', '071', '妻', idNumber('19630903', '072'), '13911110072', '', '', ''],
  ]
  await importing(w, admin).take(family)
  const him = somebody()
  type Browser = ReturnType<typeof browserOf>
  /** To WeChat, as the browser goes; the way back that WeChat gives. */
  const backFor = async (browser: Browser, path: string) => {
    const to = new URL((await browser.get(path)).to!)
    expect(to.origin + to.pathname).toBe(`${served.url}/connect/oauth2/authorize`)
    expect(to.searchParams.get('scope')).toBe('snsapi_base')
    const back = new URL(fake.agree(him, to.searchParams))
    return back.pathname + back.search
  }
  const round = async (browser: Browser, path = '/my/wechat') => (await browser.get(await backFor(browser, path))).to
  const stranger = browserOf(w)
  expect(await round(stranger)).toBe('/my/wechat/bind')
  expect((await stranger.get('/my/wechat/bind')).html).toContain('这个微信还没有绑定')
  expect((await stranger.post('/my/wechat/bind', {})).status).toBe(401)

  const { browser: chen } = await signIn(w, '13911110071')
  expect((await chen.get('/my')).html).toContain('下次用微信登录')
  expect(await round(chen, '/my/wechat?bind=1')).toBe('/my/wechat/bind')
  expect((await chen.post('/my/wechat/bind', {})).to).toBe('/my')
  const next = browserOf(w)
  expect(await round(next)).toBe('/my/wechat/who')
  expect((await next.get('/my/wechat/who')).to).toBe('/my')
  expect((await next.get('/my')).html).toContain('陈水生，您好')

  const { browser: liu } = await signIn(w, '13911110072')
  await round(liu, '/my/wechat?bind=1')
  await liu.post('/my/wechat/bind', {})
  const third = browserOf(w)
  const back = await backFor(third, '/my/wechat')
  expect((await third.get(back)).to).toBe('/my/wechat/who')
  expect((await third.get('/my/wechat/who')).html).toMatch(/柳月娥[^]*陈水生|陈水生[^]*柳月娥/)
  expect((await third.post('/my/wechat/who', { resident: 'somebody-else' })).status).toBe(422)
  const { id } = (await first(w.office.db, sql<{ id: string }>`SELECT id FROM residents WHERE name = '柳月娥'`))!
  expect((await third.post('/my/wechat/who', { resident: id })).to).toBe('/my')
  expect((await third.get('/my')).html).toContain('柳月娥，您好')

  // State and code are good once, and for the browser that asked.
  expect((await third.get(back)).status).toBe(404)
  // As many characters as a state has, and more bytes.
  await third.get('/my/wechat')
  expect((await third.get(`/my/wechat/back?code=1&state=${encodeURIComponent('账'.repeat(32))}`)).status).toBe(404)
  expect((await browserOf(w).get(await backFor(browserOf(w), '/my/wechat'))).status).toBe(404)
  await liu.post('/my/wechat/unbind', {})
  const last = browserOf(w)
  await round(last)
  expect((await last.get('/my/wechat/who')).to).toBe('/my')
  expect((await last.get('/my')).html).toContain('陈水生，您好')
})

test('the menu goes to WeChat with whole addresses, or says what is wrong with it', async () => {
  const { body } = await admin.get('/wechat/menu')
  expect(body).toMatchObject({ sentAt: null })
  expect((await admin.put('/wechat/menu', { menu: body.menu })).body.message).toContain('BASE_URL')
  w.office.baseUrl = 'https://cunwu.example.cn'
  onTestFinished(() => {
    w.office.baseUrl = undefined
  })
  for (const menu of [
    [],
    [{ name: '名字太长了六', path: '/' }],
    [{ name: '外面', path: 'https://example.com' }],
    [{ name: '外面', path: '//example.com' }],
    [{ name: '空的' }],
    [{ name: '两样', path: '/', below: [{ name: '一', path: '/' }] }],
    Array.from({ length: 4 }, () => ({ name: '多', path: '/' })),
  ])
    expect((await admin.put('/wechat/menu', { menu })).status, JSON.stringify(menu)).toBe(422)
  expect((await admin.put('/wechat/menu', { menu: body.menu })).status).toBe(200)
  expect(fake.menu).toMatchObject({
    button: [{ type: 'view', url: 'https://cunwu.example.cn/' }, { sub_button: [{}, {}, {}] }, {}],
  })
  expect((await admin.get('/wechat/menu')).body.sentAt).not.toBeNull()
})

test('posters: one code a village, asked of WeChat once; who follows is counted for information', async () => {
  const shown = async () => (await admin.get('/wechat/posters?place=qingxi')).body.villages as Reached[]
  const before = await shown()
  expect(before.length).toBeGreaterThan(1)
  expect(before.every((v) => !v.made)).toBe(true)
  const made = await admin.post('/wechat/posters', { place: 'liuwan' })
  expect(made.body.posters).toMatchObject([{ slug: 'liuwan', qr: expect.stringContaining('<svg') }])
  const from = fake.asked.length
  const all = await admin.post('/wechat/posters', { place: 'qingxi' })
  expect(all.body.posters).toHaveLength(before.length)
  expect(fake.asked.slice(from).filter((a) => a.path === '/cgi-bin/qrcode/create')).toHaveLength(before.length - 1)
  const counted = (villages: readonly Reached[]) => villages.find((v) => v.slug === 'liuwan')!.followers
  await fake.scan(somebody(), sceneOf('liuwan'))
  const after = await shown()
  expect(counted(after)).toBe(counted(before) + 1)
  expect(after.every((v) => v.made)).toBe(true)
  expect((await admin.get('/wechat/posters?place=nowhere')).status).toBe(404)
})

test('secrets are entered and never shown; what is wrong is told at its field', async () => {
  const shown = JSON.stringify((await admin.get('/wechat/account')).body)
  expect(shown).not.toContain(entered.secret)
  expect(shown).not.toContain(entered.token)
  for (const [field, value] of Object.entries({
    appId: 'wx1',
    originalId: 'x',
    secret: 'abc',
    token: '!',
    apiBase: 'ftp://x',
  }))
    expect((await admin.put('/wechat/account', { ...entered, [field]: value })).status, field).toBe(422)
  expect((await (await w.signIn('qingxi-clerk')).get('/wechat/account')).status).toBe(403)
})
