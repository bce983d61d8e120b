/** A villager signs in and reads what is meant for them, alone or with an agent: over HTTP, on a real database. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { first, rows, sql } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { visitor } from '../../reports/fixtures/visitor.ts'
import { handsOf, nothing, obligationOf, openOf, publish, type Hands } from '../../../../test/story.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import {
  browserOf,
  codeIn,
  forgetLimits,
  importing,
  mother,
  partyMan,
  register,
  signIn,
  wrongFor,
} from '../register/fixtures/people.ts'

let w: World
let agent: Person, hands: Hands
let neighbour: string
/** The telephone that got the slip's place. */
let xiaoman: string
beforeAll(async () => {
  w = await makeWorld()
  const [admin, a, h] = await Promise.all([w.signIn('admin'), w.signIn('liuwan-agent'), handsOf(w)])
  ;[agent, hands] = [a, h]
  neighbour = (await first(
    w.office.db,
    sql<{
      slug: string
    }>`SELECT slug FROM regions WHERE level = 'village' AND slug <> 'liuwan' AND NOT practice LIMIT 1`,
  ))!.slug
  await importing(w, admin).take(register)
  const [{ id }] = (await agent.get(`/residents?place=liuwan&q=${mother.id}`)).body.people
  await agent.post(`/residents/${id}/check`, { place: 'liuwan', idNumber: mother.id })
})
afterAll(() => w.close())
beforeEach(() => forgetLimits(w))

