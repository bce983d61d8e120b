/**
 * Killed and cut off under load: what was acknowledged is there, nothing is there twice, the log verifies. Ten kills at
 * 200 reports a second run in `npm run bench`.
 */
import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { newId } from '../src/platform/ids.ts'
import { freePort } from '../src/platform/postgres.ts'
import { admin, operatorRoles } from '../test/cluster.ts'
import { applicationOf, photoOf, type Posted } from './applying.ts'
import { launch, open } from './browser.ts'
import { demoFolder } from './demoFolder.ts'
import { applyUntilReceipt, cuttable, filedSince, killUnderReports, papersTaken, until } from './faults.ts'
import { dataFolder, postgresOf, remove, startServer, type Server } from './server.ts'

let data: string
const empty = dataFolder()
const photo = await photoOf(640, 480)
beforeAll(async () => {
  data = await demoFolder()
})
afterAll(() => [data, empty].forEach(remove))

test('killed three times while villagers report, once together with its database: every receipt shown opens, none is there twice, the public log verifies', async () => {
  const { lost, doubled, unopened, log, shown, sent } = await killUnderReports(data, 3, 20, 1_500)
  expect({ lost, doubled, unopened, log }).toEqual({ lost: [], doubled: [], unopened: [], log: [] })
  expect(shown).toBe(sent)
})

test('killed with its database while applications with papers come in: the same form sent again is one application, each paper once, each receipt opens', async () => {
  const began = new Date()
  const settings = { TRUST_PROXY: '1', PORT: String(await freePort()) }
  let server = await startServer(data, settings)
  const url = server.url
  const forms: Posted[] = []
  const shown: string[] = []
  let isKilled = false
  /** One application after another until the server is killed, however fast it is: the last is sent while it dies. */
  const applicant = async (): Promise<void> => {
    const i = forms.length
    const form = applicationOf(url, `于桂兰${i}`, `killed-${newId()}-${i}`, `10.77.0.${i}`, { photo, papers: 2 })
    forms.push(form)
    shown.push((await applyUntilReceipt(url, form)).code)
    if (!isKilled) await applicant()
  }
  const sending = Promise.all(Array.from({ length: 8 }, applicant))
  await until(async () => (await papersTaken(data, began)) > forms[0]!.papers, 300_000)
  isKilled = true
  const early = shown.length
  process.kill(postgresOf(data)!, 'SIGKILL')
  await server.stop('SIGKILL')
  server = await startServer(data, settings)
  try {
    await sending
    expect(early).toBeLessThan(forms.length)
    const filed = await filedSince(data, began)
    expect(filed.map((f) => f.code).sort()).toEqual([...shown].sort())
    expect(new Set(filed.map((f) => JSON.stringify({ ...f, code: '' })))).toEqual(
      new Set([JSON.stringify({ code: '', state: 'sent', papers: forms[0]!.papers, cases: 1, leaves: 1 })]),
    )
    const twice = await Promise.all(forms.map((form) => applyUntilReceipt(url, form)))
    expect(twice.map((r) => r.code).sort(), 'once more is the same').toEqual([...shown].sort())
    const opened = await fetch(`${url}/applications`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: url, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ code: twice[0]!.code, digits: twice[0]!.digits }),
    })
    expect(opened.status).toBe(303)
  } finally {
    await server.stop()
  }
})

test('the database is gone: pages say so in Chinese, the phone keeps what was written and sends it once when it is back; a full disk is told and loses nothing', async () => {
  const database = `gone_${process.pid}_${Date.now()}`
  await admin(inject('clusterUrl'), `CREATE DATABASE ${database}`)
  const line = await cuttable(Number(new URL(inject('clusterUrl')).port))
  // Through the port: a socket is no line that can be cut.
  const url = new URL(inject('clusterUrl'))
  url.search = ''
  url.port = String(line.port)
  url.pathname = `/${database}`
  const server = await startServer(empty, {
    TRUST_PROXY: '1',
    SUNLIT_DEMO: 'none',
    DATABASE_URL: url.href,
    ...(await operatorRoles(inject('clusterUrl'), url)),
    SUNLIT_SECRET: 'the database of this test is cut off for a while',
  })
  const browser = await launch()
  try {
    const { page, context } = await open(browser, 'phone')
    await page.goto(`${server.url}/v/liuwan/reports/new`)
    await page.getByRole('radio', { name: '困难和问题' }).check()
    await page.getByRole('textbox', { name: '说说是什么事' }).fill('水塔的泵不转了')
    const onTheWay = applicationOf(server.url, '于桂兰', `cut-${newId()}`, '10.77.1.1', { photo, papers: 4 })
    const applying = applyUntilReceipt(server.url, onTheWay)
    line.cut()
    const told = await fetch(`${server.url}/search?q=水塔`)
    expect([told.status, await told.text()]).toEqual([503, expect.stringMatching(/lang="zh-CN"[\s\S]*数据库/)])
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503)
    await page.getByRole('button', { name: /提交/ }).click()
    await page.getByText('存在这部手机上').first().waitFor()
    line.mend()
    await until(async () => (await fetch(`${server.url}/readyz`)).status === 200, 300_000)
    await page.reload()
    // A first try that meets a connection the server still takes for dead is followed by others.
    await page.locator('[data-arrived]').waitFor()
    const sent = await page.locator('[data-arrived]').getAttribute('data-arrived')
    await page.reload()
    expect(await page.locator('[data-arrived]').getAttribute('data-arrived')).toBe(sent)
    await context.close()
    const { code } = await applying
    expect(
      (await applyUntilReceipt(server.url, onTheWay)).code,
      'sent again and again while the database was away: one',
    ).toBe(code)
    if (spawnSync('prlimit', ['--version']).status === 0) await fullDisk(server)
  } finally {
    await browser.close()
    await server.stop()
    await line.close()
    await admin(inject('clusterUrl'), `DROP DATABASE ${database} WITH (FORCE)`)
  }
})

/**
 * No file may grow: a page without scripts tells it beside the paper and keeps what was typed; a phone is told to wait;
 * afterwards the same form arrives.
 */
async function fullDisk(server: Server) {
  const limit = (bytes: string) =>
    expect(spawnSync('prlimit', ['--pid', String(server.child.pid), `--fsize=${bytes}`]).status).toBe(0)
  const form = applicationOf(server.url, '于桂兰', `full-${newId()}`, '10.77.1.2', {
    photo: await photoOf(500, 400),
    papers: 1,
  })
  const post = async (accept: string) => {
    const r = await fetch(server.url + form.path, {
      method: 'POST',
      headers: { ...form.headers, accept },
      body: new Uint8Array(form.body),
    })
    return { status: r.status, said: await r.text() }
  }
  limit('1000:unlimited')
  try {
    const page = await post('text/html')
    expect(page).toEqual({ status: 422, said: expect.stringMatching(/磁盘满了/) })
    expect(page.said, 'what was typed is still there').toContain('value="于桂兰"')
    expect(await post('application/json')).toEqual({ status: 503, said: expect.stringMatching(/磁盘满了/) })
  } finally {
    limit('unlimited:unlimited')
  }
  expect((await applyUntilReceipt(server.url, form)).code).toMatch(/^[0-9A-Z]{10}$/)
}
