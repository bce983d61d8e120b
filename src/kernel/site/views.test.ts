/** Views are numbers per page and day; nobody is followed. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../../platform/db.ts'
import { testDb, type TestDb } from '../../../test/db.ts'
import { Views } from './views.ts'

let t: TestDb
beforeAll(async () => {
  t = await testDb()
})
afterAll(() => t.close())

test('counts add up over flushes; machines and other addresses are left out', async () => {
  const views = new Views(t.db, () => new Date('2026-10-05T23:30:00+08:00'))
  for (const path of ['/v/liuwan', '/v/liuwan', '/d/K86679AXXV', '/d/K86679AXXV/print', '/search', '/'])
    views.count(path, 'Mozilla/5.0')
  views.count('/v/liuwan', 'Googlebot/2.1')
  await views.flush()
  views.count('/v/liuwan', undefined)
  await views.flush()
  expect(await rows(t.public, sql`SELECT code, day, views FROM site_views ORDER BY code`)).toEqual([
    { code: 'K86679AXXV', day: '2026-10-05', views: 1 },
    { code: 'liuwan', day: '2026-10-05', views: 3 },
  ])
})

test('what cannot be written is kept for the next time', async () => {
  const broken = new Views(t.public, () => new Date('2026-10-06T09:00:00+08:00'))
  broken.count('/v/liuwan', undefined)
  await broken.flush()
  Object.assign(broken, { db: t.db })
  await broken.flush()
  expect(await rows(t.public, sql`SELECT views FROM site_views WHERE day = '2026-10-06'`)).toEqual([{ views: 1 }])
})
