/**
 * A screen left open: whoever guesses the password there is stopped, and neither another sign-in nor another browser
 * helps.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../../platform/db.ts'
import { handIn, handsOf, open, take, type Hands } from '../../../test/story.ts'
import { makeWorld, type World } from '../../../test/world.ts'

let w: World
let hands: Hands
let id = ''
beforeAll(async () => {
  w = await makeWorld()
  hands = await handsOf(w)
  id = await open(w, hands.officer, 'liuwan', 'C07-04', '2026-09')
  await handIn(hands.officer, id)
  await take(hands.chair, id, 'approve')
})
afterAll(() => w.close())

const sign = (password: string, person = hands.secretary) =>
  take(person, id, 'sign', { secrecyChecked: true, signature: { kind: 'password', password } })

test('five wrong passwords at the sign desk, and the right one no longer helps', async () => {
  const guesses = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((p) => sign(p)))
  expect(guesses.map((g) => [g.status, g.body.message])).toEqual(Array(5).fill([422, '密码不对，没有签字。']))
  const locked = await sign('sunlit2026')
  expect(locked.status).toBe(429)
  expect(locked.body.message).toMatch(/连续输错 5 次，请 15 分钟后再试。现在可以改用手写签字/)
})

test('a new sign-in, a second browser, and the form for a new password are no way round', async () => {
  const again = await w.signIn('liuwan-secretary')
  expect((await sign('sunlit2026', again)).status).toBe(429)
  expect((await again.post('/session/password', { current: 'sunlit2026', next: 'liuwan2026' })).status).toBe(429)
})

test('by hand the secretary may sign all the while; a quarter of an hour later the password counts again', async () => {
  w.set('2026-10-05T09:14:00+08:00')
  expect((await sign('sunlit2026')).body.message).toContain('请 1 分钟后再试')
  w.set('2026-10-05T09:15:00+08:00')
  expect((await sign('wrong')).status).toBe(422)
  expect((await sign('sunlit2026')).status).toBe(200)
})

test('the trail shows the wrong passwords and codes, by whom and when, to be found by day and name', async () => {
  const inspector = await w.signIn('inspector')
  const entries = async (query: string) =>
    (await inspector.get(`/audit?${query}`)).body.entries as { action: string; said: string; name: string }[]
  const wrong = await entries('action=confirm.wrong')
  expect(wrong).toHaveLength(6)
  expect(new Set(wrong.map((e) => e.name))).toHaveLength(1)
  expect(wrong[0]!.said).toContain('不对')
  expect(await entries('action=confirm.wrong&from=2026-10-05&to=2026-10-05')).toHaveLength(6)
  expect(await entries('action=confirm.wrong&to=2026-10-04')).toEqual([])
  expect(await entries('action=confirm.wrong&from=2026-10-06')).toEqual([])
  expect((await inspector.get('/audit?from=yesterday')).status).toBe(422)
  const send = (path: string, body: object, cookie = '') =>
    w.app.request(`http://localhost/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://localhost', host: 'localhost', cookie },
      body: JSON.stringify(body),
    })
  const first = await send('/session', { username: 'admin', password: 'sunlit2026' })
  const cookie = first.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ')
  expect((await send('/session/code', { code: '000000' }, cookie)).status).toBe(401)
  expect(await entries('action=sign-in.wrong-code')).toHaveLength(1)
})

test('nobody marks the messages of others as read', async () => {
  const before = (await hands.secretary.get('/messages')).body.messages as { id: string; read: boolean }[]
  const inspector = await w.signIn('inspector')
  expect((await inspector.post('/messages/read', { ids: before.map((m) => m.id) })).status).toBe(200)
  expect(await rows(w.office.db, sql`SELECT 1 FROM message_reads`)).toEqual([])
})
