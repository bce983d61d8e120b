/**
 * Several processes on one PostgreSQL of the operator's: what changes on one is seen on all within a second; sessions
 * are shared.
 */
import { afterAll, beforeAll, expect, test, inject } from 'vitest'
import { admin, operatorRoles } from '../test/cluster.ts'
import { demoPassword } from '../src/modules/staff/demo.ts'
import { dataFolder, remove, startServer, type Server } from './server.ts'

const database = `processes_${process.pid}`
const folders = [dataFolder(), dataFolder()]
let one: Server
let two: Server

beforeAll(async () => {
  await admin(inject('clusterUrl'), `CREATE DATABASE ${database}`)
  const url = new URL(inject('clusterUrl'))
  url.pathname = `/${database}`
  const given = await operatorRoles(inject('clusterUrl'), url)
  const shared = {
    DATABASE_URL: url.href,
    ...given,
    SUNLIT_SECRET: 'shared by both processes of this test only',
  }
  one = await startServer(folders[0]!, shared)
  two = await startServer(folders[1]!, { ...shared, ROLE: 'web', DATABASE_READ_URL: given['DATABASE_PUBLIC_URL']! })
})
afterAll(async () => {
  await two.stop()
  await one.stop()
  await admin(inject('clusterUrl'), `DROP DATABASE ${database} WITH (FORCE)`)
  folders.forEach(remove)
})

test('both are open', async () => {
  for (const s of [one, two]) expect((await fetch(`${s.url}/readyz`)).status, s.output()).toBe(200)
})

test('a change made through one process shows on the other within a second', async () => {
  const footer = async () => (await fetch(`${two.url}/v/liuwan`)).text()
  expect(await footer()).not.toContain('新的主办单位')
  const headers = { origin: one.url, 'content-type': 'application/json' }
  const first = await fetch(`${one.url}/api/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ username: 'admin', password: demoPassword }),
  })
  const cookie = (r: Response) =>
    r.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; ')
  const accounts = (await (await fetch(`${one.url}/api/demo-accounts`)).json()) as {
    accounts: { username: string; code: string }[]
  }
  const second = await fetch(`${one.url}/api/session/code`, {
    method: 'POST',
    headers: { ...headers, cookie: cookie(first) },
    body: JSON.stringify({ code: accounts.accounts.find((a) => a.username === 'admin')!.code }),
  })
  const session = cookie(second)
  expect(
    (await fetch(`${two.url}/api/me`, { headers: { cookie: session } })).status,
    'the session holds on every process',
  ).toBe(200)
  const saved = await fetch(`${one.url}/api/settings/footer`, {
    method: 'POST',
    headers: { ...headers, cookie: session },
    body: JSON.stringify({ sponsor: '新的主办单位' }),
  })
  expect(saved.status, await saved.text()).toBe(200)
  await expect.poll(footer, { interval: 50 }).toContain('新的主办单位')
})
