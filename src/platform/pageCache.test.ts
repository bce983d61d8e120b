/** Kept pages drop when what they show changes: their own place, or something that stands on every page. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb, type TestDb } from '../../test/db.ts'
import { transact } from './db.ts'
import { PageCache } from './pageCache.ts'
import { bump, bumpEverything } from './pageVersions.ts'

let t: TestDb
let cache: PageCache
beforeAll(async () => {
  t = await testDb()
  cache = new PageCache(t.public)
})
afterAll(() => t.close())

const kept = () => cache.find('/v/liuwan', 'br', undefined) !== undefined
const render = () =>
  cache.keep('/v/liuwan', { body: '<p>柳湾村</p>', scope: 'liuwan' }, cache.version('liuwan'), 'br', undefined)

test('a change of another place leaves the page, a change of its own drops it', async () => {
  await render()
  await transact(t.db, (tx) => bump(tx, ['shatun']))
  await cache.refresh()
  expect(kept()).toBe(true)
  await transact(t.db, (tx) => bump(tx, ['liuwan']))
  await cache.refresh()
  expect(kept()).toBe(false)
})

test('what stands on every page drops all of them, also of places that never changed before', async () => {
  await render()
  await cache.keep('/v/never', { body: '<p>新村</p>', scope: 'never' }, cache.version('never'), undefined, undefined)
  await transact(t.db, bumpEverything)
  await cache.refresh()
  expect(kept()).toBe(false)
  expect(cache.find('/v/never', undefined, undefined)).toBeUndefined()
})

test('whoever asks first decides nothing for the next: each encoding is made when it is first asked for', async () => {
  const body = `<p>${'柳湾村九月收入和支出。'.repeat(200)}</p>`
  const first = await cache.keep('/v/all', { body, scope: 'all' }, cache.version('all'), undefined, undefined)
  expect([await first.text(), first.headers.get('content-encoding')]).toEqual([body, null])
  const etag = first.headers.get('etag')!
  expect([etag, first.headers.get('vary')]).toEqual([expect.stringMatching(/^W\/"/), 'Accept-Encoding, Cookie'])

  const ask = (accept?: string, known?: string) => {
    const { status, headers, body: bytes } = cache.find('/v/all', accept, known)!
    const encoding = headers['content-encoding']
    const read =
      bytes && (encoding === 'br' ? brotliDecompressSync(bytes) : encoding === 'gzip' ? gunzipSync(bytes) : bytes)
    if (bytes) expect(headers['content-length']).toBe(String(bytes.length))
    expect([headers.etag, headers.vary]).toEqual([etag, 'Accept-Encoding, Cookie'])
    return [status, encoding, read?.toString()]
  }
  for (const _ of ['made', 'kept']) {
    expect(ask('gzip, deflate, br')).toEqual([200, 'br', body])
    expect(ask('gzip;q=1.0, br;q=0.8')).toEqual([200, 'br', body])
    expect(ask('gzip')).toEqual([200, 'gzip', body])
    expect(ask('gzip, br;q=0')).toEqual([200, 'gzip', body])
    expect(ask('br;q=0.0, gzip;q=0, *')).toEqual([200, undefined, body])
    expect(ask('identity')).toEqual([200, undefined, body])
    expect(ask()).toEqual([200, undefined, body])
    for (const accept of ['br', 'gzip', undefined])
      for (const known of [etag, etag.slice(2), `"other", ${etag}`, '*'])
        expect(ask(accept, known)).toEqual([304, undefined, undefined])
    expect(ask('br', '"other"')).toEqual([200, 'br', body])
  }
})

test('what is encoded later counts, so that memory stays within its bound', async () => {
  const tight = new PageCache(t.public, 100_000)
  await tight.refresh()
  const body = Array.from({ length: 130 }, (_, i) => String(i * 7919 + i * i)).join(' ')
  const paths = Array.from({ length: 80 }, (_, i) => `/v/${i}`)
  for (const path of paths) await tight.keep(path, { body, scope: 'all' }, tight.version('all'), undefined, undefined)
  const before = paths.filter((p) => tight.find(p, undefined, undefined)).length
  for (const path of paths) tight.find(path, 'gzip', undefined)
  for (const path of paths) tight.find(path, 'br', undefined)
  expect(paths.filter((p) => tight.find(p, undefined, undefined)).length).toBeLessThan(before)
})
