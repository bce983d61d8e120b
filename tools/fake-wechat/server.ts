/** The fake over HTTP, on a port of its own: the interfaces that an account's server asks, and a telephone to play with. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FakeWechat, Follower } from './fake.ts'
import { jweixin } from './jweixin.ts'
import { peoplePage, phonePage } from './phone.ts'

export type Served = { url: string; close(): Promise<void> }

/** `port` 0: any. */
export async function serve(fake: FakeWechat, port = 0): Promise<Served> {
  const server = createServer((req, res) => {
    answer(fake, req, res).catch((error: unknown) => {
      res.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
      res.end(String(error))
    })
  })
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((done) => server.close(() => done())),
  }
}

async function answer(fake: FakeWechat, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://fake')
  const bytes = await read(req)
  if (url.pathname === '/') return page(res, phonePage(fake, url.searchParams.get('as') ?? '张新村'))
  if (url.pathname === '/connect/oauth2/authorize') {
    const who = url.searchParams.get('as')
    if (who === null) return page(res, peoplePage(fake, url.searchParams))
    res.writeHead(302, { location: fake.agree(fake.person(who), url.searchParams) })
    res.end()
    return
  }
  if (url.pathname === '/open/js/jweixin-1.6.0.js') {
    res.writeHead(200, { 'content-type': 'text/javascript' })
    res.end(jweixin)
    return
  }
  if (url.pathname.startsWith('/jssdk/')) return jssdk(fake, url, res)
  if (url.pathname.startsWith('/phone/')) {
    const who = fake.person(url.searchParams.get('as') ?? '张新村')
    await act(fake, who, url.pathname.slice('/phone/'.length), url.searchParams, bytes, req.headers['content-type'] ?? '')
    res.writeHead(303, { location: `/?as=${encodeURIComponent(who.name)}#end` })
    res.end()
    return
  }
  const said = fake.api(req.method ?? 'GET', url.pathname, url.searchParams, jsonIn(bytes))
  res.writeHead(said.status, { 'content-type': said.type ?? 'application/json' })
  res.end(said.body instanceof Uint8Array ? said.body : JSON.stringify(said.body))
}

/** What the fake JSSDK asks from a page of the account's: is it signed, who is it, what was pressed. */
async function jssdk(fake: FakeWechat, url: URL, res: ServerResponse): Promise<void> {
  const q = url.searchParams
  const say = (body: unknown) => {
    res.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' })
    res.end(JSON.stringify(body))
  }
  if (url.pathname === '/jssdk/check') return say({ ok: fake.isSigned(q) })
  if (url.pathname === '/jssdk/people') return say([...fake.followers.values()].map((f) => f.name))
  const ids = (q.get('ids') ?? '').split(',').filter((id) => fake.templates.has(id))
  const yes = q.get('yes') === '1'
  await fake.agreeTo(fake.person(q.get('as') ?? '张新村'), ids.map((id) => ({ id, yes })))
  say({ ids, yes })
}

/** What the person with the telephone does. */
async function act(
  fake: FakeWechat,
  who: Follower,
  what: string,
  query: URLSearchParams,
  bytes: Buffer,
  type: string,
): Promise<void> {
  if (what === 'file') {
    const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
    const file = form.get('file')
    if (!(file instanceof File) || file.size === 0) return
    const kind = file.type.startsWith('image/') ? 'image' : file.type.startsWith('video/') ? 'video' : 'voice'
    await fake.send(who, kind, new Uint8Array(await file.arrayBuffer()), file.type)
    return
  }
  const form = new URLSearchParams(bytes.toString('utf8'))
  const said = (name: string) => form.get(name) ?? query.get(name) ?? ''
  if (what === 'say' && said('text') !== '') await fake.say(who, said('text'))
  if (what === 'follow') await fake.follow(who, said('scene') || undefined)
  if (what === 'leave') await fake.leave(who)
  if (what === 'scan') await fake.scan(who, said('scene'))
  if (what === 'place') await fake.standAt(who, Number(said('lat')), Number(said('lng')), said('label'))
  if (what === 'press') await fake.press(who, said('key'))
  if (what === 'expire') fake.expire()
}

async function read(req: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of req) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function jsonIn(bytes: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(bytes.toString('utf8')) as Record<string, unknown>
  } catch {
    return {}
  }
}

function page(res: ServerResponse, html: string) {
  res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  res.end(html)
}
