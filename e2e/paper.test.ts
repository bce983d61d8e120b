/**
 * A notice on paper, checked where there is no network: with a reader saved earlier, by photographs of the printed
 * codes.
 */
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expenses, openLiuwan, publish, type Liuwan } from '../src/front/fixtures/liuwan.ts'
import { expectAccessible, expectFits, launch, open } from './browser.ts'
import { serveWorld } from './worldServer.ts'

let l: Liuwan
let site: Awaited<ReturnType<typeof serveWorld>>
let browser: Browser
let code: string
let folder: string

beforeAll(async () => {
  l = await openLiuwan()
  code = (await publish(l, 'C07-04', '2026-09', expenses())).code
  await l.w.seal()
  ;[site, browser, folder] = await Promise.all([serveWorld(l.w), launch(), mkdtemp(join(tmpdir(), 'paper-'))])
})
afterAll(async () => {
  await browser.close()
  await site.close()
  await l.w.close()
})

/**
 * What a phone's camera makes of the codes on the printed sheet: turned, soft, grey; about seven dots to a millimetre.
 */
async function photographed(turn: number): Promise<Buffer> {
  const sheet = await browser.newContext({ viewport: { width: 800, height: 1100 }, deviceScaleFactor: 2 })
  const page = await sheet.newPage()
  await page.goto(`${site.url}/d/${code}/print`)
  await page.emulateMedia({ media: 'print' })
  const printed = await page.locator('.proof-codes').screenshot()
  await sheet.close()
  const turned = await sharp(printed).rotate(turn, { background: '#d8d4cc' }).toBuffer()
  return sharp(turned)
    .extend({ top: 60, left: 90, background: '#b8b4ac' })
    .blur(0.6)
    .linear(0.75, 20)
    .jpeg({ quality: 75 })
    .toBuffer()
}

test('saved once, the reader checks paper without a network and shows what was published', async () => {
  const { page, context, faults } = await open(browser, 'phone')
  await page.goto(`${site.url}/check`)
  await expectFits(page, '/check')
  await expectAccessible(page, '/check')
  const saved = join(folder, '核对工具.html')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '存一份核对工具' }).click(),
  ])
  await download.saveAs(saved)
  const photo = join(folder, 'photo.jpg')
  await writeFile(photo, await photographed(4))
  await context.close()

  const offline = await open(browser, 'phone')
  await offline.context.setOffline(true)
  await offline.page.goto(`file://${saved}`)
  await offline.page.getByLabel(/拍二维码/).setInputFiles(photo)
  await offline.page.getByText('✓ 是真的，一个字没有改过。').waitFor()
  await offline.page.getByText('内容与公开时一字不差').waitFor()
  await offline.page.getByRole('cell', { name: '1260.00' }).first().waitFor()
  await expectFits(offline.page, 'the saved reader')
  await expectAccessible(offline.page, 'the saved reader')
  // A picture without a code, then the reader goes on.
  await offline.page.getByRole('button', { name: '换一张纸' }).click()
  await offline.page.getByLabel(/拍二维码/).setInputFiles({
    name: '空白.png',
    mimeType: 'image/png',
    buffer: await sharp({ create: { width: 400, height: 300, channels: 3, background: '#eee' } })
      .png()
      .toBuffer(),
  })
  await offline.page.getByText('没有认出阳光村务的二维码').waitFor()
  await offline.page.getByLabel(/拍二维码/).setInputFiles(photo)
  await offline.page.getByText('✓ 是真的').waitFor()
  expect([...faults, ...offline.faults]).toEqual([])
  await offline.context.close()
})

test('nine rows with their hands, boxes and codes are one sheet of A4', async () => {
  const other = await openLiuwan()
  const nine = expenses()
  nine.rows = Array.from({ length: 9 }, (_, i) => ({ ...nine.rows[i % 2]!, voucherNo: `付-${i + 1}` }))
  const one = await publish(other, 'C07-04', '2026-09', nine)
  await other.w.seal()
  const shown = await serveWorld(other.w)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${shown.url}/d/${one.code}/print`)
  expect(await page.locator('tbody tr').count()).toBe(9)
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page(?!s)/g)).toHaveLength(1)
  await context.close()
  await shown.close()
  await other.w.close()
})
