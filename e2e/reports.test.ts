/**
 * A villager's phone with a bad network: voice and pictures of a broken pipe arrive once, and the receipt opens the
 * report.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { inDemo } from './inDemo.ts'
import { expectAccessible, expectFits, open } from './browser.ts'
import type { Server } from './server.ts'

let server: Server
let browser: Browser
let photos: Buffer[]
const form = '/v/liuwan/reports/new'

inDemo(
  async (opened) => {
    ;({ server, browser } = opened)
    photos = await Promise.all(
      [110, 140].map((mean) =>
        sharp({
          create: {
            width: 2400,
            height: 1800,
            channels: 3,
            background: '#777',
            noise: { type: 'gaussian', mean, sigma: 40 },
          },
        })
          .jpeg({ quality: 95 })
          .toBuffer(),
      ),
    )
  },
  ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
)

async function phone(): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const opened = await open(browser, 'phone')
  await opened.context.grantPermissions(['microphone'], { origin: server.url })
  return opened
}

async function write(page: Page, text: string) {
  await page.getByRole('radio', { name: '困难和问题' }).check()
  if (text !== '') await page.getByRole('textbox', { name: '说说是什么事' }).fill(text)
  await page.getByRole('textbox', { name: /在什么地方/ }).fill('三组路口')
}

async function record(page: Page) {
  await page.getByRole('button', { name: '录一段话' }).click()
  await page.getByText('正在录音，1 秒').waitFor()
  await page.getByRole('button', { name: '说完了，停止录音' }).click()
  await page.getByText('录好了').waitFor()
}

const pictures = () => photos.map((buffer, n) => ({ name: `IMG_${n}.jpg`, mimeType: 'image/jpeg', buffer }))
const send = (page: Page) => page.getByRole('button', { name: /提交/ }).click()

async function openByReceipt(page: Page, code: string, digits: string) {
  await page.goto(`${server.url}/reports`)
  await page.getByRole('textbox', { name: '编号' }).fill(code)
  await page.getByRole('textbox', { name: '六位数字' }).fill(digits)
  await page.getByRole('button', { name: '查一查' }).click()
  await page.getByRole('heading', { name: '回执' }).waitFor()
}

test('the network is cut while the second file is on its way; opened again the page sends the rest, once', async () => {
  const { context, page } = await phone()
  await page.goto(server.url + form)
  await write(page, '自来水管破了，水流了一地')
  await record(page)
  await page.locator('#files').setInputFiles(pictures())
  await page.locator('[data-file-list] img').nth(1).waitFor()
  let passed = 0
  await page.route('**/uploads/*', (route) =>
    route.request().method() === 'PATCH' && (passed += 1) > 1 ? route.abort('connectionfailed') : route.continue(),
  )
  await send(page)
  await page.getByText('还没有网，等有了信号自己发出').waitFor()
  await page.close()
  const again = await context.newPage()
  await again.goto(server.url + form)
  const arrived = again.locator('[data-arrived]')
  await arrived.waitFor()
  const [, code, digits] = /编号 ([0-9A-Z]{10})，六位数字 (\d{6})/.exec(await arrived.innerText())!
  await again.getByRole('button', { name: '记下了' }).click()
  await openByReceipt(again, code!, digits!)
  expect(await again.locator('main img').count()).toBe(2)
  expect(await again.locator('main audio').count()).toBe(1)
  expect(await again.getByText('自来水管破了，水流了一地').count()).toBe(1)
  await context.close()
})

test('without any network the form opens, keeps the report, and sends it when there is signal', async () => {
  const { context, page } = await phone()
  await page.goto(server.url + form)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.reload()
  await context.setOffline(true)
  await page.reload()
  await write(page, '路灯坏了三天')
  await send(page)
  await page.getByText('还没有网').waitFor()
  await context.setOffline(false)
  await page.getByRole('heading', { name: '收到了，谢谢您' }).waitFor()
  expect(await page.getByText('路灯坏了三天').count()).toBe(1)
  await context.close()
})

test('adding to a report without network: nothing typed is lost, and it goes by itself, once', async () => {
  const { context, page } = await phone()
  await page.goto(server.url + form)
  await write(page, '井盖松了')
  await send(page)
  await page.getByRole('heading', { name: '收到了，谢谢您' }).waitFor()
  await page.getByText('补充情况').click()
  await page.getByRole('textbox', { name: '要补充什么' }).fill('夜里有人差点摔倒')
  await page.locator('input[type=file]').setInputFiles(pictures().slice(0, 1))
  await context.setOffline(true)
  await page.getByRole('button', { name: '补充' }).click()
  await page.getByText('没有网，还没有发出').waitFor()
  expect(await page.getByRole('textbox', { name: '要补充什么' }).inputValue()).toBe('夜里有人差点摔倒')
  await context.setOffline(false)
  await page.getByText('夜里有人差点摔倒', { exact: false }).and(page.locator('p')).waitFor()
  expect([
    await page.locator('p', { hasText: '夜里有人差点摔倒' }).count(),
    await page.locator('.shots img').count(),
  ]).toEqual([1, 1])
  await context.close()
})

/** Runs in the page: whether a draft with this name lies on the phone. */
function keptOnPhone(name: string): Promise<boolean> {
  return new Promise((done) => {
    const opening = indexedDB.open('sunlit-reports')
    opening.onsuccess = () => {
      const all = opening.result.transaction('reports').objectStore('reports').getAll()
      all.onsuccess = () => {
        opening.result.close()
        done((all.result as { fields: { name?: string } }[]).some((d) => d.fields.name === name))
      }
    }
  })
}

