/**
 * Every public page is valid HTML with one heading on top, in standard and in elder mode, and carries no inline script
 * or style.
 */
import { HtmlValidate } from 'html-validate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expenses, obligationOf, openLiuwan, publish, type Liuwan } from './fixtures/liuwan.ts'

let l: Liuwan
let paths: string[]

beforeAll(async () => {
  l = await openLiuwan()
  const table = await publish(l, 'C07-04', '2026-09', expenses())
  const nothing = await publish(l, 'C07-03', '2026-09', { nothing: { reason: '本月没有收入。' } })
  l.w.set('2026-10-12T09:00:00+08:00')
  const missing = `/v/liuwan/missing/${await obligationOf(l.w, 'C07-02', '2026-09')}`
  const d = `/d/${table.code}`
  paths = [
    '/',
    '/v/liuwan',
    '/v/liuwan/notices',
    '/v/liuwan/duties',
    '/v/liuwan/history',
    '/v/liuwan/poster',
    '/v/liuwan/items/C07-04',
    '/v/liuwan/c/C07',
    '/t/qingxi',
    '/c',
    '/b/zuzhibu',
    '/missing',
    '/missing?place=qingxi',
    missing,
    '/search',
    `/search?q=${encodeURIComponent('路灯')}`,
    '/search?q=lw',
    d,
    `${d}/proof`,
    `${d}/print`,
    `${d}/ask`,
    `/d/${nothing.code}`,
    '/check',
    '/log',
    '/about',
    '/figures',
    '/figures?place=liuwan',
    '/open',
    '/open/api',
    `/search?q=${encodeURIComponent('柳湾村 低保')}`,
    `/search?q=${encodeURIComponent('飞碟')}`,
    '/gallery',
    '/no/such/page',
  ]
})
afterAll(() => l.w.close())

const checker = new HtmlValidate({
  extends: ['html-validate:recommended'],
  // Table roles are written out for browsers that forget them when a table is laid out as blocks; the rest is a matter
  // of style.
  rules: {
    'no-redundant-role': 'off',
    'void-style': 'off',
    'long-title': 'off',
    'doctype-style': 'off',
    'attribute-boolean-style': 'off',
    'tel-non-breaking': 'off',
    'require-sri': 'off',
  },
})

test('valid, with a language, a title, one h1, a skip link and no inline script, style or handler', async () => {
  for (const path of paths) {
    for (const cookie of ['', 'elder=1']) {
      const { html } = await l.get(path, { cookie })
      const report = await checker.validateString(html)
      expect(report.results.flatMap((r) => r.messages.map((m) => `${path} ${m.ruleId}: ${m.message}`))).toEqual([])
      expect([path, html.match(/<h1[ >]/g)?.length]).toEqual([path, 1])
      expect(html).toMatch(/^<!doctype html><html lang="zh-CN"/)
      expect(html).toContain('href="#main"')
      expect([path, /<script(?![^>]*(?:src=|ld\+json))|<style|\sstyle=|\son[a-z]+=/.test(html)]).toEqual([path, false])
    }
  }
})

test('pages that name people or hold forms are kept out of search engines, by header and by mark', async () => {
  for (const path of paths.filter((p) => /duties|\/ask|\/search|missing\/|print/.test(p))) {
    const page = await l.get(path)
    expect([
      path,
      page.headers.get('x-robots-tag'),
      page.html.includes('<meta name="robots" content="noindex"'),
    ]).toEqual([path, 'noindex', true])
  }
  expect((await l.get('/v/liuwan')).headers.get('x-robots-tag')).toBeNull()
})

test('a first visit of a village page is two requests and at most 14 KB', async () => {
  const accept = { 'accept-encoding': 'br' }
  const page = await l.get('/v/liuwan', accept)
  const { html } = await l.get('/v/liuwan')
  const css = await l.get(/href="(\/assets\/theme-[^"]+)"/.exec(html)![1]!, accept)
  expect(page.headers.get('content-encoding')).toBe('br')
  expect(page.bytes.length + css.bytes.length).toBeLessThanOrEqual(14 * 1024)
  expect(css.headers.get('cache-control')).toContain('immutable')
  expect(html.match(/<link rel="stylesheet"/g)).toHaveLength(1)
  expect(html.match(/<script(?! defer)(?! type="application\/ld\+json")/g)).toBeNull()
})

