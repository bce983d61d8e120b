/** Figures that a county sets count where they say they do, and what nothing reads does not pretend to. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../../platform/db.ts'
import { makeWorld, type Person, type World } from '../../../test/world.ts'

let w: World
let admin: Person
beforeAll(async () => {
  w = await makeWorld()
  admin = await w.signIn('admin')
})
afterAll(() => w.close())

const set = (code: string, value: unknown) => admin.post('/rules', { code, value, from: '2026-10-06', note: '试试' })

test('a sign-in that nobody uses ends after the hours of the rule', async () => {
  const grid = await w.signIn('liuwan-grid')
  const unused = (hours: number) =>
    sql`UPDATE auth_sessions SET updated_at = now() - make_interval(hours => ${hours})
      WHERE user_id = (SELECT id FROM auth_users WHERE username = 'liuwan-grid')`.execute(w.t.owner)
  await unused(7)
  expect((await grid.get('/cases')).status).toBe(200)
  expect((await set('session.hours', 6)).status).toBe(200)
  expect((await grid.get('/cases')).status, 'the new figure counts from its day on').toBe(200)
  w.set('2026-10-06T09:00:00+08:00')
  expect((await grid.get('/cases')).status).toBe(401)
  await unused(5)
  expect((await grid.get('/cases')).status).toBe(200)
  expect((await set('session.hours', 25)).status).toBe(422)
})

test('a time of the day is one; a text that everybody reads holds nothing private', async () => {
  for (const wrong of ['25:00', '1:30', '半夜', '']) expect((await set('archive.clock', wrong)).status, wrong).toBe(422)
  expect((await set('archive.clock', '02:00')).status).toBe(200)
  expect((await set('archive.clock', '02:00 找 139 1234 5678')).status).toBe(422)
})

test('a row of an older version that nothing reads is not shown as if it counted', async () => {
  await sql`
    INSERT INTO rules (id, code, name, value, unit, citation, article, jurisdiction, kind, effective_from, note, set_at)
    SELECT 'old', 'upload.day', '每月上传截止日', '8', 'dayOfMonth', citation, '', jurisdiction, kind, effective_from,
      '', set_at
    FROM rules
    LIMIT 1`.execute(w.t.owner)
  expect(await rows(w.t.owner, sql`SELECT 1 FROM rules WHERE code = 'upload.day'`)).toHaveLength(1)
  const shown = (await admin.get('/rules')).body
  expect(JSON.stringify(shown)).not.toContain('upload.day')
  expect(JSON.stringify(shown)).toContain('session.hours')
  expect((await set('upload.day', 9)).status).toBe(404)
})
