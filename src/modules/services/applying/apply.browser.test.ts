/**
 * A daughter far away applies on her phone over a bad network: five papers and a signature arrive once, each in its
 * place; a draft goes on elsewhere.
 */
import { satDown } from './fixtures/satDown.ts'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, expectFits, launch, open, unfold } from '../../../../e2e/browser.ts'
import { serveWorld } from '../../../../e2e/worldServer.ts'
import { fillIn } from '../../../../test/fillIn.ts'
import { makeWorld, type World } from '../../../../test/world.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { isFile, placedFields } from '../../../kernel/asked/fields.ts'
import { first, rows, sql } from '../../../platform/db.ts'
import type { Service } from '../list/services.schema.ts'
import { wholeForm } from './wholeForm.ts'

let w: World
let server: Awaited<ReturnType<typeof serveWorld>>
let browser: Browser
let photo: Buffer
let back: Buffer
let answers: Answers
const path = '/v/liuwan/services/SV001/apply'
const papers = ['居民身份证正面', '居民身份证反面', '户口簿', '家庭经济状况核对授权书', '社会保障卡或者银行卡']

beforeAll(async () => {
  w = await makeWorld()
  ;[server, browser] = await Promise.all([serveWorld(w), launch()])
  ;[photo, back] = await Promise.all([noise(128), noise(90)])
  const { definition } = (await first(
    w.office.db,
    sql<{ definition: Service }>`SELECT definition FROM services WHERE code = 'SV001' ORDER BY version DESC`,
  ))!
  const form = wholeForm(definition)
  const files = new Set(
    placedFields(form)
      .map((p) => p.field)
      .filter((f) => isFile(f.kind))
      .map((f) => f.key),
  )
  answers = Object.fromEntries(
    Object.entries(fillIn(form, () => 'x', { behalf: 'no' })).filter(([key]) => !files.has(key)),
  )
})
afterAll(async () => {
  await browser.close()
  await server.close()
  await w.close()
})

const noise = (mean: number) =>
  sharp({
    create: { width: 480, height: 360, channels: 3, background: '#777', noise: { type: 'gaussian', mean, sigma: 50 } },
  })
    .jpeg({ quality: 90 })
    .toBuffer()

async function phone(): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const opened = await open(browser, 'phone')
  await opened.context.addInitScript(olderPhone)
  await opened.page.goto(server.url + path)
  await ready(opened.page)
  return opened
}

/** What WeChat's browser of 2021 lacks. */
function olderPhone() {
  Object.defineProperty(AbortSignal, 'timeout', { value: undefined })
  Object.defineProperty(SubmitEvent.prototype, 'submitter', { value: undefined })
}

async function ready(page: Page) {
  await unfold(page)
  await page.getByRole('group', { name: '居民身份证正面' }).getByRole('button', { name: '选照片或文件' }).waitFor()
}

