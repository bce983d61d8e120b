/**
 * A woman of seventy without a telephone applies for the allowance of old people through the agent in the village office; after the
 * public notice the bureau's leader signs on a tablet. Every hand in a browser of its own, found by roles and names alone.
 */
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contextAt } from '../src/kernel/cases/office.ts'
import { sweepCases } from '../src/kernel/cases/sweep.ts'
import { idNumber } from '../test/fillIn.ts'
import { makeWorld, type World } from '../test/world.ts'
import { expectAccessible, launch } from './browser.ts'
import { signIn } from './console.ts'
import { serveWorld } from './worldServer.ts'

let w: World
let site: Awaited<ReturnType<typeof serveWorld>>
let browser: Browser
let photo: { name: string; mimeType: string; buffer: Buffer }

beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  ;[site, browser] = await Promise.all([serveWorld(w), launch()])
  photo = { name: '材料.jpg', mimeType: 'image/jpeg', buffer: await sharp({ create: { width: 900, height: 600, channels: 3, background: '#eed' } }).jpeg().toBuffer() }
}, 60_000)
afterAll(async () => {
  await browser.close()
  await site.close()
  await w.close()
})

const work = async (page: Page) => {
  await page.goto(`${site.url}/console/applications`)
  await page.getByRole('button', { name: /^去办理：高龄津贴申请/ }).first().click()
  await page.getByRole('heading', { name: '怎么办' }).waitFor()
}

