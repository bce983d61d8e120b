/** Who follows a village, and said yes, hears of it at WeChat; who handed something in hears of its answer, once. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { FakeWechat, type Follower } from '../../../../tools/fake-wechat/fake.ts'
import { serve, type Served } from '../../../../tools/fake-wechat/server.ts'
import { channelsOf } from '../../../app/worker.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { deliverDue } from '../../../kernel/notices/deliver.ts'
import { newId } from '../../../platform/ids.ts'
import { setLogLevel } from '../../../platform/log.ts'
import { rows, sql, transact } from '../../../platform/db.ts'
import { handsOf, openEvent, publish, type Hands } from '../../../../test/story.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { tellAnswered } from '../../reports/following/answered.ts'
import { visitor } from '../../reports/fixtures/visitor.ts'
import { browserOf, idNumber, importing, signIn } from '../../residents/register/fixtures/people.ts'
import { followerOf, follows, choosesVillage } from '../followers.ts'
import { atOnce, tellVillageNews } from './tell.ts'

const entered = {
  appId: 'wx5823bf96d3bd56c7',
  originalId: 'gh_7f083739789a',
  secret: '0123456789abcdef0123456789abcdef',
  token: 'QDG6eK',
  plain: true,
  verified: true,
  inUse: true,
}
const village = {
  id: 'VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc',
  lasting: true,
  fields: ['thing1', 'thing2', 'number3'],
}
const matter = {
  id: '9nLIlbOQZC5Y89AZteFEux3WCXRRRG5Wfzkpssu4bLI',
  lasting: true,
  fields: ['thing1', 'character_string2'],
}
const single = { id: 'onceonceonceonceonceonceonceonceonceonceonce', lasting: false, fields: ['thing1'] }
const chosen = { thing1: 'place', thing2: 'title', number3: 'count' }

let w: World
let admin: Person, grid: Person
let hands: Hands
let fake: FakeWechat
let served: Served

beforeAll(async () => {
  setLogLevel('silent')
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  w.office.baseUrl = 'https://cunwu.example.cn'
  ;[admin, grid] = (await Promise.all(['admin', 'liuwan-grid'].map((u) => w.signIn(u)))) as [Person, Person]
  hands = await handsOf(w)
  fake = new FakeWechat({
    ...entered,
    callback: 'http://localhost/wechat/callback',
    clock: () => Math.floor(w.now().getTime() / 1000),
    deliver: async (url, init) => w.app.request(url, init),
  })
  for (const t of [village, matter, single]) fake.templates.set(t.id, t)
  served = await serve(fake)
  const account = { ...entered, apiBase: served.url, openBase: served.url }
  expect(await admin.put('/wechat/account', account)).toMatchObject({ status: 200 })
})
afterAll(async () => {
  setLogLevel('info')
  await served.close()
  await w.close()
})

/** Each story has a day of its own, with nothing told yet. */
let day = '2026-11-16'
let days = 16
beforeEach(async () => {
  days += 3
  day = new Date(Date.UTC(2026, 10, days)).toISOString().slice(0, 10)
  w.set(`${day}T09:00:00+08:00`)
  fake.notices.length = 0
  await sql`DELETE FROM wechat_consents`.execute(w.t.owner)
  await choose('villageNews', village, chosen)
})

const choose = async (kind: string, t: { id: string; lasting: boolean }, fields: Record<string, string>) => {
  const json = { templateId: t.id, lasting: t.lasting, fields }
  expect((await admin.put(`/wechat/templates/${kind}`, json)).body).toEqual({ ok: true })
}

let people = 0
const follower = async (scene = 'v_liuwan'): Promise<Follower> => {
  const who = fake.person(`村民${(people += 1)}`)
  await fake.follow(who, scene)
  return who
}
const yes = (who: Follower, t: { id: string }) => fake.agreeTo(who, [{ id: t.id, yes: true }])
const at = (hour: string) => w.set(`${day}T${hour}:00+08:00`)
const out = (title: string) =>
  openEvent(hands.officer, { place: 'liuwan', item: 'C12-01', on: day, title }).then((id) => publish(hands, id))

/** The worker's rounds, until there is nothing more to do. */
async function rounds() {
  for (;;) {
    const ctx = await contextAt(w.office.db, w.now())
    if ((await tellVillageNews(w.office, ctx)) === 0) break
  }
  for (;;) if ((await deliverDue(w.office.db, w.office.secret, channelsOf(w.office), w.now())) === 0) break
}
const told = (who: Follower) => fake.notices.filter((n) => n.to === who.openid)
const states = (event: string) =>
  rows(
    w.office.db,
    sql`SELECT channel, state, error FROM notice_deliveries WHERE event LIKE ${event} ORDER BY made_at, channel DESC`,
  )

