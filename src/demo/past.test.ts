/**
 * The demo's life ends at the moment at which it is made: a server that was started in the morning shows no afternoon.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '../../test/world.ts'
import { dayOf } from '../platform/clock.ts'
import { rows, sql } from '../platform/db.ts'
import { loadDemoApplications } from './applications.ts'
import { loadDemoCorrection } from './corrections.ts'
import { loadDemo } from './load.ts'
import { loadDemoPowers } from './powers.ts'
import { loadDemoReports } from './reports.ts'
import { makeDemoResidents } from './residents.ts'

/** The ends of limits, terms, displays and the like, days on which something is to be done: they may lie ahead. */
const ahead =
  /(^|_)(due|warn|alarm|until|expires|leaves|retain|delete|before|follow_up|live|display|grace|starts|to|ends?|effective|valid|force|keep|nominal)(_|$)/
const started = new Date()
let w: World

beforeAll(async () => {
  // The working day after the monthly day of publication, early: much happens in the hours that follow.
  w = await makeWorld('2026-11-09T09:10:00+08:00')
  const { office, t } = w
  await loadDemoReports(office, t.urls.owner, w.now(), 3)
  await makeDemoResidents(office.db, office.secret, 'liuwan', w.now())
  await loadDemo(office, t.urls.owner, office.logKey, w.now(), 1, () => undefined)
  await loadDemoCorrection(office, t.urls.owner, w.now())
  await loadDemoApplications(office, t.urls.owner, w.now(), 1)
  await loadDemoPowers(office, t.urls.owner, w.now(), 2)
})
afterAll(() => w.close())

test('no row of any table tells of what comes later, whatever the column', async () => {
  const columns = await rows(
    w.office.db,
    sql<{ name: string; kept: string; day: boolean }>`
      SELECT c.table_name AS name, c.column_name AS kept, c.data_type = 'date' AS day
      FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = 'public'
        AND t.table_type = 'BASE TABLE'
        AND c.data_type IN ('date', 'timestamp with time zone')
        AND c.table_name <> 'calendar_days'
      ORDER BY 1, 2`,
  )
  const past = columns.filter((c) => !ahead.test(c.kept))
  expect(past.length).toBeGreaterThan(100)
  const later: string[] = []
  for (const c of past) {
    // What the database stamps by itself bears the clock of this machine.
    const found = await rows(
      w.office.db,
      c.day
        ? sql<{ at: string }>`
            SELECT ${sql.ref(c.kept)}::text AS at
            FROM ${sql.table(c.name)}
            WHERE ${sql.ref(c.kept)} > ${dayOf(w.now())}::date
            LIMIT 3`
        : sql<{ at: string }>`
            SELECT ${sql.ref(c.kept)}::text AS at
            FROM ${sql.table(c.name)}
            WHERE ${sql.ref(c.kept)} > ${w.now()}
              AND ${sql.ref(c.kept)} NOT BETWEEN ${started} AND ${new Date()}
            LIMIT 3`,
    )
    later.push(...found.map((f) => `${c.name}.${c.kept} ${f.at}`))
  }
  expect(later).toEqual([])
})

test('nothing is asked about a notice before it was there', async () => {
  expect(
    await rows(
      w.office.db,
      sql`
        SELECT q.asked_at
        FROM questions q
        JOIN publications p ON p.notice_id = q.notice_id AND p.version = 1
        WHERE q.asked_at < p.published_at`,
    ),
  ).toEqual([])
  expect((await rows(w.office.db, sql`SELECT 1 FROM questions`)).length).toBeGreaterThan(0)
})

test('no bureau is given anything that nobody there can open', async () => {
  const found = await rows(
    w.office.db,
    sql<{ name: string; answerable: boolean }>`
      SELECT DISTINCT r.name,
        EXISTS (
          SELECT 1
          FROM appointments a
          JOIN accounts x ON x.person_id = a.person_id
          WHERE a.region_id = r.id AND a.to_on IS NULL
        ) AS answerable
      FROM regions r
      WHERE r.level = 'bureau'
        AND (
          r.id IN (SELECT holder_id FROM cases WHERE closed_at IS NULL AND subject_kind <> 'notice')
          OR r.id IN (SELECT region_id FROM case_requests)
        )`,
  )
  expect(found.length).toBeGreaterThan(2)
  expect(found.filter((r) => !r.answerable)).toEqual([])
})

test('at the demo’s home something waits at each step of a notice', async () => {
  const steps = await rows(
    w.office.db,
    sql<{ step: string; slug: string }>`
      SELECT DISTINCT c.step, r.slug
      FROM cases c
      JOIN regions r ON r.id = c.region_id
      WHERE c.subject_kind = 'notice' AND c.closed_at IS NULL AND r.slug IN ('liuwan', 'minzhengju', 'qingxi')`,
  )
  const at = (slug: string) => steps.filter((s) => s.slug === slug).map((s) => s.step)
  expect(at('liuwan')).toEqual(expect.arrayContaining(['review', 'sign', 'published']))

  expect(at('minzhengju')).toContain('sign')
  expect(at('qingxi')).toContain('sign')
})
