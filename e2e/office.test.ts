/**
 * What the offices do besides the main job, pressed through in a browser: questions, remarks, takedown, places that
 * change, printing.
 */
import type { Browser, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { addDays, dayOf } from '../src/platform/clock.ts'
import { inDemo } from './inDemo.ts'
import { expectAccessible, open, type sizes } from './browser.ts'
import { signIn as as } from './console.ts'
import type { Server } from './server.ts'

let server: Server
let browser: Browser
const signIn = (username: string, size: keyof typeof sizes = 'desktop') => as(browser, server, username, size)

inDemo((opened) => {
  ;({ server, browser } = opened)
})

/** The village's table of expenses of the month before last: everybody may read it. */
async function openNotice(page: Page): Promise<string> {
  await page.goto(`${server.url}/v/liuwan/items/C07-04`)
  await page.locator('main a[href^="/d/"]').nth(1).click()
  await page.getByRole('heading', { level: 1, name: /支出明细/ }).waitFor()
  return new URL(page.url()).pathname
}

async function byCode(page: Page, code: string) {
  await page.goto(`${server.url}/console/coverage`)
  await page.getByLabel('公开编号或网址').fill(code)
  await page.getByRole('button', { name: '打开' }).click()
}

let href = ''
const asked = '这个月的电费为什么比上个月多？'

test('a villager asks with a name; the office shows the question and answers it; both stand under the notice', async () => {
  const villager = await open(browser, 'phone')
  href = await openNotice(villager.page)
  await villager.page.getByRole('link', { name: '我有疑问' }).first().click()
  await villager.page.getByLabel('想问什么').fill(asked)
  await villager.page.getByLabel(/您的姓名/).fill('王大姐')
  await villager.page.getByRole('button', { name: '提交' }).click()
  await villager.page.getByRole('heading', { name: /收到了/ }).waitFor()

  const officer = await signIn('liuwan-officer')
  await officer.page.goto(`${server.url}/console/questions`)
  const card = officer.page.getByRole('article').filter({ hasText: asked })
  await card.getByRole('button', { name: '可以显示在公开页上' }).click()
  await card.getByText('已审，显示在公开页上').waitFor()
  await card.getByRole('button', { name: '答复' }).click()
  await card.getByLabel(/答复/).first().fill('电')
  await card.getByRole('button', { name: '发出答复' }).click()
  await card.getByRole('alert').filter({ hasText: '至少 4 个字' }).waitFor()
  await card.getByLabel(/答复/).first().fill('抽水站多开了十天，电费单据在村务公开栏。')
  await expectAccessible(officer.page, 'answering')
  await card.getByRole('button', { name: '发出答复' }).click()
  await officer.page.getByText('答复好了').first().waitFor()
  expect(officer.faults).toEqual([])
  await officer.context.close()

  await villager.page.goto(server.url + href)
  await villager.page.getByText('抽水站多开了十天').waitFor()
  expect(await villager.page.locator('main').innerText()).toContain(asked)
  expect(await villager.page.locator('main').innerText()).not.toContain('王大姐')
  await villager.context.close()
})

test('the guiding bureau finds the notice by its code and remarks on it; the village reads the remark', async () => {
  const code = href.split('/').at(-1)!
  const bureau = await signIn('nongye-clerk')
  await byCode(bureau.page, code)
  await bureau.page.getByRole('button', { name: '提意见' }).click()
  const dialog = bureau.page.getByRole('dialog', { name: '给村里提意见' })
  await dialog.getByRole('textbox').fill('电费单据请一并附上')
  await dialog.getByRole('button', { name: '发给村里' }).click()
  await bureau.page.getByText('电费单据请一并附上').first().waitFor()
  expect(bureau.faults).toEqual([])
  await bureau.context.close()
  const officer = await signIn('liuwan-officer')
  await byCode(officer.page, code)
  await officer.page.getByText('电费单据请一并附上').first().waitFor()
  await officer.context.close()
})

test('the county takes a page down at once; the page says so, and its content is gone', async () => {
  const admin = await signIn('admin')
  await byCode(admin.page, '没有的编号')
  await admin.page.getByRole('alert').filter({ hasText: '没有这个编号' }).waitFor()
  await byCode(admin.page, server.url + href)
  await admin.page.getByRole('button', { name: '立即下架' }).click()
  const dialog = admin.page.getByRole('dialog', { name: '立即下架' })
  await dialog.getByRole('textbox').fill('错')
  await dialog.getByRole('button', { name: '立即下架' }).click()
  await dialog.getByText(/至少 4 个字/).waitFor()
  await dialog.getByRole('textbox').fill('附件里有个人信息，先下架')
  await dialog.getByRole('button', { name: '立即下架' }).click()
  await admin.page.getByText('办好了').first().waitFor()
  await admin.context.close()
  const villager = await open(browser, 'phone')
  await expect
    .poll(async () => (await villager.page.goto(server.url + href), villager.page.locator('main').innerText()))
    .toContain('附件里有个人信息，先下架')
  await villager.context.close()
})

test('a village is split off, moved to another township, merged back; its page says what became of it', async () => {
  const admin = await signIn('admin')
  const { page } = admin
  await page.goto(`${server.url}/console/places?place=liuwan`)
  const doing = async (button: string, fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void>) => {
    await page.getByRole('button', { name: button, exact: true }).click()
    const dialog = page.getByRole('dialog', { name: new RegExp(button) })
    await dialog.getByRole('button', { name: button, exact: true }).click()
    await dialog.getByRole('alert').filter({ hasText: '请填' }).waitFor()
    await fill(dialog)
    await dialog.getByRole('button', { name: button, exact: true }).click()
    const refused = dialog.getByRole('alert').filter({ hasNotText: '请填' })
    await page.getByText(`“${button}”办好了。`).or(refused).first().waitFor()
    if (await refused.isVisible()) throw new Error(await refused.innerText())
  }
  const pick = async (dialog: ReturnType<Page['getByRole']>, name: string) => {
    await dialog.getByLabel(/拼音或首字母/).fill(name)
    await dialog.getByRole('listitem').getByRole('button').filter({ hasText: name }).first().click()
  }
  await doing('拆分', async (dialog) => {
    await dialog.getByLabel('从哪天起').fill(addDays(dayOf(new Date()), -1))
    await dialog.getByLabel('分出的村叫什么').fill('柳湾新村')
    await dialog.getByLabel(/依据/).fill('晴政字〔2026〕18号')
  })
  await page.goto(`${server.url}/console/places?place=liuwanxin`)
  await page.getByRole('heading', { name: /柳湾新村/ }).waitFor()
  await doing('划到别的乡镇', async (dialog) => pick(dialog, '望岭镇'))
  await doing('并入别的村', async (dialog) => pick(dialog, '柳湾村'))
  expect(admin.faults).toEqual([])
  await admin.context.close()
  const villager = await open(browser, 'phone')
  await villager.page.goto(`${server.url}/v/liuwanxin`)
  expect(await villager.page.locator('main').innerText()).toMatch(/柳湾村/)
  await villager.context.close()
})

test('a month of a village prints as one job', async () => {
  const officer = await signIn('liuwan-officer')
  await officer.page.goto(`${server.url}/console/print`)
  const [print] = await Promise.all([
    officer.context.waitForEvent('page'),
    officer.page.getByRole('button', { name: '全部打印' }).click(),
  ])
  await expect.poll(async () => print.locator('table, article, section').count()).toBeGreaterThan(2)
  expect(await print.locator('body').innerText()).toMatch(/盖章|签字/)
  await officer.context.close()
})