describe('a villager', () => {
  test('signs in with a code that was sent, once; wrong ones and strangers’ telephones open nothing', async () => {
    const browser = browserOf(w)
    expect((await browser.get('/my')).to).toBe('/my/sign-in')
    expect((await browser.post('/my/code', { phone: '123', to: '' })).html).toContain('应该是 11 位数字')
    const sent = await browser.post('/my/code', { phone: partyMan.phone, to: '' })
    expect([sent.status, sent.to]).toEqual([200, '/my/code'])
    expect(sent.html).not.toContain(partyMan.phone)
    const code = codeIn(sent.html)!
    expect(codeIn((await browser.post('/my/code', { phone: partyMan.phone, to: '' })).html), 'pressed twice').toBe(code)
    expect(
      await rows(
        w.office.db,
        sql`SELECT 1 FROM notice_deliveries WHERE template = 'signInCode' AND state <> 'dropped'`,
      ),
    ).toHaveLength(1)
    const refused = await browser.post('/my/sign-in', { code: wrongFor(code) })
    expect([refused.status, refused.to, refused.html.includes('验证码不对')]).toEqual([422, '/my/code', true])
    const done = await browser.post('/my/sign-in', { code })
    expect(done.to).toBe('/my')
    expect(done.set.find((s) => s.startsWith('sunlit.resident='))).toMatch(
      /^sunlit\.resident=[\w-]{43}; Path=\/my; .*HttpOnly; SameSite=Lax/,
    )
    expect((await browser.get('/my/code')).to, 'back after signing in').toBe('/my')
    expect((await browser.get('/my/sign-in')).to).toBe('/my')
    const home = await browser.get('/my')
    expect(home.html).toContain(`${partyMan.name}，您好`)
    expect(home.cache).toBe('no-store')
    expect((await rows(w.office.db, sql`SELECT 1 FROM resident_codes WHERE code_hash = ${code}`)).length).toBe(0)
    const old = browser.cookies.get('sunlit.resident')!
    await browser.post('/my/sign-out', {})
    browser.cookies.set('sunlit.resident', old)
    expect((await browser.get('/my')).to).toBe('/my/sign-in')
  })

  test('is not told apart from a stranger: same words, same rows, same limits', async () => {
    const [known, stranger] = [browserOf(w), browserOf(w)]
    const seen = await known.post('/my/code', { phone: partyMan.phone, to: '' })
    const unseen = await stranger.post('/my/code', { phone: '13977770002', to: '' })
    const plain = (html: string) => html.replace(/<p class="note">.*?<\/p>/, '').replaceAll(/1\d{2}\*{4}\d{4}/g, 'N')
    expect(plain(unseen.html)).toBe(plain(seen.html))
    expect(codeIn(unseen.html)).toBeUndefined()
    expect(
      await rows(
        w.office.db,
        sql`SELECT state, address IS NULL AND params IS NULL AS empty FROM notice_deliveries WHERE state = 'dropped'`,
      ),
    ).toEqual([{ state: 'dropped', empty: true }])
    const asked = []
    for (let i = 0; i < 6; i++) asked.push((await stranger.post('/my/code', { phone: '13977770002', to: '' })).status)
    expect(asked).toEqual([200, 200, 200, 200, 422, 422])
  })

  test('a session that somebody planted ends with signing in, and the step between the forms cannot be made up', async () => {
    const victim = browserOf(w)
    victim.cookies.set('sunlit.resident', 'A'.repeat(43))
    victim.cookies.set('sunlit.step', 'A'.repeat(80))
    expect((await victim.get('/my/code')).to).toBe('/my/sign-in')
    const { browser } = await signIn(w, partyMan.phone)
    const first = browser.cookies.get('sunlit.resident')!
    const code = codeIn((await browser.post('/my/code', { phone: mother.phone, to: '' })).html)!
    await browser.post('/my/sign-in', { code })
    expect((await browser.get('/my/who')).html).toContain('您是哪一位')
    const resident = /value="([^"]+)"[^>]*>\s*<span>吴长根/.exec((await browser.get('/my/who')).html)![1]!
    await browser.post('/my/who', { resident })
    browser.cookies.set('sunlit.resident', first)
    expect((await browser.get('/my')).to).toBe('/my/sign-in')
    const foreign = await w.app.request('http://localhost/my/sign-out', {
      method: 'POST',
      headers: { host: 'localhost', origin: 'http://elsewhere.example' },
    })
    expect(foreign.status).toBe(403)
  })

  test('three wrong tries end a code, and a code ends after five minutes', async () => {
    const browser = browserOf(w)
    const code = codeIn((await browser.post('/my/code', { phone: partyMan.phone, to: '' })).html)!
    for (let i = 0; i < 3; i++) await browser.post('/my/sign-in', { code: wrongFor(code) })
    expect((await browser.post('/my/sign-in', { code })).html).toContain('作废')
    const later = codeIn((await browser.post('/my/code', { phone: partyMan.phone, to: '' })).html)!
    expect(later).not.toBe(code)
    w.set('2026-10-05T09:06:00+08:00')
    expect((await browser.post('/my/sign-in', { code: later })).html).toContain('已经过期')
    w.set('2026-10-05T09:30:00+08:00')
    expect((await browser.post('/my/sign-in', { code: later })).html).toContain('填得太久了')
    w.set('2026-10-05T09:00:00+08:00')
  })

  test('nobody learns whose telephone it is by using up the codes of an hour', async () => {
    const asked = async (phone: string) => {
      const { status, to } = await browserOf(w).post('/my/code', { phone, to: '' })
      return { status, to }
    }
    const sent = () =>
      rows(w.office.db, sql`SELECT 1 FROM notice_deliveries WHERE template = 'signInCode' AND state <> 'dropped'`)
    await asked(partyMan.phone)
    await asked('13700000001')
    const before = await sent()
    // First those are used up that nobody has, as a stranger with many addresses would; then the village's own as well.
    for (const [n, key] of ['my-village:none', 'my-village%'].entries()) {
      await sql`UPDATE rate_limits SET points = 100000 WHERE key LIKE ${key}`.execute(w.office.db)
      expect(await asked(`1370000010${n}`), key).toEqual(await asked([partyMan.phone, mother.phone][n]!))
    }
    expect(await sent(), 'none over the limit').toEqual(before)
  })
  test('of several on one telephone says who it is', async () => {
    const browser = browserOf(w)
    const code = codeIn((await browser.post('/my/code', { phone: mother.phone, to: '' })).html)!
    const choice = await browser.post('/my/sign-in', { code })
    expect([choice.to, choice.html.includes('您是哪一位')]).toEqual(['/my/who', true])
    expect((await browser.post('/my/who', {})).html).toContain('请选您是哪一位')
    const resident = /value="([^"]+)"[^>]*>\s*<span>吴长根/.exec(choice.html)![1]!
    await browser.post('/my/who', { resident })
    expect((await browser.get('/my')).html).toContain('吴长根，您好')
  })

  test('joins with the household’s slip: names shown by surname, a place is taken once', async () => {
    const { slips } = (await agent.post('/residents/slips', { place: 'liuwan' })).body
    const slip = slips.find((s: { household: string }) => s.household === '001')
    expect(slip.address).toBe(`http://localhost/my/join/${slip.code}`)
    const browser = browserOf(w)
    const page = await browser.get(`/my/join/${slip.code}`)
    expect(page.html).toContain('周*满')
    expect(page.html).not.toContain('周小满')
    const resident = /name="resident"[^>]*value="([^"]+)"/.exec(page.html)![1]!
    // The slip lies on the table: five telephones have it, each with its own code, and press at the same moment.
    const phones = await Promise.all(
      [0, 1, 2, 3, 4].map(async (n) => {
        const own = browserOf(w)
        const sent = await own.post(`/my/join/${slip.code}/code`, { resident, phone: `1392222333${n}` })
        return { own, code: codeIn(sent.html)! }
      }),
    )
    await Promise.all(phones.map(({ own, code }) => own.post('/my/sign-in', { code })))
    const pages = await Promise.all(phones.map(async ({ own }) => (await own.get('/my')).html))
    expect(pages.filter((html) => html.includes('周小满，您好'))).toHaveLength(1)
    xiaoman = `1392222333${pages.findIndex((html) => html.includes('周小满，您好'))}`
    const sessions = await rows(
      w.office.db,
      sql`SELECT 1 FROM resident_sessions s JOIN residents p ON p.id = s.resident_id WHERE p.id = ${resident}`,
    )
    expect(sessions).toHaveLength(1)
    expect((await browserOf(w).post(`/my/join/${slip.code}/code`, { resident, phone: '13922224444' })).html).toContain(
      '请选您是哪一位',
    )
    expect((await browserOf(w).get('/my/join/0000000000')).status).toBe(404)
  })
})