test('at the hour, once, how many and the newest: to who said yes, follows still, and of their own village', async () => {
  const [her, closed, gone, elsewhere] = [
    await follower(),
    await follower(),
    await follower(),
    await follower('v_qingxi'),
  ]
  for (const who of [her, gone, elsewhere]) await yes(who, village)
  await fake.agreeTo(closed, [{ id: village.id, yes: false }])
  await fake.leave(gone)
  await out('村口到渡口的路要修两天')
  at('10:00')
  await out('停水半天')
  at('17:59')
  await rounds()
  expect(fake.notices).toEqual([])
  at('18:00')
  await rounds()
  await rounds()
  expect(fake.notices).toEqual([
    {
      to: her.openid,
      template: village.id,
      page: 'https://cunwu.example.cn/v/liuwan',
      values: { thing1: '柳湾村', thing2: expect.stringContaining('停水半天'), number3: '2' },
    },
  ])
  expect([...told(her)[0]!.values['thing2']!].length).toBeLessThanOrEqual(20)
  w.set(new Date(w.now().getTime() + 86_400_000).toISOString())
  await rounds()
  expect(told(her)).toHaveLength(1)
})

test('a server that stood still over the hour tells afterwards, of each day once', async () => {
  const her = await follower()
  await yes(her, village)
  await out('一')
  w.set(`${day}T19:30:00+08:00`)
  await out('二')
  w.set(new Date(w.now().getTime() + 86_400_000).toISOString())
  await rounds()
  expect(told(her).map((n) => n.values['number3'])).toEqual(['1', '1'])
})

test('turned off at WeChat while nobody told us: refused once, and not asked again', async () => {
  const her = await follower()
  await yes(her, village)
  await fake.turnOff(her, village.id, false)
  await out('一')
  at('18:00')
  await rounds()
  expect(await states(`village news % ${day}`)).toEqual([{ channel: 'wechat', state: 'failed', error: 'wechat 43101' }])
  expect(await rows(w.office.db, sql`SELECT 1 FROM wechat_consents`)).toEqual([])
})

test('turned off and told: nothing is put down', async () => {
  const her = await follower()
  await yes(her, village)
  await fake.turnOff(her, village.id)
  await out('一')
  at('18:00')
  await rounds()
  expect(await states(`village news % ${day}`)).toEqual([])
})

test('of a template for one notice each yes is one', async () => {
  await choose('villageNews', single, { thing1: 'place' })
  const her = await follower()
  for (const minute of ['09:00', '09:01']) {
    at(minute)
    await yes(her, single)
  }
  for (let n = 0; n < 4; n++) {
    await out(`第${n}天`)
    at('18:00')
    await rounds()
    day = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
    at('09:00')
  }
  days += 4
  expect(told(her)).toHaveLength(2)
})

test('many are told in steps, nobody twice and nobody left out', async () => {
  const many = atOnce * 2 + 7
  await transact(w.t.owner, async (tx) => {
    const region = (await rows(tx, sql<{ id: string }>`SELECT id FROM regions WHERE slug = 'liuwan'`))[0]!.id
    for (let n = 0; n < many; n++) {
      const { id } = await followerOf(tx, w.office.secret, fake.person(`许多人${n}`).openid, w.now())
      await follows(tx, id, w.now())
      await choosesVillage(tx, id, region)
      await sql`
        INSERT INTO wechat_consents (follower_id, template_id, said_at)
        VALUES (${id}, ${village.id}, ${w.now()})`.execute(tx)
    }
  })
  await out('一')
  at('18:00')
  // A step that fails leaves nothing of itself.
  await sql`ALTER TABLE wechat_news ADD CONSTRAINT broken CHECK (after_id = '' OR done_at IS NOT NULL)`.execute(
    w.t.owner,
  )
  await expect(contextAt(w.office.db, w.now()).then((ctx) => tellVillageNews(w.office, ctx))).rejects.toThrow()
  await sql`ALTER TABLE wechat_news DROP CONSTRAINT broken`.execute(w.t.owner)
  const ctx = await contextAt(w.office.db, w.now())
  while ((await tellVillageNews(w.office, ctx)) > 0);
  const put = await rows(
    w.office.db,
    sql<{ n: number; each: number }>`
      SELECT count(*)::int AS n, count(DISTINCT recipient)::int AS each
      FROM notice_deliveries
      WHERE event LIKE ${`village news % ${day}`}`,
  )
  expect(put).toEqual([{ n: many, each: many }])
  await sql`DELETE FROM notice_deliveries WHERE state = 'waiting'`.execute(w.t.owner)
})

