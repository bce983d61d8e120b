/**
 * The pages of services in a browser: fit wider screens and pass axe there (phones in both sizes of type:
 * e2e/villager.test.ts); the checker works without JavaScript.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { expectAccessible, expectFits, launch, open } from '../../../../e2e/browser.ts'
import { serveWorld } from '../../../../e2e/worldServer.ts'
import { makeWorld, type World } from '../../../../test/world.ts'

let w: World
let server: Awaited<ReturnType<typeof serveWorld>>
let browser: Browser
beforeAll(async () => {
  w = await makeWorld()
  ;[server, browser] = await Promise.all([serveWorld(w), launch()])
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await w.close()
})

const pages = [
  '/v/liuwan/services',
  '/v/liuwan/services?category=e-old',
  '/v/liuwan/services?q=%E8%AF%81%E6%98%8E',
  '/v/liuwan/services/SV001',
  '/v/liuwan/services/SV049',
  '/v/liuwan/services/SV001/bring?behalf=yes',
  '/v/liuwan/services/SV001/print',
  '/v/liuwan/services/certificates',
  '/v/liuwan/hall',
  '/services',
]

test.each([768, 1280, 1920])('at %i px', async (width) => {
  const { context, page, faults } = await open(browser, 'phone')
  await page.setViewportSize({ width, height: 900 })
  for (const path of pages) {
    await page.goto(server.url + path)
    await expectFits(page, `${path} ${width}`)
    if (width === 1280) await expectAccessible(page, `${path} ${width}`, ['best-practice'])
  }
  expect(faults).toEqual([])
  await context.close()
})

test('the printed notice is one sheet of A4', async () => {
  const { context, page } = await open(browser, 'phone')
  for (const code of ['SV001', 'SV011', 'SV012']) {
    await page.goto(`${server.url}/v/liuwan/services/${code}/print`)
    const pdf = await page.pdf({ preferCSSPageSize: true })
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g), code).toHaveLength(1)
  }
  await context.close()
})

test('without JavaScript: from the village to the list of what to bring', async () => {
  const { context, page } = await open(browser, 'phone', { javaScriptEnabled: false })
  await page.goto(`${server.url}/v/liuwan`)
  await page.getByRole('link', { name: '办事', exact: true }).click()
  await page.getByRole('searchbox').fill('五保')
  await page.getByRole('button', { name: '找一找' }).click()
  await page.getByRole('link', { name: /特困人员救助供养申请/ }).click()
  await page.getByRole('link', { name: '我要带什么' }).click()
  await page.getByRole('group', { name: '有残疾人证吗' }).getByLabel('是', { exact: true }).check()
  await page.getByRole('button', { name: '看我要带什么' }).click()
  expect(await page.getByRole('region', { name: /您要带/ }).textContent()).toContain('残疾人证')
  await context.close()
})