test('the agent applies for her with her consent; notice; the leader signs on a tablet; she reads the result from her paper receipt, and rates', async () => {
  const agent = await signIn(browser, site, 'liuwan-agent')
  const { page } = agent
  await page.goto(`${site.url}/console/applications`)
  await page.getByRole('button', { name: '替村民申请' }).click()
  await page.getByRole('combobox', { name: '办什么事' }).selectOption({ label: '高龄津贴申请' })
  await page.getByRole('button', { name: '开始填表' }).click()
  await page.getByText('请先录下村民的同意').waitFor()
  await page.getByLabel('或者上传签字、照片').setInputFiles(photo)
  await page.getByText('已收到').waitFor()
  await page.getByRole('button', { name: '开始填表' }).click()
  await page.getByText('正在替村民填写').waitFor()
  await page.getByRole('textbox', { name: '姓名', exact: true }).fill('于桂兰')
  await page.getByRole('textbox', { name: '身份证号', exact: true }).fill(idNumber)
  await fill(page)
  await page.getByRole('button', { name: '提交申请' }).click()
  await page.getByRole('heading', { name: '收到了您的申请' }).or(page.locator('.wrong').first()).waitFor()
  expect(await page.locator('.wrong').allInnerTexts()).toEqual([])
  const code = (await page.locator('[data-code]').innerText()).trim()
  const digits = (await page.locator('[data-digits]').innerText()).trim()
  await expectAccessible(page, 'application')
  await work(page)
  await page.getByRole('button', { name: '受理', exact: true }).click()
  await page.getByText('请对照身份证核对本人').waitFor()
  await page.getByLabel(/已对照身份证核对本人/).check()
  await page.getByRole('button', { name: '受理', exact: true }).click()
  await page.getByText('已往下走').waitFor()
  await agent.context.close()

  const township = await signIn(browser, site, 'qingxi-clerk')
  await work(township.page)
  await township.page.getByRole('button', { name: '审核通过' }).click()
  await township.page.getByText('已往下走').waitFor()
  await township.context.close()
  w.set('2026-11-30T09:00:00+08:00')
  const ctx = await contextAt(w.office.db, w.now())
  await sweepCases(w.office.db, ctx)
  const clerk = await signIn(browser, site, 'minzheng-clerk')
  await work(clerk.page)
  await clerk.page.getByRole('button', { name: '报领导签字' }).click()
  await clerk.page.getByText('已往下走').waitFor()
  const leader = await signIn(browser, site, 'minzheng-leader', 'tablet')
  await work(leader.page)
  await expectAccessible(leader.page, 'sign desk')
  await leader.page.getByRole('button', { name: '签字同意' }).click()
  await leader.page.getByText('还没有写字').waitFor()
  await stroke(leader.page, '.sign-pad canvas')
  // The connection is lost, pressed again when it is back: one signature.
  await leader.context.setOffline(true)
  await leader.page.getByRole('button', { name: '签字同意' }).click()
  await leader.page.getByText('同一份申请不会签两次').waitFor()
  await leader.context.setOffline(false)
  await leader.page.getByRole('button', { name: '签字同意' }).click()
  await leader.page.getByText('签好了').first().waitFor()
  const back = await signIn(browser, site, 'liuwan-agent', 'phone')
  await work(back.page)
  await back.page.getByRole('button', { name: '把结果交给申请人' }).click()
  await back.page.getByText('这件办结了').waitFor()
  expect([clerk.faults, leader.faults.filter((f) => !/ERR_INTERNET_DISCONNECTED/.test(f)), back.faults]).toEqual([[], [], []])

  const { page: hers } = back
  await hers.goto(`${site.url}/applications`)
  await hers.getByRole('textbox', { name: '编号' }).fill(code)
  await hers.getByRole('textbox', { name: '六位数字' }).fill(digits)
  await hers.getByRole('button', { name: '查一查' }).click()
  await hers.getByText('已办结').first().waitFor()
  expect(await hers.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  await hers.getByRole('radio', { name: '非常满意', exact: true }).check()
  await hers.getByRole('button', { name: '提交评价' }).click()
  await hers.getByText('您的评价：').waitFor()
  await hers.getByRole('link', { name: '打开结果，可以打印' }).click()
  const check = /核对码\s*([0-9A-Z]{10})/.exec(await hers.locator('main').innerText())![1]!
  await hers.goto(`${site.url}/results/${check}`)
  await hers.getByText('这张通知是真的').waitFor()
}, 90_000)

async function stroke(page: Page, pad: string) {
  const box = (await page.locator(pad).boundingBox())!
  await page.mouse.move(box.x + 30, box.y + 40)
  await page.mouse.down()
  await page.mouse.move(box.x + 120, box.y + 90, { steps: 6 })
  await page.mouse.up()
}

/** The rest of the form as it comes: texts, choices and papers, by what kind they are. */
async function fill(page: Page) {
  for (const group of await page.locator('form[data-apply] fieldset:visible').all()) {
    const one = (await group.getAttribute('id')) === 'behalf' ? group.locator('input[type=radio]').nth(1) : group.locator('input[type=radio]').first()
    if (await one.count()) await one.check()
  }
  for (const box of await page.locator('form[data-apply] select:visible').all()) await box.selectOption({ index: 1 })
  for (const box of await page.locator('form[data-apply] input[type=text]:visible, form[data-apply] textarea:visible').all()) {
    if ((await box.inputValue()) !== '') continue
    const name = (await box.getAttribute('name')) ?? ''
    await box.fill(/[Pp]hone/.test(name) ? '13900001234' : /account$|bankAccount/i.test(name) && !name.includes('Name') ? '6217000000001' : /birth|date/i.test(name) ? '1958-03-02' : name.endsWith('Name') ? '于桂兰' : '三组 12 号')
  }
  for (const label of ['居民身份证', '户口簿', '社会保障卡或者银行卡', '近期照片']) {
    const group = page.getByRole('group', { name: label, exact: true })
    await group.locator('input[type=file]').setInputFiles(photo)
    await page.getByRole('button', { name: '不裁，整张用' }).click()
    await group.getByRole('img').first().waitFor()
  }
  await page.getByRole('button', { name: '在屏幕上签名' }).click()
  await stroke(page, '.taking-sign')
  await page.getByRole('button', { name: '签好了' }).click()
  await page.getByRole('group', { name: /签名/ }).getByRole('img').waitFor()
}
