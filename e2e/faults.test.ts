/** Killed and cut off under load: what was acknowledged is there, nothing is there twice, the log verifies. Ten kills at 200 reports a second run in `npm run bench`. */
import { afterAll, expect, inject, test } from 'vitest'
import { admin } from '../test/cluster.ts'
import { launch, open } from './browser.ts'
import { cuttable, killUnderReports, until } from './faults.ts'
import { dataFolder, remove, startServer } from './server.ts'

const folders = [dataFolder(), dataFolder()]
const data = folders[0]!
afterAll(() => folders.forEach(remove))

test('killed three times while villagers report, once together with its database: every receipt shown opens, none is there twice, the public log verifies', async () => {
  const { lost, doubled, unopened, log, shown, sent } = await killUnderReports(data, 3, 60, 1_000)
  expect({ lost, doubled, unopened, log }).toEqual({ lost: [], doubled: [], unopened: [], log: [] })
  expect(shown).toBe(sent)
}, 180_000)

test('the database is gone: pages say so in Chinese, the phone keeps the report and sends it once when it is back', async () => {
  const database = `gone_${process.pid}`
  await admin(inject('clusterUrl'), `CREATE DATABASE ${database}`)
  const line = await cuttable(Number(new URL(inject('clusterUrl')).port))
  const as = (user: string) => { const u = new URL(inject('clusterUrl')); u.username = user; u.port = String(line.port); u.pathname = `/${database}`; return u.href }
  const server = await startServer(folders[1]!, { DATABASE_URL: as(new URL(inject('clusterUrl')).username), DATABASE_APP_URL: as('app'), DATABASE_PUBLIC_URL: as('web_public'), SUNLIT_SECRET: 'the database of this test is cut off for a while' })
  const browser = await launch()
  try {
    const { page, context } = await open(browser, 'phone')
    await page.goto(`${server.url}/v/liuwan/reports/new`)
    await page.getByRole('radio', { name: '困难和问题' }).check()
    await page.getByRole('textbox', { name: '说说是什么事' }).fill('水塔的泵不转了')
    line.cut()
    const told = await fetch(`${server.url}/search?q=水塔`)
    expect([told.status, await told.text()]).toEqual([503, expect.stringMatching(/lang="zh-CN"[\s\S]*数据库/)])
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503)
    await page.getByRole('button', { name: /提交/ }).click()
    await page.getByText('存在这部手机上').first().waitFor()
    line.mend()
    await until(async () => (await fetch(`${server.url}/readyz`)).status === 200, 60_000)
    await page.reload()
    // A first try that meets a connection the server still takes for dead is followed by others.
    await page.locator('[data-arrived]').waitFor({ timeout: 40_000 })
    const sent = await page.locator('[data-arrived]').getAttribute('data-arrived')
    await page.reload()
    expect(await page.locator('[data-arrived]').getAttribute('data-arrived')).toBe(sent)
    await context.close()
  } finally {
    await browser.close()
    await server.stop()
    await line.close()
    await admin(inject('clusterUrl'), `DROP DATABASE ${database} WITH (FORCE)`)
  }
}, 180_000)
