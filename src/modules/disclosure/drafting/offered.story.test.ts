/**
 * A notice is offered to whoever may act on it by its row of the catalogue, and to nobody else: on the desk and on its
 * own page.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { handIn, handsOf, nothing, open, take, type Hands } from '../../../../test/story.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'

let w: World
let hands: Hands
const people = new Map<string, Person>()
const as = (username: string) => people.get(username)!
beforeAll(async () => {
  w = await makeWorld()
  hands = await handsOf(w)
  for (const u of ['liuwan-member1', 'liuwan-director']) people.set(u, await w.signIn(u))
})
afterAll(() => w.close())

test('what only the chair reviews, or only the secretary signs, is offered to nobody else', async () => {
  const id = await open(w, hands.officer, 'liuwan', 'C07-04', '2026-09')
  await handIn(hands.officer, id)
  const offered = async (p: Person) => {
    const { may } = (await p.get(`/notices/${id}`)).body as { may: { name: string }[] }
    const { tasks } = (await p.get('/desk')).body as { tasks: { id: string }[] }
    return [may.some((m) => m.name === 'approve' || m.name === 'sign'), tasks.some((t) => t.id === id)]
  }
  expect(await offered(as('liuwan-member1'))).toEqual([false, false])
  expect(await offered(hands.chair)).toEqual([true, true])
  expect((await take(as('liuwan-member1'), id, 'approve')).status).toBe(403)
  await take(hands.chair, id, 'approve')
  expect(await offered(as('liuwan-director'))).toEqual([false, false])
  expect(await offered(hands.secretary)).toEqual([true, true])
})

test('what is late stays late in every hand, though each step has days of its own', async () => {
  const id = await open(w, hands.officer, 'liuwan', 'C07-03', '2026-09')
  w.set('2026-10-20T09:00:00+08:00')
  await handIn(hands.officer, id, nothing)
  const task = async (p: Person) => {
    const { tasks } = (await p.get('/desk')).body as { tasks: { id: string; lamp: string; publicBy: string }[] }
    return tasks.find((t) => t.id === id)
  }
  expect(await task(hands.chair)).toMatchObject({ lamp: 'red', publicBy: '2026-10-08' })
  await take(hands.chair, id, 'approve')
  expect(await task(hands.secretary)).toMatchObject({ lamp: 'red', publicBy: '2026-10-08' })
})
