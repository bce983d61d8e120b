/**
 * The life of a process: a start (the first one is demoFolder.ts'), a second one, killed at any moment, told reasons
 * not to start.
 */
import { ownNames } from '../src/platform/roles.ts'
import { createServer } from 'node:net'
import { writeFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tmpdir } from 'node:os'
import { freeMb, needSpace } from '../src/platform/disk.ts'
import { tellError } from '../src/platform/http.ts'
import { freePort } from '../src/platform/postgres.ts'
import { demoFolder } from './demoFolder.ts'
import { expectReady } from './ready.ts'
import { alive, dataFolder, postgresOf, remove, startServer, type Server } from './server.ts'

let data: string
let server: Server
beforeAll(async () => {
  data = await demoFolder()
  server = await startServer(data)
})
afterAll(async () => {
  await server.stop()
  remove(data)
})

const get = (path: string) => fetch(`${server.url}${path}`)

/** Asks a question as a browser would; returns its public code. */
async function askSomething(text: string): Promise<string> {
  const village = await (await get('/v/liuwan')).text()
  const code = /\/d\/([0-9A-Z]{10})/.exec(village)![1]!
  const answer = await fetch(`${server.url}/d/${code}/ask`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: server.url,
      'sec-fetch-site': 'same-origin',
    },
    body: new URLSearchParams({ kind: 'question', text, name: '', contact: '' }),
  })
  expect(answer.status, await answer.text()).toBe(303)
  return text
}

async function texts(): Promise<string[]> {
  const secrets = JSON.parse(readFileSync(join(data, 'keys/secrets.json'), 'utf8')) as { database: { app: string } }
  const port = readFileSync(join(data, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[3]
  const c = new pg.Client({
    connectionString: `postgres://${ownNames('sunlit').app}:${secrets.database.app}@127.0.0.1:${port}/sunlit`,
  })
  await c.connect()
  try {
    return (await c.query<{ text: string }>('SELECT text FROM questions WHERE NOT demo')).rows.map((r) => r.text)
  } finally {
    await c.end()
  }
}

test('a start opens for business with the demo county', async () => {
  expect(server.output()).toContain('阳光村务已启动')
  expect((await get('/healthz')).status).toBe(200)
  await expectReady(server.url)
  expect(await (await get('/v/liuwan')).text()).toContain('柳湾村')
  expect(await (await get('/metrics')).text()).toContain('sunlit_http_requests_total')
})

test('the demo village acts by the list of powers: matters in every state, one done with its notices, seals, all marked as demo in the log', async () => {
  const list = await (await get('/v/liuwan/powers/runs')).text()
  for (const state of ['停办', '停表', '逾期', '关于个人，内容不公开', '第 2 步，共 13 步'])
    expect(list).toContain(state)
  const done = /href="([^"]+)"[^>]*>(?:(?!href).)*村口到渡口道路硬化/s.exec(list)![1]!
  const page = await (await get(done)).text()
  expect(page.match(/href="\/d\/[0-9A-Z]{10}"/g)).toHaveLength(7)
  expect(page).toContain('三家报价在这一步的材料里')
  await expect.poll(async () => /href="([^"]+\.tlog-proof)"/.exec(await (await get(done)).text())?.[1]).toBeDefined()
  const proof = await (await get(/href="([^"]+\.tlog-proof)"/.exec(await (await get(done)).text())![1]!)).text()
  expect(JSON.parse(Buffer.from(/^extra (.+)$/m.exec(proof)![1]!, 'base64').toString())).toMatchObject({
    kind: 'step',
    demo: true,
  })
  expect(await (await get('/v/liuwan/seals')).text()).toContain('道路硬化施工合同')
})

test('a second server on the same folder says so and changes nothing', async () => {
  const second = await startServer(data)
  expect(await second.exited).toBe(2)
  expect(second.output()).toMatch(/正被另一个服务使用.*SUNLIT_DATA/s)
  await expectReady(server.url)
})

test('kill -9 of node: what was acknowledged is there after the next start, and PostgreSQL is no obstacle', async () => {
  const asked = await askSomething('渠道清淤什么时候开始？')
  const before = postgresOf(data)!
  await server.stop('SIGKILL')
  server = await startServer(data)
  expect(server.output()).toContain('已启动')
  expect(await texts()).toContain(asked)
  expect(postgresOf(data)).not.toBe(before)
})