test('a closed browser loses nothing that was typed or recorded', async () => {
  const { context, page } = await phone()
  await page.goto(server.url + form)
  await write(page, '桥栏杆断了')
  await record(page)
  await page.getByRole('textbox', { name: '您的姓名' }).fill('王大姐')
  await page.locator('[data-file-list] audio').waitFor()
  await expect.poll(() => page.evaluate(keptOnPhone, '王大姐')).toBe(true)
  await page.close()
  const again = await context.newPage()
  await again.goto(server.url + form)
  await again.locator('[data-file-list] audio').waitFor()
  expect(await again.getByRole('textbox', { name: '说说是什么事' }).inputValue()).toBe('桥栏杆断了')
  expect(await again.getByRole('textbox', { name: '您的姓名' }).inputValue()).toBe('王大姐')
  await context.close()
})

test('two tabs keep two drafts; gone back after sending, the same words once more are the same report', async () => {
  const { context, page, faults } = await phone()
  await page.goto(server.url + form)
  await write(page, '水渠里有垃圾')
  const other = await context.newPage()
  await expect
    .poll(async () => {
      await other.goto(server.url + form)
      return other.getByText('您在另一个页面里正在写一件').count()
    })
    .toBe(1)
  expect(await other.getByRole('textbox', { name: '说说是什么事' }).inputValue()).toBe('')
  await other.close()
  const receipt = async () => {
    await page.getByRole('heading', { name: '回执' }).waitFor()
    return page.locator('[data-code]').innerText()
  }
  await send(page)
  const code = await receipt()
  await page.goBack()
  await expect.poll(() => page.getByRole('textbox', { name: '说说是什么事' }).inputValue()).toBe('水渠里有垃圾')
  await send(page)
  expect(await receipt()).toBe(code)
  await page.goBack()
  await page.getByRole('textbox', { name: '说说是什么事' }).fill('水渠里有垃圾，还有死鱼')
  await send(page)
  if (
    await page
      .getByRole('button', { name: '仍要提交' })
      .isVisible()
      .catch(() => false)
  )
    await send(page)
  expect(await receipt()).not.toBe(code)
  expect(faults).toEqual([])
  await context.close()
})

