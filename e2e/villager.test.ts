/**
 * A villager on a cheap phone: finds the village, reads, asks, checks that nothing was changed; with and without
 * JavaScript.
 */
import { HtmlValidate } from 'html-validate'
import type { Browser, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { inDemo } from './inDemo.ts'
import { expectAccessible, expectFits, open } from './browser.ts'
import type { Server } from './server.ts'

let server: Server
let browser: Browser
let pages: string[]

inDemo(async (opened) => {
  ;({ server, browser } = opened)
  pages = await somePages()
})

/** One page of each kind, found by following links as a visitor would. */
async function somePages(): Promise<string[]> {
  const village = await text('/v/liuwan')
  const notices = codesIn(village)
  const readable = await firstReadable(notices)
  const missing = /href="(\/v\/[a-z0-9-]+\/missing\/[^"]+)"/.exec(await text('/missing'))?.[1]
  return [
    '/',
    '/v/liuwan',
    '/t/qingxi',
    '/b/minzhengju',
    '/c',
    '/missing',
    '/about',
    '/open',
    '/open/api',
    '/log',
    '/gallery',
    '/search?q=%E6%94%B6%E5%85%A5',
    '/search?q=%E6%9F%B3%E6%B9%BE%E6%9D%91+%E4%BD%8E%E4%BF%9D',
    '/search?q=%E9%A3%9E%E7%A2%9F',
    '/search',
    '/v/liuwan/items/C07-03',
    '/v/liuwan/c/C07',
    '/v/liuwan/duties',
    '/v/liuwan/poster',
    '/services',
    '/v/liuwan/services',
    '/v/liuwan/services?category=e-old',
    '/v/liuwan/services?q=%E8%AF%81%E6%98%8E',
    '/v/liuwan/services/SV001',
    '/v/liuwan/services/SV049',
    '/v/liuwan/services/SV001/bring?behalf=yes',
    '/v/liuwan/services/SV001/print',
    '/v/liuwan/services/certificates',
    '/v/liuwan/hall',
    ...notices.slice(0, 4),
    readable,
    `${readable}/proof`,
    `${readable}/ask`,
    `${readable}/print`,
    ...(missing ? [missing] : []),
  ]
}

const codesIn = (html: string) => [...new Set([...html.matchAll(/href="(\/d\/[0-9A-Z]{10})"/g)].map((m) => m[1]!))]

/** A notice whose content everyone may read. */
async function firstReadable(notices: readonly string[]): Promise<string> {
  for (const n of notices) if (!(await text(n)).includes('只给')) return n
  throw new Error('no notice for everyone on the village page')
}

const text = async (path: string) => (await fetch(server.url + path)).text()

describe('every kind of page', () => {
  test('answers, is valid HTML', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:recommended', 'html-validate:document'],
      rules: {
        'doctype-style': 'off',
        'void-style': 'off',
        'long-title': 'off',
        'no-trailing-whitespace': 'off',
        'attribute-boolean-style': 'off',
        'no-inline-style': 'error',
        'require-sri': 'off',
        'tel-non-breaking': 'off',
        'attribute-empty-style': 'off',
        'no-redundant-role': 'off',
        'prefer-native-element': 'off',
        'svg-focusable': 'off',
        'element-name': ['error', { whitelist: ['altcha-widget'] }],
      },
    })
    for (const path of pages) {
      const answer = await fetch(server.url + path)
      expect(answer.status, path).toBe(200)
      const report = await validator.validateString(await answer.text())
      expect(
        report.results.flatMap((r) => r.messages.map((m) => `${m.ruleId}: ${m.message} (line ${m.line})`)),
        path,
      ).toEqual([])
    }
  })

  test('fits a 360 px phone, is legible and can be pressed, and passes axe, in standard and in elder mode, short and whole', async () => {
    for (const elder of [false, true]) {
      const { context, page, faults } = await open(browser, 'phone')
      if (elder) await context.addCookies([{ name: 'elder', value: '1', url: server.url }])
      const look = async (address: string) => {
        await page.goto(server.url + address)
        await expectFits(page, `${address} elder=${elder}`)
        await expectAccessible(page, `${address} elder=${elder}`, ['best-practice'])
      }
      for (const path of pages) {
        await look(path)
        if (!elder && !/\/(print|poster)$/.test(path)) await expectLegible(page, path)
        // What large type leaves out is one press away, and looked at too.
        const all = await page.locator('a[href*="all=1"]').count()
        if (all > 0) await look(`${path}${path.includes('?') ? '&' : '?'}all=1`)
      }
      expect(faults).toEqual([])
      await context.close()
    }
  })
})

