/** Kept pages drop when what they show changes: their own place, or something that stands on every page. */
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
