/**
 * The villagers' pages in a real browser, against a small world: keyboard, no JavaScript, no voice, "back", a lost
 * connection. (What every page must pass is in e2e/villager.test.ts.)
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeListener } from '../app/app.ts'
import { rows, sql } from '../platform/db.ts'
import { launch, open } from '../../e2e/browser.ts'
import { correct, expenses, obligationOf, openLiuwan, publish, type Liuwan } from './fixtures/liuwan.ts'

let l: Liuwan
let server: Server
let browser: Browser
let origin: string
let code: string
let notice: string

beforeAll(async () => {
  l = await openLiuwan()
  ;({ code, id: notice } = await publish(l, 'C07-04', '2026-09', expenses()))
  l.w.set('2026-10-12T09:00:00+08:00')
  server = createServer(makeListener(l.w.office, l.w.cache))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
  await l.w.close()
})

async function visit(path: string, opts: { javaScriptEnabled?: boolean; elder?: boolean } = {}) {
  const { elder, ...rest } = opts
  const opened = await open(browser, 'phone', rest)
  if (elder) await opened.context.addCookies([{ name: 'elder', value: '1', url: origin }])
  await opened.page.goto(origin + path)
  return opened
}

const asked = async () =>
  (await rows(l.w.office.db, sql<{ text: string }>`SELECT text FROM questions `)).map((q) => q.text)

test('from the start page to the missing item and back with a report, by keyboard and without JavaScript', async () => {
  const missing = `/v/liuwan/missing/${await obligationOf(l.w, 'C07-02', '2026-09')}`
  const { page, context } = await visit('/', { javaScriptEnabled: false })
  await page.getByRole('searchbox').fill('lw')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: '柳湾村' }).first().click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('柳湾村')
  await page.getByText('其余').click()
  await page.locator(`a[href="${missing}"]`).click()
  await page.getByLabel('想说的话').fill('九')
  await page.getByRole('button', { name: '提交反映' }).click()
  expect(await page.getByRole('alert').textContent()).toContain('至少 4 个字')
  expect(await page.getByLabel('想说的话').inputValue()).toBe('九')
  await page.getByLabel('想说的话').fill('九月的账请尽快公开。')
  await page.getByRole('button', { name: '提交反映' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('收到了')
  await context.close()
})

describe.each([true, false])('asking, JavaScript %s', (javaScriptEnabled) => {
  const mark = javaScriptEnabled ? '有脚本' : '没有脚本'
  const text = (page: Page) => page.getByLabel('想问什么')

  test('refused, then elsewhere, then "back": the refused form is there with what was typed', async () => {
    const { page, context } = await visit(`/d/${code}/ask`, { javaScriptEnabled })
    await text(page).fill('路')
    await page.getByLabel('怎么联系您（可以不填）').fill('晚上到村部找我')
    await page.getByRole('button', { name: '提交' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByRole('link', { name: '支出明细' }).click()
    await page.waitForURL(`**/d/${code}`)
    await page.goBack()
    await page.getByRole('alert').waitFor()
    expect(await text(page).inputValue()).toBe('路')
    expect(await page.getByLabel('怎么联系您（可以不填）').inputValue()).toBe('晚上到村部找我')
    await context.close()
  })

  test('pressed twice it is asked once; after "back" other words are another question', async () => {
    // Tried a second time, it asks something else.
    const mine = `${mark}${Date.now()}`
    const { page, context } = await visit(`/d/${code}/ask`, { javaScriptEnabled })
    await text(page).fill(`${mine}：路灯材料是谁买的？`)
    await page.getByRole('button', { name: '提交' }).dblclick()
    await page.getByText('收到了').waitFor()
    await page.goBack()
    await text(page).fill(`${mine}：保洁是几个人？`)
    await page.getByRole('button', { name: '提交' }).click()
    await page.getByText('收到了').waitFor()
    expect((await asked()).filter((q) => q.startsWith(mine)).sort()).toEqual([
      `${mine}：保洁是几个人？`,
      `${mine}：路灯材料是谁买的？`,
    ])
    await context.close()
  })
})

test('without a connection the form says so and keeps what was typed; opened anew in the same tab it is still there, until it has arrived', async () => {
  const { page, context } = await visit(`/d/${code}/ask`)
  await page.getByLabel('想问什么').fill('断网的时候写的问题')
  await context.setOffline(true)
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('现在没有连上网络').waitFor()
  await context.setOffline(false)
  await page.goto(`${origin}/v/liuwan`)
  await page.goto(`${origin}/d/${code}/ask`)
  expect(await page.getByLabel('想问什么').inputValue()).toBe('断网的时候写的问题')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('收到了').waitFor()
  await page.goto(`${origin}/d/${code}/ask`)
  expect(await page.getByLabel('想问什么').inputValue()).toBe('')
  await context.close()
})

test('the phone itself finds that nothing was changed', async () => {
  const { page, context, faults } = await visit(`/d/${code}/proof`)
  await page.getByRole('button', { name: '现在核对' }).click()
  await page.getByText(/核对通过/).waitFor()
  expect(await page.locator('.steps li').count()).toBe(4)
  expect(faults).toEqual([])
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
  // Something is said at once, whether or not the browser knows its voices by now.
  expect(await page.locator('[data-speak] [role=status]').first().textContent()).toContain('中文语音')
  await page.getByText('没有中文语音').waitFor()
  await context.close()
})

describe('a table of 52 rows on a phone', () => {
  const rows = Array.from({ length: 52 }, (_, i) => ({
    ...expenses().rows[0],
    voucherNo: `付${i + 1}`,
    item: `路灯维修材料第 ${i + 1} 批`,
    amount: String(100 + i),
    expenseType: i % 2 ? '治安费' : '卫生费',
  }))
  beforeAll(async () => {
    await correct(l, notice, '漏登了五十笔。', { rows })
  })

  test.each([true, false])(
    'five screens, the amount in sight, nothing over it; script %s',
    async (javaScriptEnabled) => {
      const { page, context } = await visit(`/d/${code}`, { javaScriptEnabled })
      const seen = await page.evaluate(() => ({
        height: document.documentElement.scrollHeight,
        width: document.documentElement.scrollWidth,
        sums: [...document.querySelectorAll('.money tbody td.sum')]
          .filter((td) => (td as HTMLElement).checkVisibility())
          .map((td) => td.getBoundingClientRect()),
        sticky: [...document.querySelectorAll('main *')].filter((e) =>
          /sticky|fixed/.test(getComputedStyle(e).position),
        ).length,
      }))
      expect(seen.height).toBeLessThanOrEqual(5 * 740)
      expect(seen.width).toBe(360)
      expect(seen.sticky).toBe(0)
      expect(seen.sums).toHaveLength(10)
      for (const box of seen.sums) expect(box.left >= 0 && box.right <= 360 && box.width > 20).toBe(true)
      const first = page.locator('.money tbody tr').first()
      expect(await first.getByText('付1', { exact: true }).isVisible()).toBe(false)
      await first.locator('summary').click()
      expect(await first.getByText('付1', { exact: true }).isVisible()).toBe(true)
      expect(await page.locator('#r52').isVisible()).toBe(false)
      await page.getByText('其余 42 行').click()
      expect(await page.locator('#r52').isVisible()).toBe(true)
      await context.close()
    },
  )
})
