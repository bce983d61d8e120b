/**
 * The list of tasks as a township clerk works through it: twenty a page, by keyboard, several at once, on a phone too.
 */
import type { Browser } from 'playwright-core'
import { expect, test } from 'vitest'
import { inDemo } from './inDemo.ts'
import { expectAccessible, expectFits, open } from './browser.ts'
import { signIn, signInAs } from './console.ts'
import type { Server } from './server.ts'

let server: Server
let browser: Browser

inDemo((opened) => {
  ;({ server, browser } = opened)
})

test('the clerk ticks by keyboard, files several notices with one press, and what they do is always in view', async () => {
  const { page, context, faults } = await signIn(browser, server, 'qingxi-clerk')
  const rows = page.locator('.tasks .task')
  await rows.first().waitFor()
  expect(await rows.count()).toBe(20)
  await page.getByRole('button', { name: '再看后面的' }).click()
  await rows.nth(20).waitFor()
  await expectAccessible(page, 'tasks')
  const whole = async () => Number(/共 (\d+)/.exec(await page.locator('.head').innerText())![1])
  const before = await whole()

  // Whatever stands first: what can be filed stays ticked, the rest is let go again.
  const bar = page.getByRole('group', { name: '对选中的' })
  for (let n = 0, ticked = 0; ticked < 2; n++) {
    expect(n).toBeLessThan(20)
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.locator('.task.picked').nth(ticked).waitFor()
    if (await bar.getByRole('button', { name: `备案（${ticked + 1}）` }).isVisible()) ticked++
    else {
      await page.keyboard.press('x')
      await page.locator('.task.picked').nth(ticked).waitFor({ state: 'detached' })
    }
  }
  const file = bar.getByRole('button', { name: '备案（2）' })
  const box = (await file.boundingBox())!
  expect(box.y + box.height).toBeLessThanOrEqual(page.viewportSize()!.height)
  const gone = await page.locator('.task.picked').first().getAttribute('data-key')
  await file.click()
  await page.getByRole('status').filter({ hasText: '2 件已备案。' }).waitFor()
  await page.locator(`[data-key="${gone}"]`).waitFor({ state: 'detached' })
  expect(await whole()).toBe(before - 2)

  await page.keyboard.press('/')
  await page.keyboard.type('临时救助')
  await page.locator('.head').getByText('共 1 件').waitFor()
  expect(await rows.count()).toBe(1)

  // Back undoes what was typed as one, then each choice, and is still at the tasks.
  await page.getByRole('group', { name: '期限' }).getByRole('button', { name: /^全部/ }).click()
  await page.goBack()
  await page
    .locator('.head')
    .getByText(`共 ${before - 2} 件`)
    .waitFor()
  await page.getByRole('group', { name: '期限' }).getByRole('button').nth(1).click()
  await page.waitForURL(/lamp=/)
  await page.goBack()
  await page.waitForURL((url) => url.pathname === '/console' && url.search === '')
  expect(faults).toEqual([])
  await context.close()
})

test('on a phone a task is two lines and a button, and nothing runs over the edge', async () => {
  const { page, context, faults } = await signIn(browser, server, 'qingxi-clerk', 'phone')
  await page.locator('.tasks .task').first().waitFor()
  await expectFits(page, 'tasks')
  await expectAccessible(page, 'tasks on a phone')
  await page.getByText('筛选', { exact: true }).click()
  await page.getByLabel('哪一类').selectOption({ label: (await page.getByLabel('哪一类').innerText()).split('\n')[1]! })
  await expectFits(page, 'tasks narrowed')
  await page.getByRole('button', { name: /^去/ }).first().click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('every role’s menu is a dozen entries at most, and whatever else it may open stands under 更多', async () => {
  const { accounts } = (await (await fetch(`${server.url}/api/demo-accounts`)).json()) as {
    accounts: { username: string; posts: string }[]
  }
  const wrong: string[] = []
  const opened = await open(browser, 'desktop')
  const { page, context } = opened
  for (const { username, posts } of accounts) {
    await signInAs(opened, server, username)
    const menu = page.getByRole('navigation', { name: '办公台菜单' })
    const daily = await menu.getByRole('link').allInnerTexts()
    const more = menu.getByRole('button', { name: '更多' })
    if ((await more.count()) > 0) await more.click()
    const all = await menu.getByRole('link').allInnerTexts()
    if (daily.length > 12 || daily.length < 2 || new Set(all).size !== all.length || !daily.includes('我的任务'))
      wrong.push(`${posts}: ${daily.join('、')}`)
    if ((await more.count()) === 0 && all.length > 12) wrong.push(`${posts}: nothing folded`)
  }
  await context.close()
  expect(wrong).toEqual([])
})

test('no screen of the administrator’s menu is longer than five on a phone, a year’s calendar excepted', async () => {
  const { page, context, faults } = await signIn(browser, server, 'admin', 'phone')
  await page.getByRole('button', { name: '菜单' }).click()
  await page.getByRole('button', { name: '更多' }).click()
  const paths = await page
    .getByRole('navigation', { name: '办公台菜单' })
    .getByRole('link')
    .evaluateAll((all) => all.map((a) => a.getAttribute('href')!))
  expect(paths.length).toBeGreaterThan(30)
  const long: string[] = []
  for (const path of paths.filter((p) => !p.endsWith('/calendar'))) {
    await page.goto(server.url + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    const [width, height] = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement
      return [scrollWidth, scrollHeight]
    })
    if (height > 5 * 780 || width > page.viewportSize()!.width) long.push(`${path}: ${width} × ${height}`)
  }
  expect(long).toEqual([])
  expect(faults).toEqual([])
  await context.close()
})
