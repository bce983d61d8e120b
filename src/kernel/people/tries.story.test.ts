/**
 * Guessing at the door: few tries in all, however many at once; nobody is locked out of their own desk by strangers; a
 * code opens once.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../platform/db.ts'
import { demoPassword } from '../../modules/staff/demo.ts'
import { makeWorld, type World } from '../../../test/world.ts'
import { demoSecretOf, totpOf } from './signin.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
  w.office.proxies = 1
})
afterAll(() => w.close())

async function post(path: string, body: object, ip: string, cookie = '') {
  const answer = await w.app.request(`http://localhost/api${path}`, {
    method: 'POST',
    headers: {
      cookie,
      origin: 'http://localhost',
      host: 'localhost',
      'content-type': 'application/json',
      'x-forwarded-for': ip,
    },
    body: JSON.stringify(body),
  })
  const cookies = answer.headers
    .getSetCookie()
    .map((c) => c.split(';')[0]!)
    .join('; ')
  return { status: answer.status, message: ((await answer.json()) as { message?: string }).message, cookies }
}
const enter = (username: string, password: string, ip: string, cookie = '') =>
  post('/session', { username, password }, ip, cookie)

test('twenty guesses at the same moment are five', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => enter('liuwan-chair', `guess ${n}`, '10.0.0.1')),
  )
  expect(answers.filter((a) => a.status === 401)).toHaveLength(5)
  expect(answers.filter((a) => a.status === 429)).toHaveLength(15)
  expect((await enter('liuwan-chair', demoPassword, '10.0.0.1')).status).toBe(429)
  // At their own desk the person signs in.
  expect((await enter('liuwan-chair', demoPassword, '10.0.0.2')).status).toBe(200)
})

test('from many addresses a name is guessed fifty times and then locked, but not where the person has signed in before', async () => {
  const known = await enter('liuwan-director', demoPassword, '10.9.9.9')
  expect(known.cookies).toContain('sunlit.device-')
  const guesses = []
  for (let n = 0; n < 60; n++) guesses.push((await enter('liuwan-director', 'wrong', `10.1.${n}.1`)).status)
  expect(guesses.filter((s) => s === 401)).toHaveLength(50)
  expect((await enter('liuwan-director', demoPassword, '10.2.2.2')).status).toBe(429)
  expect((await enter('liuwan-director', demoPassword, '10.2.2.2', known.cookies)).status).toBe(200)
  // Another's mark is none.
  const other = await enter('liuwan-agent', demoPassword, '10.3.3.3')
  expect((await enter('liuwan-director', demoPassword, '10.2.2.2', other.cookies)).status).toBe(429)
})

test('a code of the second factor opens once, and is guessed five times in all, however many at once', async () => {
  await sql`
    UPDATE accounts SET demo = false
    WHERE user_id = (SELECT id FROM auth_users WHERE username = 'qingxi-leader')`.execute(w.t.owner)
  const first = await enter('qingxi-leader', demoPassword, '10.4.4.4')
  const second = await enter('qingxi-leader', demoPassword, '10.4.4.4')
  const code = await totpOf(demoSecretOf('qingxi-leader'))
  expect((await post('/session/code', { code }, '10.4.4.4', first.cookies)).status).toBe(200)
  const again = await post('/session/code', { code }, '10.4.4.4', second.cookies)
  expect([again.status, again.message]).toEqual([401, expect.stringContaining('用过了')])
  const third = await enter('qingxi-leader', demoPassword, '10.4.4.4')
  const guesses = await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      post('/session/code', { code: String(100_000 + n) }, '10.4.4.4', third.cookies),
    ),
  )
  expect(guesses.filter((g) => g.status === 401).length).toBeLessThanOrEqual(5)
  expect(guesses.every((g) => g.status === 401 || g.status === 429)).toBe(true)
})