test('a row of a public table leads to the form, which names it', async () => {
  const { context, page, faults } = await phone()
  await page.goto(`${server.url}/v/liuwan/items/C07-04`)
  await page.locator('a[href^="/d/"]').first().click()
  await expectFits(page, 'table with doubts')
  await expectAccessible(page, 'table with doubts')
  await page.setViewportSize({ width: 768, height: 900 })
  await expectFits(page, 'table with doubts, 768 px')
  await page.setViewportSize({ width: 360, height: 740 })
  await page.locator('#r2 summary').click()
  await page.getByRole('link', { name: /有疑问 ?，第 2 行/ }).click()
  await page.getByText(/第 2 行：/).waitFor()
  expect(await page.getByRole('radio', { name: /对公布的名单/ }).isChecked()).toBe(true)
  await expectAccessible(page, 'form with a row')
  await page.getByRole('textbox', { name: '说说是什么事' }).fill('这一笔和票据不一样')
  await send(page)
  await page.getByRole('heading', { name: '回执' }).waitFor()
  await page.getByRole('link', { name: '有意见的那项公开' }).click()
  expect(new URL(page.url()).hash).toBe('#r2')
  expect(faults).toEqual([])
  await context.close()
})

test('by keyboard: what is wrong is told beside the field, and words of danger show whom to call', async () => {
  const { context, page, faults } = await phone()
  await page.goto(server.url + form)
  await page.getByRole('textbox', { name: '说说是什么事' }).fill('草垛着火了')
  await page.getByRole('link', { name: '119' }).waitFor()
  // What the page asks about while one writes is what the server would ask about.
  await page.getByRole('textbox', { name: '说说是什么事' }).fill('草垛着火了，我的护照是 E1234 5678')
  await page.getByText('您写到了护照、通行证一类的证件号').waitFor()
  await page.getByRole('textbox', { name: '说说是什么事' }).fill('草垛着火了')
  await page.getByRole('button', { name: '提交' }).press('Enter')
  await page.getByRole('alert').getByRole('link', { name: '请选择您要说的是哪一种' }).waitFor()
  await page.getByRole('radio', { name: '安全隐患' }).press('Space')
  await page.getByRole('button', { name: /提交/ }).press('Enter')
  // Nothing is sent before one says that one has called; the tick has the focus then.
  await page.getByRole('button', { name: '仍要提交' }).waitFor()
  await page.getByRole('checkbox', { name: '我已经打过了，继续反映' }).press('Space')
  await page.getByRole('button', { name: /提交/ }).press('Enter')
  await page.getByRole('heading', { name: '收到了，谢谢您' }).waitFor()
  expect(await page.getByRole('link', { name: '119' }).count()).toBe(1)
  expect(faults).toEqual([])
  await context.close()
})

test('every page fits a phone and passes axe, in standard and in elder mode; the receipt is checked in the browser', async () => {
  const { context, page, faults } = await phone()
  await page.goto(server.url + form)
  await write(page, '井盖不见了，晚上危险')
  await send(page)
  await page.getByRole('heading', { name: '收到了，谢谢您' }).waitFor()
  const own = new URL(page.url()).pathname
  const receipt = await page.evaluate(async (p) => (await fetch(`${p}/receipt`)).text(), own)
  for (const elder of [false, true]) {
    if (elder) await context.addCookies([{ name: 'elder', value: '1', url: server.url }])
    for (const path of [
      form,
      '/reports/new',
      '/reports',
      own,
      '/v/liuwan/echo',
      '/reports/all',
      '/check',
      '/',
      '/v/liuwan',
    ]) {
      await page.goto(server.url + path)
      await expectFits(page, `${path} elder=${elder}`)
      await expectAccessible(page, `${path} elder=${elder}`)
    }
  }
  await page.goto(`${server.url}/reports/check`)
  expect(new URL(page.url()).pathname).toBe('/check')
  await page.getByLabel('或者把扫出来的文字贴在这里').fill(receipt)
  await page.getByRole('button', { name: '核对' }).click()
  await page.getByText('回执是真的').waitFor()
  await page.getByRole('button', { name: '换一张纸' }).click()
  await page
    .getByLabel('或者把扫出来的文字贴在这里')
    .fill(receipt.replace(/^(SUNLIT-R1\.)(.)/, (_, h: string, c: string) => h + (c === 'A' ? 'B' : 'A')))
  await page.getByRole('button', { name: '核对' }).click()
  await page.getByText(/签名不对|不是阳光村务的回执/).waitFor()
  expect(faults).toEqual([])
  await context.close()
})
