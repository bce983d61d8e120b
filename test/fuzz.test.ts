/** A small part of `npm run fuzz`: a few odd requests to every route, as four kinds of people. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importing, partyMan, register, signIn } from '../src/modules/residents/register/fixtures/people.ts'
import { farDays, fuzz, malformedForms, type Caller } from './fuzz.ts'
import { makeWorld, type World } from './world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld('2026-10-12T09:00:00+08:00')
})
afterAll(() => w.close())

const rounds = Number(process.env['FUZZ_ROUNDS'] ?? 1)
const seed = process.env['FUZZ_SEED'] ?? 'suite'

/** Somebody of the register with the telephone that signs them in. */
async function villager(): Promise<Caller> {
  await importing(w, await w.signIn('admin')).take(register)
  const { browser } = await signIn(w, partyMan.phone)
  return { name: 'villager', cookie: [...browser.cookies].map(([k, v]) => `${k}=${v}`).join('; ') }
}

/**
 * A request that holds a connection and asks for another would, with many at a time, stop everybody: from now on there
 * is one.
 */
async function oneConnection(): Promise<void> {
  const { pool } = w.t
  const open = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()))
  pool.options.max = 1
  for (const client of open) client.release(true)
}

test('no request, however odd, makes a fault of ours or keeps others waiting', { timeout: 1_200_000 }, async () => {
  const names =
    rounds > 1
      ? [
          'admin',
          'qingxi-clerk',
          'liuwan-officer',
          'liuwan-agent',
          'liuwan-grid',
          'command',
          'nongye-clerk',
          'inspector',
          'discipline',
        ]
      : ['admin', 'liuwan-officer']
  const callers: Caller[] = [{ name: '', cookie: '' }]
  for (const name of names) callers.push({ name, cookie: (await w.signIn(name)).cookie })
  callers.push(await villager())
  await oneConnection()
  console.log(`seed ${seed}, ${rounds} rounds`)
  const { sent, answers, faults, held, unread } = await fuzz(w, callers, rounds, seed)
  console.log(`${sent} requests: ${JSON.stringify(answers)}`)
  expect(faults).toEqual([])
  expect(held, 'milliseconds at one go').toEqual([])
  expect(await farDays(w), 'days that nobody can mean').toEqual([])
  expect(unread, 'refusals in a machine’s words').toEqual([])
})

test('no form in parts, however broken, makes a fault of ours or keeps others waiting', {
  timeout: 600_000,
}, async () => {
  const callers: Caller[] = [{ name: '', cookie: '' }]
  for (const name of ['admin', 'liuwan-officer']) callers.push({ name, cookie: (await w.signIn(name)).cookie })
  const { sent, faults, held } = await malformedForms(w, callers, seed)
  console.log(`${sent} broken forms`)
  expect(sent).toBeGreaterThan(1_000)
  expect(faults).toEqual([])
  expect(held, 'milliseconds at one go').toEqual([])
})
