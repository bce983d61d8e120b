/**
 * What has happened stays: with the application's own rights nobody rewrites who held a post, when a duty was met, when
 * somebody applied.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { first, rows, sql } from '../src/platform/db.ts'
import { dropDraft } from '../src/modules/services/following/party.ts'
import { everyRoom } from './everyRoom.ts'
import { makeWorld, type World } from './world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld('2026-10-12T09:00:00+08:00')
  const here = await everyRoom(w)
  await here.apply()
})
afterAll(() => w.close())

const sent = sql`(SELECT id FROM applications WHERE sent_at IS NOT NULL LIMIT 1)`
test.each([
  [
    'who held a post',
    sql`UPDATE appointments SET person_id = (SELECT id FROM persons ORDER BY id DESC LIMIT 1)`,
    /denied/,
  ],
  ['since when', sql`UPDATE appointments SET from_on = '2020-01-01'`, /denied/],
  ['that somebody held it', sql`DELETE FROM appointments`, /denied/],
  ['a post acted through', sql`SELECT drop_unused_appointment(appointment_id) FROM case_events`, /acted through/],
  [
    'when a duty was met',
    sql`UPDATE obligations SET published_on = '2026-10-01' WHERE published_on IS NOT NULL`,
    /met/,
  ],
  ['that it was met', sql`UPDATE obligations SET published_at = NULL WHERE published_at IS NOT NULL`, /met/],
  ['when somebody applied', sql`UPDATE applications SET sent_at = now() WHERE id = ${sent}`, /handed in/],
  ['that they did', sql`UPDATE applications SET state = 'draft' WHERE id = ${sent}`, /handed in/],
  ['what the receipt says', sql`UPDATE applications SET commitment = 'x' WHERE id = ${sent}`, /handed in/],
  ['where', sql`UPDATE applications SET region_id = (SELECT id FROM regions LIMIT 1)`, /denied/],
  ['an application', sql`DELETE FROM applications`, /denied/],
])('%s', async (_, statement, refused) => {
  await expect(statement.execute(w.office.db)).rejects.toThrow(refused)
})

test('what was handed in is no draft that could be thrown away', async () => {
  const { id } = (await first(w.office.db, sql<{ id: string }>`SELECT ${sent} AS id`))!
  expect(await rows(w.office.db, sql`SELECT * FROM drop_drafts(ARRAY[${id}])`)).toEqual([])
  await dropDraft(w.office, id).catch(() => undefined)
  expect(await rows(w.office.db, sql`SELECT 1 FROM applications WHERE id = ${id}`)).toHaveLength(1)
})
