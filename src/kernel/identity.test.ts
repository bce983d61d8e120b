import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { httpIdentity } from './identity.ts'

/** A gateway as the settings page describes it: checks the signature, knows one person. */
const gateway = createServer((req, res) => {
  const parts: Buffer[] = []
  req.on('data', (part: Buffer) => parts.push(part))
  req.on('end', () => {
    const body = Buffer.concat(parts)
    if (req.headers['x-signature'] !== createHmac('sha256', 'the key').update(body).digest('hex'))
      return void res.writeHead(401).end()
    const { name, idNumber } = JSON.parse(body.toString()) as { name: string; idNumber: string }
    res
      .setHeader('content-type', 'application/json')
      .end(
        name === '坏'
          ? '{"same":"maybe"}'
          : JSON.stringify({ same: name === '于桂兰' && idNumber === '130925195803021226' }),
      )
  })
})
let url: string
beforeAll(
  () =>
    new Promise<void>((done) => {
      gateway.listen(0, '127.0.0.1', () => {
        url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/check`
        done()
      })
    }),
)
afterAll(
  () =>
    new Promise<void>((done) => {
      gateway.close(() => done())
    }),
)

test('asks with a signature; yes, no, and everything else is a sentence', async () => {
  const at = httpIdentity(url, 'the key', '省平台')
  expect(await at.check({ name: '于桂兰', idNumber: '130925195803021226' })).toBe(true)
  expect(await at.check({ name: '于桂兰', idNumber: '130925195803021234' })).toBe(false)
  await expect(at.check({ name: '坏', idNumber: '' })).rejects.toThrow('身份核对没有成功')
  await expect(httpIdentity(url, 'another key', '').check({ name: '于桂兰', idNumber: '' })).rejects.toThrow(
    '身份核对没有成功',
  )
  await expect(httpIdentity('http://127.0.0.1:9/none', '', '').check({ name: '于', idNumber: '' })).rejects.toThrow(
    '身份核对没有成功',
  )
})
