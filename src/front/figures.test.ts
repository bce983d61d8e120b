/**
 * One formula: home, county, township, village and the list of what is missing say of the same obligations the same
 * numbers.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../platform/db.ts'
import { whoHolds } from '../kernel/people/holding.ts'
import { expenses, openLiuwan, publish, type Liuwan } from './fixtures/liuwan.ts'

let l: Liuwan
const today = '2026-10-12'

beforeAll(async () => {
  l = await openLiuwan()
  await publish(l, 'C07-04', '2026-09', expenses())
  l.w.set(`${today}T09:00:00+08:00`)
  await l.w.cache.refresh()
})
afterAll(() => l.w.close())

type Counted = {
  path: string
  slug: string
  name: string
  level: string
  due: number
  published: number
  missing: number
}

/** What each place owes, counted one obligation after the other from the table itself. */
async function counted(): Promise<Counted[]> {
  const places = await rows(
    l.w.t.owner,
    sql<{ id: string; path: string; slug: string; name: string; level: string }>`
      SELECT id, path, slug, name, level FROM regions WHERE NOT practice`,
  )
  const owed = await rows(
    l.w.t.owner,
    sql<{ region_id: string; due_on: string; published: boolean }>`
      SELECT region_id, due_on, published_at IS NOT NULL AS published FROM public_obligations`,
  )
  return places.map((p) => {
    const own = owed.filter((o) => o.region_id === p.id)
    const month = own.filter((o) => o.due_on.startsWith(today.slice(0, 7)))
    return {
      ...p,
      due: month.length,
      published: month.filter((o) => o.published).length,
      missing: own.filter((o) => !o.published && o.due_on < today).length,
    }
  })
}

const below = (all: readonly Counted[], path: string) => {
  const within = all.filter((p) => p.path.startsWith(path))
  const sum = (of: (c: Counted) => number) => within.reduce((total, c) => total + of(c), 0)
  return [sum((c) => c.due), sum((c) => c.published), sum((c) => c.missing)]
}

/** The books of September below a path, counted one by one: what the sentence says of them. */
async function booksSaid(path: string, whose = ''): Promise<string> {
  const own = (
    await rows(
      l.w.t.owner,
      sql<{ path: string; due_on: string; published: boolean }>`
        SELECT path, due_on, published_at IS NOT NULL AS published FROM public_obligations WHERE period = '2026-09'
          AND due_on >= '2026-10-01'`,
    )
  ).filter((o) => o.path.startsWith(path))
  expect(own.length).toBeGreaterThan(0)
  expect([...new Set(own.map((o) => o.due_on))]).toEqual(['2026-10-08'])
  const [out, late] = [own.filter((o) => o.published), own.filter((o) => !o.published && o.due_on < today)]
  const say = [`${whose}应公开 ${own.length} 项`, `已公开 ${out.length} 项`, `${late.length} 项逾期`]
  return `9 月的账应在 10 月 8 日前公开：${say.join('，')}。`
}

test('home, county, township, village and the missing list say which month’s books, by when, and add up', async () => {
  const all = await counted()
  const root = all.find((p) => p.level === 'county')!
  const liuwan = all.find((p) => p.slug === 'liuwan')!
  const township = all.find((p) => p.level === 'township' && liuwan.path.startsWith(p.path))!
  const elder = { cookie: 'elder=1' }
  const mine = { cookie: 'villages=liuwan' }
  for (const [path, said, headers] of [
    ['/', await booksSaid(root.path, '全县'), {}],
    ['/', await booksSaid(root.path, '全县'), elder],
    ['/c', await booksSaid(root.path, '全县'), {}],
    ['/missing', await booksSaid(root.path, '全县'), {}],
    [`/missing?place=${township.slug}`, await booksSaid(township.path), {}],
    [`/t/${township.slug}`, await booksSaid(township.path, `${township.name}和各村`), {}],
    ['/v/liuwan', await booksSaid(liuwan.path), {}],
    ['/v/liuwan', await booksSaid(liuwan.path), elder],
    ['/', await booksSaid(liuwan.path), mine],
  ] as const)
    expect((await l.get(path, headers)).text.replaceAll('\u00a0', ' '), path).toContain(said)
  // Another month's books are said of themselves, or not at all.
  expect((await l.get(`/t/${township.slug}?month=2026-08`)).text).not.toContain(`${township.name}和各村应公开`)
})

/** The numbers of each line of the county's table, by its first cell. */
const linesOf = (html: string): Map<string, number[]> =>
  new Map(
    [...html.matchAll(/<tr><th scope="row">([\s\S]*?)<\/tr>/g)].map((m) => {
      const [name, ...cells] = m[1]!
        .split(/<\/t[hd]>/)
        .map((cell) => cell.replace(/<[^>]+>/g, '').trim())
        .filter((cell) => cell !== '')
      return [name!, cells.slice(0, 3).map(Number)]
    }),
  )

