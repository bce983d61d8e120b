/**
 * A million reports with their cases, written by the database itself; inbox, board, figures and ledger part timed
 * through the queries of the product; the sweep over 100,000 open cases.
 */
import { sql } from 'kysely'
import { connect, type Db } from '../src/platform/db.ts'
import { contextAt } from '../src/kernel/cases/office.ts'
import { inboxCounts, inboxOf, regionCases } from '../src/kernel/cases/inbox.queries.ts'
import { sweepCases } from '../src/kernel/cases/sweep.ts'
import type { Actor } from '../src/kernel/people/actor.ts'
import { boardOf } from '../src/modules/reports/handling/board.queries.ts'
import { ledgerJobs } from '../src/modules/reports/statistics/export.ts'
import '../src/modules/reports/reports.procedure.ts'
import { figuresOf, groupsOf } from '../src/modules/reports/statistics/statistics.queries.ts'

const all = 1_000_000
const open = 100_000

/** A table of times in ms, best and worst of seven, on a database made by `generate`. */
export async function reportsBench(url: string, say: (text: string) => void): Promise<string> {
  const c = connect(url, { max: 4, statementTimeoutMs: 900_000 })
  try {
    say(`写入 ${all} 件民情反映`)
    await fill(c.db)
    const now = new Date()
    const [village, county] = await places(c.db)
    const worker = actorAt('responder', 'village', village)
    const room = actorAt('command_room', 'county', county)
    const from = new Date(now.getTime() - 92 * 86_400_000).toISOString().slice(0, 10)
    const span = { path: county.path, from, to: now.toISOString().slice(0, 10), now, person: room.personId }
    const lines: [string, () => Promise<unknown>][] = [
      ['inbox of a grid worker', () => inboxOf(c.db, worker, {}, now)],
      ['its counts', () => inboxCounts(c.db, worker, now)],
      ['every open case of the county, first page', () => regionCases(c.db, room, county.path, {}, now)],
      ['the same, overdue only', () => regionCases(c.db, room, county.path, { lamp: 'red' }, now)],
      ['supervisor’s board of the county', () => boardOf(c.db, county.path, room.personId, now)],
      ['county figures of a quarter', () => figuresOf(c.db, span)],
      ['the same by place', () => groupsOf(c.db, span, 'place')],
      ['county figures of three years', () => figuresOf(c.db, { ...span, from: '2000-01-01' })],
    ]
    const out = [
      '## Reports',
      '',
      `${all.toLocaleString('en')} cases, ${open.toLocaleString('en')} of them open.`,
      '',
      '| what | best ms | worst ms |',
      '|---|---|---|',
    ]
    for (const [name, run] of lines) {
      const t = await times(run)
      out.push(`| ${name} | ${Math.min(...t).toFixed(1)} | ${Math.max(...t).toFixed(1)} |`)
    }
    out.push(`| ledger of a quarter as XLSX | ${(await ledger(c.db, span)).join(' | ')} |`)
    const [late, lateSeconds] = await swept(c.db, now)
    await sql`
      UPDATE cases
      SET warn_at = ${now}::timestamptz - interval '1 minute',
        due_at = ${now}::timestamptz + interval '1 day',
        alarm_at = ${now}::timestamptz - interval '1 minute'
      WHERE closed_at IS NULL`.execute(c.db)
    const [near, nearSeconds] = await swept(c.db, now)
    out.push(
      '',
      `Sweep over ${late.toLocaleString('en')} open cases, as after hours without a worker (all near their limit and late, two cards each): **${lateSeconds.toFixed(1)} s**; over ${near.toLocaleString('en')} that come near their limit in one minute: **${nearSeconds.toFixed(1)} s** (aim: under 10 s).`,
    )
    return out.join('\n')
  } finally {
    await c.close()
  }
}

async function swept(db: Db, now: Date): Promise<[number, number]> {
  const begun = performance.now()
  return [await sweepCases(db, await contextAt(db, now)), (performance.now() - begun) / 1000]
}

async function times(run: () => Promise<unknown>): Promise<number[]> {
  const t: number[] = []
  for (let i = 0; i < 8; i += 1) {
    const begun = performance.now()
    await run()
    if (i > 0) t.push(performance.now() - begun)
  }
  return t
}

