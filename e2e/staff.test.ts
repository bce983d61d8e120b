/**
 * The main job in a browser, as a person who has only the printed demo accounts does it: one monthly finance table from
 * an Excel file to a signed, published, filed and verified notice, and a correction of it. It is the one that the
 * demo's village shows as missing.
 */
import ExcelJS from 'exceljs'
import type { Browser, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { dayOf } from '../src/platform/clock.ts'
import { inDemo } from './inDemo.ts'
import { expectAccessible, open, type sizes } from './browser.ts'
import { signIn as as, signInByHand } from './console.ts'
import type { Server } from './server.ts'

let server: Server
let browser: Browser
/** The month of the table, and its title, as the village's page says what is missing. */
let month = ''
let title = ''
let noticePath = ''

inDemo((opened) => {
  ;({ server, browser } = opened)
})

const signIn = (username: string, size: keyof typeof sizes = 'desktop') => as(browser, server, username, size)

async function openTask(page: Page) {
  const search = page.getByRole('searchbox')
  if ((await search.count()) > 0) await search.first().fill(title)
  await page
    .getByRole('button', { name: new RegExp(`(?:^|：)${title}`) })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}

/** Fills the downloaded template as a clerk would in WPS: the rows below the sample. */
async function filled(template: Buffer, amount: number | string): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(template as unknown as ArrayBuffer)
  const sheet = book.worksheets.find((s) => s.state === 'visible')!
  let header = 0
  sheet.eachRow((row, n) => {
    if (header === 0 && JSON.stringify(row.values).includes('收入类别')) header = n
  })
  const names = Array.from(sheet.getRow(header).values as (string | undefined)[], (v) => String(v ?? ''))
  let first = header + 1
  while (
    JSON.stringify(sheet.getRow(first).values).includes('示例') ||
    JSON.stringify(sheet.getRow(first).values).includes('合并')
  )
    first += 1
  const options = ['发包及上交收入']
  const put = (label: string, value: string | number) => {
    const col = names.findIndex((n) => n.startsWith(label))
    if (col > 0) sheet.getRow(first).getCell(col).value = value
  }
  put('日期', `${month}-15`)
  put('凭证号', '11')
  put('收入类别', options[0]!)
  put('摘要', '东塘水面承包费（2026 年度）')
  put('交款单位', '晴川县东塘渔业合作社')
  put('金额', amount)
  put('经手人', '雷水斌')
  return Buffer.from(await book.xlsx.writeBuffer())
}

async function draw(page: Page) {
  const canvas = page.locator('canvas').first()
  await canvas.scrollIntoViewIfNeeded()
  const box = (await canvas.boundingBox())!
  await page.mouse.move(box.x + 30, box.y + 40)
  await page.mouse.down()
  for (let i = 1; i <= 12; i += 1) await page.mouse.move(box.x + 30 + i * 12, box.y + 40 + (i % 2) * 24)
  await page.mouse.up()
}

test('a stranger finds on the village page what is missing, since when and whose duty it is', async () => {
  const { page, context } = await open(browser, 'phone')
  await page.goto(`${server.url}/v/liuwan`)
  const missing = page
    .getByRole('listitem')
    .filter({ hasText: /收入明细/ })
    .filter({ hasText: /应在.*逾期/ })
    .getByRole('link')
  // Of this year the year is left out.
  const [, year = dayOf(new Date()).slice(0, 4), m] = /(?:(\d{4}) 年 )?(\d{1,2}) 月收入明细/.exec(
    await missing.innerText(),
  )!
  ;[title, month] = [`${year} 年 ${m} 月收入明细`, `${year}-${m!.padStart(2, '0')}`]
  await missing.click()
  expect(await page.locator('main').innerText()).toMatch(/收入明细[\s\S]*(村务公开专职人员|谁)/)
  await context.close()
})

test('the officer fills the month from Excel: a wrong sheet names its cell, the right one is taken, handed in', async () => {
  const { page, context, faults } = await signInByHand(browser, server, 'liuwan-officer')
  await expectAccessible(page, 'tasks')
  await openTask(page)
  noticePath = new URL(page.url()).pathname
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('link', { name: '下载 Excel 模板' })
      .or(page.getByRole('button', { name: '下载 Excel 模板' }))
      .first()
      .click(),
  ])
  const path = await download.path()
  const template = (await import('node:fs')).readFileSync(path)
  const upload = page.getByLabel('选择填好的表')
  await upload.setInputFiles({
    name: '收入明细.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: await filled(template, '一万八'),
  })
  await page
    .getByRole('alert')
    .filter({ hasText: /一行也没有填进来[\s\S]*G6/ })
    .waitFor()
  await upload.setInputFiles({
    name: '收入明细.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: await filled(template, 18000),
  })
  await page.getByText('18,000.00').first().waitFor()
  await page
    .getByText(/已保存/)
    .first()
    .waitFor()
  await page.getByText('和别的公开对不上').first().waitFor()
  await expectAccessible(page, 'draft editor')
  await page.getByRole('button', { name: '送审', exact: true }).click()
  await page.getByRole('alert').getByText('请写明为什么对不上').waitFor()
  await page.getByLabel(/为什么对不上/).fill('收支表随后更正')
  await page.getByRole('button', { name: '送审', exact: true }).click()
  await page.getByText('已经送出去了').first().waitFor()
  expect(faults).toEqual([])
  await context.close()
})

