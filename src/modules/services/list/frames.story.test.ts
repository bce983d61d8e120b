/**
 * The county rearranges its menus, its general hall and its refused certificates; nothing in use disappears, and an
 * import does not undo it.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLiuwan, type Liuwan } from '../../../front/fixtures/liuwan.ts'
import type { Person } from '../../../../test/world.ts'
import type { FrameInput } from './services.schema.ts'

let l: Liuwan
let admin: Person
let start: FrameInput
beforeAll(async () => {
  l = await openLiuwan()
  admin = await l.w.signIn('admin')
  const { menus, events, hall, refused } = (await admin.get('/services/surroundings')).body.frame
  start = { menus, events, hall, refused }
})
afterAll(() => l.w.close())

const save = (part: Partial<FrameInput>, seenVersion = 1) =>
  admin.post('/services/frame', { frame: { ...start, ...part }, seenVersion })

test('a menu in use stays, nothing stands twice, and what is refused is not offered', async () => {
  const used = await save({ menus: start.menus.slice(1) })
  expect(used.status).toBe(422)
  expect(used.body.message).toMatch(/菜单“救助帮扶”里还有 \d+ 件事（最低生活保障申请/)
  expect((await save({ menus: [...start.menus, { code: 'menu1', name: '救助帮扶' }] })).body.message).toContain(
    '写了两次',
  )
  expect((await save({ events: [] })).body.message).toContain('人生事件“')
  expect(
    (await l.w.signIn('qingxi-clerk').then((clerk) => clerk.post('/services/frame', { frame: start, seenVersion: 1 })))
      .status,
  ).toBe(403)
})

test('saved, it stands on the pages at once; whoever saves second is told', async () => {
  const menus = [
    { code: 'menu1', name: '红白喜事' },
    ...start.menus.map((m) => (m.code === 'jiuzhu' ? { ...m, name: '困难帮扶' } : m)),
  ]
  expect(
    (
      await save({
        menus,
        hall: { ...start.hall, place: '便民服务站' },
        refused: [{ name: '转学证明', competent: '教育局', how: '直接找学校。' }],
      })
    ).body,
  ).toEqual({ version: 2 })
  await l.w.cache.refresh()
  expect((await l.get('/v/liuwan/services')).text).toContain('困难帮扶')
  expect((await l.get('/v/liuwan/hall')).text).toContain('柳湾村便民服务站')
  expect((await l.get('/v/liuwan/services/certificates')).text).toContain('转学证明')
  expect((await save({})).body).toMatchObject({
    message: expect.stringContaining('刚改过，您填的还在'),
    details: { version: 2 },
  })
  const service = (await admin.get('/services/SV064')).body.service
  expect(
    (
      await admin.post('/services', {
        service: { ...service, code: 'ZB-01', name: '开转学证明' },
        seenVersion: 0,
        from: '2026-10-05',
      })
    ).body.message,
  ).toContain('教育局')
})
