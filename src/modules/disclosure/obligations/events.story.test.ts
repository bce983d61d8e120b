/**
 * Events that a drafter enters: what a request names must exist and be the place's own; no free text becomes a code of
 * the log.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../../../platform/db.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'

let w: World
let drafter: Person
beforeAll(async () => {
  w = await makeWorld('2026-10-12T09:00:00+08:00')
  drafter = await w.signIn('liuwan-officer')
})
afterAll(() => w.close())

type Entered = { id: string; period: string }
const staged = () =>
  rows(
    w.office.db,
    sql<{ code: string; key: string }>`
        SELECT code, definition #>> '{stages,0,key}' AS key
        FROM catalogue_items
        WHERE definition ->> 'frequency' = 'perStage' AND definition -> 'levels' ? 'village'
        ORDER BY code`,
  )
const enter = (person: Person, place: string, more: object) =>
  person.post<Entered>('/events', { place, on: '2026-10-10', title: '', ...more })

test('an event goes on to its next stage; one that was never entered here does not exist', async () => {
  const [first, another] = await staged()
  const { code, key } = first!
  const made = await enter(drafter, 'liuwan', { item: code, stage: key })
  expect(made.status).toBe(200)
  const eventId = made.body.period.slice(2)
  expect((await enter(drafter, 'liuwan', { item: code, stage: key, eventId })).body.period).toBe(made.body.period)
  for (const wrong of ['身份证 110101199001011237', 'no-such', `${eventId}/x`, '../..', '\u202E1']) {
    const answer = await enter(drafter, 'liuwan', { item: code, stage: key, eventId: wrong })
    expect([answer.status, answer.body], wrong).toEqual([
      422,
      expect.objectContaining({ details: { field: 'eventId' } }),
    ])
  }
  const other = { item: another!.code, stage: another!.key, eventId }
  expect((await enter(drafter, 'liuwan', other)).status, 'another item’s').toBe(422)
})

test('a stage is one of the item’s, and only where it has stages', async () => {
  const { code } = (await staged())[0]!
  for (const stage of ['身份证 110101199001011237', 'noSuchStage', ''])
    expect((await enter(drafter, 'liuwan', { item: code, stage })).status, stage).toBe(422)
  expect((await enter(drafter, 'liuwan', { item: 'C06-06', stage: '随便写的' })).status).toBe(422)
  const kept = await rows(w.office.db, sql`SELECT 1 FROM obligations WHERE period || stage !~ '^[A-Za-z0-9._:/-]+$'`)
  expect(kept).toEqual([])
})
