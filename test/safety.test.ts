/** What an attacker would try over HTTP: foreign origins, wrong inputs to every schema, oversize, floods. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../src/platform/db.ts'
import { consoleRoutes } from './routes.ts'
import { makeWorld, type Person, type World } from './world.ts'

/** The same run every time; another one with FUZZ_SEED. */
const seed = Number(process.env.FUZZ_SEED ?? 20261122)

let w: World
let admin: Person
let officer: Person
beforeAll(async () => {
  w = await makeWorld()
  admin = await w.signIn('admin')
  officer = await w.signIn('liuwan-officer')
})
afterAll(() => w.close())

const send = (path: string, init: RequestInit & { headers: Record<string, string> }) =>
  w.app.request(`http://localhost${path}`, init)

test('a changing request from another site is refused, with or without a session', async () => {
  for (const headers of [
    { origin: 'https://evil.example', host: 'localhost' },
    { 'sec-fetch-site': 'cross-site', host: 'localhost' },
    { origin: 'null', host: 'localhost' },
    { 'sec-fetch-site': 'same-site', host: 'localhost' },
  ] as Record<string, string>[]) {
    const answer = await send('/api/messages/read', {
      method: 'POST',
      headers: { ...headers, cookie: officer.cookie, 'content-type': 'application/json' },
      body: '{"ids":[]}',
    })
    expect(answer.status).toBe(403)
  }
  const silent = await send('/api/messages/read', {
    method: 'POST',
    headers: { host: 'localhost', cookie: officer.cookie, 'content-type': 'application/json' },
    body: '{"ids":[]}',
  })
  expect(silent.status).toBe(403)
})

test('every page and answer carries the strict policy; no inline script anywhere', async () => {
  for (const path of ['/', '/v/liuwan', '/search?q=%E4%BD%8E%E4%BF%9D', '/missing', '/api/me', '/nowhere']) {
    const answer = await send(path, { headers: { host: 'localhost' } })
    expect(answer.headers.get('content-security-policy'), path).toContain("script-src 'self'")
    expect(answer.headers.get('content-security-policy'), path).not.toContain('unsafe')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    const html = await answer.text()
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)(?![^>]*application\/ld\+json)[^>]*>/)
    expect(html).not.toMatch(/\son\w+="|\sstyle="/)
  }
})

test('cookies of the session are HttpOnly and SameSite=Strict', async () => {
  const answer = await send('/api/session', {
    method: 'POST',
    headers: { host: 'localhost', origin: 'http://localhost', 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'liuwan-chair', password: 'sunlit2026' }),
  })
  const cookie = answer.headers.getSetCookie().find((c) => c.includes('session_token'))!
  expect(cookie).toMatch(/HttpOnly/i)
  expect(cookie).toMatch(/SameSite=Strict/i)
})

test('a name is locked after repeated wrong passwords, and the right one does not open it', async () => {
  const tries = []
  for (let i = 0; i < 6; i += 1)
    tries.push(
      (
        await send('/api/session', {
          method: 'POST',
          headers: { host: 'localhost', origin: 'http://localhost', 'content-type': 'application/json' },
          body: JSON.stringify({ username: 'liuwan-grid', password: `wrong${i}` }),
        })
      ).status,
    )
  expect(tries).toEqual([401, 401, 401, 401, 401, 429])
  const right = await send('/api/session', {
    method: 'POST',
    headers: { host: 'localhost', origin: 'http://localhost', 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'liuwan-grid', password: 'sunlit2026' }),
  })
  expect(right.status).toBe(429)
  w.set('2026-10-05T09:20:00+08:00')
  expect((await w.signIn('liuwan-grid')).cookie).not.toBe('')
  w.set('2026-10-05T09:00:00+08:00')
})

test('every sign-in, failed ones too, stands in the audit trail, without the name that was typed', async () => {
  const trail = await rows(
    w.office.db,
    sql<{ action: string; detail: unknown }>`SELECT action, detail FROM audit_trail WHERE action LIKE 'sign-in%'`,
  )
  expect(trail.some((t) => t.action === 'sign-in')).toBe(true)
  expect(trail.filter((t) => t.action === 'sign-in.failed').length).toBeGreaterThanOrEqual(5)
  expect(JSON.stringify(trail)).not.toContain('liuwan-grid')
})

