/**
 * A villager's report in the console, as a grid worker on a phone and a clerk on a PC handle it: found by keyboard,
 * answered with a preview, seen from above.
 */
import type { Browser } from 'playwright-core'
import { expect, test } from 'vitest'
import { inDemo } from './inDemo.ts'
import { expectAccessible, expectFits } from './browser.ts'
import { signIn } from './console.ts'
import type { Server } from './server.ts'

let server: Server
let browser: Browser

inDemo(
  (opened) => {
    ;({ server, browser } = opened)
  },
  ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
)

test('the grid worker finds the most urgent report by keyboard on the phone, and answers it with a preview', async () => {
  const { page, context, faults } = await signIn(browser, server, 'liuwan-grid', 'phone')
  await page
    .getByRole('button', { name: /^去办理：/ })
    .first()
    .waitFor()
  await expectAccessible(page, 'tasks with reports')
  await expectFits(page, 'tasks with reports')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '怎么办' }).waitFor()
  expect(await page.locator('main').innerText()).toMatch(/限 24 小时/)
  await expectAccessible(page, 'one case')
  await expectFits(page, 'one case')
  await page.getByRole('button', { name: '答复', exact: true }).click()
  await page.getByLabel(/答复的话/).fill('请打 13912345678 找王师傅')
  await page.getByRole('button', { name: '先看看反映人会看到什么' }).click()
  await page.getByRole('alert').filter({ hasText: '村民看得到' }).waitFor()
  await page.getByLabel(/答复的话/).fill('今天下午已经修好，请放心。')
  await page.getByRole('button', { name: '先看看反映人会看到什么' }).click()
  await page.getByRole('region', { name: '反映人会看到的答复' }).getByText('今天下午已经修好').waitFor()
  await page.getByRole('button', { name: '答复', exact: true }).last().click()
  await page.getByText('已答复，等反映人评价').first().waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('words written in a dialog are not lost by a slip: Escape, 关闭 and Back ask first, and close what holds none', async () => {
  const { page, context, faults } = await signIn(browser, server, 'liuwan-grid', 'phone')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '怎么办' }).waitFor()
  const { href } = await page.evaluate(() => location)
  const dialog = page.getByRole('dialog', { name: '上报乡镇' })
  const reason = dialog.getByRole('textbox')
  const question = dialog.getByRole('alert').filter({ hasText: '您写的还没有提交' })
  const ways = {
    Escape: () => page.keyboard.press('Escape'),
    关闭: () => dialog.getByRole('button', { name: '关闭' }).click(),
    Back: () => page.evaluate(() => history.back()),
  }
  for (const [way, slip] of Object.entries(ways)) {
    await page.getByRole('button', { name: '上报乡镇' }).click()
    await reason.fill('水管在镇里的路下面，村里修不了')
    await slip()
    await question.waitFor()
    await expectAccessible(page, `${way}: asked`)
    await expectFits(page, `${way}: asked`)
    await question.getByRole('button', { name: '接着写' }).click()
    await question.waitFor({ state: 'detached' })
    expect([way, await reason.inputValue()]).toEqual([way, '水管在镇里的路下面，村里修不了'])
    // A second slip asks again; who means it leaves, and stands where they were.
    await slip()
    await question.getByRole('button', { name: '不要了，关掉' }).click()
    await dialog.waitFor({ state: 'detached' })
    // Without words, or with words taken out again, it closes at once.
    for (const words of [undefined, '写错了']) {
      await page.getByRole('button', { name: '上报乡镇' }).click()
      await reason.waitFor()
      if (words !== undefined) {
        await reason.fill(words)
        await reason.fill('')
      }
      await slip()
      await dialog.waitFor({ state: 'detached' })
    }
    expect([way, await page.evaluate(() => location.href)]).toEqual([way, href])
  }
  // Back with no dialog open is Back again.
  await page.evaluate(() => history.back())
  await page.getByRole('heading', { name: '我的任务' }).waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('from above: the board, the figures with their formulas, a call written down with its receipt', async () => {
  const { page, context, faults } = await signIn(browser, server, 'qingxi-clerk', 'desktop')
  for (const [path, heading] of [
    ['/board', /民情办理总览/],
    ['/statistics', /民情反映分析/],
    ['/callbacks', /回访/],
    ['/mediations', /调解记录/],
    ['/enter', /登记村民反映/],
  ] as const) {
    await page.goto(`${server.url}/console${path}`)
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    await expectAccessible(page, path)
  }
  await page.getByLabel(/写村名/).fill('柳湾')
  await page
    .getByRole('button', { name: /柳湾村/ })
    .first()
    .click()
  await page.getByLabel('说了什么').fill('打电话来问，桥头的路灯坏了。')
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.getByRole('status').filter({ hasText: '回执编号' }).waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('at the door: the villager’s consent is recorded on the agent’s phone, the receipt has its code; the grid worker hears the consent with a reason', async () => {
  const agent = await signIn(browser, server, 'liuwan-agent', 'phone')
  await agent.context.grantPermissions(['microphone'])
  await agent.page.goto(`${server.url}/console/enter`)
  await agent.page.getByLabel('怎么来的').selectOption('agent')
  await agent.page.getByLabel('说了什么').fill('老人家门口的路灯坏了')
  await agent.page.getByLabel('在哪里').fill('六组井边')
  await agent.page.getByRole('button', { name: '登记', exact: true }).click()
  await agent.page.getByRole('alert').filter({ hasText: '要有村民同意的凭据' }).waitFor()
  await agent.page.getByRole('button', { name: '录一句话' }).click()
  await agent.page.getByText('正在录音，2 秒').waitFor()
  await agent.page.getByRole('button', { name: '说完了，停止录音' }).click()
  await agent.page.getByLabel('刚录的同意').waitFor()
  await agent.page.getByRole('button', { name: '登记', exact: true }).click()
  await agent.page.getByRole('img', { name: '签了名的收件证明' }).waitFor()
  await expectAccessible(agent.page, 'receipt on paper')
  await expectFits(agent.page, 'receipt on paper')
  const grid = await signIn(browser, server, 'liuwan-grid', 'desktop')
  await grid.page.getByRole('button', { name: '去办理：困难和问题 · 六组井边' }).click()
  await grid.page.getByRole('button', { name: '看同意的凭据' }).click()
  await grid.page.getByLabel(/为什么要看/).fill('核实是本人同意')
  await grid.page.getByRole('button', { name: '看', exact: true }).click()
  await grid.page.getByLabel('村民同意的录音').waitFor()
  await grid.page.getByText('办理流程', { exact: true }).click()
  const chart = await grid.page
    .getByRole('region', { name: '办理流程图' })
    .evaluate((e) => e.scrollWidth - e.clientWidth)
  expect(chart).toBeLessThanOrEqual(0)
  await expectAccessible(grid.page, 'a case with consent')
  expect([...agent.faults, ...grid.faults]).toEqual([])
  await Promise.all([agent.context.close(), grid.context.close()])
})

test('an upheld complaint is a task of the officer, on a phone: what, by when, and the way to the notice', async () => {
  const { page, context, faults } = await signIn(browser, server, 'liuwan-officer', 'phone')
  const task = page.getByRole('button', { name: /^去更正：更正：由一件民情反映引起/ }).first()
  // Soonest due first: on which page it stands depends on the day.
  const more = page.getByRole('button', { name: '再看后面的' })
  await task.or(more).first().waitFor()
  while (!(await task.isVisible())) {
    const shown = await page.locator('.tasks .task').count()
    await more.click()
    await page.locator('.tasks .task').nth(shown).waitFor()
  }
  await task.click()
  await page.getByRole('heading', { level: 1, name: /^更正：/ }).waitFor()
  await page.getByText('补上村东机井的承包费').waitFor()
  await expectAccessible(page, 'correction')
  await expectFits(page, 'correction')
  await page.getByRole('button', { name: '打开这项公开' }).click()
  await page.getByText('核实村民反映属实，要更正').waitFor()
  expect(faults).toEqual([])
  await context.close()
})