test('kill -9 of everything: the same', async () => {
  const asked = await askSomething('三季度的账什么时候公布？')
  const postgres = postgresOf(data)!
  process.kill(postgres, 'SIGKILL')
  await server.stop('SIGKILL')
  server = await startServer(data)
  expect(await texts()).toContain(asked)
})

test('kill -9 of PostgreSQL alone: the server ends with it, and the launcher starts both again', async () => {
  await server.stop()
  server = await startServer(data, {}, true)
  const asked = await askSomething('村口的路灯谁来修？')
  const postgres = postgresOf(data)!
  process.kill(postgres, 'SIGKILL')
  await expect
    .poll(
      async () =>
        fetch(`${server.url}/readyz`).then(
          (r) => r.status,
          () => 0,
        ),
      { interval: 100 },
    )
    .not.toBe(200)
  await expect
    .poll(
      async () =>
        fetch(`${server.url}/readyz`).then(
          (r) => r.status,
          () => 0,
        ),
      { interval: 200 },
    )
    .toBe(200)
  expect(await texts()).toContain(asked)
  expect(postgresOf(data)).not.toBe(postgres)
  await server.stop()
  server = await startServer(data)
})

test('SIGTERM ends cleanly, PostgreSQL with it', async () => {
  const postgres = postgresOf(data)!
  expect(await server.stop()).toBe(0)
  expect(alive(postgres)).toBe(false)
  server = await startServer(data)
  await expectReady(server.url)
})

describe('one clear sentence and a way out', () => {
  test('an occupied port', async () => {
    const port = await freePort()
    const holder = createServer().listen(port, '127.0.0.1')
    const folder = dataFolder()
    const refused = await startServer(folder, { PORT: String(port) })
    expect(await refused.exited).toBe(2)
    expect(refused.output()).toContain(`端口 ${port} 已被别的程序占用`)
    expect(refused.output()).toContain('PORT=')
    holder.close()
    remove(folder)
  })

  test('a disk without room', async () => {
    const room = freeMb(tmpdir())
    expect(() => needSpace(tmpdir(), room + 1_000_000)).toThrow(/磁盘空间不够：.*只剩 \d+ MB/)
    expect(tellError(Object.assign(new Error('write'), { code: 'ENOSPC' }), '/x')).toMatchObject({
      status: 503,
      message: expect.stringContaining('磁盘满了'),
    })
    expect(tellError(Object.assign(new Error('could not extend file'), { code: '53100' }), '/x').status).toBe(503)
  })

  test('a wrong DATABASE_URL', async () => {
    const folder = dataFolder()
    const refused = await startServer(folder, {
      DATABASE_URL: `postgres://nobody:x@127.0.0.1:${await freePort()}/none`,
    })
    expect(await refused.exited).toBe(2)
    expect(refused.output()).toMatch(/连不上 DATABASE_URL.*请核对/s)
    remove(folder)
  })

  test('a setting that makes no sense, each named', async () => {
    const folder = dataFolder()
    const refused = await startServer(folder, { ROLE: 'boss', BASE_URL: 'cunwu.example.cn' })
    expect(await refused.exited).toBe(2)
    expect(refused.output()).toContain('ROLE')
    expect(refused.output()).toContain('BASE_URL')
    remove(folder)
  })

  test('production refuses demo data and demo accounts', async () => {
    await server.stop()
    const refused = await startServer(data, {
      NODE_ENV: 'production',
      SUNLIT_DEMO: '',
      BASE_URL: 'https://cunwu.qinghe.gov.cn',
      SUNLIT_LOG_ORIGIN: 'localhost/sunlit-log',
    })
    expect(await refused.exited).toBe(2)
    expect(refused.output()).toContain('演示数据')
    server = await startServer(data)
  })

  test('a data folder that cannot be written', async () => {
    const folder = dataFolder()
    writeFileSync(join(folder, 'file'), '')
    const refused = await startServer(join(folder, 'file'))
    expect(await refused.exited).toBe(2)
    expect(refused.output()).toMatch(/数据文件夹.*SUNLIT_DATA/s)
    remove(folder)
  })
})
