/**
 * What arrives is limited before it is parsed: fields, parts, bytes; told in Chinese, and the same connection goes on.
 */
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { valid } from '../kernel/staff/staff.ts'
import { makeWorld, type World } from '../../test/world.ts'
import { bodyLimits } from './bodies.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

const own = { origin: 'http://localhost', host: 'localhost', 'sec-fetch-site': 'same-origin' }
async function post(path: string, type: string, body: string | ReadableStream) {
  const answer = await w.app.request(path, {
    method: 'POST',
    headers: { ...own, 'content-type': type },
    body,
    duplex: 'half',
  } as RequestInit)
  return { status: answer.status, said: await answer.text() }
}
/** Without a length, in small pieces, as a hostile sender would. */
const streamed = (piece: string, times: number) => {
  let n = 0
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (n++ === times) controller.close()
      else controller.enqueue(new TextEncoder().encode(piece))
    },
  })
}
const form = 'application/x-www-form-urlencoded'
/** Every address that takes something, its parameters filled; those who ask for a person first answer 401 or 404. */
const known: Record<string, string> = { slug: 'liuwan', code: 'SV011' }
const addresses = () =>
  [...new Set(w.app.routes.filter((r) => r.method === 'POST').map((r) => r.path))].map((path) =>
    path.replaceAll(/:(\w+)(\{[^}]*\}+)?/g, (_, name: string) => known[name] ?? 'ABCDEFGHJK'),
  )

test('a form of three million fields is refused at every address, however it is cut', async () => {
  let refused = 0
  for (const path of addresses()) {
    for (const body of [streamed('a=&a=', 3_000), streamed('&', 3_000)]) {
      const { status, said } = await post(path, form, body)
      expect(Math.floor(status / 100), `${path} ${status}`).toBe(4)
      if (status !== 413) continue
      refused += 1
      expect(said, path).toContain('太多')
    }
  }
  expect(refused).toBeGreaterThan(30)
  expect((await post('/v/liuwan/reports/new', form, 'a=&'.repeat(3_000_000))).status).toBe(413)
})

test('a form of a thousand parts is refused, also where the line between parts is cut in two', async () => {
  const part = '--cut-here\r\ncontent-disposition: form-data; name="a"\r\n\r\nx\r\n'
  let refused = 0
  for (const path of addresses())
    for (const body of [part.repeat(1_000), streamed(part.slice(0, 7), 1).pipeThrough(after(part, 700))]) {
      const { status } = await post(path, 'multipart/form-data; boundary=cut-here', body)
      expect(Math.floor(status / 100), `${path} ${status}`).toBe(4)
      refused += Number(status === 413)
    }
  expect(refused).toBeGreaterThan(20)
})

test('JSON beyond the limit is refused; what fits goes on to the route', async () => {
  const long = JSON.stringify({ username: 'x'.repeat(bodyLimits.json), password: 'y' })
  expect((await post('/api/session', 'application/json', long)).status).toBe(413)
  expect((await post('/api/session', 'application/json', '{"username":"nobody","password":"y"}')).status).toBe(401)
})

test('JSON of a stranger is short, and nobody’s has more members than a parser takes quickly', async () => {
  const many = `{${Array.from({ length: 40_000 }, (_, i) => `"k${i}":${i}`).join(',')}}`
  expect(many.length).toBeLessThan(bodyLimits.json)
  const paths = ['/api/session', '/api/session/code']
  for (const body of [() => many, () => '['.repeat(70_000), () => streamed('{"a":', 30_000)])
    for (const path of paths) expect((await post(path, 'application/json', body())).status, path).toBe(413)
  const admin = await w.signIn('admin')
  const long = await w.app.request('/api/session/password', {
    method: 'POST',
    headers: { ...own, 'content-type': 'application/json', cookie: admin.cookie },
    body: '{"a":'.repeat(bodyLimits.jsonParts + 1),
  })
  expect(long.status).toBe(413)
})

test('what calls itself a form and is none is the sender’s fault at every address', async () => {
  const part = 'content-disposition: form-data; name="a"\r\n\r\nx\r\n'
  const bodies: [boundary: string, body: string][] = [
    ['b', 'x'],
    ['b', '--b\r\n'],
    ['b', `--b\r\n${part}`],
    ['b', '--b\r\n\r\n--b--'],
    ['b', '--b\r\ncontent-disposition: form-data\r\n\r\nx\r\n--b--\r\n'],
    ['a'.repeat(80), `--${'a'.repeat(80)}\r\n${part}--${'a'.repeat(80)}--\r\n`],
    ['"b', `--b\r\n${part}--b--\r\n`],
  ]
  for (const path of addresses())
    for (const [boundary, body] of bodies) {
      const { status } = await post(path, `multipart/form-data; boundary=${boundary}`, body)
      expect(status, `${path} ${boundary.slice(0, 3)} ${JSON.stringify(body.slice(0, 30))}`).toBeLessThan(500)
    }
})

test('a form as long as any of ours is not in the way', async () => {
  const fields = Array.from({ length: bodyLimits.fieldsCount - 10 }, (_, i) => `f${i}=1`).join('&')
  expect((await post('/reports', form, `${fields}&code=ABCDEFGHJK&digits=123456`)).status).not.toBe(413)
})

/** Goes on with the same part again and again, each time cut in the middle of its first line. */
const after = (part: string, times: number) =>
  new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      controller.enqueue(piece)
      for (let n = 0; n < times; n++) controller.enqueue(new TextEncoder().encode(part.slice(7) + part.slice(0, 7)))
    },
  })

/** Marks that turn a text, cut it or no database takes; and what rare characters and emoji are made of. */
const turned = '\u202e王\u2066秀\u200f英\u0007\u061c\ud800'
const whole = '葛\u{e0100}一家👨\u200d👩\u200d👧❤\ufe0f'

test('what turns a text is gone from a villager’s form, however it is sent; what characters are made of stays', async () => {
  const typed = { name: `${turned.toWellFormed()}${whole}`, text: '' }
  const parts = Object.entries(typed).map(
    ([name, value]) => `--cut\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  for (const [type, body] of [
    [form, String(new URLSearchParams(typed))],
    ['multipart/form-data; boundary=cut', `${parts.join('')}--cut--\r\n`],
  ] as const) {
    const { said } = await post('/v/liuwan/reports/new', type, body)
    expect(said, type).toContain('王秀英')
    expect(said, type).toContain(whole)
    expect(
      [...'\u202e\u2066\u200f\u0007\u061c'].filter((mark) => said.includes(mark)),
      type,
    ).toEqual([])
  }
})

test('the same is gone from every JSON that staff send, however deep', async () => {
  const app = new Hono().post('/', valid('json', z.object({ rows: z.array(z.record(z.string(), z.string())) })), (c) =>
    c.json(c.req.valid('json')),
  )
  const answer = await app.request('/', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rows: [{ a: turned + whole, b: '两行\n字\t格' }] }),
  })
  expect(await answer.json()).toEqual({ rows: [{ a: `王秀英\ufffd${whole}`, b: '两行\n字\t格' }] })
})
