/**
 * Several processes on one PostgreSQL of the operator's: what changes on one is seen on all within a second; sessions
 * are shared.
 */
import { afterAll, beforeAll, expect, test, inject } from 'vitest'
import { join } from 'node:path'
import { rooms } from '../src/app/rooms.ts'
import { makeDemoAccounts } from '../src/demo/accounts.ts'
import { usernamesOf } from '../src/kernel/pack/county/people.part.ts'
import { readPack } from '../src/kernel/pack/county/read.ts'
import { demoSecretOf, totpOf } from '../src/kernel/people/signin.ts'
import { connect } from '../src/platform/db.ts'
import { root } from '../src/platform/root.ts'
import { admin, operatorRoles } from '../test/cluster.ts'
import { demoPassword } from '../src/modules/staff/demo.ts'
import { expectReady } from './ready.ts'
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
    SUNLIT_DEMO: 'none',
  }
  one = await startServer(folders[0]!, shared)
  const office = connect(url.href, { max: 1 })
  const { pack } = await readPack(join(root, 'counties/demo'), rooms)
  const administrator = new Map([...usernamesOf(pack)].filter(([, name]) => name === 'admin'))
  await makeDemoAccounts(office.db, administrator, demoPassword, shared.SUNLIT_SECRET, new Date())
  await office.close()
  two = await startServer(folders[1]!, { ...shared, ROLE: 'web', DATABASE_READ_URL: given['DATABASE_PUBLIC_URL']! })
})
afterAll(async () => {
  await two.stop()
  await one.stop()
  await admin(inject('clusterUrl'), `DROP DATABASE ${database} WITH (FORCE)`)
  folders.forEach(remove)
})

test('both are open', async () => {
  for (const s of [one, two]) await expectReady(s.url, s.output())
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
  const second = await fetch(`${one.url}/api/session/code`, {
    method: 'POST',
    headers: { ...headers, cookie: cookie(first) },
    body: JSON.stringify({ code: await totpOf(demoSecretOf('admin')) }),
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
