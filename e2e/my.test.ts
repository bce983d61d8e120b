/**
 * An old villager signs in on a small phone with large type, with and without scripts: twice pressed, a wrong code,
 * "back", and out again.
 */
import type { Browser } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, expectFits, open } from './browser.ts'
import { inDemo } from './inDemo.ts'
import type { Server } from './server.ts'

let server: Server
let browser: Browser
inDemo((opened) => {
  ;({ server, browser } = opened)
})

for (const javaScriptEnabled of [true, false]) {
  test(`signing in ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
    const { page, context, faults } = await open(browser, 'phone', { javaScriptEnabled })
    const looks = async (what: string) => {
      await expectFits(page, what)
      if (javaScriptEnabled) await expectAccessible(page, what)
    }
    await page.goto(`${server.url}/elder?on=1&back=${encodeURIComponent('/v/liuwan')}`)
    await page.getByRole('link', { name: '我的', exact: true }).click()
    await looks('telephone')
    await page.getByLabel('您的手机号').fill('13800000003')
    if (javaScriptEnabled) await page.getByRole('button', { name: '获取验证码' }).dblclick()
    else await page.getByRole('button', { name: '获取验证码' }).click()
    await page.waitForURL('**/my/code')
    expect(await page.content()).not.toContain('13800000003')
    const code = await page.locator('.note b').innerText()
    await page.getByLabel('短信里的 6 位数字').fill(code === '000000' ? '111111' : '000000')
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByRole('alert').waitFor()
    await looks('wrong code')
    await page.getByLabel('短信里的 6 位数字').fill(code)
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByLabel('吴长根').check()
    await looks('who')
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByRole('heading', { name: '吴长根，您好' }).waitFor()
    await looks('my')
    await page.goBack()
    await page.getByRole('heading', { name: '吴长根，您好' }).waitFor()
    await page.getByRole('link', { name: /找本村的人/ }).click()
    await page.getByLabel('姓名').fill('周桂花')
    await page.getByRole('button', { name: '找', exact: true }).click()
    await page.getByText('周桂花　一组').waitFor()
    expect(page.url()).toBe(`${server.url}/my/people`)
    await looks('people')
    await page.goto(`${server.url}/my`)
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.waitForURL('**/my/sign-in')
    await page.goBack()
    await page.getByRole('heading', { name: '村民登录' }).waitFor()
    expect(faults).toEqual([])
    await context.close()
  })
}
