/** On the train: what was opened is read again without network; what was taken down is not. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, expectFits, launch, open } from '../../../e2e/browser.ts'
import { serveWorld } from '../../../e2e/worldServer.ts'
import { rows, sql } from '../../platform/db.ts'
import { handsOf, openEvent, publish, take, type Hands } from '../../../test/story.ts'
import { makeWorld, type World } from '../../../test/world.ts'

let w: World
let server: Awaited<ReturnType<typeof serveWorld>>
let browser: Browser
let hands: Hands
let notice: { id: string; code: string }

beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  ;[server, browser] = await Promise.all([serveWorld(w), launch()])
  hands = await handsOf(w)
  notice = await out('停水半天')
})
afterAll(async () => {
  await browser.close()
  await server.close()
  await w.close()
})

async function out(title: string) {
  const place = { place: 'liuwan', item: 'C12-01', on: '2026-11-16' }
  const id = await publish(hands, await openEvent(hands.officer, { ...place, title }))
  await w.seal()
  await w.cache.refresh()
  const [found] = await rows(w.office.db, sql<{ code: string }>`SELECT code FROM notices WHERE id = ${id}`)
  return { id, code: found!.code }
}

/** Somebody who has looked once before: from now on what they open is kept. */
async function reader(): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const opened = await open(browser, 'phone')
  await opened.page.goto(`${server.url}/v/liuwan`)
  await opened.page.goto(`${server.url}/v/liuwan`)
  await opened.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  return opened
}
const go = (page: Page, path: string) => page.goto(server.url + path)
const held = (page: Page) =>
  page.evaluate(async () => (await (await caches.open('saved-pages-1')).keys()).map((r) => new URL(r.url).pathname))

test('whoever looks once loads nothing more; the second look begins to keep', async () => {
  const { context, page } = await open(browser, 'phone')
  const asked: string[] = []
  context.on('request', (r) => asked.push(new URL(r.url()).pathname))
  await go(page, '/v/liuwan')
  await page.waitForLoadState('networkidle')
  expect(asked.filter((p) => /saved|gone/.test(p))).toEqual([])
  await go(page, '/v/liuwan')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await context.close()
})

test('without network: what was opened says since when; what was not leads to what there is; both can be cleared', async () => {
  const { context, page } = await reader()
  await go(page, `/d/${notice.code}`)
  await expect.poll(() => held(page)).toContain(`/d/${notice.code}`)
  // One’s own village is kept with its list, though nobody opened it.
  await expect.poll(() => held(page)).toContain('/v/liuwan/notices')

  await context.setOffline(true)
  await go(page, `/d/${notice.code}`)
  await page.getByText(/没有网。这是 \d+ 月 \d+ 日 \d\d:\d\d 存在手机里的/).waitFor()
  expect(await page.locator('h1').innerText()).toContain('停水半天')
  await go(page, '/v/liuwan/notices')
  await page.getByText('存在手机里的').first().waitFor()
  await go(page, '/figures')
  await page.getByText('没有网，这一页也没有存过').waitFor()
  await page.getByRole('link', { name: /停水半天/ }).waitFor()
  await expectFits(page, 'saved')
  await context.setOffline(false)

  await go(page, '/about')
  await page.getByRole('link', { name: '没网也能看的' }).click()
  await page.getByText(/存了 \d+ 页，连附件一共 0\.\d 兆，最多 40 兆/).waitFor()
  await expectAccessible(page, 'saved')
  await page.getByRole('button', { name: /删掉：.*停水半天/ }).click()
  await expect.poll(() => held(page)).not.toContain(`/d/${notice.code}`)
  page.once('dialog', (d) => void d.accept())
  await page.getByRole('button', { name: '全部删掉' }).click()
  await page.getByText('还没有存下的').waitFor()
  expect(await held(page)).toEqual(['/saved'])
  await context.close()
})

test('what was taken down is gone from the phone with the next page that arrives, and from pages that showed it', async () => {
  const { context, page } = await reader()
  const other = await out('停电半天')
  await go(page, `/d/${other.code}`)
  await expect.poll(() => held(page)).toContain(`/d/${other.code}`)
  const done = await take(hands.secretary, other.id, 'withdraw', { comment: '日期写错了，重新公开' })
  expect(done.status, JSON.stringify(done.body)).toBe(200)
  await w.cache.refresh()
  // Ten minutes later.
  await page.evaluate(() => caches.delete('saved-notes-1'))
  await go(page, '/about')
  await expect.poll(() => held(page)).not.toContain(`/d/${other.code}`)
  await expect
    .poll(async () => {
      const texts = await page.evaluate(async () => {
        const cache = await caches.open('saved-pages-1')
        return Promise.all((await cache.keys()).map(async (r) => (await cache.match(r))!.text()))
      })
      return texts.filter((t) => t.includes('停电半天')).length
    })
    .toBe(0)
  await context.close()
})

test('a phone without room: the older half makes some, the list says so, and reading goes on', async () => {
  const { context, page, faults } = await reader()
  for (const path of ['/about', '/figures', '/missing', '/services']) {
    await go(page, path)
    await expect.poll(() => held(page)).toContain(path)
  }
  const cdp = await context.newCDPSession(page)
  const used = await page.evaluate(async () => (await navigator.storage.estimate()).usage!)
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: used + 2_000 })
  await go(page, `/d/${notice.code}`)
  expect(await page.locator('h1').innerText()).toContain('停水半天')
  await expect.poll(async () => (await held(page)).length).toBeLessThan(5)
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: server.url })
  await go(page, '/saved')
  await page.getByText('手机存满了，去掉了较早的一半').waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('what is a person’s own, forms and the console are never copied; a page that names people stays a week', async () => {
  const { context, page } = await reader()
  for (const path of ['/my/sign-in', '/reports', '/v/liuwan/reports/new', '/console/', '/applications'])
    await go(page, path)
  await go(page, '/about')
  await expect.poll(() => held(page)).toContain('/about')
  expect((await held(page)).filter((p) => /my|reports|console|applications/.test(p))).toEqual([])
  const left = await page.evaluate(async () => {
    const cache = await caches.open('saved-pages-1')
    const at = (days: number) => String(Date.now() - days * 86_400_000)
    const put = (href: string, days: number, more: Record<string, string>) =>
      cache.put(
        href,
        new Response('x', { headers: { 'x-saved-at': at(days), 'x-saved-title': 'x', 'x-saved-bytes': '1', ...more } }),
      )
    await put('/d/named-old', 8, { 'x-robots-tag': 'noindex' })
    await put('/d/named', 6, { 'x-robots-tag': 'noindex' })
    await put('/d/old', 181, {})
    await put('/d/large', 1, { 'x-saved-bytes': String(41 * 1024 * 1024) })
    await caches.delete('saved-notes-1')
  })
  expect(left).toBeUndefined()
  await go(page, '/figures')
  await expect.poll(() => held(page)).not.toContain('/d/old')
  await expect
    .poll(async () => (await held(page)).filter((p) => p.startsWith('/d/named') || p === '/d/large'))
    .toEqual([])
  await context.close()
})
