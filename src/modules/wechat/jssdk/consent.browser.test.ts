/** In WeChat's browser: a follower by poster says yes with WeChat's own button, and hears of the village the same day. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, expectFits, launch, sizes } from '../../../../e2e/browser.ts'
import { serveWorld } from '../../../../e2e/worldServer.ts'
import { handsOf, openEvent, publish } from '../../../../test/story.ts'
import { makeWorld, type World } from '../../../../test/world.ts'
import { FakeWechat } from '../../../../tools/fake-wechat/fake.ts'
import { serve, type Served } from '../../../../tools/fake-wechat/server.ts'
import { channelsOf } from '../../../app/worker.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { deliverDue } from '../../../kernel/notices/deliver.ts'
import { tellVillageNews } from '../news/tell.ts'

const agent =
  'Mozilla/5.0 (Linux; Android 12; M2006C3LC) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0 Mobile ' +
  'Safari/537.36 XWEB/1260117 MMWEBSDK/20240404 MicroMessenger/8.0.49.2600 WeChat/arm64 NetType/4G Language/zh_CN'
const template = { id: 'VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc', lasting: true, fields: ['thing1', 'thing2'] }
const account = {
  appId: 'wx5823bf96d3bd56c7',
  originalId: 'gh_7f083739789a',
  secret: '0123456789abcdef0123456789abcdef',
  token: 'QDG6eK',
}

let w: World
let fake: FakeWechat
let served: Served
let server: Awaited<ReturnType<typeof serveWorld>>
let browser: Browser

beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  ;[server, browser] = await Promise.all([serveWorld(w), launch()])
  const clock = () => Math.floor(w.now().getTime() / 1000)
  fake = new FakeWechat({ ...account, clock, callback: `${server.url}/wechat/callback` })
  fake.templates.set(template.id, template)
  served = await serve(fake)
  const admin = await w.signIn('admin')
  const bases = { apiBase: served.url, openBase: served.url }
  await admin.put('/wechat/account', { ...account, ...bases, plain: true, verified: true, inUse: true })
  await admin.put('/wechat/templates/villageNews', {
    templateId: template.id,
    lasting: true,
    fields: { thing1: 'place', thing2: 'title' },
  })
})
afterAll(async () => {
  await browser.close()
  await server.close()
  await served.close()
  await w.close()
})

const inWechat = async () => {
  const context = await browser.newContext({ viewport: sizes.phone, userAgent: agent })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (m) => m.type() === 'error' && faults.push(m.text()))
  page.on('pageerror', (e) => faults.push(e.message))
  return { context, page, faults }
}

test('by the poster, yes by WeChat’s button, a notice at six', async () => {
  const him = fake.person('张新村')
  await fake.follow(him, 'v_liuwan')
  const link = /href="([^"]+\/wechat\/notices)"/.exec(him.chat.at(-1)!.text)?.[1]
  expect(link).toBe(`${server.url}/wechat/notices`)
  const { context, page, faults } = await inWechat()
  await page.goto(link!)
  await page.getByText('请按上面的按钮').waitFor()
  await expectFits(page, 'notices')
  await expectAccessible(page, 'notices')
  await page.getByRole('button', { name: '张新村：取消' }).click()
  await page.getByText('没有同意').waitFor()
  await page.getByRole('button', { name: '张新村：同意接收' }).click()
  await page.getByText('好了，以后有新的会发到您的微信').waitFor()
  expect(faults).toEqual([])
  await context.close()

  const hands = await handsOf(w)
  const place = { place: 'liuwan', item: 'C12-01', on: '2026-11-16' }
  await publish(hands, await openEvent(hands.officer, { ...place, title: '停水半天' }))
  w.set('2026-11-16T18:00:00+08:00')
  await tellVillageNews(w.office, await contextAt(w.office.db, w.now()))
  await deliverDue(w.office.db, w.office.secret, channelsOf(w.office), w.now())
  expect(him.chat.at(-1)!.text).toMatch(/^\[通知\] 柳湾村 · .*停水半天/)
})

test('elsewhere, unsigned, or with WeChat away: a sentence, and nothing breaks', async () => {
  expect(await (await fetch(`${server.url}/wechat/notices`)).text()).toContain('请在微信里关注')
  const { context, page } = await inWechat()
  await page.goto(`${server.url}/wechat/notices`)
  await page.getByText('请按上面的按钮').waitFor()
  // What we signed with is good no more at WeChat.
  const { ticket } = fake
  Object.assign(fake, { ticket: 'another' })
  await page.goto(`${server.url}/wechat/notices`)
  await page.getByText('微信没有放行这一页').waitFor()
  Object.assign(fake, { ticket })
  await page.route('**/jweixin-*.js', (r) => r.abort())
  await page.goto(`${server.url}/wechat/notices`)
  await page.getByText('现在连不上微信').waitFor()
  await context.close()
})
