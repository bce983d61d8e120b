/**
 * What each role of the office sees, along one monthly table: filled, reviewed, signed, filed; then those who look over
 * it.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { dayOf } from '../../src/platform/clock.ts'
import { newPage, shoot, type Size } from './camera.ts'

type Account = { username: string; code: string | null }
export type Desk = { browser: Browser; url: string }
/** The month that runs: all before it are published in the demo. */
const today = dayOf(new Date())
const month = `${Number(today.slice(5, 7))} 月`
const table = new RegExp(`${month}收入明细`)

export async function staffPictures(browser: Browser, url: string): Promise<void> {
  const desk = { browser, url }
  await officer(desk)
  await chair(desk)
  await secretary(desk)
  await clerk(desk)
  await bureau(desk)
  await inspector(desk)
  await administrator(desk)
}

async function officer(desk: Desk) {
  const { page, context } = await newPage(desk.browser, 'desktop')
  await page.goto(`${desk.url}/console`)
  await page.getByRole('heading', { name: '演示账号' }).waitFor()
  await shoot(page, 'sign-in')
  await signInOn(page, desk, 'liuwan-officer')
  await shoot(page, 'officer-tasks')
  await openTask(page)
  await page.getByText('下载 Excel 模板').first().waitFor()
  await typeRow(page, 1, {
    日期: `${today.slice(0, 7)}-01`,
    凭证号: '11',
    收入类别: '发包及上交收入',
    摘要: '东塘水面承包费（2026 年度）',
    交款单位或个人: '晴川县东塘渔业合作社',
    金额: '18000',
    经手人: '雷水斌',
  })
  await page.getByRole('button', { name: '加一行' }).click()
  await typeRow(page, 2, {
    日期: today,
    凭证号: '12',
    收入类别: '发包及上交收入',
    摘要: '老仓库租金（四季度）',
    交款单位或个人: '清溪镇粮油店',
    金额: '2400',
    经手人: '雷水斌',
  })
  await page
    .getByText(/已保存/)
    .first()
    .waitFor()
  await shoot(page, 'officer-draft')
  await page.getByRole('button', { name: '送审', exact: true }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('本村每月提前封账，月底补报')
  await shoot(page, 'officer-early')
  await page.getByRole('button', { name: '现在就送审' }).click()
  await page.getByText('已经送出去了').first().waitFor()
  await nothing(page, desk)
  await page.goto(`${desk.url}/console/questions`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await shoot(page, 'officer-questions')
  await context.close()
}

/** The cells of a row by their labels; where the sheet has no such column, it is no row of this sheet. */
async function typeRow(page: Page, row: number, cells: Record<string, string>) {
  for (const [label, value] of Object.entries(cells)) {
    const cell = page.getByLabel(new RegExp(`^第 ${row} 行，${label}`)).first()
    if ((await cell.evaluate((e) => e.tagName)) === 'SELECT') await cell.selectOption(value)
    else await cell.fill(value)
  }
}

async function nothing(page: Page, desk: Desk) {
  await page.goto(`${desk.url}/console/`)
  await page.locator('.tasks .task').first().waitFor()
  // It may stand behind the first twenty.
  await page.keyboard.press('/')
  await page.keyboard.type('支出明细')
  await page
    .getByRole('button', { name: new RegExp(`${month}支出明细`) })
    .first()
    .click()
  await page.getByRole('checkbox', { name: /本期无内容/ }).check()
  await page.getByRole('textbox', { name: /为什么没有内容/ }).fill('本月没有发生支出。')
  await page
    .getByText(/已保存/)
    .first()
    .waitFor()
  await shoot(page, 'officer-nothing')
}

async function chair(desk: Desk) {
  const { page, context } = await signIn(desk, 'liuwan-chair')
  await openTask(page)
  await page.getByRole('heading', { name: '审查意见' }).waitFor()
  await shoot(page, 'chair-review')
  await page.getByRole('button', { name: '同意', exact: true }).click()
  await page.getByText('已同意').first().waitFor()
  await context.close()
}

async function secretary(desk: Desk) {
  const { page, context } = await signIn(desk, 'liuwan-secretary', 'tablet')
  await openTask(page)
  await page.getByRole('checkbox', { name: /保密审查/ }).check()
  await draw(page)
  await shoot(page, 'secretary-sign')
  await page.getByRole('button', { name: '签字', exact: true }).click()
  await page.getByText('签好了，已经公开').first().waitFor()
  await context.close()
}

async function clerk(desk: Desk) {
  const { page, context } = await signIn(desk, 'qingxi-clerk')
  await shoot(page, 'clerk-tasks')
  await openTask(page)
  await shoot(page, 'clerk-file')
  await page.getByRole('button', { name: '备案', exact: true }).click()
  await page.getByText('已备案').first().waitFor()
  await look(page, desk, '/coverage', 'clerk-coverage')
  await look(page, desk, '/people', 'clerk-people')
  await context.close()
}

async function bureau(desk: Desk) {
  const { page, context } = await signIn(desk, await holderOf(desk, '局村务公开联络员'))
  await page.goto(`${desk.url}/console/coverage`)
  await page.getByRole('checkbox', { name: '只看本单位指导的' }).check()
  await shoot(page, 'bureau-coverage')
  await context.close()
}

async function inspector(desk: Desk) {
  const { page, context } = await signIn(desk, await holderOf(desk, '督查员'))
  await look(page, desk, '/cards', 'inspector-cards')
  await look(page, desk, '/selfcheck?place=liuwan', 'inspector-selfcheck')
  await page.getByRole('button', { name: '倒查' }).first().click()
  await page.getByRole('dialog').getByRole('heading', { name: '经过' }).waitFor()
  await shoot(page, 'inspector-trace')
  await look(page, desk, '/audit', 'inspector-audit')
  await context.close()
}

async function administrator(desk: Desk) {
  const { page, context } = await signIn(desk, 'admin')
  await look(page, desk, '/places', 'admin-places')
  await look(page, desk, '/catalogue/C07-03', 'admin-item')
  await look(page, desk, '/settings', 'admin-settings')
  await look(page, desk, '/imports', 'admin-imports')
  await context.close()
}

async function look(page: Page, desk: Desk, path: string, name: string) {
  await page.goto(`${desk.url}/console${path}`)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await shoot(page, name)
}

/** A page of the console, signed in. */
export async function signIn(
  desk: Desk,
  username: string,
  size: Size = 'desktop',
): Promise<{ page: Page; context: BrowserContext }> {
  const opened = await newPage(desk.browser, size)
  await opened.page.goto(`${desk.url}/console`)
  await signInOn(opened.page, desk, username)
  return opened
}

/**
 * As the sign-in page offers: one press on the account fills the form; the code that stands beside it is typed where it
 * is asked.
 */
async function signInOn(page: Page, desk: Desk, username: string) {
  await page
    .getByRole('button', { name: new RegExp(`${username}(?:，|$)`) })
    .first()
    .click()
  await page.getByRole('button', { name: '登录', exact: true }).click()
  const { code } = (await accounts(desk)).find((a) => a.username === username)!
  if (code !== null) {
    await page.getByLabel(/六位数字/).fill(code)
    await page.getByRole('button', { name: '登录', exact: true }).click()
  }
  await page.getByRole('heading', { name: '我的任务' }).waitFor()
}

async function accounts(desk: Desk): Promise<(Account & { posts: string })[]> {
  return (
    (await (await fetch(`${desk.url}/api/demo-accounts`)).json()) as { accounts: (Account & { posts: string })[] }
  ).accounts
}

async function holderOf(desk: Desk, post: string): Promise<string> {
  const found = (await accounts(desk)).find((a) => a.posts.includes(post))
  if (!found) throw new Error(`no demo account holds the post ${post}`)
  return found.username
}

async function openTask(page: Page) {
  await page.getByRole('heading', { name: '我的任务' }).waitFor()
  const search = page.getByRole('searchbox')
  if ((await search.count()) > 0) await search.first().fill('收入明细')
  await page.getByRole('button', { name: table }).first().click()
  await page.getByRole('heading', { level: 1, name: table }).waitFor()
}

/** A few strokes of a pen. */
async function draw(page: Page) {
  const canvas = page.locator('canvas').first()
  await canvas.scrollIntoViewIfNeeded()
  const box = (await canvas.boundingBox())!
  for (const [x, y] of [
    [40, 40],
    [90, 30],
    [150, 50],
  ] as const) {
    await page.mouse.move(box.x + x, box.y + y)
    await page.mouse.down()
    for (let i = 1; i <= 8; i += 1) await page.mouse.move(box.x + x + (i % 3) * 12, box.y + y + i * 7)
    await page.mouse.up()
  }
}