test('every page tells what the obligations say', async () => {
  const all = await counted()
  const root = all.find((p) => p.level === 'county')!
  const county = await l.get('/c')
  const lines = linesOf(county.html)
  const townships = all.filter((p) => p.level === 'township')
  expect(townships.length).toBeGreaterThan(0)
  for (const t of townships) expect([t.name, lines.get(t.name)]).toEqual([t.name, below(all, t.path)])
  const [due, published, missing] = below(all, root.path)
  expect(missing).toBeGreaterThan(0)
  expect(published).toBeGreaterThan(0)
  expect(lines.get('合计')).toEqual([due, published, missing])
  // The tiles draw the same rows: each leads to its township and says what is late there.
  for (const t of townships) {
    const [, , late] = below(all, t.path)
    const tile = new RegExp(`<a href="/t/${t.slug}" aria-label="${t.name}：([^"]+)"`).exec(county.html)?.[1]
    if (late! > 0) expect(tile).toBe(`${late} 项逾期`)
    else expect(tile).not.toContain('逾期')
  }
  const home = (await l.get('/')).text
  expect(home).toContain(`应公开 ${due} 项`)
  expect(home).toContain(`已公开 ${published} 项`)
  expect(home).toContain(`现在有 ${missing} 项逾期`)
  expect((await l.get('/missing')).text).toContain(`有 ${missing} 项逾期`)
})

test('a township, its villages and its part of the missing list agree', async () => {
  const all = await counted()
  const liuwan = all.find((p) => p.slug === 'liuwan')!
  const township = all.find((p) => p.level === 'township' && liuwan.path.startsWith(p.path))!
  const [, , missing] = below(all, township.path)
  const list = await l.get(`/missing?place=${township.slug}`)
  expect(list.text).toContain(`${missing} 项逾期`)
  const page = (await l.get(`/t/${township.slug}`)).text
  expect(page).toContain(`应公开 ${liuwan.due} 项， 已公开 ${liuwan.published} 项`)
  const village = (await l.get('/v/liuwan')).text
  const [, late, before] = new RegExp(
    `应公开 ${liuwan.due} 项，已公开 ${liuwan.published} 项，(\\d+) 项逾期.*?以前的月份还有 (\\d+) 项没有公开`,
  ).exec(village)!
  expect(Number(late) + Number(before)).toBe(liuwan.missing)
})

test('filters of a list add up to the list, and each page says what was chosen', async () => {
  const { html } = await l.get('/missing')
  const counts = [...html.matchAll(/<option value="(week|month|longer)">[^（]*（(\d+)）/g)]
  expect(counts.length).toBeGreaterThan(0)
  const total = Number(/有 ?(\d+) ?项逾期/.exec((await l.get('/missing')).text)![1])
  expect(counts.reduce((sum, c) => sum + Number(c[2]), 0)).toBe(total)
  for (const [, late, n] of counts) expect((await l.get(`/missing?late=${late}`)).text).toContain(`符合的有 ${n} 项`)
  const months = [...html.matchAll(/<option value="(\d{4}-\d{2})">[^（]*（(\d+)）/g)]
  expect(months.length).toBeGreaterThan(1)
  expect(months.reduce((sum, m) => sum + Number(m[2]), 0)).toBe(total)
  for (const [, month, n] of months) expect((await l.get(`/missing?month=${month}`)).text).toContain(`符合的有 ${n} 项`)
  // One village's own stands by the month in which it was due, and all of it stands somewhere.
  const own = await l.get('/missing?place=liuwan')
  const dueIn = [...own.html.matchAll(/<option value="(\d{4}-\d{2})">/g)].map(
    (m) => `${Number(m[1]!.slice(5))} 月到期的`,
  )
  expect(dueIn.length).toBeGreaterThan(0)
  for (const heading of dueIn) expect(own.text).toContain(heading)
  // What nobody can mean counts as not asked, and is no address of its own.
  expect((await l.get('/missing?late=never&category=none&month=2026-99')).text).not.toContain('符合的有')
})

test('whoever must act can be rung up: each row of the missing list, and each page of what is late', async () => {
  const { html } = await l.get('/missing')
  const late = [
    ...html.matchAll(
      /<li class="with-call"><a href="([^"]+)">[\s\S]*?<a class="ring" href="tel:([^"]+)" aria-label="打电话给([^"]+)"/g,
    ),
  ]
  expect(late.length).toBeGreaterThan(5)
  const page = await l.get(late[0]![1]!)
  expect(page.text).toContain('该谁公开，打电话问')
  expect(page.html).toContain(`href="tel:${late[0]![2]}"`)
  // One village's own list says it once, above the rows.
  const own = await l.get('/missing?place=liuwan')
  expect(own.html).not.toContain('with-call')
  expect(own.html.match(/href="tel:0000-6210002"/g)).toHaveLength(1)
})