async function ledger(db: Db, span: { path: string; from: string; to: string }): Promise<[string, string]> {
  const kept = {
    put: async () => 'x',
    get: async () => undefined,
    has: async () => false,
    needRoom: () => undefined,
    ready: async () => undefined,
    remove: async () => undefined,
    reseal: async () => false,
  }
  const begun = performance.now()
  const made = (await ledgerJobs({ db, files: kept, now: () => new Date() })['reportLedger']!(
    { ...span, person: 'nobody' },
    async () => undefined,
  )) as { rows: number }
  return [(performance.now() - begun).toFixed(0), `${made.rows.toLocaleString('en')} rows, once`]
}

type Spot = { id: string; path: string; name: string }

async function places(db: Db): Promise<[Spot, Spot]> {
  const { rows } = await sql<Spot>`
    (SELECT id, path, name FROM regions WHERE level = 'village' ORDER BY path LIMIT 1) UNION ALL (
      SELECT id, path, name FROM regions WHERE level = 'county' LIMIT 1
    )`.execute(db)
  return [rows[0]!, rows[1]!]
}

const actorAt = (f: Actor['posts'][number]['function'], level: string, at: Spot): Actor => ({
  personId: 'bench',
  name: '某',
  posts: [
    {
      appointmentId: 'bench',
      function: f,
      post: f,
      chair: false,
      regionId: at.id,
      regionCode: '',
      region: at.name,
      slug: '',
      level,
      path: at.path,
      practice: false,
      deputyFor: '',
    },
  ],
})

/**
 * Three years of reports, the newest open at their village's grid worker, one in ten of them overdue within the last
 * day.
 */
async function fill(db: Db) {
  const statements = [
    `CREATE TEMP TABLE v AS SELECT id, path, row_number() OVER (ORDER BY path) - 1 AS n, count(*) OVER () AS of
      FROM regions WHERE level = 'village'`,
    `INSERT INTO reports (id, code, secret_hash, region_id, path, kind, channel, text, show, received_at, salt,
      commitment, leaf_id, first_answered_at, answered_level, answered_by, late, closed_on, rating, spot, category)
     SELECT 'r' || lpad(i::text, 8, '0'), 'B' || lpad(i::text, 9, '0'), '', v.id, v.path,
       (ARRAY['trouble','question','suggestion','danger','dispute'])[i % 5 + 1],
       'web', '三组路口的自来水管破了，请派人修一修。', 'nameless', t.at, '\\x00', '', '',
       CASE WHEN i > ${open} THEN t.at + (i % 90) * interval '1 hour' END, CASE WHEN i > ${open} THEN 'village' END, CASE WHEN i > ${open} THEN v.id END, i % 12 = 0, CASE WHEN i > ${open} THEN (t.at + interval '7 days')::date END, CASE WHEN i > ${open} AND i % 2 = 0 THEN (ARRAY['satisfied','basic','unsatisfied'])[i % 3 + 1] END, '第' || i % 40 || '组', '饮水用水'
     FROM generate_series(1, ${all}) i JOIN v ON v.n = i % v.of,
       LATERAL (SELECT now() - i * (interval '1095 days' / ${all}) AS at) t`,
    `INSERT INTO cases (id, procedure, subject_kind, subject_id, region_id, path, step, step_since, opened_at, code,
      title, holder_id, holder_path, events, warn_at, due_at, alarm_at, closed_at)
     SELECT 'c' || substr(p.id, 2), 'reports.ninghai', 'report', p.id, p.region_id, p.path, CASE
       WHEN p.closed_on IS NULL THEN 'received' ELSE 'closed' END, p.received_at, p.received_at, p.code,
       '困难和问题 · ' || p.spot, p.region_id, p.path, 1,
       now() - interval '6 hours', now() - interval '1 hour' * (substr(p.id, 2)::int % 5), CASE
         WHEN p.closed_on IS NULL THEN now() - interval '6 hours' END, p.closed_on::timestamptz FROM reports p`,
    'ANALYZE reports',
    'ANALYZE cases',
  ]
  await db.connection().execute(async (one) => {
    for (const s of statements) await sql.raw(s).execute(one)
  })
}
