/**
 * The shipped nginx configuration before a real server: what is kept, what never is, and that nothing true comes late.
 */
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoPassword } from '../src/modules/staff/demo.ts'
import { nginxInstalled, shipped, startNginx, type Nginx } from './nginx.ts'
import { demoFolder } from './demoFolder.ts'
import { remove, startServer, type Server } from './server.ts'

test(
  nginxInstalled()
    ? 'the configuration says what the pages rely on'
    : 'NOT RUN: nginx is not installed here; only the text of docs/operate/nginx.conf was looked at',
  () => {
    for (const line of [
      'proxy_set_header Host $http_host;',
      'client_max_body_size 21m;',
      'proxy_ignore_headers Vary;',
      '$sunlit_elder $sunlit_encoding"',
      'location ~ ^/(api|console)(/|$)',
    ])
      expect(shipped).toContain(line)
    // Nothing true comes late: an old page is shown only while nobody answers.
    expect(shipped).not.toMatch(/proxy_cache_background_update|use_stale[^;]*updating/)
  },
)

describe.runIf(nginxInstalled())('nginx in front', () => {
  let data: string
  let server: Server
  let nginx: Nginx
  let notice: string

  beforeAll(async () => {
    data = await demoFolder()
    server = await startServer(data, { TRUST_PROXY: '1' })
    nginx = await startNginx(server.port)
    notice = await noticeForEveryone()
  })
  afterAll(async () => {
    await nginx.stop()
    await server.stop()
    remove(data)
  })

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(nginx.url + path, { headers, redirect: 'manual' })
  const keptAs = async (path: string, headers: Record<string, string> = {}) =>
    (await get(path, headers)).headers.get('x-cache')

  async function noticeForEveryone(): Promise<string> {
    const village = await (await get('/v/liuwan')).text()
    for (const [, path] of village.matchAll(/href="(\/d\/[0-9A-Z]{10})"/g))
      if (!(await (await get(path!)).text()).includes('只给')) return path!
    throw new Error('no notice for everyone on the village page')
  }

  test('the first visitor asks the server, the next ones are answered from the cache', async () => {
    expect(await keptAs('/t/qingxi')).toBe('MISS')
    await expect.poll(() => keptAs('/t/qingxi'), { interval: 20 }).toBe('HIT')
  })

  test('large type is kept apart', async () => {
    const large = { cookie: 'other=1; elder=1' }
    expect(await (await get('/v/liuwan', large)).text()).toMatch(/<html[^>]*class="[^"]*elder/)
    expect(await (await get('/v/liuwan')).text()).not.toMatch(/<html[^>]*class="[^"]*elder/)
    await expect.poll(() => keptAs('/v/liuwan', large), { interval: 20 }).toBe('HIT')
  })

  test('brotli, gzip and plain are kept apart and say the same', async () => {
    const texts: string[] = []
    // Whoever reads gzip only may get a plain page, where the server keeps it for brotli; never one that he cannot
    // read.
    for (const [accept, readable] of [
      ['gzip, deflate, br', ['br']],
      ['gzip', ['gzip', null]],
      ['identity', [null]],
    ] as const) {
      const answer = await get('/about', { 'accept-encoding': accept })
      expect(readable).toContain(answer.headers.get('content-encoding'))
      texts.push(await answer.text())
      await expect.poll(() => keptAs('/about', { 'accept-encoding': accept }), { interval: 20 }).toBe('HIT')
    }
    expect(new Set(texts).size).toBe(1)
  })

  test('who has the page already gets 304, and nothing else', async () => {
    const etag = (await get('/v/liuwan')).headers.get('etag')!
    const again = await get('/v/liuwan', { 'if-none-match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  test('console, API, forms and log head are never kept', async () => {
    for (const path of [
      '/console',
      '/api/demo-accounts',
      '/api/me',
      '/ask/challenge',
      `${notice}/ask`,
      '/log/checkpoint',
      '/elder?on=1&back=/',
    ])
      for (const turn of [1, 2]) expect(await keptAs(path), `${path} ${turn}`).not.toBe('HIT')
    expect((await get('/api/openapi.json')).headers.get('cache-control')).toBe('no-store')
  })

  test('the security headers come through', async () => {
    const answer = await get('/v/liuwan')
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('a form from our own page passes, one from elsewhere is refused', async () => {
    const send = (origin: string) =>
      fetch(`${nginx.url}${notice}/ask`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ kind: 'question', text: '水渠的钱花在哪一段？', name: '', contact: '' }),
      })
    expect((await send(nginx.url)).status).toBe(303)
    expect((await send('http://elsewhere.example')).status).toBe(403)
  })

  /** Cookies of a signed-in account without second factor, through nginx. */
  async function signIn(username: string): Promise<string> {
    const answer = await fetch(`${nginx.url}/api/session`, {
      method: 'POST',
      headers: { origin: nginx.url, 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: demoPassword }),
    })
    expect(answer.status).toBe(200)
    return answer.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; ')
  }

  test('a question released by the village stands on the page that was in the cache', async () => {
    const text = '村口路灯的电费由哪笔钱支付？'
    const asked = await fetch(`${nginx.url}${notice}/ask`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: nginx.url, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ kind: 'question', text, name: '柳小满', showName: 'on', contact: '' }),
    })
    expect(asked.status).toBe(303)
    const cookie = await signIn('liuwan-officer')
    const { questions } = (await (await get('/api/questions', { cookie })).json()) as {
      questions: { id: string; text: string }[]
    }
    await expect.poll(() => keptAs(notice), { interval: 20 }).toBe('HIT')
    expect(await (await get(notice)).text()).not.toContain(text)
    const released = await fetch(`${nginx.url}/api/questions/${questions.find((q) => q.text === text)!.id}/review`, {
      method: 'POST',
      headers: { cookie, origin: nginx.url, 'content-type': 'application/json' },
      body: JSON.stringify({ shown: true }),
    })
    expect(released.status, await released.text()).toBe(200)
    await expect.poll(async () => (await get(notice)).text(), { interval: 50 }).toContain(text)
  })

  test('a picture of nearly 20 MB comes through; a larger one is stopped', async () => {
    const cookie = await signIn('liuwan-officer')
    const id = await someDraft(cookie)
    const photo = await noise(2_900, 2_200)
    expect(photo.length).toBeGreaterThan(14_000_000)
    expect(photo.length).toBeLessThan(20 * 1024 * 1024)
    const taken = await upload(cookie, id, photo)
    expect(taken.status, await taken.text()).toBe(200)
    expect((await upload(cookie, id, new Uint8Array(22 * 1024 * 1024))).status).toBe(413)
  })

  async function someDraft(cookie: string): Promise<string> {
    const { tasks } = (await (await get('/api/desk', { cookie })).json()) as { tasks: { kind: string; id: string }[] }
    const opened = await fetch(`${nginx.url}/api/obligations/${tasks.find((t) => t.kind === 'draft')!.id}/draft`, {
      method: 'POST',
      headers: { cookie, origin: nginx.url },
    })
    return ((await opened.json()) as { id: string }).id
  }

  function upload(cookie: string, id: string, bytes: Uint8Array) {
    const form = new FormData()
    form.set('file', new File([bytes as Uint8Array<ArrayBuffer>], '公开栏照片.jpg', { type: 'image/jpeg' }))
    return fetch(`${nginx.url}/api/notices/${id}/files`, {
      method: 'POST',
      headers: { cookie, origin: nginx.url },
      body: form,
    })
  }

  test('whoever comes without TLS is led to it; with it the browser is told to stay', async () => {
    const led = await fetch(`${nginx.plain}/v/liuwan?from=wx`, { redirect: 'manual' })
    expect([led.status, led.headers.get('location')]).toEqual([301, 'https://127.0.0.1/v/liuwan?from=wx'])
    const secure = await startNginx(server.port, true)
    try {
      for (const path of ['/v/liuwan', '/console', '/api/me', '/healthz']) {
        const answer = await new Promise<IncomingMessage>((done, failed) =>
          request(secure.url + path, { rejectUnauthorized: false }, done)
            .once('error', failed)
            .end(),
        )
        answer.resume()
        expect(answer.statusCode, path).toBeLessThan(500)
        expect(answer.headers['strict-transport-security'], path).toBe('max-age=31536000')
      }
    } finally {
      await secure.stop()
    }
  })

  // Last: nobody answers after it.
  test('while we restart, kept pages stay readable and the rest says so in Chinese', async () => {
    const village = await (await get('/v/liuwan')).text()
    await server.stop()
    await expect.poll(() => keptAs('/v/liuwan'), { interval: 100 }).toBe('STALE')
    const kept = await get('/v/liuwan')
    expect([kept.status, await kept.text()]).toEqual([200, village])
    const other = await get('/search?q=never-asked-before')
    expect([other.status, other.headers.get('content-type'), await other.text()]).toEqual([
      503,
      'text/html; charset=utf-8',
      expect.stringContaining('请稍等一两分钟'),
    ])
    const api = await get('/api/me')
    expect([api.status, ((await api.json()) as { message: string }).message]).toEqual([
      503,
      expect.stringContaining('请过一两分钟再试'),
    ])
  })
})

/** A JPEG that hardly compresses. */
async function noise(width: number, height: number): Promise<Uint8Array> {
  const raw = Buffer.alloc(width * height * 3)
  for (let i = 0, x = 1; i < raw.length; i += 1) raw[i] = (x = (x * 48_271) % 2_147_483_647) & 255
  return sharp(raw, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toBuffer()
}
