/** A small part of `npm run fuzz`: a few odd requests to every route, as three kinds of people. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fuzz, type Caller } from './fuzz.ts'
import { makeWorld, type World } from './world.ts'

let w: World
beforeAll(async () => {
  // One connection: a request that holds it and asks for another would, with many at a time, stop everybody.
  w = await makeWorld('2026-10-12T09:00:00+08:00', undefined, 1)
})
afterAll(() => w.close())

const rounds = Number(process.env['FUZZ_ROUNDS'] ?? 1)
const seed = process.env['FUZZ_SEED'] ?? 'suite'

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
  console.log(`seed ${seed}, ${rounds} rounds`)
  const { sent, answers, faults, held } = await fuzz(w, callers, rounds, seed)
  console.log(`${sent} requests: ${JSON.stringify(answers)}`)
  expect(faults).toEqual([])
  expect(held, 'milliseconds at one go').toEqual([])
})