async function fillPage(page: Page) {
  const flat = Object.entries(answers).flatMap(([key, answer]) =>
    typeof answer === 'string'
      ? [[key, answer]]
      : answer.flatMap((row, at) =>
          typeof row === 'string'
            ? [[key, row]]
            : Object.entries(row).map(([column, value]) => [`${key}.${at}.${column}`, value]),
        ),
  )
  await page.evaluate((all) => {
    for (const [name, value] of all) {
      const field =
        document.querySelector<HTMLInputElement>(
          `[name="${name}"][value="${value}"]:is([type=radio], [type=checkbox])`,
        ) ?? document.querySelector<HTMLInputElement>(`[name="${name}"]`)!
      if (field.type === 'radio' || field.type === 'checkbox') field.click()
      else field.value = value!
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
  }, flat)
}

async function addPaper(page: Page, label: string) {
  const group = page.getByRole('group', { name: label, exact: true })
  const before = await group.getByRole('img').count()
  await group
    .locator('input[type=file]')
    .setInputFiles([{ name: 'IMG.jpg', mimeType: 'image/jpeg', buffer: label.endsWith('反面') ? back : photo }])
  await page.getByRole('button', { name: '不裁，整张用' }).click()
  await group.getByRole('img').nth(before).waitFor()
}

async function sign(page: Page) {
  await page.getByRole('button', { name: '在屏幕上签名' }).click()
  const pad = (await page.locator('.taking-sign').boundingBox())!
  await page.mouse.move(pad.x + 40, pad.y + 60)
  await page.mouse.down()
  await page.mouse.move(pad.x + 160, pad.y + 110, { steps: 4 })
  await page.mouse.up()
  await page.getByRole('button', { name: '签好了' }).click()
  await page.getByRole('group', { name: /签名/ }).getByRole('img').waitFor()
}

const filed = () =>
  rows(
    w.office.db,
    sql<{
      code: string
      state: string
      field: string
      n: number
    }>`
      SELECT a.code, a.state, p.field, count(*)::int AS n
      FROM applications a
      JOIN application_papers p ON p.application_id = a.id
      GROUP BY 1, 2, 3
      ORDER BY 1, 3`,
  )

test('the network is cut among the papers, the page is closed; opened again the rest goes by itself, once, each paper in its place', async () => {
  const { context, page } = await phone()
  await expectFits(page, 'the form of a service')
  await fillPage(page)
  for (const label of papers) await addPaper(page, label)
  await sign(page)
  await page.getByRole('button', { name: '提交申请' }).scrollIntoViewIfNeeded()
  await expectAccessible(page, 'the form with papers')
  let passed = 0
  await page.route('**/uploads/*', (route) =>
    route.request().method() === 'PATCH' && (passed += 1) > 2 ? route.abort('connectionfailed') : route.continue(),
  )
  await page.getByRole('button', { name: '提交申请' }).dblclick()
  // From here on the browser itself may send it behind the page (Background Sync), or the page when it is opened again:
  // once in all.
  await page.getByText('还没有网，等有了信号自己发出').waitFor()
  await page.close()
  const again = await context.newPage()
  await again.goto(server.url + path)
  await again.locator('[data-arrived]').waitFor()
  const sent = await filed()
  expect(sent.map((s) => [s.state, s.field, s.n])).toEqual([
    ['sent', 'paperAuthorisation', 1],
    ['sent', 'paperBankCard', 1],
    ['sent', 'paperHouseholdBook', 1],
    ['sent', 'paperIdCard', 1],
    ['sent', 'paperIdCardBack', 1],
    ['sent', 'signature', 1],
  ])
  expect(await again.locator('[data-arrived]').innerText()).toContain(sent[0]!.code)
  await context.close()
})

test('what is wrong stands beside its field and nothing is lost; a page that is taken away is not handed in; a closed browser keeps all; another tab keeps its own', async () => {
  const { context, page } = await phone()
  await fillPage(page)
  for (const label of papers) await addPaper(page, label)
  await addPaper(page, papers[2]!)
  await page.getByRole('button', { name: '提交申请' }).click()
  await page.getByRole('alert').getByRole('link', { name: /签名/ }).click()
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('在屏幕上签名')
  await page.getByRole('button', { name: '去掉第 2 页' }).click()
  const other = await context.newPage()
  await other.goto(server.url + path)
  await other.getByText('您在另一个页面里正在写一件').waitFor()
  expect(await other.locator('#name').inputValue()).toBe('')
  await other.close()
  await sign(page)
  await expect.poll(() => page.evaluate(signedOnPhone)).toBe(true)
  await page.close()
  const again = await context.newPage()
  await again.goto(server.url + path)
  await again.getByRole('group', { name: /签名/ }).getByRole('img').waitFor()
  expect(await again.locator('[name="members.0.name"]').inputValue()).toBe('于小梅')
  expect(await again.getByRole('group', { name: '户口簿' }).getByRole('img').count()).toBe(1)
  await again.getByRole('button', { name: '提交申请' }).click()
  await again.waitForURL(/\/applications\/[0-9A-Z]{10}$/)
  const code = again.url().split('/').at(-1)!
  expect((await filed()).filter((f) => f.code === code).map((f) => f.n)).toEqual([1, 1, 1, 1, 1, 1])
  await context.close()
})

/** Runs in the page: whether the draft on the phone has its signature. */
function signedOnPhone(): Promise<boolean> {
  return new Promise((done) => {
    const opening = indexedDB.open('sunlit-applications')
    opening.onsuccess = () => {
      const all = opening.result.transaction('applications').objectStore('applications').getAll()
      all.onsuccess = () => {
        opening.result.close()
        done((all.result as { files: { slot: string }[] }[]).some((d) => d.files.some((f) => f.slot === 'signature')))
      }
    }
  })
}

test('at the counter the next villager’s form finds nothing of the one before', async () => {
  const { context, page } = await open(browser, 'desktop')
  const agent = await w.signIn('liuwan-agent')
  const sit = async (at: string) => {
    w.set(at)
    const signed = new File([photo as BlobPart], '同意书.jpg', { type: 'image/jpeg' })
    const { body: paper } = await agent.upload('/application-papers', signed)
    const consent = { kind: 'signature', ...paper }
    const { sitting } = await satDown(w, agent, { village: 'liuwan', service: 'SV001', consent })
    await context.addCookies([{ name: 'sitting', value: sitting!, url: server.url + path }])
    await page.goto(server.url + path)
    await ready(page)
  }
  await sit('2026-11-17T09:00:00+08:00')
  await page.locator('#name').fill('于桂兰')
  await addPaper(page, papers[0]!)
  await page.reload()
  await page.getByText('上次填到一半的还在').waitFor()
  expect(await page.locator('#name').inputValue()).toBe('于桂兰')
  await sit('2026-11-17T09:20:00+08:00')
  expect([
    await page.locator('#name').inputValue(),
    await page.getByRole('group', { name: '居民身份证正面' }).getByRole('img').count(),
    await page.evaluate(draftsOnPhone),
  ]).toEqual(['', 0, 0])
  await context.close()
})

/** Runs in the page. */
function draftsOnPhone(): Promise<number> {
  return new Promise((done) => {
    const opening = indexedDB.open('sunlit-applications')
    opening.onsuccess = () => {
      const all = opening.result.transaction('applications').objectStore('applications').count()
      all.onsuccess = () => {
        opening.result.close()
        done(all.result)
      }
    }
  })
}

test('saved on one phone, gone on with on another; without any network the form opens and waits', async () => {
  const { context, page } = await phone()
  await page.locator('#name').fill('于桂兰')
  await addPaper(page, papers[0]!)
  await page.getByRole('button', { name: '先存着，以后接着填' }).click()
  await page.waitForURL(/\/applications\/[0-9A-Z]{10}$/)
  const code = page.url().split('/').at(-1)!
  const digits = /六位数字\D*(\d{6})/.exec(await page.locator('main').innerText())![1]!
  await page.goto(server.url + path)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.reload()
  await ready(page)
  await context.setOffline(true)
  await page.reload()
  await ready(page)
  await page.locator('#name').fill('于大山')
  await page.getByRole('button', { name: '先存着，以后接着填' }).click()
  await page.getByText('还没有网').waitFor()
  await context.setOffline(false)
  await page.waitForURL(/\/applications\/[0-9A-Z]{10}$/)
  expect(page.url()).not.toContain(code)
  await context.close()

  const home = await open(browser, 'phone')
  await home.page.goto(`${server.url}/applications`)
  await home.page.getByLabel('编号').fill(code)
  await home.page.getByLabel(/六位数字/).fill(digits)
  await home.page.getByRole('button', { name: /查/ }).click()
  await home.page.goto(`${server.url}/applications/${code}/edit`)
  expect(await home.page.locator('#name').inputValue()).toBe('于桂兰')
  await home.page.getByRole('group', { name: '居民身份证正面' }).waitFor()
  await fillPage(home.page)
  for (const label of papers.slice(1)) await addPaper(home.page, label)
  await sign(home.page)
  await home.page.getByRole('button', { name: '提交申请' }).click()
  await home.page.waitForURL(new RegExp(`/applications/${code}$`))
  expect((await filed()).filter((f) => f.code === code).map((f) => [f.state, f.n])).toEqual(
    Array.from({ length: 6 }, () => ['sent', 1]),
  )
  await home.context.close()
})
