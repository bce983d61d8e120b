/**
 * A county without services.json: every page says so instead of failing, and its first service can be made in the
 * console.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '../../../../test/world.ts'
import { packedServices } from './pack.ts'
import { blankService } from './console/newService.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld(undefined, (pack) => pack.with(packedServices, { list: [] }))
})
afterAll(() => w.close())

const text = async (path: string) => {
  const answer = await w.app.request(`http://localhost${path}`)
  return { status: answer.status, text: (await answer.text()).replace(/<wbr\/?>/g, '').replace(/<[^>]+>/g, ' ') }
}

test('the pages open and say whom to ask', async () => {
  for (const path of ['/services', '/v/liuwan/services', '/v/liuwan/services?q=%E4%BD%8E%E4%BF%9D']) {
    const page = await text(path)
    expect(page.status, path).toBe(200)
    expect(page.text, path).toContain('本县还没有把能办的事列到网上')
  }
  expect((await text('/v/liuwan/hall')).text).toContain('找谁')
  expect((await text('/v/liuwan/services/certificates')).text).toContain('亲属关系证明')
  expect((await text('/v/liuwan/services/SV001')).status).toBe(404)
  expect(await (await w.app.request('http://localhost/open/services.json')).json()).toEqual([])
})

test('the first service finds menus to stand in', async () => {
  const admin = await w.signIn('admin')
  const { frame } = (await admin.get('/services/surroundings')).body
  expect(frame.menus.length).toBeGreaterThan(5)
  const service = {
    ...blankService,
    code: 'ZB-01',
    name: '礼堂使用登记',
    menu: frame.menus[0].code,
    who: ['本村村民'],
    result: { name: '登记单', how: '当场给您。' },
    source: '村规民约',
    competent: { dept: 'VILLAGE', name: '村民委员会' },
  }
  expect((await admin.post('/services', { service, seenVersion: 0, from: '2026-10-05' })).body).toEqual({
    version: 1,
    from: '2026-10-05',
  })
  await w.cache.refresh()
  expect((await text('/v/liuwan/services')).text).toContain('礼堂使用登记')
})