test('a style sheet of before is today’s; what a copy of one would be called is no file of ours', async () => {
  const { html } = await l.get('/v/liuwan')
  const today = /href="(\/assets\/theme-[^"]+)"/.exec(html)![1]!
  const before = await l.get(today.replace(/-.*(?=\.css)/, '-0123456789'))
  expect([before.status, before.headers.get('cache-control')]).toEqual([200, 'public, max-age=60'])
  for (const copy of [`${today}~`, `${today}.bak`, today.replace('.css', '.zip'), today.replace('.css', '')])
    expect((await l.get(copy)).status, copy).toBe(404)
})

test('the categories and months of a village’s list say how many there are, each of what the other leaves', async () => {
  const counts = (html: string, name: string) =>
    [...new RegExp(`<select name="${name}">(.*?)</select>`, 's').exec(html)![1]!.matchAll(/>([^<（]+)（(\d+)）</g)].map(
      (m) => Number(m[2]),
    )
  const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)
  const total = (html: string) => Number(/共 (\d+) 项/.exec(html)![1])
  const all = (await l.get('/v/liuwan/notices')).html
  expect(total(all)).toBeGreaterThan(1)
  expect([sum(counts(all, 'category')), sum(counts(all, 'month'))]).toEqual([total(all), total(all)])
  const october = (await l.get('/v/liuwan/notices?month=2026-10')).html
  expect(sum(counts(october, 'category'))).toBe(total(october))
  const money = (await l.get('/v/liuwan/notices?category=C07')).html
  expect([total(money), sum(counts(money, 'month'))]).toEqual([2, 2])
})

test('feeds, sitemap, robots and open data answer, and list what is public', async () => {
  expect((await l.get('/feed.xml')).html).toContain('<feed xmlns="http://www.w3.org/2005/Atom"')
  expect((await l.get('/v/liuwan/feed.xml')).html).toContain('2026 年 9 月支出明细')
  expect((await l.get('/sitemap.xml')).html).toContain('/sitemap/2026-10-1.xml')
  expect((await l.get('/sitemap/2026-10-1.xml')).html.match(/<url>/g)).toHaveLength(2)
  expect((await l.get('/sitemap/places.xml')).html).toContain('/v/liuwan</loc>')
  expect((await l.get('/robots.txt')).html).toContain('Disallow: /console')
  const csv = (await l.get('/open/obligations.csv?month=2026-10')).html
  expect(csv.split('\r\n')[0]).toContain('place,item,period')
  expect(csv).toMatch(/liuwan,C07-04,2026-09,,2026-10-08,2026-10-05,false/)
  expect(csv).toMatch(/liuwan,C07-02,2026-09,,2026-10-08,,false/)
  for (const name of ['places', 'items', 'obligations', 'notices', 'questions', 'rules'])
    expect(Array.isArray(JSON.parse((await l.get(`/open/${name}.json?month=2026-10`)).html)), name).toBe(true)
  expect((await l.get('/open/nosuch.csv')).status).toBe(404)
  expect((await l.get('/open/notices.csv?month=2026-13')).status).toBe(404)
})

test('search finds villages by name, pinyin, initials and code, and notices by their cells', async () => {
  for (const q of ['柳湾', 'liuwan', 'lw', 'LIUWAN'])
    expect((await l.get(`/search?q=${encodeURIComponent(q)}`)).html, q).toContain('href="/v/liuwan"')
  const found = await l.get(`/search?q=${encodeURIComponent('路灯维修')}`)
  expect(found.text).toContain('2026 年 9 月支出明细')
  expect(found.html).toContain('<mark>路灯维修</mark>')
  expect((await l.get(`/search?q=${encodeURIComponent('支出')}&place=liuwan`)).text).toContain('公开事项')
  expect((await l.get(`/search?q=${encodeURIComponent("%_'\\")}`)).status).toBe(200)
  expect((await l.get(`/search?q=${encodeURIComponent('鲸鱼骑士')}`)).text).toContain('没有找到')
})