test('the committee reviews, the secretary signs on a tablet, it is public at once', async () => {
  const chair = await signIn('liuwan-chair')
  await openTask(chair.page)
  await expectAccessible(chair.page, 'review desk')
  await chair.page.getByRole('button', { name: '同意', exact: true }).click()
  await chair.page.getByText('已同意').first().waitFor()
  await chair.context.close()

  const secretary = await signIn('liuwan-secretary', 'tablet')
  await openTask(secretary.page)
  await expectAccessible(secretary.page, 'sign desk')
  await secretary.page.getByRole('button', { name: '签字', exact: true }).click()
  await secretary.page.getByRole('alert').first().waitFor()
  await secretary.page.getByLabel(/保密审查/).check()
  await draw(secretary.page)
  await secretary.page.getByRole('button', { name: '签字', exact: true }).click()
  await secretary.page.getByText('签好了，已经公开').first().waitFor()
  expect(secretary.faults).toEqual([])
  await secretary.context.close()
})

test('the township files it; a villager reads it and checks it on a phone', async () => {
  const clerk = await signInByHand(browser, server, 'qingxi-clerk')
  await openTask(clerk.page)
  await clerk.page.getByRole('button', { name: '备案', exact: true }).click()
  await clerk.page.getByText('已备案').first().waitFor()
  await clerk.context.close()

  const { page, context } = await open(browser, 'phone')
  await page.goto(`${server.url}/v/liuwan`)
  await page.getByRole('link', { name: title }).first().click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  expect(await page.locator('main').innerText()).toMatch(/东塘水面承包费[\s\S]*18,000\.00/)
  expect(await page.locator('main').innerText()).toContain('柳长青')
  const proof = `${page.url()}/proof`
  await expect
    .poll(async () => (await page.goto(proof), page.getByRole('button', { name: /查|核对/ }).count()))
    .toBeGreaterThan(0)
  await page
    .getByRole('button', { name: /查|核对/ })
    .first()
    .click()
  await page
    .getByText(/没有改过|都对得上|一致/)
    .first()
    .waitFor()
  await context.close()
})

test('a correction goes through the same hands and is told in words', async () => {
  const officer = await signIn('liuwan-officer')
  await officer.page.goto(server.url + noticePath)
  await officer.page.getByRole('button', { name: '更正', exact: true }).click()
  await officer.page.getByRole('textbox').last().fill('金额少写了 500 元，按票据改正')
  await officer.page.getByRole('button', { name: '更正', exact: true }).last().click()
  const cell = officer.page
    .locator('input')
    .and(officer.page.locator('[value="18000.00"], [value="18,000.00"]'))
    .first()
  await cell.or(officer.page.getByText('18,000.00').first()).first().waitFor()
  await officer.page
    .getByText('18,000.00')
    .first()
    .click()
    .catch(() => undefined)
  const input = officer.page.getByLabel(/金额/).first()
  await input.fill('18500')
  await input.press('Enter')
  await officer.page.getByText('18,500.00').first().waitFor()
  await officer.page.getByLabel(/为什么对不上/).fill('收支表随后更正')
  await officer.page
    .getByText(/已保存/)
    .first()
    .waitFor()
  await officer.page.getByRole('button', { name: '送审' }).click()
  await officer.page.getByText('已经送出去了').first().waitFor()
  await officer.context.close()

  const chair = await signIn('liuwan-chair')
  await openTask(chair.page)
  await chair.page.getByRole('button', { name: '同意', exact: true }).click()
  await chair.page.getByText('已同意').first().waitFor()
  await chair.context.close()
  const secretary = await signIn('liuwan-secretary', 'tablet')
  await openTask(secretary.page)
  await secretary.page.getByLabel(/保密审查/).check()
  await draw(secretary.page)
  await secretary.page.getByRole('button', { name: '签字', exact: true }).click()
  await secretary.page.getByText('签好了，已经公开').first().waitFor()
  await secretary.context.close()

  const { page, context } = await open(browser, 'phone')
  await page.goto(`${server.url}/v/liuwan`)
  await page.getByRole('link', { name: title }).first().click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  const address = page.url()
  expect(await page.locator('main').innerText()).toContain('18,500.00')
  await page.goto(`${address}/compare`)
  expect(await page.locator('main').innerText()).toMatch(/18,000\.00[\s\S]*18,500\.00/)
  await context.close()
})
