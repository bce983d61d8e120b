/**
 * Every public page, found from the app's own routes: it declares its parameters, and no other parameter shows
 * anything, or is kept.
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Hono } from 'hono'
import { findTargetHandler } from 'hono/utils/handler'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { declared, type Declaring } from '../kernel/site/parameters.ts'
import { page } from '../kernel/site/site.tsx'
import { makeSite } from '../front/index.ts'
import { expenses, obligationOf, openLiuwan, publish, type Liuwan } from '../front/fixtures/liuwan.ts'
import { transact, sql, first } from '../platform/db.ts'
import { bumpEverything } from '../platform/pageVersions.ts'
import { makeListener } from './app.ts'
import { rooms } from './rooms.ts'

let l: Liuwan
let server: Server
let base: string
let examples: Record<string, string>

beforeAll(async () => {
  l = await openLiuwan()
  const { code } = await publish(l, 'C07-04', '2026-09', expenses())
  const power = await first(l.w.t.owner, sql<{ code: string }>`SELECT code FROM public_powers ORDER BY code LIMIT 1`)
  examples = {
    slug: 'liuwan',
    item: 'C07-04',
    category: 'C07',
    version: '1',
    id: await obligationOf(l.w, 'C07-04', '2026-10'),
    '/d/': code,
    '/services/': 'SV002',
    '/powers/': power!.code,
  }
  server = createServer(makeListener(l.w.office, l.w.cache)).listen(0)
  base = `http://localhost:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.close()
  await l.w.close()
})

/** The pages' patterns with what they declare. */
function pages() {
  return l.w.app.routes.flatMap((r) => {
    const names = (findTargetHandler(r.handler) as Declaring)[declared]
    // A file of fonts is named by its letters: no other name has an address.
    return names === undefined || r.path.startsWith('/rare/')
      ? []
      : [{ path: filled(r.path), names: typeof names === 'function' ? ['behalf'] : names }]
  })
}

/** A pattern with what this county has; `ABCDEFGHJK` where it has none. */
function filled(pattern: string): string {
  return pattern.replace(/:(\w+)(\{(?:[^{}]|\{[^}]*\})*\})?/g, (_, name: string) => {
    const kind = Object.keys(examples).find((k) => k.startsWith('/') && pattern.includes(`${k}:code`))
    return (name === 'code' && kind !== undefined ? examples[kind] : examples[name]) ?? 'ABCDEFGHJK'
  })
}

const headingOf = (html: string) => /<h1[^>]*>[\s\S]*?<\/h1>/.exec(html)?.[0]

test('every public page leads away from what it does not declare, keeps what it does, and stays itself', async () => {
  const all = pages()
  expect(all.length).toBeGreaterThan(55)
  expect(all.map((p) => p.path)).toEqual(expect.arrayContaining(['/', '/search', '/v/liuwan', '/my', '/reports']))
  let shown = 0
  for (const { path, names } of all) {
    const own = names.map((name) => `${name}=1`).join('&')
    const foreign = await l.get(`${path}?zzz=1`)
    expect([foreign.status, foreign.headers.get('location')], path).toEqual([302, path])
    expect(foreign.headers.get('cache-control'), path).toBe('no-store')
    if (own !== '') {
      const mixed = await l.get(`${path}?utm_source=wx&${own}&from=timeline`)
      expect([mixed.status, mixed.headers.get('location')], path).toEqual([302, `${path}?${own}`])
      const asked = await l.get(`${path}?${own}`)
      expect(asked.status, `${path}?${own}`).not.toBe(302)
    }
    const plain = await l.get(path)
    await transact(l.w.t.db, bumpEverything)
    const anew = await l.get(path)
    expect([plain.status, headingOf(plain.html)], path).toEqual([anew.status, headingOf(anew.html)])
    if (plain.headers.get('cache-control')?.startsWith('public')) expect(plain.html, path).toBe(anew.html)
    if (plain.status === 200) shown += 1
  }
  expect(shown, 'most of them are there to be read').toBeGreaterThan(40)
})

test('a value that is too long, repeated or empty leads to the address that says what the page reads', async () => {
  const at = async (query: string) => (await l.get(`/search?${query}`)).headers.get('location')
  expect(await at(`q=${'a'.repeat(5_000)}`)).toBe(`/search?q=${'a'.repeat(60)}`)
  expect(await at('q=lu&q=deng')).toBe('/search?q=lu')
  expect(await at('q=&place=liuwan')).toBe('/search?place=liuwan')
  expect(await at('q=lu')).toBeNull()
})

test('in large type every page that leaves something out leads to all of it', async () => {
  let shortened = 0
  for (const { path } of pages()) {
    const whole = /<a [^>]*href="([^"]+)"[^>]*>看全部内容</.exec((await l.get(path, { cookie: 'elder=1' })).html)?.[1]
    if (whole === undefined) continue
    const all = await l.get(whole, { cookie: 'elder=1' })
    expect([all.status, all.html.includes('只看要紧的')], path).toEqual([200, true])
    shortened += 1
  }
  expect(shortened).toBeGreaterThan(8)
})

test('one page asked for two things is two pages, also from memory; another spelling finds the same', async () => {
  await l.w.cache.refresh()
  const heard = async (path: string) => (await (await fetch(base + path)).text()).match(/value="(低保|上户口)"/)?.[1]
  const [one, two] = ['低保', '上户口'].map((q) => `/v/liuwan/services?q=${encodeURIComponent(q)}`) as [string, string]
  expect([await heard(one), await heard(two)]).toEqual(['低保', '上户口'])
  const { hits, misses } = l.w.cache
  expect([await heard(one), await heard(two)]).toEqual(['低保', '上户口'])
  expect(await heard(one.replaceAll('%E4', '%e4'))).toBe('低保')
  expect([l.w.cache.hits - hits, l.w.cache.misses - misses], 'three from memory, none rendered').toEqual([3, 0])
})

test('a page of a new room with a parameter that nobody has heard of is kept under it', async () => {
  const site = makeSite(l.w.office, l.w.cache, rooms)
  const room = new Hono().get(
    '/room',
    page(
      site,
      () => 'all',
      (_, c) => Promise.resolve({ title: '新栏目', body: `从 ${c.req.query('after') ?? '头'} 起` as never }),
      ['after'],
    ),
  )
  const read = async (path: string) =>
    /从 \S+ 起/.exec(await (await room.request(`http://localhost${path}`)).text())?.[0]
  for (const _ of ['rendered', 'kept']) {
    expect(await read('/room?after=1')).toBe('从 1 起')
    expect(await read('/room?after=2')).toBe('从 2 起')
    expect(await read('/room')).toBe('从 头 起')
  }
})