/** Text of at least 18 px; what can be pressed at least 44 px high. */
async function expectLegible(page: Page, path: string) {
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('main p, main li, main td, main dd, main a, main button')]
      .filter(
        (e) =>
          (e as HTMLElement).offsetParent !== null &&
          e.textContent!.trim() !== '' &&
          parseFloat(getComputedStyle(e).fontSize) < 17.9,
      )
      .map((e) => `${e.tagName} ${e.textContent!.trim().slice(0, 20)}`),
  )
  expect(small, path).toEqual([])
  const low = await page.evaluate(() =>
    [
      ...document.querySelectorAll(
        'main button, main .press, main input:not([type=hidden]):not([type=checkbox]):not([type=radio]), main select, header a',
      ),
    ]
      .filter((e) => (e as HTMLElement).offsetParent !== null && e.getBoundingClientRect().height < 43.5)
      .map(
        (e) => `${e.tagName}.${e.className} ${e.textContent!.trim().slice(0, 20)} ${e.getBoundingClientRect().height}`,
      ),
  )
  expect(low, path).toEqual([])
}

test('finds the village by its initials, without JavaScript', async () => {
  const { context, page } = await open(browser, 'phone', { javaScriptEnabled: false })
  await page.goto(server.url)
  await page.getByRole('searchbox').fill('lw')
  await page.getByRole('button', { name: /找/ }).first().click()
  await page
    .getByRole('link', { name: /柳湾村/ })
    .first()
    .click()
  await page.waitForURL('**/v/liuwan')
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('柳湾村')
  await context.close()
})

test('asks a question on a notice; wrong input keeps what was typed and says what to do', async () => {
  for (const javaScriptEnabled of [false, true]) {
    const { context, page } = await open(browser, 'phone', { javaScriptEnabled })
    const notice = pages.find((p) => /^\/d\/[0-9A-Z]{10}$/.test(p))!
    await page.goto(`${server.url}${notice}/ask`)
    await page
      .getByRole('textbox', { name: /内容|想问|说/ })
      .first()
      .fill('路')
    await page.getByRole('button', { name: /提交|送出|发送/ }).click()
    const problem = page.getByRole('alert').or(page.locator('.summary, .errors, [class*=error]')).first()
    await problem.waitFor()
    expect(
      await page
        .getByRole('textbox', { name: /内容|想问|说/ })
        .first()
        .inputValue(),
    ).toBe('路')
    await page
      .getByRole('textbox', { name: /内容|想问|说/ })
      .first()
      .fill('路灯什么时候能修好？')
    await page.getByRole('button', { name: /提交|送出|发送/ }).click()
    await page
      .getByText(/[0-9A-HJKMNP-TV-Z]{10}|[0-9A-Z]{5}[ -][0-9A-Z]{5}/)
      .first()
      .waitFor()
    expect(await page.locator('main').innerText()).toMatch(/月.*日.*(答复|前)/s)
    await context.close()
  }
})

test('large type is one press and remembered', async () => {
  const { context, page } = await open(browser, 'phone', { javaScriptEnabled: false })
  await page.goto(`${server.url}/v/liuwan`)
  const before = await page.evaluate(() => getComputedStyle(document.documentElement).fontSize).catch(() => '18px')
  await page.getByRole('link', { name: '大字版' }).first().click()
  await page.waitForURL('**/v/liuwan')
  expect(await page.locator('html').getAttribute('class')).toContain('elder')
  await page.goto(`${server.url}/missing`)
  expect(await page.locator('html').getAttribute('class')).toContain('elder')
  expect(before).toMatch(/px$/)
  await context.close()
})

test('large type shows less, and all of it by one press', async () => {
  const { context, page } = await open(browser, 'phone', { javaScriptEnabled: false })
  const words = async (path: string) => {
    await page.goto(server.url + path)
    return page.evaluate(() => document.querySelector('main')!.textContent!.length)
  }
  for (const path of ['/', '/v/liuwan', '/v/liuwan/items/C07-03']) {
    const standard = await words(path)
    await context.addCookies([{ name: 'elder', value: '1', url: server.url }])
    expect(await words(path), path).toBeLessThan(standard)
    await page.getByRole('link', { name: '看全部内容' }).click()
    await page.getByRole('link', { name: '只看要紧的' }).waitFor()
    expect(await page.locator('html').getAttribute('class')).toContain('elder')
    await context.clearCookies()
  }
  await context.close()
})

test('checks in the browser that a notice was not changed', async () => {
  const { context, page, faults } = await open(browser, 'phone')
  await page.goto(`${server.url}${await firstReadable(codesIn(await text('/v/liuwan')))}/proof`)
  await page
    .getByRole('button', { name: /查|核对/ })
    .first()
    .click()
  await page
    .getByText(/没有改过|都对得上|一致/)
    .first()
    .waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('a page that names people is kept from search engines; a narrower audience reads no content', async () => {
  const codes = (
    await Promise.all(['C04-01', 'C04-02', 'C04-06', 'C03-04'].map((item) => text(`/v/liuwan/items/${item}`)))
  ).flatMap(codesIn)
  const sitemap = await text('/sitemap.xml')
  let narrow = 0
  for (const code of codes) {
    const answer = await fetch(server.url + code)
    const html = await answer.text()
    if (!html.includes('只给')) continue
    narrow += 1
    expect(html).not.toContain('<tbody')
    expect((await fetch(`${server.url}${code}.csv`)).status).not.toBe(200)
    expect(sitemap).not.toContain(code)
    expect(answer.headers.get('x-robots-tag') ?? html).toMatch(/noindex/)
  }
  expect(narrow).toBeGreaterThan(0)
})