test('by post where the county says so: no name, each post and number once', async () => {
  const liuwan = (await counted()).find((p) => p.slug === 'liuwan')!
  const [{ id }] = (await rows(
    l.w.t.owner,
    sql<{ id: string }>`SELECT id FROM regions WHERE path = ${liuwan.path}`,
  )) as [{ id: string }]
  const functions = ['drafter', 'reviewer', 'signer']
  const named = await whoHolds(l.w.office.publicPool, [id], functions, today)
  expect(named.every((h) => h.person !== '' && functions.includes(h.function))).toBe(true)
  const byPost = await whoHolds(l.w.office.publicPool, [id], functions, today, false)
  expect(byPost.some((h) => h.person !== '')).toBe(false)
  expect(new Set(byPost.map((h) => `${h.post} ${h.office_phone}`)).size).toBe(byPost.length)
  // Those with a number come first.
  const numbers = named.map((h) => h.office_phone === '')
  expect(numbers).toEqual([...numbers].sort())
  expect(await whoHolds(l.w.office.publicPool, [id], functions, '2020-01-01')).toEqual([])
})

test('the code of a page leads to that page of this site and nowhere else', async () => {
  const village = await l.get('/v/liuwan')
  const src = /<img src="(\/qr\.svg\?to=[^"]+)"[^>]*loading="lazy"/.exec(village.html)?.[1]
  expect(src).toBe('/qr.svg?to=%2Fv%2Fliuwan')
  const qr = await l.get(src!)
  expect([qr.status, qr.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
  for (const to of ['https://example.com', '//example.com', '/\\example.com'])
    expect((await l.get(`/qr.svg?to=${encodeURIComponent(to)}`)).status, to).toBe(404)
})

test('how much was published, corrected and withdrawn, month by month, counted again', async () => {
  const published = await rows(
    l.w.t.owner,
    sql<{ month: string; n: number }>`
      SELECT to_char(published_on, 'YYYY-MM') AS month, count(*)::int AS n FROM public_notices WHERE version = 1
        GROUP BY 1`,
  )
  const cells = await figuresOf('/figures')
  for (const { month, n } of published) expect([month, cells.get(Number(month.slice(5)))?.[2]]).toEqual([month, n])
  expect((await l.get('/figures?place=nowhere')).status).toBe(404)
})

/** The numbers of each month's row of the page of figures: due, out, sent, corrected, withdrawn, seen. */
async function figuresOf(path: string): Promise<Map<number, number[]>> {
  const { html } = await l.get(path)
  return new Map(
    [...html.matchAll(/<th scope="row">(?:\d+ 年 )?(\d+) 月<\/th>(.*?)<\/tr>/g)].map(([, month, cells]) => [
      Number(month),
      [...cells!.matchAll(/>([\d,]+)<\/td>/g)].map((c) => Number(c[1]!.replace(',', ''))),
    ]),
  )
}

test('on time by month: each bar is drawn from the obligations of that month', async () => {
  const owed = await rows(
    l.w.t.owner,
    sql<{ due_on: string; published_on: string | null }>`SELECT due_on, published_on FROM public_obligations`,
  )
  const { html, text } = await l.get('/figures')
  const month = owed.filter((o) => o.due_on.startsWith(today.slice(0, 7)))
  const inTime = month.filter((o) => o.published_on !== null && o.published_on <= o.due_on).length
  expect(inTime).toBeGreaterThan(0)
  const said = `${inTime}／${month.length}`
  expect(text).toContain(said)
  // The longest bar fills the line: bars are shares of the best month, from zero.
  const bars = [...html.matchAll(/<rect class="bar-in" width="([\d.]+)"/g)].map((m) => Number(m[1]))
  expect(Math.max(...bars)).toBe(100)
  expect(Math.min(...bars)).toBeGreaterThanOrEqual(0)
  // A township draws the same of itself, a county of the whole, as far back as the page has room.
  const drawn = (page: string) =>
    [...page.matchAll(/<th scope="row">[^<]*<\/th><td><div><span class="num">([\d,]+／[\d,]+)</g)].map((m) => m[1])
  const whole = drawn(html)
  expect(drawn((await l.get('/c')).html)).toEqual(whole.slice(-6))
  const township = drawn((await l.get('/figures?place=qingxi')).html)
  expect(township.length).toBeGreaterThan(0)
  expect(drawn((await l.get('/t/qingxi')).html)).toEqual(township.slice(-6))
})

test('figures and the staff’s coverage say of a month what home says', async () => {
  const all = await counted()
  const root = all.find((p) => p.level === 'county')!
  const [due, published] = below(all, root.path)
  const month = Number(today.slice(5, 7))
  expect((await figuresOf('/figures')).get(month)?.slice(0, 2)).toEqual([due, published])
  expect((await l.get('/')).text).toContain(`应公开 ${due} 项`)
  const township = all.find((p) => p.slug === 'qingxi')!
  expect((await figuresOf('/figures?place=qingxi')).get(month)?.slice(0, 2)).toEqual(
    below(all, township.path).slice(0, 2),
  )
  const admin = await l.w.signIn('admin')
  const { body } = await admin.get<{ months: { month: string; due: number; published: number }[] }>('/coverage/months')
  const told = body.months.find((m) => m.month === today.slice(0, 7))
  expect([told?.due, told?.published]).toEqual([due, published])
})
