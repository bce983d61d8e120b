/** The villagers' pages in a real browser: on a 360 px phone, with and without JavaScript, in large type; no axe finding. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeListener } from '../../../app/app.ts'
import { expenses, obligationOf, openLiuwan, publish, type Liuwan } from './fixtures/liuwan.ts'

let l: Liuwan
let server: Server
let browser: Browser
let origin: string
let code: string
let missing: string
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

beforeAll(async () => {
  l = await openLiuwan()
  code = (await publish(l, 'C07-04', '2026-09', expenses())).code
  l.w.set('2026-10-12T09:00:00+08:00')
  missing = `/v/liuwan/missing/${await obligationOf(l.w, 'C07-02', '2026-09')}`
  server = createServer(makeListener(l.w.office, l.w.cache))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await chromium.launch({ executablePath: process.env.SUNLIT_TEST_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] })
})
afterAll(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
  await l.w.close()
})

type Options = NonNullable<Parameters<Browser['newContext']>[0]>

async function visit(path: string, options: Options & { elder?: boolean } = {}): Promise<{ page: Page; context: BrowserContext; errors: string[] }> {
  const { elder, ...rest } = options
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'zh-CN', ...rest })
  if (elder) await context.addCookies([{ name: 'elder', value: '1', url: origin }])
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (e) => errors.push(e.message))
  page.on('console', (m) => { if (m.type() === 'error') errors.push(m.text()) })
  await page.goto(origin + path)
  return { page, context, errors }
}

test('no accessibility finding, nothing wider than a phone, no script error; standard and large type', async () => {
  for (const path of ['/', '/v/liuwan', '/t/qingxi', '/missing', missing, `/d/${code}`, `/d/${code}/proof`, `/d/${code}/ask`, '/search?q=lw', '/about', '/log', '/gallery']) {
    for (const elder of [false, true]) {
      const { page, context, errors } = await visit(path, { elder, bypassCSP: true })
      await page.addScriptTag({ content: axe })
      const found = await page.evaluate('axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then((r) => r.violations.map((v) => v.id + " " + v.nodes[0].html))')
      expect([path, elder, found]).toEqual([path, elder, []])
      expect([path, elder, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, elder, 360])
      expect([path, errors]).toEqual([path, []])
      await context.close()
    }
  }
}, 240_000)

test('from the start page to the missing item and back with a report, by keyboard and without JavaScript', async () => {
  const { page, context } = await visit('/', { javaScriptEnabled: false })
  await page.getByLabel('村名、拼音、首字母，或要找的内容').fill('lw')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: '柳湾村' }).first().click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('柳湾村')
  await page.getByText('其余').click()
  await page.getByRole('link', { name: '2026 年 9 月月度财务收支公布表' }).click()
  await page.getByLabel('想说的话').fill('九')
  await page.getByRole('button', { name: '提交反映' }).click()
  expect(await page.getByRole('alert').textContent()).toContain('至少 4 个字')
  expect(await page.getByLabel('想说的话').inputValue()).toBe('九')
  await page.getByLabel('想说的话').fill('九月的账请尽快公开。')
  await page.getByRole('button', { name: '提交反映' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('收到了')
  await context.close()
})

test('the phone itself finds that nothing was changed', async () => {
  const { page, context, errors } = await visit(`/d/${code}/proof`)
  await page.getByRole('button', { name: '现在核对' }).click()
  await page.getByText(/核对通过/).waitFor()
  expect(await page.locator('.steps li').count()).toBe(3)
  expect(errors).toEqual([])
  await context.close()
})

test('one press enlarges, is remembered on the next page, and goes back', async () => {
  const { page, context } = await visit('/v/liuwan', { javaScriptEnabled: false })
  await page.getByRole('link', { name: '大字版' }).click()
  expect(page.url()).toBe(`${origin}/v/liuwan`)
  await page.goto(`${origin}/missing`)
  expect(await page.locator('html').getAttribute('class')).toBe('elder')
  await page.getByRole('link', { name: '标准版' }).click()
  expect(await page.locator('html').getAttribute('class')).toBeNull()
  await context.close()
})

test('where the device has no Chinese voice, the page says so and what to do', async () => {
  const { page, context } = await visit('/v/liuwan', { elder: true })
  await page.getByRole('button', { name: '朗读本页' }).click()
  await page.getByText('没有中文语音').waitFor()
  await context.close()
})