describe('a notice with a narrower audience, and what else stands at /my', () => {
  let forVillage: string, forParty: string
  beforeAll(async () => {
    const publishFor = async (item: string, period: string) => {
      const id = await openOf(hands.officer, await obligationOf(w, 'liuwan', item, period))
      await publish(hands, id, nothing)
      return (await hands.officer.get(`/notices/${id}`)).body.code as string
    }
    forVillage = await publishFor('C04-01', '2026-09')
    forParty = await publishFor('C03-04', '2026Q3')
    await w.seal()
  })

  test('opens to those whom it names, and to nobody else; all see that it exists', async () => {
    const open = (await browserOf(w).get(`/d/${forVillage}`)).html
    expect(open).toContain('登录后看')
    expect(open).not.toContain('本期没有发生')
    expect((await browserOf(w).get(`/my/d/${forVillage}`)).to).toBe(`/my/sign-in?to=${forVillage}`)
    const { browser: villager } = await signIn(w, xiaoman)
    expect((await villager.get('/my')).html).toContain(forVillage)
    const read = await villager.get(`/my/d/${forVillage}`)
    expect([read.status, read.cache]).toEqual([200, 'no-store'])
    expect(read.html).toContain('本期没有发生')
    expect((await villager.get(`/my/d/${forParty}`)).status).toBe(404)
    const { browser: member } = await signIn(w, partyMan.phone)
    expect((await member.get(`/my/d/${forParty}`)).html).toContain('本期没有发生')
  })

  test('is opened by an agent with a villager who was compared with the card; every look is the villager’s to see', async () => {
    const idOf = async (q: string) =>
      (await agent.get(`/residents?place=liuwan&q=${encodeURIComponent(q)}`)).body.people[0].id as string
    const ask = { place: 'liuwan', consent: 'together' }
    expect((await agent.post(`/residents/${await idOf('周小满')}/accompany`, ask)).body.message).toContain(
      '先当面核对身份证',
    )
    expect((await hands.officer.post(`/residents/${await idOf(mother.id)}/accompany`, ask)).status).toBe(403)
    const answer = await w.app.request(`http://localhost/api/residents/${await idOf(mother.id)}/accompany`, {
      method: 'POST',
      body: JSON.stringify(ask),
      headers: {
        cookie: agent.cookie,
        origin: 'http://localhost',
        host: 'localhost',
        'content-type': 'application/json',
      },
    })
    const tablet = browserOf(w)
    tablet.cookies.set(
      'sunlit.resident',
      /sunlit\.resident=([\w-]{43}); Path=\/my; Max-Age=900; HttpOnly/.exec(answer.headers.get('set-cookie')!)![1]!,
    )
    expect((await tablet.get('/my')).html).toContain('陪着看')
    expect((await tablet.get(`/my/d/${forVillage}`)).html).toContain('本期没有发生')
    expect((await tablet.get(`/my/d/${forParty}`)).status).toBe(404)
    for (const path of ['/my/people', '/my/reports'])
      expect((await tablet.post(path, { name: '郑国', code: 'X', digits: '1' })).status).toBe(404)
    const { browser } = await signIn(w, mother.phone)
    const resident = new RegExp(`value="([^"]+)"[^>]*>\\s*<span>${mother.name}`).exec(
      (await browser.get('/my/who')).html,
    )![1]!
    const home = (await browser.post('/my/who', { resident })).html
    expect(home).toContain('谁陪我看过')
    expect(home).toContain('本人在场，一起看')
    expect(home).toContain(`/my/d/${forVillage}`)
    w.set('2026-10-05T09:16:00+08:00')
    expect((await tablet.get('/my')).to).toBe('/my/sign-in')
    w.set('2026-10-05T09:00:00+08:00')
  })

  test('the villager sees where they are signed in, and ends what was lost from another telephone', async () => {
    const phones = [
      'Mozilla/5.0 (Linux; Android 12; M2006C3LC) AppleWebKit/537.36 Mobile Safari/537.36 MicroMessenger/8.0.49',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1',
      '',
    ]
    const signed = []
    for (const agent of phones) {
      await forgetLimits(w)
      signed.push((await signIn(w, partyMan.phone, agent)).browser)
    }
    const home = (await signed[1]!.get('/my')).html
    expect(home).toMatch(/苹果手机（就是这个）/)
    expect(home).toMatch(/小米手机，微信里/)
    expect(home).toContain('没有认出来的手机或电脑')
    const of = (what: string) =>
      new RegExp(`/my/devices/([\\w-]+)/end"[^>]*><button[^>]*退出那一个：${what}`).exec(home)![1]!
    // Somebody else’s session is not theirs to end, whatever is asked.
    await forgetLimits(w)
    const { browser: another } = await signIn(w, mother.phone)
    await another.post(`/my/devices/${of('小米手机')}/end`, {})
    expect((await signed[0]!.get('/my')).status).toBe(200)
    expect((await signed[1]!.post(`/my/devices/${of('小米手机')}/end`, {})).to).toBe('/my#devices')
    expect((await signed[0]!.get('/my')).to).toBe('/my/sign-in')
    expect((await signed[0]!.post(`/my/devices/others/end`, {})).status).toBe(401)
    expect((await signed[2]!.get('/my')).status).toBe(200)
    await signed[1]!.post('/my/devices/others/end', {})
    expect((await signed[2]!.get('/my')).to).toBe('/my/sign-in')
    expect((await signed[1]!.get('/my')).html).not.toContain('在哪些手机上登录着')
    await forgetLimits(w)
  })

  test('reports are put among one’s own with both halves of the receipt, opened from there, and closed with signing out', async () => {
    const villager = visitor(w)
    const sent = await villager.post(
      '/v/liuwan/reports/new',
      {
        kind: 'trouble',
        text: '三组路口的自来水管破了',
        spot: '三组路口',
        show: 'handlers',
        key: newId(),
        urgent: 'seen',
        asked: 'similar named numbers',
      },
      [],
    )
    const page = (await villager.get(sent.location)).html
    const [code, digits] = [
      /data-code[^>]*>([0-9A-Z]{10})</.exec(page)![1]!,
      /data-digits[^>]*>(\d{6})</.exec(page)![1]!,
    ]
    const { browser } = await signIn(w, partyMan.phone)
    expect((await browser.post('/my/reports', { code, digits: wrongFor(digits) })).html).toContain('编号或六位数字不对')
    expect((await browser.post('/my/reports', { code: '0000000000', digits })).html).toContain('编号或六位数字不对')
    expect((await browser.get(`/my/reports/${code}`)).status).toBe(404)
    expect((await browser.post('/my/reports', { code, digits })).to).toBe('/my#reports')
    expect((await browser.get('/my')).html).toMatch(new RegExp(`/my/reports/${code}.*困难和问题.*网格员响应`))
    const opened = await browser.get(`/my/reports/${code}`)
    expect([opened.to, opened.set[0]!.includes(`Path=/reports/${code}`)]).toEqual([`/reports/${code}`, true])
    expect((await browser.get(`/reports/${code}`)).html).toContain('三组路口的自来水管破了')
    expect((await browser.post('/my/sign-out', {})).set.join()).toContain(`receipt=; Path=/reports/${code}`)
  })

  test('people are found inside one’s own village only, by name, a few times an hour, and nothing else of them is shown', async () => {
    const { browser } = await signIn(w, partyMan.phone)
    const found = (await browser.post('/my/people', { name: '周桂' })).html
    expect(found).toContain(mother.name)
    for (const secret of [mother.phone, mother.id, '1956']) expect(found).not.toContain(secret)
    expect((await browser.post('/my/people', { name: '周' })).html).toContain('至少写两个字')
    await sql`UPDATE residents SET region_id = (SELECT id FROM regions WHERE slug = ${neighbour})
      WHERE name = '周小满'`.execute(w.office.db)
    expect((await browser.post('/my/people', { name: '周小满' })).html).toContain('没有找到')
    expect((await browserOf(w).post('/my/people', { name: '周桂' })).status).toBe(401)
    const tries = []
    for (let i = 0; i < 20; i++) tries.push((await browser.post('/my/people', { name: '周桂' })).status)
    expect(tries.filter((s) => s === 429)).toHaveLength(2)
    expect(await rows(w.office.resident, sql`SELECT * FROM resident_neighbours`)).toEqual([])
  })

  test('is closed to another village by the database itself, and to a session that has ended', async () => {
    const { browser } = await signIn(w, partyMan.phone)
    const [{ id }] = (await agent.get(`/residents?place=liuwan&q=${partyMan.id}`)).body.people
    expect(
      (
        await agent.post(`/residents/${id}/move`, {
          place: 'liuwan',
          to: neighbour,
          household: '017',
          reason: '迁到邻村',
        })
      ).status,
    ).toBe(200)
    expect((await browser.get(`/my/d/${forParty}`)).status).toBe(404)
    w.set('2026-12-05T09:00:00+08:00')
    expect((await browser.get('/my')).to).toBe('/my/sign-in')
    w.set('2026-10-05T09:00:00+08:00')
    await expect(sql`SELECT id_number FROM residents`.execute(w.office.resident)).rejects.toThrow(/permission denied/)
    expect(await rows(w.office.resident, sql`SELECT id FROM residents`)).toEqual([])
    expect(await rows(w.office.resident, sql`SELECT id FROM publications WHERE audience <> 'everyone'`)).toEqual([])
  })
})

