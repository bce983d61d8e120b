/** Answers of the console's routes travel compressed where the browser reads it, whole where it does not. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { compressed } from './compressed.ts'

const long = { rows: Array.from({ length: 400 }, (_, i) => ({ place: '柳湾村', i })) }
const app = new Hono()
app.use(compressed)
app.get('/long', (c) => c.json(long, 409))
app.get('/short', (c) => c.json({ ok: true }))
app.get('/file', (c) => c.body('x'.repeat(5_000), 200, { 'content-type': 'application/octet-stream' }))
const ask = (path: string, accept: string) => app.request(path, { headers: { 'accept-encoding': accept } })

test('what is long comes compressed as the browser reads it, with its status', async () => {
  for (const [accept, encoding, unpack] of [
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ] as const) {
    const answer = await ask('/long', accept)
    expect([answer.status, answer.headers.get('content-encoding')]).toEqual([409, encoding])
    expect(answer.headers.get('vary')).toContain('Accept-Encoding')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.length).toBeLessThan(JSON.stringify(long).length / 5)
    expect(JSON.parse(unpack(bytes).toString())).toEqual(long)
  }
})

test('whoever reads no encoding, short answers and files come as they are', async () => {
  for (const [path, accept] of [
    ['/long', 'identity'],
    ['/long', 'br;q=0, gzip;q=0'],
    ['/short', 'br'],
    ['/file', 'br'],
  ] as const) {
    const answer = await ask(path, accept)
    expect(answer.headers.get('content-encoding'), path).toBeNull()
    expect((await answer.text()).length, path).toBeGreaterThan(5)
  }
})
