/** Old notices are found from the village's page, say what they are, and are in no count. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { photo } from '../../../../test/photo.ts'
import type { Person } from '../../../../test/world.ts'
import { openLiuwan, type Liuwan } from '../../../front/fixtures/liuwan.ts'

let l: Liuwan
let admin: Person

beforeAll(async () => {
  l = await openLiuwan()
  admin = await l.w.signIn('admin')
})
afterAll(() => l.w.close())

const stateOf = (text: string) => /应公开 \d+ 项，已公开 \d+ 项/.exec(text)?.[0]

/** A photograph of a board, taken in through the console's address. */
const board = async () => (await admin.upload('/history/files', await photo('公开栏 2018.jpg'))).body.id as string

test('a village without old notices has no link, and a page that says so', async () => {
  expect((await l.get('/v/liuwan')).html).not.toContain('/v/liuwan/history')
  const page = await l.get('/v/liuwan/history')
  expect([page.status, page.text]).toEqual([200, expect.stringContaining('还没有补录历史资料')])
  expect((await l.get('/v/nowhere/history')).status).toBe(404)
})

test('what is entered is linked from the village, with its old day and papers; the month is counted as before', async () => {
  const before = stateOf((await l.get('/v/liuwan')).text)
  const entered = await admin.post('/history', {
    place: 'liuwan',
    title: '二〇一八年村务公开栏照片',
    on: '2018-05-20',
    kind: '村务',
    note: '补录自村委会相册。',
    files: [await board()],
  })
  expect(entered.status, JSON.stringify(entered.body)).toBe(200)
  const village = await l.get('/v/liuwan')
  expect(village.html).toContain('<a href="/v/liuwan/history">历史资料（1 份）</a>')
  expect(stateOf(village.text)).toBe(before)
  const page = await l.get('/v/liuwan/history')
  expect(page.text).toMatch(/二〇一八年村务公开栏照片 原来公开的日期： 2018 年 5 月 20 日 · 村务 补录自村委会相册/)
  expect(page.text).toContain('没有记入公开存证')
  const file = /\/f\/[0-9a-f]{64}\/[^"]+/.exec(page.html)![0]
  expect((await l.get(file)).headers.get('content-type')).toBe('image/jpeg')
})

test('search engines are kept out', async () => {
  expect((await l.get('/v/liuwan/history')).headers.get('x-robots-tag')).toBe('noindex')
  expect((await l.get('/robots.txt')).html).toContain('Disallow: /v/*/history')
})

test('long lists are turned page by page', async () => {
  for (let year = 1990; year < 2011; year += 1)
    await admin.post('/history', { place: 'liuwan', title: `${year} 年的账`, on: `${year}-12-31` })
  expect((await l.get('/v/liuwan/history')).text).toContain('共 22 份')
  expect((await l.get('/v/liuwan/history')).text).not.toContain('1990 年的账')
  expect((await l.get('/v/liuwan/history?page=2')).text).toContain('1990 年的账')
})
