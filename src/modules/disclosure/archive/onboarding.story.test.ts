/**
 * A township gets its villages ready: premises, staff, equipment and plan are ticked by somebody who looked, with a
 * file for the plan; what is taken back stays to be read.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { photo } from '../../../../test/photo.ts'
import { rows, sql } from '../../../platform/db.ts'

let w: World
let township: Person
beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  township = await w.signIn('qingxi-clerk')
})
afterAll(() => w.close())

const line = async (p: Person, slug: string) =>
  (await p.get('/onboarding')).body.places.find((x: { slug: string }) => x.slug === slug)
const tick = (p: Person, slug: string, part: string, more: object = {}) =>
  p.post(`/onboarding/${slug}`, { part, ready: true, ...more })

test('ticked by whom, when; the plan has its file; taken back with a reason; nobody ticks for a stranger', async () => {
  expect((await tick(await w.signIn('liuwan-officer'), 'liuwan', 'premises')).status, 'not by the village itself').toBe(
    403,
  )
  expect((await tick(township, 'wangling', 'premises')).status, 'another township').toBe(404)
  expect((await tick(township, 'liuwan', 'premises', { note: '公开栏在村口' })).status).toBe(200)
  const [first] = (await line(township, 'liuwan')).ticks
  expect(first).toMatchObject({
    part: 'premises',
    ready: true,
    note: '公开栏在村口',
    by_post: '清溪镇村务公开经办人',
  })
  expect(first.by_name.length).toBeGreaterThan(1)
  const bare = await tick(township, 'liuwan', 'plan')
  expect([bare.status, bare.body.message.includes('上线方案的文件')]).toEqual([422, true])
  const { body: file } = await township.upload('/onboarding/liuwan/files', await photo('上线方案.jpg', '#246'))
  expect(
    (await tick(await w.signIn('admin'), 'liuwan', 'plan', { fileId: file.id })).status,
    'somebody else’s file',
  ).toBe(422)
  expect((await tick(township, 'liuwan', 'plan', { fileId: file.id })).status).toBe(200)
  const plan = (await line(township, 'liuwan')).ticks.find((t: { part: string }) => t.part === 'plan')
  expect([plan.file, (await township.get(`/files/${plan.file_id}`)).status]).toEqual(['上线方案.jpg', 200])
  expect((await tick(township, 'liuwan', 'premises', { ready: false })).status, 'why').toBe(422)
  w.set('2026-11-17T09:00:00+08:00')
  township = await w.signIn('qingxi-clerk')
  expect((await tick(township, 'liuwan', 'premises', { ready: false, note: '公开栏被风刮倒了' })).status).toBe(200)
  const history = (await township.get('/onboarding/liuwan')).body
  expect(history.may).toBe(true)
  expect(
    history.ticks.filter((t: { part: string }) => t.part === 'premises').map((t: { ready: boolean }) => t.ready),
  ).toEqual([false, true])
  expect((await line(township, 'liuwan')).ticks.find((t: { part: string }) => t.part === 'premises').ready).toBe(false)
  const audited = await rows(
    w.office.db,
    sql<{ detail: { value: string } }>`SELECT detail FROM audit_trail WHERE action = 'onboarding.tick' ORDER BY at`,
  )
  expect(audited.map((a) => a.detail.value)).toEqual(['场地好了', '方案好了', '场地取消'])
})

test('staff are not ticked while a post is vacant; a post that may be left out is no gap', async () => {
  const at = async () => (await township.get('/people?place=liuwan')).body
  const grid = (await at()).holders.find(
    (h: { post_code: string; held: boolean }) => h.post_code === 'V-AGENT' && h.held,
  )
  expect((await line(township, 'liuwan')).vacant).toBe(0)
  expect((await township.post(`/appointments/${grid.id}/end`, { on: '2026-11-16' })).status).toBe(200)
  const gap = await tick(township, 'liuwan', 'staff')
  expect([gap.status, gap.body.message.includes('还缺代办员')]).toEqual([422, true])
  expect(
    (await township.post('/people/appoint', { name: '沈代办', post: 'V-AGENT', place: 'liuwan', from: '2026-11-17' }))
      .status,
  ).toBe(200)
  expect((await tick(township, 'liuwan', 'staff')).status).toBe(200)
})

test('first content: of the items that a place owes, how many it has published', async () => {
  const before = await line(township, 'liuwan')
  const owed = await rows(
    w.office.db,
    sql<{ n: number; m: number }>`
      SELECT count(DISTINCT item_code) FILTER (WHERE published_at IS NOT NULL)::int AS n,
        count(DISTINCT item_code)::int AS m
      FROM obligations o JOIN regions r ON r.id = o.region_id WHERE r.slug = 'liuwan'`,
  )
  expect([before.first_n, before.owed]).toEqual([owed[0]!.n, owed[0]!.m])
  expect(before.owed).toBeGreaterThan(10)
})
