/**
 * Several machines, each with a data folder of its own, on one PostgreSQL: the same secret opens everything, another
 * one changes nothing.
 */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, startPostgres, type Cluster } from '../src/platform/postgres.ts'
import { filledInPack } from '../test/countyPack.ts'
import { expectReady } from './ready.ts'
import { dataFolder, remove, startServer, type Server } from './server.ts'

const [home, first, second, third, fourth] = [dataFolder(), dataFolder(), dataFolder(), dataFolder(), dataFolder()]
const shared = {
  NODE_ENV: 'production',
  SUNLIT_DEMO: '',
  SUNLIT_SECRET: 'one secret that both machines are given here',
  BASE_URL: 'https://cunwu.qinghe.gov.cn',
  SUNLIT_COUNTY: filledInPack(),
}
let cluster: Cluster
let url: string
let web: Server
let worker: Server
let probePort: number

beforeAll(async () => {
  cluster = await startPostgres(join(home, 'postgres'), 'owner-of-this-test', { durable: false })
  const client = new pg.Client({ connectionString: cluster.url('postgres') })
  await client.connect()
  await client.query('CREATE DATABASE county').finally(() => client.end())
  url = cluster.url('county')
  probePort = await freePort()
  worker = await startServer(first, { ...shared, DATABASE_URL: url, ROLE: 'worker', PROBE_PORT: String(probePort) })
  web = await startServer(second, {
    ...shared,
    DATABASE_URL: url,
    ROLE: 'web',
    BASE_URL: 'https://other.qinghe.gov.cn',
    SUNLIT_LOG_ORIGIN: 'cunwu.qinghe.gov.cn/sunlit-log',
  })
})
afterAll(async () => {
  await web.stop()
  await worker.stop()
  await cluster.stop()
  for (const folder of [home, first, second, third, fourth, shared.SUNLIT_COUNTY]) remove(folder)
})

const refused = async (folder: string, settings: Record<string, string>) => {
  const server = await startServer(folder, { ...shared, DATABASE_URL: url, ROLE: 'web', ...settings })
  expect(await server.exited, server.output()).toBe(2)
  return server.output()
}

test('machines with the same secret need no copied files: roles, files and the public log agree', async () => {
  await expectReady(web.url, web.output())
  const key = await (await fetch(`${web.url}/log/key`)).text()
  expect(key, 'the name that the log got at its first start, whatever address a machine is told').toMatch(
    /^cunwu\.qinghe\.gov\.cn\/sunlit-log\+/,
  )
  expect(readFileSync(join(second, 'keys/log.origin'), 'utf8')).toBe(
    readFileSync(join(first, 'keys/log.origin'), 'utf8'),
  )
})

test('another address later is asked about, in one sentence with both ways out', async () => {
  expect(await refused(fourth, { BASE_URL: 'https://cunwu.qinge.gov.cn' })).toMatch(
    /BASE_URL（https:\/\/cunwu\.qinge\.gov\.cn）和首次启动时的不一样.*SUNLIT_LOG_ORIGIN=cunwu\.qinghe\.gov\.cn\/sunlit-log/s,
  )
})

test('a worker tells whether it is alive and ready, on a port of its own', async () => {
  const ask = (path: string) => fetch(`http://127.0.0.1:${probePort}${path}`)
  expect((await ask('/healthz')).status, worker.output()).toBe(200)
  await expectReady(`http://127.0.0.1:${probePort}`)
  expect(await (await ask('/metrics')).text()).toContain('sunlit_ledger_waiting')
  expect((await ask('/v/liuwan')).status).toBe(404)
})

test('a machine with other keys is refused in one sentence, and the others go on', async () => {
  expect(await refused(third, { SUNLIT_SECRET: 'quite another secret of thirty-two characters' })).toMatch(
    /密钥.*和这个数据库一直用的不一样.*SUNLIT_SECRET/s,
  )
  expect(await refused(third, { SUNLIT_SECRET: '', NODE_ENV: '', ROLE: 'all' })).toMatch(
    /数据库已经在用了.*没有它的密钥.*keys/s,
  )
  await expectReady(web.url)
  await expectReady(`http://127.0.0.1:${probePort}`)
})

test('another county on the same server has roles of its own: both work', async () => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('CREATE DATABASE neighbour').finally(() => client.end())
  const settings = {
    SUNLIT_SECRET: 'the neighbour has a secret of its very own',
    DATABASE_URL: url.replace('/county', '/neighbour'),
  }
  const neighbour = await startServer(fourth, { ...shared, ...settings })
  await expectReady(neighbour.url)
  await expectReady(web.url)
  await neighbour.stop()
})

test('a data folder that lost its keys is not given new ones', async () => {
  const folder = dataFolder()
  const whole = await startServer(folder, { ...shared, SUNLIT_SECRET: '' })
  await whole.stop()
  rmSync(join(folder, 'keys'), { recursive: true })
  const server = await startServer(folder, { ...shared, SUNLIT_SECRET: '' })
  expect(await server.exited).toBe(2)
  expect(server.output()).toMatch(/没有密钥.*keys.*备份/s)
  remove(folder)
})
