/**
 * A cadre's misconduct, told on a phone: sealed there, opened on the discipline office's own machine with its file and
 * passphrase.
 */
import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { inDemo } from './inDemo.ts'
import { expectAccessible, expectFits, open } from './browser.ts'
import { signIn } from './console.ts'
import type { Server } from './server.ts'

let server: Server
let browser: Browser
const passphrase = '柳湾村口的老槐树有三百年'

inDemo((opened) => {
  ;({ server, browser } = opened)
})

test('the office makes its key, a villager seals, a cut network loses nothing, the office alone opens it', async () => {
  const office = await signIn(browser, server, 'discipline')
  const desk = office.page
  await desk.goto(`${server.url}/console/accusations`)
  await desk.getByText('还没有启用钥匙').waitFor()
  await desk.getByRole('button', { name: '生成钥匙' }).click()
  const dialog = desk.getByRole('dialog', { name: '生成钥匙' })
  await dialog.getByLabel('口令', { exact: true }).fill('太短')
  await dialog.getByRole('button', { name: '生成并保存文件' }).click()
  await dialog.getByRole('alert').getByText('口令至少 12 个字').waitFor()
  await dialog.getByLabel('口令', { exact: true }).fill(passphrase)
  await dialog.getByLabel('再输一次').fill(passphrase)
  await expectAccessible(desk, 'new key')
  const [download] = await Promise.all([
    desk.waitForEvent('download'),
    dialog.getByRole('button', { name: '生成并保存文件' }).click(),
  ])
  const key = {
    name: download.suggestedFilename(),
    mimeType: 'application/json',
    buffer: readFileSync((await download.path())!),
  }
  await dialog.getByLabel('钥匙文件').setInputFiles(key)
  await dialog.getByLabel('钥匙口令').fill('不是这一句')
  await dialog.getByRole('button', { name: /试一试/ }).click()
  await dialog.getByText('口令不对').waitFor()
  await dialog.getByLabel('钥匙口令').fill(passphrase)
  await dialog.getByRole('button', { name: /试一试/ }).click()
  const shown = await desk.getByText(/在用的钥匙指纹/).innerText()

  const phone = await open(browser, 'phone')
  const { page } = phone
  await page.goto(`${server.url}/v/liuwan/reports/new`)
  await page.getByRole('radio', { name: '投诉人或单位' }).check()
  await page.getByRole('link', { name: '加密举报' }).click()
  expect(shown).toContain(/钥匙指纹：([0-9a-f ]+)/.exec(await page.locator('main').innerText())![1]!.trim())
  await page.getByRole('button', { name: '加密并提交' }).press('Enter')
  await page.getByRole('alert').getByRole('link', { name: '请写举报谁，姓名、单位、职务写一样也行' }).waitFor()
  await expectAccessible(page, 'refused')
  await page.getByRole('textbox', { name: '举报谁' }).fill('某村某干部')
  await page.getByRole('textbox', { name: '什么事' }).fill('把修路的钱拿去还自己的债，账上写成了砂石。')
  await page.getByRole('textbox', { name: '您的姓名' }).fill('王大姐')
  await page.getByLabel('照片（可以不传）').setInputFiles([
    {
      name: 'x.jpg',
      mimeType: 'image/jpeg',
      buffer: await sharp({ create: { width: 2000, height: 1500, channels: 3, background: '#678' } })
        .withExif({ IFD0: { Make: 'Phone' } })
        .jpeg()
        .toBuffer(),
    },
  ])
  await page.getByText(/照片 1（\d+ KB）/).waitFor()
  await expectFits(page, 'accusation form')
  const bodies: Buffer[] = []
  page.on('request', (r) => {
    if (r.method() === 'POST') bodies.push(r.postDataBuffer() ?? Buffer.alloc(0))
  })
  await phone.context.setOffline(true)
  await page.getByRole('button', { name: '加密并提交' }).click()
  await page.getByText('没有网，还没有提交').waitFor()
  await phone.context.setOffline(false)
  await page.getByRole('button', { name: '加密并提交' }).dblclick()
  await page.getByRole('heading', { name: '收到了' }).waitFor()
  expect(bodies.length).toBeGreaterThan(0)
  for (const word of ['砂石', '王大姐', '某干部']) expect(bodies.some((b) => b.includes(Buffer.from(word)))).toBe(false)
  expect(page.url()).toBe(`${server.url}/accusations/new`)
  expect(
    await page.evaluate(() => Promise.resolve(indexedDB.databases?.()).then((all) => JSON.stringify(all ?? []))),
  ).not.toContain('accus')
  const [code, digits] = [
    await page.locator('[data-code]').innerText(),
    await page.locator('[data-digits]').innerText(),
  ]
  await expectAccessible(page, 'accusation receipt')

  await desk.goto(`${server.url}/console/accusations`)
  await desk.getByLabel('钥匙文件').setInputFiles(key)
  await desk.getByLabel('钥匙口令').fill(passphrase)
  await desk.getByRole('button', { name: '打开钥匙' }).click()
  await desk.getByRole('button', { name: '打开', exact: true }).waitFor()
  expect(await desk.getByRole('row').count()).toBe(2)
  await desk.getByRole('button', { name: '打开', exact: true }).click()
  const opened = desk.getByRole('dialog', { name: `举报 ${code}` })
  await opened.getByText('把修路的钱拿去还自己的债').waitFor()
  expect(await opened.getByLabel('办到哪一步').innerText()).not.toContain('还没有打开')
  expect(await opened.getByRole('img', { name: '照片 1' }).evaluate((i: HTMLImageElement) => i.naturalWidth)).toBe(1600)
  expect(await opened.getByText('王大姐').count()).toBe(0)
  await expectAccessible(desk, 'opened')
  await opened.getByRole('button', { name: '看举报人是谁' }).click()
  await desk.getByLabel(/为什么要看/).fill('联系核实时间')
  await desk.getByRole('button', { name: '看', exact: true }).click()
  await opened.getByText('姓名：王大姐').waitFor()
  await opened.getByLabel('办到哪一步').selectOption({ label: '已受理' })
  await opened.getByRole('button', { name: '登记' }).click()
  await desk.getByRole('cell', { name: '已受理' }).waitFor()

  await page.goto(`${server.url}/reports`)
  await page.getByRole('textbox', { name: '编号' }).fill(code)
  await page.getByRole('textbox', { name: '六位数字' }).fill(digits)
  await page.getByRole('button', { name: '查一查' }).click()
  await page.getByText('已受理').first().waitFor()
  await expectAccessible(page, 'accusation state')
  expect([...office.faults, ...phone.faults.filter((f) => !/ERR_INTERNET_DISCONNECTED/.test(f))]).toEqual([])
  await office.context.close()
  await phone.context.close()
})

test('without a browser that can seal there is the telephone, and the page fits phones in elder mode', async () => {
  const plain = await open(browser, 'phone', { javaScriptEnabled: false })
  await plain.page.goto(`${server.url}/accusations/new`)
  await plain.page.getByRole('link', { name: '12388' }).waitFor()
  expect(await plain.page.getByText('现在不能加密，所以不能提交').isVisible()).toBe(true)
  expect(await plain.page.getByRole('button', { name: '加密并提交' }).isVisible()).toBe(false)
  await plain.context.close()
  const elder = await open(browser, 'phone')
  await elder.context.addCookies([{ name: 'elder', value: '1', url: server.url }])
  await elder.page.goto(`${server.url}/accusations/new`)
  await elder.page.getByRole('button', { name: '加密并提交' }).waitFor()
  await expectFits(elder.page, 'elder accusation')
  await expectAccessible(elder.page, 'elder accusation')
  await elder.context.close()
})