test('an answer comes by WeChat and not by telephone too; where WeChat cannot, by telephone', async () => {
  await choose('matterNews', matter, { thing1: 'what', character_string2: 'code' })
  await importing(w, admin).take([
    ['姓名', '村', '户号', '关系', '身份证号', '手机号', '是否党员', '状态', '变动日期'],
    ['陈水生', '柳湾村', '071', '户主', idNumber('19610903', '071'), '13911110071', '', '', ''],
  ])
  const him = await follower()
  const { browser } = await signIn(w, '13911110071')
  const to = new URL((await browser.get('/my/wechat?bind=1')).to!)
  const back = new URL(fake.agree(him, to.searchParams))
  await browser.get(back.pathname + back.search)
  expect((await browser.post('/my/wechat/bind', {})).to).toBe('/my')
  await yes(him, matter)

  /** A report with a telephone, put among his own, answered. */
  const answered = async (text: string) => {
    const somebody = visitor(w)
    const fields = { kind: 'trouble', text, show: 'handlers', phone: '13911110071', key: newId(), urgent: 'seen' }
    const sent = await somebody.post('/v/liuwan/reports/new', fields)
    const page = (await somebody.get(sent.location)).html
    const code = /data-code[^>]*>([0-9A-Z]{10})</.exec(page)![1]!
    const digits = /data-digits[^>]*>(\d{6})</.exec(page)![1]!
    expect((await browser.post('/my/reports', { code, digits })).to).toBe('/my#reports')
    const [c] = await rows(
      w.office.db,
      sql<{ id: string }>`SELECT c.id FROM cases c JOIN reports r ON r.id = c.subject_id WHERE r.code = ${code}`,
    )
    const done = await grid.post(`/cases/${c!.id}/actions/answer`, { reply: { text: '已经修好了。', form: 'written' } })
    expect(done.status, JSON.stringify(done.body)).toBe(200)
    w.set(new Date(w.now().getTime() + 60_000).toISOString())
    await tellAnswered(w.office, w.now())
    await rounds()
    return code
  }
  const byAnswer = () => states('answer %').then((all) => all.map((d) => Object.values(d as object).join(' ')))
  const code = await answered('三组路口的水管破了')
  expect(told(him)).toMatchObject([{ values: { thing1: '民情反映已答复', character_string2: code } }])
  expect(await byAnswer()).toEqual(['wechat sent '])

  await fake.turnOff(him, matter.id, false)
  await answered('二组的路灯不亮')
  expect(await byAnswer()).toEqual(['wechat sent ', 'wechat failed wechat 43101', 'sms sent '])

  // Taken back here too: the next one goes by telephone at once.
  await answered('一组的沟堵了')
  expect((await byAnswer()).slice(3)).toEqual(['sms sent '])
  expect(browserOf(w).cookies.size).toBe(0)
})

test('out of calls for today, or away: tried again, and nothing is lost', async () => {
  const her = await follower()
  await yes(her, village)
  await out('一')
  at('18:00')
  fake.failing.push({ path: '/cgi-bin/message/subscribe/bizsend', code: 45009 })
  await rounds()
  expect(told(her)).toEqual([])
  at('18:02')
  fake.expire()
  await rounds()
  expect(told(her)).toHaveLength(1)
})

test('fields that there are not, facts that nobody knows, one template for two kinds: refused in words', async () => {
  const put = (kind: string, json: object) => admin.put(`/wechat/templates/${kind}`, json)
  const right = { templateId: matter.id, lasting: true, fields: { thing1: 'what' } }
  for (const wrong of [
    { ...right, templateId: '短' },
    { ...right, fields: {} },
    { ...right, fields: { first: 'what' } },
    { ...right, fields: { thing1: 'secret' } },
    { ...right, fields: Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`thing${i}`, 'what'])) },
  ])
    expect((await put('matterNews', wrong)).status, JSON.stringify(wrong)).toBe(422)
  expect((await put('matterNews', { ...right, templateId: village.id })).body.message).toContain('一种通知用一个模板')
  expect((await put('someNews', right)).status).toBe(404)
  expect((await admin.delete('/wechat/templates/matterNews')).status).toBe(200)
  const { body } = await admin.get('/wechat/templates')
  expect((body.templates as { kind: string }[]).map((t) => t.kind)).toEqual(['villageNews'])
  expect((await hands.officer.get('/wechat/templates')).status).toBe(403)
})
