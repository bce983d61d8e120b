/** Whose address counts: the one that the operator's own proxies saw, never one that the visitor wrote. */
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { visitorNet } from './http.ts'

async function seen(proxies: number, forwarded?: string): Promise<string> {
  const app = new Hono().get('/', (c) => c.text(visitorNet(c, proxies)))
  const answer = await app.request('/', { headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } })
  return answer.text()
}

test.each([
  [0, '6.6.6.6', '127.0.0.1'],
  [1, '7.7.7.7', '7.7.7.7'],
  [1, '6.6.6.6, 7.7.7.7', '7.7.7.7'],
  [1, '6.6.6.6,7.7.7.7', '7.7.7.7'],
  [2, '6.6.6.6, 7.7.7.7, 10.0.0.1', '7.7.7.7'],
  [2, '7.7.7.7', '7.7.7.7'],
  [1, '', '127.0.0.1'],
  [1, '::ffff:7.7.7.7', '7.7.7.7'],
  [1, '2408:8000:1:2:3:4:5:6', '2408:8000:1:2::/64'],
  [1, '2408:8000:1:2:ffff::9', '2408:8000:1:2::/64'],
  [1, '2408:8000:0001:3::', '2408:8000:1:3::/64'],
  [1, '2408::1', '2408:0:0:0::/64'],
  [1, '::1', '0:0:0:0::/64'],
  [1, 'fe80::1%eth0', 'fe80:0:0:0::/64'],
  [1, '::', '0:0:0:0::/64'],
  [1, 'no address: at all', 'no address: at all'],
  [1, `${'6.6.6.6, '.repeat(1_000)}7.7.7.7`, '7.7.7.7'],
])('%i proxies, %s: %s', async (proxies, forwarded, ip) => expect(await seen(proxies, forwarded)).toBe(ip))
test('no header, no proxy: the line itself', async () => expect(await seen(1)).toBe('127.0.0.1'))
