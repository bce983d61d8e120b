/** Signing in to the console as the sign-in page of the demo offers it. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { demoPassword } from '../src/modules/staff/demo.ts'
import { open, type sizes } from './browser.ts'
import type { Server } from './server.ts'

type Where = Pick<Server, 'url'>

/** The code that stands beside a demo account now; `null` where it has no second step. */
export async function codeOf(server: Where, username: string): Promise<string | null> {
  const { accounts } = (await (await fetch(`${server.url}/api/demo-accounts`)).json()) as {
    accounts: { username: string; code: string | null }[]
  }
  return accounts.find((a) => a.username === username)!.code
}

/** Signed in, at the tasks. The form was tried in `signInByHand`; here its two requests are sent without it. */
export async function signIn(browser: Browser, server: Where, username: string, size: keyof typeof sizes = 'desktop') {
  const opened = await open(browser, size)
  await signInAs(opened, server, username)
  return opened
}

/** The same in a browser that is open already; whoever was signed in there is not any more. */
export async function signInAs(
  { page, context }: { page: Page; context: BrowserContext },
  server: Where,
  username: string,
) {
  const post = async (path: string, data: object) => {
    const answer = await context.request.post(server.url + path, { data, headers: { origin: server.url } })
    if (!answer.ok()) throw new Error(`${username}: ${await answer.text()}`)
  }
  await context.clearCookies()
  await post('/api/session', { username, password: demoPassword })
  const code = await codeOf(server, username)
  if (code !== null) await post('/api/session/code', { code })
  await page.goto(`${server.url}/console`)
  await page.getByRole('heading', { name: '我的任务' }).waitFor()
}

/** User name and password, then the code that stands beside the account; waits for the tasks. */
export async function signInByHand(
  browser: Browser,
  server: Where,
  username: string,
  size: keyof typeof sizes = 'desktop',
): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  const opened = await open(browser, size)
  const { page } = opened
  await page.goto(`${server.url}/console`)
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('密码', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: '登录' }).click()
  const code = await codeOf(server, username)
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
