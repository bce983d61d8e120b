/** The county's administrator makes an item and its table from nothing; the law's floor is the server's business. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../../../platform/db.ts'
import { itemSchema, type Item, type WholeItem } from './catalogue.schema.ts'
import { itemChanges } from './changes.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'

let w: World
let admin: Person
beforeAll(async () => {
  w = await makeWorld()
  admin = await w.signIn('admin')
})
afterAll(() => w.close())

const template = {
  code: 'F90',
  name: '村集体用车登记表',
  layout: 'rows',
  totals: ['cost'],
  columns: [
    { key: 'usedOn', label: '日期', type: 'date', visibility: 'public', required: true },
    { key: 'driver', label: '驾驶人', type: 'person', visibility: 'masked', mask: 'name' },
    { key: 'cost', label: '费用', type: 'money', visibility: 'public' },
  ],
}
const item = {
  code: 'C07-90',
  name: '村集体用车',
  category: 'C07',
  frequency: 'monthly',
  deadline: { rule: 'dayOfNextMonth', day: 8, basis: '县里试行' },
  minDisplayDays: 15,
  displayMode: 'form',
  template: 'F90',
  dept: 'NYNC',
  publisher: '村集体经济组织',
  privacyLevel: 'reviewed',
  group: '财务',
  chain: 'jiedong',
  retention: { years: 30, basis: '和账簿一样' },
}
const save = (more: object = {}, table: object | undefined = template, seenVersion = 0) =>
  admin.post('/catalogue', { item: { ...item, ...more }, template: table, seenVersion })

test('what the public may not read has no place in an item or its table', async () => {
  const named = await save({ name: '村集体用车（问 139 1234 5678）' })
  expect([named.status, named.body.message]).toEqual([422, expect.stringContaining('个人手机号')])
  const column = { ...template.columns[0]!, label: '问 139 1234 5678' }
  const inTable = await save({}, { ...template, columns: [column, ...template.columns.slice(1)] })
  expect([inTable.status, inTable.body.message]).toEqual([422, expect.stringContaining('个人手机号')])
})

test('what does not fit is said in one go, and nothing is kept', async () => {
  const wrong = await save(
    { dept: 'NOBODY', frequency: 'quarterly' },
    {
      ...template,
      totals: ['driver'],
      columns: [...template.columns, { key: 'kind', label: '种类', type: 'enum', visibility: 'public' }],
    },
  )
  expect(wrong.status).toBe(422)
  for (const part of ['没有部门 NOBODY', '对不上', '“种类”是选择列，但没有选项', '“驾驶人”不是数字'])
    expect(wrong.body.message).toContain(part)
  expect((await save({ code: 'C07-03' })).body.message).toContain('编码 C07-03 已经有了')
  expect((await save({ template: 'F35' }, { ...template, code: 'F35' })).body.message).toContain(
    '表格编码 F35 已经有了',
  )
  expect((await save({ name: '收入明细' })).body.message).toContain('已经有叫“收入明细”的事项')
  expect(await rows(w.office.db, sql`SELECT 1 FROM form_templates WHERE code = 'F90'`)).toEqual([])
})

test.each([
  ['standing', { rule: 'daysAfterChange', days: 10, firstDays: 30, day: 8 }, '不按几号算'],
  ['onEvent', { rule: 'daysAfterEvent', days: 10, month: 3 }, '不按几月算'],
  ['monthly', { rule: 'dayOfNextMonth', day: 8, days: 20 }, '不按几天算'],
  ['monthly', { rule: 'dayOfNextMonth', day: 8, month: 2 }, '不按几月算'],
  ['quarterly', { rule: 'dayOfFirstMonthAfterQuarter', day: 15, firstDays: 30 }, '不按上线后几天算'],
  ['yearly', { rule: 'dateOfNextYear', month: 1, day: 31, days: 9 }, '不按几天算'],
  ['yearly', { rule: 'dateOfNextYear', day: 31 }, '要写明几月'],
])('a deadline has the figures by which it is reckoned and no other: %s %o', async (frequency, deadline, says) => {
  const refused = await save({ frequency, deadline: { ...deadline, basis: '县里试行' } })
  expect([refused.status, refused.body.message]).toEqual([422, expect.stringContaining(says)])
})

test('saved, it is due in every village from the next period on, with the floor that the law sets for finance and not the one that was sent', async () => {
  const made = await save({ lawFloor: { atLeast: 'quarterly', basis: '我说了算' } })
  expect(made).toMatchObject({ status: 200, body: { version: 1, inForceFrom: '2026-10-05' } })
  const stored = (await admin.get('/catalogue')).body.items.find((i: { code: string }) => i.code === 'C07-90')
  expect(stored).toMatchObject({
    templateVersion: 1,
    definition: { lawFloor: { atLeast: 'monthly', basis: expect.stringContaining('第三十五条') } },
  })
  await w.obligations()
  const owed = () =>
    rows<{ period: string }>(
      w.office.db,
      sql`
        SELECT o.period
        FROM obligations o
        JOIN regions r ON r.id = o.region_id
        WHERE o.item_code = 'C07-90' AND r.slug = 'liuwan'`,
    )
  // Months that began before it was added do not ask for it: nobody could have known.
  expect(await owed()).toEqual([])
  w.set('2026-11-02T09:00:00+08:00')
  await w.obligations()
  expect(await owed()).toEqual([{ period: '2026-11' }])
  w.set('2026-10-05T09:00:00+08:00')
})

test('a later version may not go below that floor, whatever floor comes with it', async () => {
  const seldom = { frequency: 'yearly', deadline: { rule: 'dateOfNextYear', month: 1, day: 31, basis: '县里试行' } }
  expect((await save({ ...seldom, lawFloor: undefined }, undefined, 1)).body.message).toContain('公开得比法律要求的少')
  expect((await save({ note: '试行半年' }, undefined, 1)).body).toMatchObject({ version: 2, inForceFrom: '2026-11-01' })
  expect((await save({}, undefined, 1)).status).toBe(409)
})

test('whoever saves second is told what the first changed, in the item and in its table; the history says it too', async () => {
  const columns = [...template.columns, { key: 'km', label: '里程', type: 'decimal', visibility: 'public' }]
  expect((await save({ note: '试行半年', minDisplayDays: 30 }, { ...template, columns }, 2)).body.version).toBe(3)
  const late = await save({ note: '试行一年' }, undefined, 2)
  expect(late.status).toBe(409)
  expect(late.body.message).toMatch(/被.+存成了第 3 版。您填的都还在。/)
  expect(late.body.details).toEqual({ version: 3, changes: ['公布期限由“15 天”改为“30 天”', '列增加“里程”'] })
  const whole = (await admin.get('/catalogue/C07-90')).body
  expect(whole).toMatchObject({ version: 3, from: '2026-11-01', item: { note: '试行半年', table: { columns } } })
  expect(whole.versions.map((v: { changes: string[] }) => v.changes)).toEqual([
    late.body.details.changes,
    ['说明由“没有”改为“试行半年”'],
    ['新事项'],
  ])
  expect((await save({}, undefined, 3)).body.version).toBe(4)
  expect((await admin.get('/catalogue/C99-99')).status).toBe(404)
})

test('two who make the same new item at once: one makes it, the other is told that the code is taken', async () => {
  const text = { ...item, code: 'C07-91', template: undefined, displayMode: 'document', fields: [template.columns[2]] }
  const both = ['甲', '乙'].map((who) =>
    admin.post('/catalogue', { item: { ...text, name: `用车补贴${who}` }, seenVersion: 0 }),
  )
  const answers = (await Promise.all(both)).map((a) => [a.status, a.body.message])
  expect(answers.sort()).toEqual([
    [200, undefined],
    [409, expect.stringContaining('编码 C07-91 已经有了')],
  ])
})

test('whatever differs between two versions is said', async () => {
  const { items } = (await admin.get('/catalogue')).body as {
    items: { definition: Item; template: WholeItem['table'] }[]
  }
  const all = items.map((i): WholeItem => ({ ...i.definition, table: i.template }))
  for (const part of [...Object.keys(itemSchema.shape), 'table'].filter(
    (key) => key !== 'code',
  ) as (keyof WholeItem)[]) {
    const [one, ...others] = all
    const found = others.find((o) => JSON.stringify(o[part]) !== JSON.stringify(one![part]))
    const other = found ? found[part] : one![part] === false ? true : '另一样'
    expect(itemChanges(one!, { ...one!, [part]: other } as WholeItem), part).not.toEqual([])
  }
})