describe('what concerns one group of the village (OL 32)', () => {
  const title = '一组机动地发包的通知'
  let code: string
  test('the village’s page, its list, the notice and the feed say whose it is; readers choose by group', async () => {
    const made = await hands.officer.post('/events', { place: 'liuwanyizu', item: 'C12-01', on: '2026-03-02', title })
    const id = await publish(hands, await openOf(hands.officer, made.body.id))
    ;({ code } = (await hands.officer.get(`/notices/${id}`)).body)
    const whole = await hands.officer.post('/events', {
      place: 'liuwan',
      item: 'C12-01',
      on: '2026-03-02',
      title: '全村停水的通知',
    })
    await publish(hands, await openOf(hands.officer, whole.body.id))
    await w.cache.refresh()
    const reader = visitor(w)
    const at = async (path: string) => (await reader.get(path)).html
    const marked = /<span class="tag">柳湾一组<\/span>\s*一组机动地发包的通知/
    expect(await at('/v/liuwan')).toMatch(marked)
    expect(await at('/v/liuwan/notices')).toMatch(marked)
    expect(await at('/v/liuwan/feed.xml')).toContain(`柳湾一组：${title}`)
    const notice = await at(`/d/${code}`)
    expect(notice).toContain('这是柳湾一组的事')
    expect(notice).toContain('/v/liuwan/notices?group=liuwanyizu')
    const [own, village] = [await at('/v/liuwan/notices?group=liuwanyizu'), await at('/v/liuwan/notices?group=liuwan')]
    expect([own.includes(title), own.includes('全村停水的通知')]).toEqual([true, false])
    expect([village.includes(title), village.includes('全村停水的通知')]).toEqual([false, true])
    expect(own).toMatch(/aria-current="page">\s*柳湾一组/)
    for (const stranger of ['liuwanerzu', neighbour, 'x'])
      expect((await reader.get(`/v/liuwan/notices?group=${stranger}`)).status, stranger).toBe(404)
    expect(await at(`/v/${neighbour}`)).not.toContain(title)
  })

  test('the group’s own people read it first, by whatever words the register calls their group', async () => {
    // In an earlier story they went to another village; here they are at home again.
    await sql`
      UPDATE residents SET region_id = v.id, path = v.path, path_end = left(v.path, -1) || '/'
      FROM regions v WHERE v.slug = 'liuwan' AND residents.name = '周小满'`.execute(w.t.owner)
    const { browser } = await signIn(w, xiaoman)
    const group = async (name: string) => {
      await sql`
        UPDATE households SET group_name = ${name}
        WHERE id = (SELECT household_id FROM residents WHERE name = '周小满')`.execute(w.t.owner)
      return (await browser.get('/my')).html
    }
    const first = await group('第1村民小组')
    expect(first).toContain('我们组的公开（柳湾一组）')
    expect(first.indexOf(title)).toBeGreaterThan(0)
    expect(first.indexOf(title)).toBeLessThan(first.indexOf('只给您和有关的人看的公开'))
    for (const other of ['三组', '十一组', '']) expect(await group(other), other).not.toContain(title)
  })
})
