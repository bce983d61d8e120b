/**
 * Whatever the server refuses in a dialog of the console: the dialog stays, says so, holds what was typed, and can be
 * sent again, without a reload. Every dialog that the administrator's screens open by one press; all that is sent there
 * is answered by a refusal.
 */
import type { Browser, Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demoPassword } from '../src/modules/staff/demo.ts'
import { inDemo } from './inDemo.ts'
import { open } from './browser.ts'
import { codeOf, signIn } from './console.ts'
import type { Server } from './server.ts'

let server: Server
let browser: Browser

inDemo((opened) => {
  ;({ server, browser } = opened)
})

const refusal = '这一次先不收，请改好再按。'
/** Of buttons alike (one in each row) one is enough. */
const leadsElsewhere = /^[‹›]|打印|导出|下载|^去|^看|上一|下一|^全部|^换|更多|打开|再看|显示/

test('a refused dialog stays open with what was typed, and is sent again', async () => {
  const { page, context } = await signIn(browser, server, 'admin')
  let sent = 0
  await page.route('**/api/**', (route) => {
    const request = route.request()
    if (request.method() === 'GET' || request.url().includes('/session')) return route.continue()
    sent++
    return route.fulfill({ status: 422, contentType: 'application/json', body: JSON.stringify({ message: refusal }) })
  })
  const tried: string[] = []
  const wrong: string[] = []
  for (const path of await screensOf(page)) {
    // Whatever was opened or left behind: each button is pressed on the page as it was.
    const fresh = async () => {
      await page.goto(server.url + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
    }
    await fresh()
    for (const [i, [at, name]] of (await openers(page)).entries()) {
      if (i > 0) await fresh()
      await page.locator(buttons).nth(at).click()
      const dialog = page.getByRole('dialog').last()
      const isThere = await dialog.waitFor({ timeout: 700 }).then(
        () => true,
        () => false,
      )
      if (isThere) {
        const typed = await fillIn(dialog)
        const before = sent
        const press = dialog.locator('button.button.first:enabled').last()
        const isSent = typed.length > 0 && (await press.count()) > 0 && (await pressed(press, () => sent > before))
        if (isSent) {
          tried.push(`${path} ${name}`)
          await page.getByText(refusal).first().waitFor()
          if ((await dialog.count()) === 0 || (await valuesOf(dialog)).join() !== typed.join())
            wrong.push(`${path} ${name}`)
          else if (!(await pressed(press, () => sent > before + 1, 60_000)))
            wrong.push(`${path} ${name}: not sent again`)
        }
      }
    }
  }
  expect(wrong).toEqual([])
  expect(tried.length, tried.join('\n')).toBeGreaterThan(9)
  await context.close()
})

test('a wrong password, a lost line, wrong digits: signing in goes on on the same page with what was typed', async () => {
  const { page, context } = await open(browser, 'phone')
  await page.goto(`${server.url}/console`)
  const loads: string[] = []
  page.on('domcontentloaded', () => loads.push(page.url()))
  const [user, password, digits] = [/用户名/, /^密码$/, /六位数字/].map((label) => page.getByLabel(label))
  const refused = async (say: RegExp) => {
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByRole('alert').filter({ hasText: say }).waitFor()
  }
  await user!.fill('admin')
  await password!.fill('不是这个1')
  await refused(/密码/)
  expect([await user!.inputValue(), await password!.inputValue()]).toEqual(['admin', '不是这个1'])
  await password!.fill(demoPassword)
  await context.setOffline(true)
  await refused(/没有连上服务器/)
  expect([await user!.inputValue(), await password!.inputValue()]).toEqual(['admin', demoPassword])
  await context.setOffline(false)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await digits!.fill('000000')
  await refused(/动态码/)
  expect(await digits!.inputValue()).toBe('000000')
  await digits!.fill((await codeOf(server, 'admin'))!)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('heading', { name: '我的任务' }).waitFor()
  expect(loads).toEqual([])
  await context.close()
})

async function screensOf(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: '更多' }).click()
  const all = await page
    .getByRole('navigation', { name: '办公台菜单' })
    .getByRole('link')
    .evaluateAll((links) => links.map((a) => a.getAttribute('href')!))
  return [...new Set(all)]
}

const buttons = 'main button:visible:enabled:not([role=tab])'

/** The buttons that may open a dialog, by their place and name, at most two of a screen. */
async function openers(page: Page): Promise<[number, string][]> {
  const names = await page
    .locator(buttons)
    .evaluateAll((all) => all.map((b) => (b.getAttribute('aria-label') ?? b.textContent ?? '').trim()))
  return [...names.entries()]
    .filter(([at, n]) => n !== '' && n.length < 14 && !leadsElsewhere.test(n) && names.indexOf(n) === at)
    .slice(0, 2)
}

const words = 'input:visible:not([type=radio],[type=checkbox],[type=file],[readonly]), textarea:visible'
const valuesOf = (dialog: Locator) =>
  dialog.locator(words).evaluateAll((all) => all.map((f) => (f as HTMLInputElement).value))

/** Fills a dialog with something of each kind; what its fields hold then. */
async function fillIn(dialog: Locator): Promise<string[]> {
  for (const select of await dialog.locator('select:visible').all())
    await select.selectOption({ index: 1 }).catch(() => undefined)
  for (const box of await dialog.locator('input[type=checkbox]:visible').all()) await box.check().catch(() => undefined)
  for (const field of await dialog.locator(words).all()) await field.fill(await fitting(field)).catch(() => undefined)
  return valuesOf(dialog)
}

async function fitting(field: Locator): Promise<string> {
  const [type, mode] = await Promise.all([field.getAttribute('type'), field.getAttribute('inputmode')])
  if (type === 'date') return new Date().toISOString().slice(0, 10)
  if (type === 'time') return '09:00'
  if (type === 'month') return new Date().toISOString().slice(0, 7)
  if (type === 'tel' || mode === 'tel') return '13900001234'
  if (type === 'number' || mode === 'numeric' || mode === 'decimal') return '3'
  return type === 'password' ? 'sunlit2026' : '试着填的一句话'
}

/** Presses; whether something was sent for it within so many milliseconds. */
async function pressed(button: Locator, isSent: () => boolean, timeout = 700): Promise<boolean> {
  await button.click()
  return expect
    .poll(isSent, { timeout, interval: 50 })
    .toBe(true)
    .then(
      () => true,
      () => false,
    )
}
