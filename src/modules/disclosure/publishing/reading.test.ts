/**
 * A villager reads: what is due, what came out, what was corrected or withdrawn; what must stay inside stays inside.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../../platform/db.ts'
import { bump } from '../../../platform/pageVersions.ts'
import {
  correct,
  expenses,
  obligationOf,
  openLiuwan,
  publish,
  secret,
  type Liuwan,
} from '../../../front/fixtures/liuwan.ts'

let l: Liuwan

beforeAll(async () => {
  l = await openLiuwan()
})
afterAll(() => l.w.close())

describe('before anything is out', () => {
  test('the village page says what is due this month and what is due soon', async () => {
    const page = await l.get('/v/liuwan')
    expect(page.status).toBe(200)
    expect(page.text).toMatch(/10 月应公开 \d+ 项，已公开 0 项/)
    expect(page.text).toContain('快到期')
    expect(page.text).toContain('村务公开专职人员')
    expect(page.html).toContain('<html lang="zh-CN">')
  })

  test('a practice village has no page, and no other place lets it slip', async () => {
    const practice = (await l.w.t.owner
      .selectFrom('regions' as never)
      .selectAll()
      .where('practice' as never, '=', true as never)
      .execute()) as { slug: string; name: string }[]
    expect(practice.length).toBeGreaterThan(0)
    for (const p of practice) {
      expect((await l.get(`/v/${p.slug}`)).status).toBe(404)
      expect((await l.get(`/search?q=${encodeURIComponent(p.name)}`)).html).not.toContain(`/v/${p.slug}`)
      expect((await l.get('/open/places.csv')).html).not.toContain(p.slug)
      expect((await l.get('/near.json')).html).not.toContain(p.slug)
    }
  })

  test('a place stands under one address; others lead there', async () => {
    const wrong = await l.get('/v/qingxi')
    expect([wrong.status, wrong.headers.get('location')]).toEqual([301, '/t/qingxi'])
    expect((await l.get('/v/nowhere')).status).toBe(404)
    expect((await l.get('/no/such/page')).text).toContain('找村子')
  })
})

describe('a payment table goes out', () => {
  let notice: { id: string; code: string }
  let attached = ''

  test('it is on the village page at once', async () => {
    await l.get('/v/liuwan')
    notice = await publish(l, 'C07-04', '2026-09', expenses())
    const page = await l.get('/v/liuwan')
    expect(page.html).toContain(`/d/${notice.code}`)
    expect(page.text).toContain('已公开 1 项')
  })

  test('its page shows rows, sum, hands, rule and proof; the code may be typed carelessly', async () => {
    const page = await l.get(`/d/${notice.code.toLowerCase()}`)
    expect(page.status).toBe(200)
    expect(page.text).toContain('路灯维修材料')
    expect(page.text).toContain('6,660.00')
    expect(page.text).toContain('欧阳*')
    for (const word of [
      '编制',
      '村务监督委员会审查',
      '书记签字把关',
      '柳长青',
      '公布期限：10 月 6 日至 10 月 20 日',
      '第三十五条',
      '记入公开存证第 1 条',
    ])
      expect(page.text).toContain(word)
    expect(page.html).toContain('"@type":"Report"')
  })

  test('no surface shows the account or the full name: page, print, sheets, feeds, open data, proof, search', async () => {
    const d = `/d/${notice.code}`
    const surfaces = [
      d,
      `${d}/print`,
      `${d}/proof`,
      `${d}/evidence.json`,
      `${d}.csv`,
      `${d}.json`,
      `${d}.tlog-proof`,
      '/feed.xml',
      '/v/liuwan/feed.xml',
      '/open/notices.json?month=2026-10',
      '/open/notices.csv?month=2026-10',
      `/search?q=${encodeURIComponent('保洁员')}`,
    ]
    for (const path of surfaces) {
      const page = await l.get(path)
      expect([path, page.status]).toEqual([path, 200])
      expect(page.html.includes(secret.account) || page.html.includes(secret.payee), path).toBe(false)
    }
    const sheet = await l.get(`${d}.xlsx`)
    const { unzipSync, strFromU8 } = await import('fflate')
    const inside = Object.values(unzipSync(sheet.bytes))
      .map((b) => strFromU8(b))
      .join('')
    expect(inside).toContain('路灯维修材料')
    expect(inside.includes(secret.account) || inside.includes(secret.payee)).toBe(false)
  })

  test('corrected: the page says why, the old version stays readable, the change is told in words', async () => {
    await correct(l, notice.id, '第 1 行金额少写 20 元', expenses('1280'))
    const now = await l.get(`/d/${notice.code}`)
    expect(now.text).toContain('这是更正后的第 2 版')
    expect(now.text).toContain('金额少写 20 元')
    expect(now.text).toContain('6,680.00')
    await l.w.seal()
    const kept = (await l.get(`/d/${notice.code}`)).text
    expect(kept, 'a corrected notice was not left unchanged').toMatch(/这一版自公开以来没有改动/)
    const before = await l.get(`/d/${notice.code}/v/1`)
    expect(before.text).toContain('已被更正')
    expect(before.text).toContain('6,660.00')
    expect(before.headers.get('x-robots-tag')).toBe('noindex')
    const change = await l.get(`/d/${notice.code}/compare`)
    expect(change.text).toContain('1,260.00')
    expect(change.text).toContain('1,280.00')
    expect(change.text).not.toContain(secret.payee)
  })

  test('an attachment is served while its notice shows its content, with its type and as nothing else', async () => {
    const bytes = new TextEncoder().encode('%PDF-1.7 a small paper')
    const sha256 = await l.w.office.files.put('public', bytes)
    await sql`
      INSERT INTO publication_files (publication_id, position, sha256, name, type, bytes)
      SELECT id, 0, ${sha256}, '票据.pdf', 'application/pdf', ${bytes.length}
      FROM publications
      WHERE notice_id = ${notice.id} AND superseded_at IS NULL`.execute(l.w.office.db)
    const file = await l.get(`/f/${sha256}/x.pdf`)
    expect([file.status, file.headers.get('content-type'), file.headers.get('x-content-type-options')]).toEqual([
      200,
      'application/pdf',
      'nosniff',
    ])
    expect(file.headers.get('content-disposition')).toContain(encodeURIComponent('票据.pdf'))
    expect((await l.get(`/f/${sha256}/x.pdf`, { 'if-none-match': file.headers.get('etag')! })).status).toBe(304)
    expect((await l.get(`/f/${'0'.repeat(64)}/x.pdf`)).status).toBe(404)
    attached = sha256

    // A photograph is shown on the village's own page too, and read only when somebody comes near; a scan is not.
    expect((await l.get('/v/liuwan')).html).not.toContain('村里的照片')
    await sql`
      INSERT INTO publication_files (publication_id, position, sha256, name, type, bytes)
      SELECT publication_id, 1, repeat('a', 64), '施工照片.jpg', 'image/jpeg', 10
      FROM publication_files WHERE sha256 = ${sha256}`.execute(l.w.office.db)
    await l.w.office.db.transaction().execute((tx) => bump(tx, ['liuwan']))
    expect((await l.get('/v/liuwan')).html).toMatch(/村里的照片<[^]*<img src="\/f\/a{64}\/[^>]* loading="lazy"/)
  })

  test('withdrawn: 410, what, by whom and why; no download, no file, no search finds it', async () => {
    expect(
      (await l.secretary.post(`/notices/${notice.id}/actions/withdraw`, { comment: '整张表要重做，另行公开' })).status,
    ).toBe(200)
    const page = await l.get(`/d/${notice.code}`)
    expect(page.status).toBe(410)
    for (const word of ['这项公开已撤回', '整张表要重做，另行公开', '柳长青']) expect(page.text).toContain(word)
    expect(page.text).not.toContain('路灯维修材料')
    expect(page.text, 'which month it was').toContain('2026 年 9 月')
    for (const path of ['/v/liuwan', '/v/liuwan/notices', '/v/liuwan/feed.xml']) {
      const { html } = await l.get(path)
      expect(html, path).toContain(notice.code)
      expect(html.replace(/<[^>]+>/g, ''), path).toMatch(/2026 年 9 月[^（]{2,30}（已撤回）/)
    }
    expect(page.text, 'it stays nowhere').not.toMatch(/公布期限|至少留到|留在网上存档/)
    expect((await l.get(`/f/${attached}/x.pdf`)).status).toBe(404)
    for (const path of ['.csv', '.xlsx', '.json', '/print', '/v/1/print'].map((p) => `/d/${notice.code}${p}`))
      expect((await l.get(path)).status).toBe(404)
    expect((await l.get(`/d/${notice.code}/v/1`)).text).not.toContain('路灯维修材料')
    expect((await l.get(`/search?q=${encodeURIComponent('路灯维修')}`)).html).not.toContain(notice.code)
    expect((await l.get('/open/notices.json?month=2026-10')).html).not.toContain('路灯维修材料')
    for (const odd of ['0000-01', '9999-12', '2026-13']) {
      const { status, html } = await l.get(`/open/notices.json?month=${odd}`)
      expect([status, JSON.parse(html)], odd).toEqual([404, { message: expect.stringContaining('月份') }])
    }
  })
})

test('nothing to publish is a publication with its reason', async () => {
  const { code } = await publish(l, 'C07-03', '2026-09', { nothing: { reason: '本月没有收入。' } })
  expect((await l.get(`/d/${code}`)).text).toContain('本月没有收入')
  expect((await l.get('/v/liuwan')).text).toContain('本期无内容')
})

test('where only the village may read, everybody sees that it is there, its hands and its proof, and who may read it how', async () => {
  const { code } = await publish(l, 'C04-01', '2026-09', { nothing: { reason: '本月名单没有变化。' } })
  const page = await l.get(`/d/${code}`)
  for (const word of ['这项内容只给本村村民看', '带身份证到柳湾村', '书记签字把关', '记入公开存证'])
    expect(page.text).toContain(word)
  expect(page.text).not.toContain('本月名单没有变化')
  expect((await l.get('/v/liuwan')).text).toContain('本村村民可看')
  for (const path of [`/d/${code}.csv`, `/d/${code}/print`]) expect((await l.get(path)).status).toBe(404)
  expect((await l.get(`/d/${code}/evidence.json`)).html).not.toContain('本月名单没有变化')
  expect((await l.get(`/search?q=${encodeURIComponent('名单没有变化')}`)).html).not.toContain(code)
})

test('what is past its day shows as missing on the village page, on its own page and in the county list', async () => {
  l.w.set('2026-10-12T09:00:00+08:00')
  const id = await obligationOf(l.w, 'C07-02', '2026-09')
  const village = await l.get('/v/liuwan')
  expect(village.text).toContain('应在 10 月 8 日前公开，已逾期 4 天')
  expect(village.html).toContain(`/v/liuwan/missing/${id}`)
  const page = await l.get(`/v/liuwan/missing/${id}`)
  for (const word of [
    '2026 年 9 月月度财务收支公布表',
    '已逾期 4 天',
    '上月结余',
    '雷水斌',
    '反映没有公开',
    '第三十六条',
  ])
    expect(page.text).toContain(word)
  expect((await l.get('/missing?place=liuwan')).html).toContain(`/v/liuwan/missing/${id}`)
  expect((await l.get('/t/qingxi')).text).toMatch(/各村现在共有 \d+ 项逾期/)
  // Published all the same, page and paper say by how much it was late, corrected or not.
  const late = await publish(l, 'C07-02', '2026-09', { nothing: { reason: '本月没有收支。' } })
  await correct(l, late.id, '原因没有写全', { nothing: { reason: '本月没有收支，账户没有变动。' } })
  expect((await l.get(`/d/${late.code}`)).text).toContain('晚了 4 天')
  const paper = (await l.get(`/d/${late.code}/print`)).text
  expect(paper).toContain('应在 2026 年 10 月 8 日前公开， 曾逾期，晚了 4 天')
  expect(paper).toContain('这是更正后的第 2 版。 更正原因：原因没有写全')
  await l.clerk.post(`/notices/${late.id}/actions/demand`, { comment: '上月结余对不上，请核对' })
  // Whoever reads that it is demanded is told whom to call about it, by name and number.
  expect((await l.get(`/d/${late.code}`)).html).toMatch(
    /要求更正：[\s\S]*aria-label="更正在谁手里"[\s\S]*雷水斌[\s\S]*href="tel:0000-6210002"/,
  )
  l.w.set('2026-12-01T09:00:00+08:00')
  expect((await l.get(`/d/${late.code}/print`)).text).toContain('逾期没有更正')
  l.w.set('2026-10-12T09:00:00+08:00')
})

test('the list of all is parted by month; a kind and a month can be asked for, in one address, with their counts', async () => {
  const all = (await l.get('/v/liuwan/notices')).text
  const total = Number(/共 (\d+) 项/.exec(all)![1])
  const offered = [...all.matchAll(/(?:\d{4} 年 )?\d+ 月（(\d+)）/g)].map((m) => Number(m[1]))
  expect(offered.reduce((a, b) => a + b, 0)).toBe(total)
  expect(all).toContain('10 月公开的')
  const some = (await l.get('/v/liuwan/notices?category=C07&month=2026-10')).text
  expect(Number(/共 (\d+) 项/.exec(some)![1])).toBeLessThanOrEqual(total)
  expect(some).toContain('看全部')
  expect((await l.get('/v/liuwan/notices?month=2020-01')).text).toContain('没有符合的')
  for (const odd of ['month=2026-13', 'month=x', 'category=nosuch'])
    expect((await l.get(`/v/liuwan/notices?${odd}`)).text, odd).toContain(`共 ${total} 项`)
})

test('past the last page stands the last page, never an empty one', async () => {
  expect((await l.get('/v/liuwan/notices?page=99')).text).not.toContain('还没有公开过内容')
  expect((await l.get('/missing?page=99')).text).not.toContain('这里没有逾期的事项')
  expect((await l.get(`/search?q=${encodeURIComponent('保洁')}&page=99`)).text).not.toContain('找到 0 条')
})

test('every public interface of the description stands on the page for people, with its fields', async () => {
  const page = await l.get('/open/api')
  const api = JSON.parse((await l.get('/api/openapi.json')).html) as {
    paths: Record<string, { get?: { security: unknown[] } }>
  }
  const open = Object.entries(api.paths).filter(
    ([path, of]) => !path.startsWith('/api/') && of.get?.security.length === 0,
  )
  expect(open.length).toBeGreaterThan(20)
  for (const [path] of open) expect(page.text).toContain(path)
  for (const word of ['最晚哪天', '存证指纹', '经度', '个字段是什么']) expect(page.text).toContain(word)
})

test('a merged village keeps its address and says what became of it', async () => {
  await sql`
    INSERT INTO region_changes (id, region_id, kind, on_date, before, after, other_region_id, made_at)
    SELECT 'change-1', a.id, 'merged', '2026-10-09', a.name, '', b.id, now()
    FROM regions a, regions b
    WHERE a.slug = 'liuwan' AND b.slug = 'qingxi'`.execute(l.w.t.owner)
  await l.w.office.db.transaction().execute((tx) => bump(tx, ['liuwan']))
  const page = await l.get('/v/liuwan')
  expect(page.text).toContain('2026 年 10 月 9 日，柳湾村并入 清溪镇 。')
  expect(page.html).toContain('href="/t/qingxi"')
})

test('large type is remembered by a cookie and leads back only into this site', async () => {
  const on = await l.get('/elder?on=1&back=%2Fv%2Fliuwan')
  expect([on.status, on.headers.get('location')]).toEqual([303, '/v/liuwan'])
  expect(on.headers.get('set-cookie')).toContain('elder=1')
  expect((await l.get('/elder?on=1&back=%2F%2Fevil.example')).headers.get('location')).toBe('/')
  expect((await l.get('/v/liuwan', { cookie: 'elder=1' })).html).toContain('class="elder"')
})
