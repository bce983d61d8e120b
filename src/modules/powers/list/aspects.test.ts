/** Aspects of the list of powers made, named, ordered and taken away in the console. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'

let w: World
let admin: Person
beforeAll(async () => {
  w = await makeWorld('2026-10-12T09:00:00+08:00')
  admin = await w.signIn('admin')
})
afterAll(() => w.close())

type Kept = { code: string; name: string; items: number }
const kept = async (): Promise<Kept[]> => (await admin.get('/power-aspects')).body.aspects
const plain = (list: readonly Kept[]) => list.map(({ code, name }) => ({ code, name }))
const save = (aspects: object[], seen: object[]) => admin.post('/power-aspects', { aspects, seen })
const page = async () => (await w.app.request('http://localhost/powers')).text()

test('a new one, another name, another order: on the villagers’ list at once, and powers can be put into it', async () => {
  const before = plain(await kept())
  const wanted = [
    before[1]!,
    { ...before[0]!, name: '大家的大事' },
    ...before.slice(2),
    { code: 'X9', name: '集体资产处置' },
  ]
  expect((await save(wanted, before)).status).toBe(200)
  expect(plain(await kept())).toEqual(wanted)
  await w.cache.refresh()
  expect(await page()).toContain('大家的大事')
  const { powers } = (await admin.get('/power-list')).body
  const { power, version } = (await admin.get(`/power-list/${powers[0].code}`)).body
  const moved = await admin.post('/power-list', {
    power: { ...power, aspect: 'X9' },
    seenVersion: version,
    from: '2026-10-12',
  })
  expect(moved.status, JSON.stringify(moved.body)).toBe(200)
  expect((await kept()).find((a) => a.code === 'X9')!.items).toBe(1)
  await w.cache.refresh()
  expect(await page()).toContain('集体资产处置')
})

test('what cannot be is refused with what to do, and nothing is changed', async () => {
  const before = plain(await kept())
  const used = (await kept()).find((k) => k.items > 0)!
  for (const [wrong, say] of [
    [before.filter((c) => c.code !== used.code), `“${used.name}”里有 ${used.items} 项权力`],
    [[...before, { code: 'Y1', name: before[0]!.name }], '写了两次'],
    [[...before, { code: before[0]!.code, name: '另一个' }], '写了两次'],
    [[...before, { code: 'Y1', name: '张三 13812345678' }], ''],
    [[...before, { code: '编 码', name: '另一个' }], '编码'],
    [[...before, { code: 'Y1', name: '' }], '名称'],
    [[], '至少'],
  ] as const) {
    const { status, body } = await save([...wrong], before)
    expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining(say)])
  }
  expect((await save(before, before.slice(1))).status).toBe(409)
  expect(plain(await kept())).toEqual(before)
  const withEmpty = [...before, { code: 'Z1', name: '空的一个' }]
  expect((await save(withEmpty, before)).status).toBe(200)
  expect((await save(before, withEmpty)).status, 'an empty one goes').toBe(200)
  const clerk = await w.signIn('qingxi-clerk')
  expect((await clerk.post('/power-aspects', { aspects: before, seen: before })).status).toBe(403)
  const trail = (await admin.get('/audit')).body
  expect(JSON.stringify(trail)).toContain('改权力清单的方面')
})
