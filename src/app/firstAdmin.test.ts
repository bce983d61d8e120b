import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '../../test/world.ts'
import { makeAdmin } from './firstAdmin.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

test('the first administrator signs in with what was printed, and must change the password before anything else', async () => {
  const made = await makeAdmin(w.office.db, '欧阳明远', w.now())
  const answer = await w.app.request('http://localhost/api/session', {
    method: 'POST',
    headers: { origin: 'http://localhost', host: 'localhost', 'content-type': 'application/json' },
    body: JSON.stringify(made),
  })
  expect(answer.status).toBe(200)
  const cookie = answer.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ')
  const me = await (await w.app.request('http://localhost/api/me', { headers: { cookie, host: 'localhost' } })).json()
  expect(me).toMatchObject({ name: '欧阳明远', mustChangePassword: true, mustEnrol: true })
  expect((await w.app.request('http://localhost/api/audit', { headers: { cookie, host: 'localhost' } })).status).toBe(
    403,
  )
  expect((await makeAdmin(w.office.db, '欧阳明远', w.now())).username).not.toBe(made.username)
})

test.each(['130925197803041218', '13812345678'])('%s is no name', async (name) => {
  await expect(makeAdmin(w.office.db, name, w.now())).rejects.toThrow(/身份证号|手机号/)
})
