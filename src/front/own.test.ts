/** Whoever has chosen a village starts there; the doors of every page lead into it; others are asked. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLiuwan, type Liuwan } from './fixtures/liuwan.ts'

let l: Liuwan
beforeAll(async () => {
  l = await openLiuwan()
})
afterAll(() => l.w.close())

const go = (path: string, cookie = '') => l.w.app.request(path, { headers: { cookie }, redirect: 'manual' })
const kept = (answer: Response) => /villages=([^;]*)/.exec(answer.headers.get('set-cookie') ?? '')?.[1]

test('a stranger is asked for a village; from the first chosen on, the start page is that village', async () => {
  expect((await l.get('/')).text).toContain('找您的村子')
  const chosen = await go('/choose?village=liuwan&back=%2Fv%2Fliuwan')
  expect([chosen.status, chosen.headers.get('location'), kept(chosen)]).toEqual([303, '/v/liuwan', 'liuwan'])
  // From the cache and without it.
  for (let i = 0; i < 2; i++) {
    const start = await l.get('/', { cookie: 'villages=liuwan' })
    expect(start.html).toContain('<h1>柳湾村</h1>')
    expect((await l.get('/')).html, 'others see their own').toContain('<h1>找您的村子</h1>')
  }
})

test('the newest chosen comes first, three are kept, one can be taken out, what is no village is left out', async () => {
  expect(kept(await go('/choose?village=b-cun', 'villages=liuwan.a-cun.c-cun'))).toBe('b-cun.liuwan.a-cun')
  expect(kept(await go('/choose?village=liuwan', 'villages=a-cun.liuwan'))).toBe('liuwan.a-cun')
  expect(kept(await go('/choose?village=liuwan&out=1', 'villages=liuwan.a-cun'))).toBe('a-cun')
  expect(kept(await go('/choose?village=%3Cscript%3E', 'villages=liuwan'))).toBe('liuwan')
  expect((await go('/choose?village=liuwan&back=https%3A%2F%2Fevil.example')).headers.get('location')).toBe('/')
  const list = (await l.get('/villages', { cookie: 'villages=nosuch.liuwan' })).text
  expect(list).toMatch(/您常看的村 柳湾村/)
  expect(list).not.toContain('nosuch')
})

test('a village that is gone leads to the start page of strangers', async () => {
  for (const cookie of ['villages=nosuch', 'villages=..', 'villages=', 'villages=liuwan%2F..'])
    expect((await l.get('/', { cookie })).text, cookie).toContain('找您的村子')
})

test('the doors of a page that is no village’s lead to one’s own village, or ask', async () => {
  for (const [door, asks] of [
    ['notices', '/where?to=notices'],
    ['services/S1-01/apply', '/where?to=services%2FS1-01%2Fapply'],
    ['reports/new', '/reports/new'],
    ['services', '/services'],
    ['hall', '/where?to=hall'],
  ] as const) {
    expect((await go(`/own/${door}`)).headers.get('location')).toBe(asks)
    expect((await go(`/own/${door}`, 'elder=1; villages=liuwan')).headers.get('location')).toBe(`/v/liuwan/${door}`)
  }
})

test('asked which village, a name leads on to what was wanted, and is remembered; nothing else is a door', async () => {
  const asked = await l.get('/where?to=services%2FS1-01%2Fapply&q=lw')
  expect(asked.text).toContain('在哪个村办？')
  const href = /href="(\/choose\?village=liuwan[^"]*)"/.exec(asked.html)![1]!.replaceAll('&amp;', '&')
  const chosen = await go(href)
  expect([chosen.headers.get('location'), kept(chosen)]).toEqual(['/v/liuwan/services/S1-01/apply', 'liuwan'])
  expect((await l.get('/where?to=notices&q=鲸鱼')).text).toContain('没有找到这个村')
  for (const door of ['/own/console', '/own/notices/..', '/own/services/x', '/own/my'])
    expect((await go(door)).status, door).toBe(404)
  expect((await go('/where?to=%2F%2Fevil.example')).headers.get('location')).toBe('/villages')
})

test('what a village’s sentence counts adds up, and is what the missing list and the township say', async () => {
  const { text } = await l.get('/v/liuwan')
  const said = /(\d+) 月应公开 (\d+) 项，已公开 (\d+) 项(?:，(\d+) 项逾期)?(?:，(\d+) 项还没到期)?/.exec(text)!
  const [due, published, late, waiting] = said.slice(2).map((n) => Number(n ?? 0))
  expect(due).toBe(published! + late! + waiting!)
  const before = Number(/以前的月份还有 (\d+) 项没有公开/.exec(text)?.[1] ?? 0)
  const missing = (await l.get('/missing?place=liuwan')).text
  expect(Number(/有 (\d+) 项逾期/.exec(missing)?.[1] ?? 0)).toBe(late! + before)
  const township = (await l.get('/t/qingxi')).text
  expect(township).toContain(`柳湾村 本月应公开 ${due} 项， 已公开 ${published} 项`)
  if (late! + before > 0) expect(township).toContain(`${late! + before} 项逾期`)
})
