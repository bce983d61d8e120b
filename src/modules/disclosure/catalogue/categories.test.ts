/** Categories made, named, ordered and taken away in the console, by list, and both at once. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'

let w: World
let admin: Person
beforeAll(async () => {
  w = await makeWorld('2026-10-12T09:00:00+08:00')
  admin = await w.signIn('admin')
})
afterAll(() => w.close())

type Kept = { code: string; name: string; items: number }
const kept = async (): Promise<Kept[]> => (await admin.get('/categories')).body.categories
const plain = (list: readonly Kept[]) => list.map(({ code, name }) => ({ code, name }))
const save = (categories: object[], seen: object[]) => admin.post('/categories', { categories, seen })

test('a new one, another name, another order: on the village’s page at once', async () => {
  const before = plain(await kept())
  const wanted = [
    before[1]!,
    { ...before[0]!, name: '村里的大事' },
    ...before.slice(2),
    { code: 'X9', name: '三资台账' },
  ]
  expect((await save(wanted, before)).status).toBe(200)
  expect(plain(await kept())).toEqual(wanted)
  const page = await (await w.app.request('http://localhost/v/liuwan')).text()
  expect(page).toContain('村里的大事')
})

test('what cannot be is refused with what to do, and nothing is changed', async () => {
  const before = plain(await kept())
  const used = (await kept()).find((k) => k.items > 0)!
  for (const [wrong, say] of [
    [before.filter((c) => c.code !== used.code), `“${used.name}”里有 ${used.items} 个公开事项`],
    [[...before, { code: 'Y1', name: before[0]!.name }], '写了两次'],
    [[...before, { code: before[0]!.code, name: '另一个' }], '写了两次'],
    [[...before, { code: 'Y1', name: '张三 13812345678' }], ''],
    [[...before, { code: '编 码', name: '另一个' }], '编码'],
    [[...before, { code: 'Y1', name: '' }], '类别名称'],
  ] as const) {
    const { status, body } = await save([...wrong], before)
    expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining(say)])
  }
  expect((await save(before, before.slice(1))).status).toBe(409)
  expect(plain(await kept())).toEqual(before)
  expect((await save(before.slice(0, -1), before)).status, 'an empty one goes').toBe(200)
  const clerk = await w.signIn('qingxi-clerk').catch(() => w.signIn('liuwan-officer'))
  expect((await clerk.post('/categories', { categories: before, seen: before })).status).toBe(403)
})

test('by list: tried, taken in, used by a list of items, and taken back as far as nothing was built on it', async () => {
  const begin = async (kind: string, rows: string[][]) => {
    const form = new FormData()
    form.append('kind', kind)
    form.append('file', new File([rows.map((r) => r.join(',')).join('\n')], '名单.csv', { type: 'text/csv' }))
    const made = await w.app.request('http://localhost/api/imports', {
      method: 'POST',
      headers: { cookie: admin.cookie, origin: 'http://localhost', host: 'localhost' },
      body: form,
    })
    const body = (await made.json()) as { id: string; sheets: [{ headerRow: number; columns: string[] }] }
    expect(made.status, JSON.stringify(body)).toBe(200)
    const { headerRow, columns } = body.sheets[0]
    return { id: body.id, plan: { sheet: 0, headerRow, columns } }
  }
  const known = (await kept())[0]!
  const list = await begin('categories', [
    ['序号', '公开类别'],
    [known.code, '改过的类名'],
    ['', '惠农补贴'],
    ['', '人居环境'],
    ['ZZ 9', '编码不对的'],
  ])
  const tried = (await admin.post(`/imports/${list.id}/try`, list.plan)).body
  expect(tried.counts).toMatchObject({ added: 2, changed: 1, faults: 1 })
  expect(tried.rows[0].say).toContain(`${known.name} → 改过的类名`)
  expect(plain(await kept()).map((k) => k.name)).not.toContain('惠农补贴')
  const run = async ({ id, plan }: { id: string; plan: object }) => {
    const { body } = await admin.post(`/imports/${id}/run`, { ...plan, skipFaulty: true })
    await vi.waitUntil(async () => (await admin.get(`/jobs/${body.job}`)).body.finished_at, { timeout: 300_000 })
  }
  await run(list)
  const made = (await kept()).find((k) => k.name === '惠农补贴')!
  expect(made.code).toMatch(/^C\d\d$/)
  const items = await begin('items', [
    ['编号', '公开事项', '公开类别', '公开频次', '责任单位'],
    ['X31', '惠农补贴发放计划', '惠农补贴', '每季度', '农业农村局'],
    ['X32', '没有这一类的', '不存在的类', '每季度', '农业农村局'],
  ])
  const itemsTried = (await admin.post(`/imports/${items.id}/try`, items.plan)).body
  expect(itemsTried.counts).toMatchObject({ added: 1, faults: 1 })
  expect(itemsTried.faults[0].say).toContain('名单导入')
  await run(items)
  const back = (await admin.post(`/imports/${list.id}/undo`)).body
  expect(back).toMatchObject({ undone: 2, kept: [{ why: '已经有人用到它了' }] })
  const left = await kept()
  expect(left.find((k) => k.code === known.code)!.name).toBe(known.name)
  expect(left.map((k) => k.name)).not.toContain('人居环境')
})
