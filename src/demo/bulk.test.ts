/** The demo county's past has nothing that was known before it could be. */
import { expect, test } from 'vitest'
import { strokes } from '../../test/story.ts'
import { makeWorld } from '../../test/world.ts'
import { rows, sql } from '../platform/db.ts'
import { contextAt } from '../kernel/cases/office.ts'
import { sweepCases } from '../kernel/cases/sweep.ts'
import type { Result } from '../modules/services/deciding/applications.schema.ts'
import { opened } from '../modules/services/deciding/people.ts'
import { loadDemoApplications } from './applications.ts'
import { makeDemoResidents } from './residents.ts'
import { knownFrom } from './bulk.ts'

const live = { goes_live_on: '2025-12-01' }
const from = (period: string, due_on: string, event_on: string | null = null) =>
  knownFrom(live, { period, due_on, event_on })

test('an account is known when its period is over, a plan in the month in which it is due', () => {
  expect(from('2026-09', '2026-10-08')).toBe('2026-10-01')
  expect(from('2025', '2026-01-31')).toBe('2026-01-01')
  expect(from('2026', '2026-03-31')).toBe('2026-03-01')
})

test('what happens is known on its day, what always stands from the first day on', () => {
  expect(from('E:1', '2026-06-20', '2026-06-10')).toBe('2026-06-10')
  expect(from('S', '2025-12-31')).toBe('2025-12-02')
})

test('nothing is known before the place went live', () => {
  expect(from('2025', '2025-12-20')).toBe('2025-12-01')
})

test('applications stand in every state, nothing lies in the future, what is measured has cases enough, and every leaf says demo', async () => {
  const w = await makeWorld('2026-11-20T15:00:00+08:00')
  try {
    await makeDemoResidents(w.office.db, w.office.secret, 'liuwan', w.now())
    const made = await loadDemoApplications(w.office, w.t.urls.owner, w.now(), 1)
    expect(made).toBeGreaterThan(45)
    const steps = await rows(
      w.office.db,
      sql<{
        code: string
        step: string
        paused: boolean
      }>`
        SELECT a.service_code AS code, c.step, c.paused_at IS NOT NULL AS paused
        FROM applications a
        JOIN cases c ON c.subject_kind = 'application' AND c.subject_id = a.id`,
    )
    const at = (step: string) => steps.filter((s) => s.step === step).length
    for (const step of [
      'village_accept',
      'township_review',
      'village_notice',
      'county_joint',
      'township_joint',
      'county_approve',
      'township_approve',
      'village_issue',
      'refused',
      'withdrawn',
    ])
      expect(at(step), step).toBeGreaterThan(0)
    expect(steps.some((s) => s.paused)).toBe(true)
    for (const code of ['SV033', 'SV026', 'SV066', 'SV035'])
      expect(steps.filter((s) => s.code === code && s.step === 'done').length, code).toBeGreaterThanOrEqual(5)
    expect(
      await rows(
        w.office.db,
        sql`
          SELECT 1
          FROM case_events e
          WHERE e.at > ${w.now()}
          UNION ALL
          SELECT 1
          FROM publications p
          WHERE p.published_at > ${w.now()}`,
      ),
    ).toEqual([])
    expect(
      await rows(
        w.office.db,
        sql`SELECT 1 FROM ledger_leaves WHERE convert_from(entry, 'UTF8') NOT LIKE '%"demo":true%'`,
      ),
    ).toEqual([])
    expect(await rows(w.office.db, sql`SELECT step FROM cases WHERE subject_kind = 'follow' ORDER BY step`)).toEqual([
      { step: 'answered' },
      { step: 'due' },
    ])
    expect(await loadDemoApplications(w.office, w.t.urls.owner, w.now(), 1), 'once').toBe(0)
    const leader = await w.signIn('minzheng-leader')
    const waiting = await rows(
      w.office.db,
      sql<{ id: string }>`
        SELECT c.id
        FROM cases c
        JOIN applications a ON a.id = c.subject_id AND a.service_code = 'SV013'
        WHERE c.step = 'county_approve' AND c.closed_at IS NULL`,
    )
    const read = await Promise.all(waiting.map(async ({ id }) => (await leader.get(`/applications/${id}`)).body))
    const signed = (
      await leader.post('/applications/approve', {
        items: read.map((a, i) => ({
          id: a.id,
          contentHash: a.contentHash,
          seenEvents: a.events,
          amount: `${50 + i * 50}`,
        })),
        signature: { kind: 'strokes', strokes },
      })
    ).body
    expect(signed, 'several signed at once, each with its own amount').toEqual({ signed: waiting.length, refused: [] })
    const granted = await rows(
      w.office.db,
      sql<{ id: string; case_id: string; result: Buffer }>`
        SELECT a.id, c.id AS case_id, a.result
        FROM applications a
        JOIN cases c ON c.subject_id = a.id
        WHERE c.id = ANY(${waiting.map((x) => x.id)}::text[])`,
    )
    const amountOf = (caseId: string) => {
      const a = granted.find((g) => g.case_id === caseId)!
      return opened<Result>(w.office.secret, 'result', a.id, a.result).grant?.amount
    }
    expect(waiting.map(({ id }) => amountOf(id))).toEqual(waiting.map((_, i) => `${50 + i * 50}`))
    await sweepCases(w.office.db, await contextAt(w.office.db, w.now()))
    const cards = (await (await w.signIn('qingxi-clerk')).get('/cards?open=1')).body.cards
      .filter((c: { title: string }) => c.title === '临时救助申请')
      .map((c: { colour: string; step: string }) => `${c.colour} ${c.step}`)
    expect(cards, 'late ones have their cards, which bear the name of the step').toContain('red 乡镇审核')
  } finally {
    await w.close()
  }
})
