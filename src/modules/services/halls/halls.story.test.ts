/**
 * A village keeps its hall's page: the agent writes it, the township may, the neighbour may not; villagers read who is
 * on duty today.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLiuwan, type Liuwan } from '../../../front/fixtures/liuwan.ts'
import type { Person } from '../../../../test/world.ts'
import { dutyOn, weekdayOf, type Hall } from './halls.schema.ts'

let l: Liuwan
let agent: Person
beforeAll(async () => {
  l = await openLiuwan()
  agent = await l.w.signIn('liuwan-agent')
})
afterAll(() => l.w.close())

const week = ['王一', '李二', '张三', '王一', '李二', '', ''].map((name) => ({
  people: name === '' ? [] : [name],
  about: name === '' ? '急事打值班电话' : '',
}))
const hall = (more: Partial<Hall> = {}): Hall => ({
  place: '老学校一楼',
  hours: ['每天 8:00 到 18:00'],
  closed: '',
  help: ['赶集日中午也有人。'],
  phones: [{ name: '值班', phone: '0317-6220188' }],
  atOnce: ['SV066'],
  week,
  days: [
    { on: '2026-10-07', people: ['赵四'], about: '国庆值班' },
    { on: '2026-10-01', people: ['钱五'], about: '' },
  ],
  ...more,
})

test('without a page of its own the village shows what the county says; the console begins with it', async () => {
  expect((await l.get('/v/liuwan/hall')).text).toContain('柳湾村党群服务中心')
  expect((await agent.get('/halls/liuwan')).body).toMatchObject({
    version: 0,
    may: true,
    hall: { place: '党群服务中心' },
    village: { name: '柳湾村' },
  })
})

test('what is wrong is told; private numbers do not get out', async () => {
  const save = (more: object) => agent.post('/halls/liuwan', { hall: hall(more), seenVersion: 0 })
  expect((await save({ place: '' })).body.message).toContain('请写在哪里办')
  expect((await save({ phones: [{ name: '值班', phone: '打给老王' }] })).body.message).toContain('电话只写数字')
  expect(
    (
      await save({
        days: [
          { on: '2026-10-07', people: [], about: '' },
          { on: '2026-10-07', people: [], about: '' },
        ],
      })
    ).body.message,
  ).toContain('同一天写了两次')
  expect((await save({ help: ['老王身份证 11010519491231002X'] })).status).toBe(422)
})

test("the agent writes it: place, telephones, who is on duty today, what is done at once, on the hall's page and on each notice", async () => {
  expect((await agent.post('/halls/liuwan', { hall: hall(), seenVersion: 0 })).body).toEqual({ version: 1 })
  await l.w.cache.refresh()
  const { text, html } = await l.get('/v/liuwan/hall')
  for (const part of [
    '老学校一楼',
    '每天 8:00 到 18:00',
    '赶集日中午也有人',
    '10 月 5 日，星期一',
    '王一',
    '10 月 7 日（星期三）：赵四，国庆值班',
    '当场能办的 1 件',
    '村级依法出具证明',
  ])
    expect(text).toContain(part)
  expect(html).toContain('href="tel:0317-6220188"')
  expect(text).not.toContain('钱五')
  expect((await l.get('/v/liuwan/services/SV001')).text).toContain('柳湾村老学校一楼')
  l.w.set('2026-10-07T09:00:00+08:00')
  expect((await l.get('/v/liuwan/hall')).text).toMatch(/10 月 7 日，星期三 ?：赵四，国庆值班/)
  expect((await l.get('/v/liuwan/hall', { cookie: 'elder=1' })).text).toContain('今天谁值班')
})

test('whoever saves second is told; the township may, the neighbour and a stranger to it may not', async () => {
  const township = await l.w.signIn('qingxi-clerk')
  expect((await township.post('/halls/liuwan', { hall: hall({ week: undefined }), seenVersion: 0 })).status).toBe(409)
  expect(
    (await township.post('/halls/liuwan', { hall: hall({ week: undefined, days: [] }), seenVersion: 1 })).body,
  ).toEqual({ version: 2 })
  await l.w.cache.refresh()
  expect((await l.get('/v/liuwan/hall')).text).not.toContain('今天谁值班')
  const neighbour = (await township.get('/places')).body.places.find(
    (p: { level: string; slug: string }) => p.level === 'village' && p.slug !== 'liuwan',
  ).slug
  expect((await agent.post(`/halls/${neighbour}`, { hall: hall(), seenVersion: 0 })).status).toBe(404)
  expect((await agent.get('/halls/qingxi')).status).toBe(404)
})

test('a day of its own comes before the weekday', () => {
  expect(weekdayOf('2026-10-05')).toBe(0)
  expect(dutyOn(hall(), '2026-10-06')?.people).toEqual(['李二'])
  expect(dutyOn(hall(), '2026-10-07')?.people).toEqual(['赵四'])
  expect(dutyOn({ days: [] }, '2026-10-07')).toBeUndefined()
})
