/**
 * A file on its way through networks that get in between: sign-in pages of a Wi-Fi, proxies that know only GET and
 * POST.
 */
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { photo as taken } from '../../../../test/photo.ts'
import { makeWorld, type World } from '../../../../test/world.ts'
import { rows, sql } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { NotNow, sendPieces, stranger } from './resume.ts'

let w: World
let photo: Blob
beforeAll(async () => {
  w = await makeWorld()
  photo = new Blob([await (await taken()).arrayBuffer(), new Uint8Array(300_000)], { type: 'image/jpeg' })
})
afterAll(() => w.close())
afterEach(() => vi.unstubAllGlobals())

type Between = (method: string, request: Request) => Response | undefined

/** What the page's script asks goes through `between` to the real server. */
function network(between: Between): string[] {
  const seen: string[] = []
  vi.stubGlobal('location', new URL('http://localhost/v/liuwan/reports/new'))
  vi.stubGlobal('fetch', async (address: string, init: RequestInit = {}) => {
    const request = new Request(new URL(address, 'http://localhost'), { ...init, duplex: 'half' } as RequestInit)
    seen.push(request.method)
    const headers = new Headers(request.headers)
    headers.set('origin', 'http://localhost')
    headers.set('host', 'localhost')
    return between(request.method, request) ?? w.app.request(new Request(request, { headers }))
  })
  return seen
}

const send = async (key: string, address?: string) => {
  let at = address
  let sent = 0
  await sendPieces(
    photo,
    { key, name: '水渠.jpg' },
    at,
    async (began) => {
      at = began
    },
    (n) => {
      sent = n
    },
  )
  return { at, sent }
}
const page = (status = 200) =>
  new Response('<html><body>请登录 Wi-Fi</body></html>', { status, headers: { 'content-type': 'text/html' } })
const uploads = async () => (await rows(w.office.db, sql`SELECT 1 FROM report_uploads`)).length

test('without anybody in between it arrives whole', async () => {
  const seen = network(() => undefined)
  expect((await send(newId())).sent).toBe(photo.size)
  expect(seen).toEqual(['POST', 'PATCH', 'PATCH'])
  expect(await uploads()).toBe(1)
})

test.each([
  ['405 in the proxy’s own words', () => new Response('Method Not Allowed', { status: 405 })],
  ['501', () => new Response('', { status: 501 })],
  ['a page that looks like success', () => page()],
  ['a page that forbids', () => page(403)],
])('a network that knows only GET and POST (%s): the same as a POST', async (_how, refused) => {
  const before = await uploads()
  const seen = network((method) => (method === 'GET' || method === 'POST' ? undefined : refused()))
  const { at, sent } = await send(newId())
  expect(sent).toBe(photo.size)
  expect(seen).toEqual(['POST', 'PATCH', 'POST', 'PATCH', 'POST'])
  expect(await uploads()).toBe(before + 1)
  expect(at).toMatch(/^\/uploads\//)
})

test('one that stopped half way goes on there, by a POST where HEAD does not pass', async () => {
  const key = newId()
  let passed = 0
  network((method) => (method === 'PATCH' && ++passed > 1 ? Response.error() : undefined))
  let at: string | undefined
  await sendPieces(
    photo,
    { key, name: '水渠.jpg' },
    undefined,
    async (began) => void (at = began),
    () => undefined,
  ).catch(() => undefined)
  const seen = network((method) => (method === 'GET' || method === 'POST' ? undefined : page()))
  expect((await send(key, at)).sent).toBe(photo.size)
  expect(seen).toEqual(['HEAD', 'POST', 'PATCH', 'POST'])
})

test('a sign-in page of a Wi-Fi in front of everything: told so, with a way out; afterwards it goes on', async () => {
  const before = await uploads()
  for (const between of [() => page(), () => page(511), () => new Response('ok')])
    await expect((network(between), send(newId()))).rejects.toThrow(new NotNow(stranger))
  const key = newId()
  let pieces = 0
  network((method) => (method === 'PATCH' || pieces > 0 ? (pieces++, page()) : undefined))
  await expect(send(key)).rejects.toThrow(stranger)
  expect(await uploads()).toBe(before)
  network(() => undefined)
  expect((await send(key)).sent).toBe(photo.size)
  expect(await uploads()).toBe(before + 1)
})

test('what the server itself refuses keeps its own words', async () => {
  network(() => undefined)
  const text = new Blob(['no picture'.repeat(10)])
  await expect(
    sendPieces(
      text,
      { key: newId(), name: 'a.txt' },
      undefined,
      async () => undefined,
      () => undefined,
    ),
  ).rejects.toThrow(/请|不/)
})
