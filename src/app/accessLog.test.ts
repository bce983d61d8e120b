/**
 * The access log says what was asked for and nothing about whom; faults carry a code that the operator finds explained.
 */
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeWorld, type World } from '../../test/world.ts'
import { faultCodes } from '../platform/faultCodes.ts'
import { tellError } from '../platform/http.ts'
import { root } from '../platform/root.ts'
import { makeListener } from './app.ts'
import type { AccessLog } from './accessLog.ts'

let w: World
const servers: Server[] = []
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(async () => {
  for (const server of servers) server.close()
  await w.close()
})

async function serve(accessLog?: AccessLog): Promise<string> {
  const server = createServer(makeListener(w.office, w.cache, accessLog))
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
/** What the process writes while something is done, line by line. */
async function written(work: () => Promise<unknown>, lines: number): Promise<Record<string, unknown>[]> {
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  try {
    await work()
    const said = () => out.mock.calls.map(([text]) => String(text)).filter((text) => text.startsWith('{"time"'))
    await vi.waitFor(() => expect(said().length).toBeGreaterThanOrEqual(lines), 60_000)
    return said().map((text) => JSON.parse(text) as Record<string, unknown>)
  } finally {
    out.mockRestore()
  }
}

const asked = [
  ['/', '/'],
  ['/v/liuwan', '/v/:x'],
  ['/reports/7K3MPQ4T9A?digits=123456', '/reports/:x'],
  ['/search?q=%E7%8E%8B%E5%B0%8F%E8%8A%B1+13812345678', '/search'],
  ['/consult/s3cret-k3y-of-an-outsider', '/consult/:x'],
  ['/my/join/ABCDEF', '/my/join/:x'],
  ['/api/people/110101199001011237', '/api/people/:x'],
  ['/%E7%8E%8B%E5%B0%8F%E8%8A%B1', '/:x'],
  ['/wangxiaohua', '/:x'],
] as const

test('each request is one line: the words of our own routes, no codes, names, tokens, queries, no address unless asked', async () => {
  const url = await serve({ address: false, proxies: 1 })
  const lines = await written(async () => {
    for (const [path] of asked)
      await fetch(url + path, { headers: { 'x-forwarded-for': '203.0.113.7' }, redirect: 'manual' })
    await fetch(`${url}/healthz`)
  }, asked.length)
  const access = lines.filter((l) => l['msg'] === 'access')
  expect(access.map((l) => l['path'])).toEqual(asked.map(([, shape]) => shape))
  for (const l of access) {
    expect(Object.keys(l).sort()).toEqual(['level', 'method', 'ms', 'msg', 'path', 'status', 'time'])
    expect(l['status']).toBeGreaterThanOrEqual(200)
  }
  expect(JSON.stringify(lines)).not.toMatch(/203\.0\.113|123456|13812345678|wangxiaohua|s3cret|110101|7K3MPQ/)
})

test('with addresses the network that the last proxy saw; without the setting nothing', async () => {
  const url = await serve({ address: true, proxies: 1 })
  const headers = { 'x-forwarded-for': '198.51.100.9, 2001:db8:1:2:3:4:5:6' }
  const lines = await written(() => fetch(`${url}/v/liuwan`, { headers }), 1)
  expect(lines[0]).toMatchObject({ msg: 'access', address: '2001:db8:1:2::/64' })
  const silent = await serve()
  expect(await written(() => fetch(`${silent}/v/liuwan`), 0)).toEqual([])
})

test('a fault carries its code and a number that the person who met it was told; each code is explained', async () => {
  let told: { message: string } | undefined
  const [line] = await written(async () => {
    told = tellError(Object.assign(new Error('王小花 13812345678'), { code: 'XX000' }), '/x')
  }, 1)
  expect(line).toMatchObject({ level: 'error', code: 'S101', cause: 'XX000' })
  expect(told!.message).toContain(String(line!['ref']))
  expect(JSON.stringify(line)).not.toContain('王小花')
  const explained = readFileSync(join(root, 'docs/operate/logs.md'), 'utf8')
  const codes = Object.values(faultCodes)
  expect(new Set(codes).size).toBe(codes.length)
  for (const code of codes) expect(explained).toMatch(new RegExp(`^\\| ${code} \\|`, 'm'))
})
