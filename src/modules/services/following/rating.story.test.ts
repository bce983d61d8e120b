/**
 * A bad rating about the very people who would follow it up: it goes above at once, to somebody who sees and answers
 * it.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { first, rows, sql, transact } from '../../../platform/db.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { everyRoom, ok, type EveryRoom } from '../../../../test/everyRoom.ts'
import { makeWorld, type World } from '../../../../test/world.ts'
import { applicationOfCase } from '../deciding/application.ts'
import { followUp } from '../deciding/applications.procedure.ts'
import { rate } from './party.ts'

let w: World
let room: EveryRoom
beforeAll(async () => {
  w = await makeWorld('2026-10-12T09:00:00+08:00')
  room = await everyRoom(w)
}, 60_000)
afterAll(() => w.close())

/** An application that is over, badly rated in these words; its follow-up. */
async function rated(text: string) {
  const { a } = await applicationOfCase(w.office.db, await room.apply())
  await sql`UPDATE applications SET state = 'done', closed_at = ${w.now()} WHERE id = ${a.id}`.execute(w.t.owner)
  const ctx = await contextAt(w.office.db, w.now())
  await transact(w.office.db, async (tx) =>
    rate(tx, w.office.secret, { ...a, state: 'done', closed_at: w.now() }, 1, text, ctx),
  )
  return (await first(
    w.office.db,
    sql<{ id: string; level: string; place: string }>`
      SELECT c.id, r.level, r.name AS place
      FROM application_follows f
      JOIN cases c ON c.subject_kind = 'follow' AND c.subject_id = f.id
      JOIN regions r ON r.id = c.holder_id
      WHERE f.application_id = ${a.id}`,
  ))!
}

/** Who of the township could take a follow-up on. */
const takers = () =>
  rows(
    w.office.db,
    sql<{ id: string; name: string }>`
      SELECT DISTINCT p.id, p.name
      FROM appointments a
      JOIN persons p ON p.id = a.person_id
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN regions r ON r.id = a.region_id
      WHERE r.slug = 'qingxi'
        AND k.function = ANY(${[...followUp.steps['due']!.by]}::text[])
        AND p.id NOT IN (
          SELECT o.person_id
          FROM appointments o
          JOIN post_kinds ok ON ok.id = o.post_kind_id
          WHERE ok.function = 'township_leader'
        )`,
  )

test('about the documents: the township; about everybody there who could take it on: the county, which answers', async () => {
  expect((await rated('跑了三趟才补齐')).level).toBe('township')
  const clerks = await takers()
  expect(clerks.length).toBeGreaterThan(0)
  const follow = await rated(`${clerks.map((c) => c.name).join('、')}吃拿卡要`)
  expect(follow.level).toBe('county')
  expect((await room.clerk.get(`/application-follows/${follow.id}`)).status, 'who is named').toBe(404)
  const command = await w.signIn('command')
  const inbox = ok<{ rows: { id: string }[] }>(await command.get('/applications/inbox?follow=1'))
  expect(inbox.rows.map((r) => r.id)).toContain(follow.id)
  ok(await command.post(`/application-follows/${follow.id}/answer`, { text: '已批评教育，退还' }))
})

test('whoever is named by a relative’s bar leaves nobody there either', async () => {
  const [leader] = await rows(
    w.office.db,
    sql<{ id: string; name: string }>`
      SELECT a.person_id AS id, p.name
      FROM appointments a
      JOIN persons p ON p.id = a.person_id
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN regions r ON r.id = a.region_id
      WHERE r.slug = 'qingxi' AND k.function = 'township_leader'
      LIMIT 1`,
  )
  for (const { id } of await takers())
    await sql`
      INSERT INTO kinships (person_id, relative_id, relation, registered_at)
      VALUES (${leader!.id}, ${id}, '配偶', ${w.now()})
      ON CONFLICT DO NOTHING`.execute(w.t.owner)
  expect((await rated(`${leader!.name}说风凉话`)).level).toBe('county')
})
