/** Signing in to the console as the sign-in page of the demo offers it. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoPassword } from '../src/modules/staff/demo.ts'
import { open, type sizes } from './browser.ts'
import type { Server } from './server.ts'

/** User name and password, then the code that stands beside the account; waits for the tasks. */
export async function signIn(
  browser: Browser,
  server: Pick<Server, 'url'>,
  username: string,
  size: keyof typeof sizes = 'desktop',
): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  const opened = await open(browser, size)
  const { page } = opened
  await page.goto(`${server.url}/console`)
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('密码', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: '登录' }).click()
  const code = (
    (await (await fetch(`${server.url}/api/demo-accounts`)).json()) as {
      accounts: { username: string; code: string | null }[]
    }
  ).accounts.find((a) => a.username === username)!.code
  if (code !== null) {
    await page.getByLabel(/六位数字/).fill(code)
    await page
      .getByRole('button', { name: /登录|确认|继续/ })
      .first()
      .click()
  }
  await page.getByRole('heading', { name: '我的任务' }).waitFor()
  return opened
}
