/**
 * A sign-in that ends while somebody writes: they sign in again over the screen, nothing is lost, saving comes back by
 * itself.
 */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, launch } from '../../e2e/browser.ts'
import { signIn } from '../../e2e/console.ts'
import { serveWorld } from '../../e2e/worldServer.ts'
import { open } from '../../test/story.ts'
import { makeWorld, type World } from '../../test/world.ts'
import { demoPassword } from '../modules/staff/index.ts'
import { first, sql } from '../platform/db.ts'

let w: World
let server: Awaited<ReturnType<typeof serveWorld>>
let browser: Browser
let notice: string
beforeAll(async () => {
  w = await makeWorld('2026-10-12T09:00:00+08:00')
  notice = await open(w, await w.signIn('liuwan-officer'), 'liuwan', 'C07-03', '2026-09')
  ;[server, browser] = await Promise.all([serveWorld(w), launch()])
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await w.close()
})

const saved = async () =>
  JSON.stringify(
    (await first(w.office.db, sql<{ content: unknown }>`SELECT content FROM drafts WHERE notice_id = ${notice}`))!
      .content,
  )
const endSessions = () => sql`DELETE FROM auth_sessions`.execute(w.t.owner)

test('while a draft is written', async () => {
  const { page } = await signIn(browser, server, 'liuwan-officer', 'phone')
  await page.goto(`${server.url}/console/notices/${notice}`)
  await page.getByRole('checkbox', { name: /本期/ }).check()
  const reason = page.getByRole('textbox', { name: /原因|为什么/ })
  await reason.fill('本月没有发生')
  await expect.poll(saved).toContain('本月没有发生')
  await endSessions()
  await reason.fill('本月没有发生，上月的已经结清')
  const again = page.getByRole('dialog', { name: '请再登录一次' })
  await again.waitFor()
  await expectAccessible(page, 'signing in again')
  expect(await again.getByLabel('用户名').inputValue()).toBe('liuwan-officer')
  await again.getByLabel('密码', { exact: true }).fill('not the word')
  await again.getByRole('button', { name: '登录' }).click()
  await again.getByText('用户名或密码不对').waitFor()
  await again.getByLabel('密码', { exact: true }).fill(demoPassword)
  await again.getByRole('button', { name: '登录' }).click()
  await again.waitFor({ state: 'detached' })
  expect(await reason.inputValue(), 'what was typed is there').toBe('本月没有发生，上月的已经结清')
  await expect.poll(saved, { message: 'saved without a further key' }).toContain('上月的已经结清')
})

test('put aside it can be found again; another person starts from an empty screen, and is shown and handed nothing of the first', async () => {
  const { page } = await signIn(browser, server, 'liuwan-officer')
  await page.goto(`${server.url}/console`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, `/console/notices/${notice}`)
  const reason = page.getByRole('textbox', { name: /原因|为什么/ })
  await reason.waitFor()
  await endSessions()
  await reason.fill('只有我看过的话')
  const title = await page.getByRole('heading', { level: 1 }).innerText()
  const again = page.getByRole('dialog', { name: '请再登录一次' })
  await again.getByRole('button', { name: '关闭' }).click()
  await page.getByRole('button', { name: '再登录一次' }).click()
  await again.getByLabel('用户名').fill('liuwan-chair')
  await again.getByLabel('密码', { exact: true }).fill(demoPassword)
  // No answer comes for a while: whatever the screen shows was read for the one before.
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/api/**', async (route) => {
    if (!route.request().url().includes('/session')) await held
    await route.continue()
  })
  await again.getByRole('button', { name: '登录' }).click()
  await again.waitFor({ state: 'detached' })
  await page.locator('header').getByText('雷水斌').waitFor({ state: 'detached' })
  expect(await page.locator('body').innerText(), 'nothing that was read for the first').not.toContain(title)
  answer()
  await page.unrouteAll({ behavior: 'wait' })
  await expect.poll(() => page.locator('body').innerText()).not.toContain('只有我看过的话')
  // Nor what their browser keeps of what they typed, wherever it is opened.
  const kept = await page.evaluate(() => Object.keys(localStorage).filter((k) => !k.endsWith(' liuwan-officer')))
  expect(kept.filter((k) => k.includes('draft'))).toEqual([])
})

test('signed out on purpose: the sign-in form stands there, and nothing of who was here', async () => {
  const { page } = await signIn(browser, server, 'liuwan-officer')
  await page.goto(`${server.url}/console/notices/${notice}`)
  await page.locator('header').getByText('雷水斌').click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.getByLabel('用户名').waitFor()
  expect(await page.locator('header').getByText('雷水斌').count()).toBe(0)
})