test('no input to any route answers 5xx', async () => {
  const paths = consoleRoutes(w)
    .map((r) => `${r.method} ${r.path}`)
    .filter((r) => !r.includes('/session') && !r.includes('bulk'))
  const nasty = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom(
      "'; DROP TABLE notices; --",
      '\u0000',
      '=1+1',
      '../../etc/passwd',
      '<script>alert(1)</script>',
      '９'.repeat(200),
      '𫖯䶮',
      '-1',
      '1e309',
      'null',
      '[object Object]',
      '2026-02-30',
      '9999-12-31',
    ),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
  )
  const body = fc.oneof(
    fc.dictionary(
      fc.constantFrom(
        'revision',
        'content',
        'comment',
        'contentHash',
        'obligations',
        'place',
        'item',
        'on',
        'title',
        'text',
        'value',
        'code',
        'from',
        'days',
        'name',
        'post',
        'ids',
        'reason',
        'shown',
        'period',
        'changes',
        'item',
        'seenVersion',
        'signature',
        'cells',
        'toName',
        'month',
      ),
      fc.oneof(
        nasty,
        fc.array(nasty, { maxLength: 3 }),
        fc.dictionary(fc.string({ maxLength: 8 }), nasty, { maxKeys: 3 }),
      ),
    ),
    fc.jsonValue(),
  )
  const text = (v: unknown) => encodeURIComponent(String(v).slice(0, 80)) || '-'
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), body, nasty, nasty, async (route, json, a, b) => {
      const [method, path] = route.split(' ') as [string, string]
      const url = `/api${path.replace(/:\w+/g, () => text(a))}${method === 'GET' ? `?place=${text(b)}&month=${text(a)}&q=${text(b)}&parent=${text(a)}&find=${text(b)}&colour=${text(a)}&before=${text(b)}&action=${text(a)}` : ''}`
      const answer = await send(url, {
        method,
        headers: {
          host: 'localhost',
          origin: 'http://localhost',
          cookie: admin.cookie,
          'content-type': 'application/json',
        },
        ...(method === 'GET' ? {} : { body: JSON.stringify(json) }),
      })
      expect(
        answer.status,
        `${route} ${JSON.stringify(json)} ${String(a)} ${String(b)}: ${await answer
          .clone()
          .text()
          .catch(() => '')}`,
      ).toBeLessThan(500)
    }),
    { numRuns: 600, seed },
  )
})

test('no address or query of the public site answers 5xx', async () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom(
      '%00',
      '..%2f..%2fetc',
      "' OR 1=1",
      '＇',
      '%',
      '%e4%bd',
      'a'.repeat(3000),
      '低保',
      'lw',
      '0',
      '-1',
      '𫖯',
    ),
  )
  const path = fc.constantFrom(
    '/',
    '/search',
    '/v/:x',
    '/t/:x',
    '/b/:x',
    '/d/:x',
    '/d/:x/proof',
    '/d/:x/v/:x',
    '/d/:x/compare',
    '/d/:x.csv',
    '/f/:x/:x',
    '/v/liuwan/items/:x',
    '/v/liuwan/c/:x',
    '/v/liuwan/missing/:x',
    '/v/:x/feed.xml',
    '/log/tile/:x/:x',
    '/log/:x',
    '/open/:x',
    '/missing',
    '/elder',
  )
  await fc.assert(
    fc.asyncProperty(path, nasty, nasty, async (p, x, q) => {
      const clean = (s: string) => {
        try {
          return s.includes('%') ? s : encodeURIComponent(s)
        } catch {
          return 'x'
        }
      }
      const answer = await send(
        `${p.replace(/:x/g, clean(x) || 'x')}?q=${clean(q)}&page=${clean(x)}&month=${clean(q)}&on=${clean(x)}&back=${clean(q)}`,
        { headers: { host: 'localhost' } },
      )
      expect(answer.status, `${p} ${x} ${q}`).toBeLessThan(500)
    }),
    { numRuns: 600, seed },
  )
})

test('broken JSON, wrong types and huge bodies are told kindly', async () => {
  const post = (body: string, type = 'application/json') =>
    send('/api/urge', {
      method: 'POST',
      headers: { host: 'localhost', origin: 'http://localhost', cookie: admin.cookie, 'content-type': type },
      body,
    })
  expect((await post('{')).status).toBe(400)
  expect((await post('[]')).status).toBe(422)
  expect((await post('a=1', 'application/x-www-form-urlencoded')).status).toBeLessThan(500)
  expect((await post(JSON.stringify({ obligations: ['x'.repeat(30_000_000)] }))).status).toBe(413)
})
