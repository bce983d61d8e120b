/**
 * Lists, searches and sums over a million applications, as the console, the public pages and the sweeps ask for them.
 */
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { sql } from 'kysely'
import { connect } from '../src/platform/db.ts'
import { contextAt } from '../src/kernel/cases/office.ts'
import { inboxCounts, inboxOf, regionCases } from '../src/kernel/cases/inbox.queries.ts'
import { folderShelf } from '../src/kernel/files/folderShelf.ts'
import { fileStore } from '../src/kernel/files/store.ts'
import type { Actor } from '../src/kernel/people/actor.ts'
import { myApplications } from '../src/modules/residents/my/own.queries.ts'
import { sameParty } from '../src/modules/services/deciding/aids.ts'
import { register } from '../src/modules/services/deciding/applications.queries.ts'
import { measuredTimes, outcomesOf } from '../src/modules/services/following/measured.ts'
import { forgetPapers } from '../src/modules/services/applying/papers.ts'
import { leftToPublish } from '../src/modules/services/deciding/publish.ts'

const million = 1_000_000

/** Best and worst of seven, on a database made by `generate`. */
export async function applicationListsBench(url: string, say: (t: string) => void): Promise<string> {
  const c = connect(url, { max: 4, statementTimeoutMs: 900_000 })
  try {
    say(`写入 ${million} 件申请`)
    await c.db.connection().execute(async (one) => {
      for (const s of filling) await sql.raw(s).execute(one)
    })
    const [county, township, village] = (await Promise.all(
      ['county', 'township', 'village'].map(
        async (level) =>
          (
            await sql<Place>`SELECT id, path, name, slug FROM regions WHERE level = ${level} ORDER BY path
              LIMIT 1`.execute(c.db)
          ).rows[0]!,
      ),
    )) as [Place, Place, Place]
    const agent: Actor = {
      personId: 'bench',
      name: '某',
      posts: [
        {
          appointmentId: 'bench',
          function: 'agent',
          post: '代办员',
          chair: false,
          regionId: village.id,
          regionCode: '',
          region: village.name,
          slug: '',
          level: 'village',
          path: village.path,
          practice: false,
          deputyFor: '',
        },
      ],
    }
    const now = new Date()
    const { calendar } = await contextAt(c.db, now)
    const lines: [string, () => Promise<unknown>][] = [
      ['register of the county, newest', () => register(c.db, { personId: agent.personId, now, at: county })],
      [
        '… one busy service, done',
        () => register(c.db, { personId: agent.personId, now, at: county, service: 'BENCH0', state: 'done' }),
      ],
      [
        '… a service hardly used',
        () => register(c.db, { personId: agent.personId, now, at: county, service: 'BENCH74' }),
      ],
      ['… refused', () => register(c.db, { personId: agent.personId, now, at: county, state: 'refused' })],
      [
        '… of a day three years ago',
        () => register(c.db, { personId: agent.personId, now, at: county, to: dayBefore(now, 1_000) }),
      ],
      ['… by receipt', () => register(c.db, { personId: agent.personId, now, at: county, code: 'A000500000' })],
      ['register of a township', () => register(c.db, { personId: agent.personId, now, at: township })],
      ['… refused', () => register(c.db, { personId: agent.personId, now, at: township, state: 'refused' })],
      ['register of a village', () => register(c.db, { personId: agent.personId, now, at: village })],
      [
        '… a service hardly used',
        () => register(c.db, { personId: agent.personId, now, at: village, service: 'BENCH74' }),
      ],
      ['inbox of an agent', () => inboxOf(c.db, agent, {}, now)],
      ['… its counts', () => inboxCounts(c.db, agent, now)],
      ['… by receipt', () => inboxOf(c.db, agent, { text: 'A000001000' }, now)],
      [
        'open cases of the county, by a word that none has',
        () => regionCases(c.db, agent, county.path, { text: '没有这个词' }, now),
      ],
      [
        'the same person’s and household’s (blind index)',
        () => sameParty(c.db, agent, { id: 'a', id_index: 'id500', household_id: 'h500' }),
      ],
      ['a villager’s own', () => myApplications(c.db, 'r500')],
      ['public: a village’s sums of a year', () => outcomesOf(c.pool, village.slug, dayBefore(now, 365))],
      ['public: how long a busy service took', () => measuredTimes(c.pool, 'BENCH0', 'calendarDay', calendar)],
      ['public: how long a service hardly used took', () => measuredTimes(c.pool, 'BENCH74', 'calendarDay', calendar)],
      ['round: notices left to publish', () => leftToPublish(c.db, now)],
      ['round: papers to forget', () => forgetPapers({ db: c.db, files: noFiles }, 30, 10, now)],
    ]
    const out = [
      '## Applications: lists, searches, sums',
      '',
      `${million.toLocaleString('en')} applications of three years in ${county.name}, 5 % open.`,
      '',
      '| what | best ms | worst ms |',
      '|---|---|---|',
    ]
    for (const [name, run] of lines) {
      const t: number[] = []
      for (let i = 0; i < 8; i += 1) {
        const begun = performance.now()
        await run()
        if (i > 0) t.push(performance.now() - begun)
      }
      out.push(`| ${name} | ${Math.min(...t).toFixed(1)} | ${Math.max(...t).toFixed(1)} |`)
    }
    return out.join('\n')
  } finally {
    await c.close()
  }
}

type Place = { id: string; path: string; name: string; slug: string }

const dayBefore = (now: Date, days: number): string =>
  new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10)
/** Nothing lies there: what is forgotten has no bytes. */
const noFiles = fileStore(folderShelf(tmpdir()), randomBytes(32))

/**
 * 74 services of which a few make most of the work, one hardly used and one refusal in two hundred; a hundred thousand
 * people; a tenth filed by agents.
 */
const filling = [
  `INSERT INTO services (code, version, name, position, definition, state, valid_from, made_at) SELECT 'BENCH' || n, 1,
    '某事项' || n, n, '{"name": "某事项"}', 'offered', '2020-01-01', now() FROM generate_series(0, 74) n
    ON CONFLICT DO NOTHING`,
  `CREATE TEMP TABLE w AS SELECT id, path, row_number() OVER (ORDER BY path) - 1 AS n, count(*) OVER () AS of
    FROM regions WHERE level = 'village'`,
  `INSERT INTO applications (id, code, secret_hash, form_key, service_code, service_version, region_id, path, state,
    channel, answers, id_index, phone_index, resident_id, household_id, consent, stars, saved_at, sent_at, closed_at,
    salt, commitment, leaf_id)
   SELECT 'a' || lpad(i::text, 8, '0'), 'A' || lpad(i::text, 9, '0'), '', 'a' || i, CASE
     WHEN i % 100000 = 77777 THEN 'BENCH74' ELSE 'BENCH' || floor(power(((i * 7919::bigint) % 100003) / 100003.0,
     2) * 74)::int END, 1, w.id, w.path, CASE WHEN i <= 50000 THEN 'sent' WHEN i % 200 = 7 THEN 'refused'
     ELSE 'done' END,
     CASE WHEN i % 10 = 0 THEN 'agent' ELSE 'web' END, '\\x${randomBytes(600).toString('hex')}', 'id' || i % 100000, 'phone' || i % 100000, 'r' || i % 100000, 'h' || i % 30000, CASE WHEN i % 10 = 0 THEN jsonb_build_object('kind', 'signature', 'sha256', md5(i::text)) END, CASE WHEN i > 50000 AND i % 5 = 0 THEN 1 + i % 5 END,
     t.at, t.at, CASE WHEN i > 50000 THEN t.at + interval '9 days' END, '\\x00', 'c', 'l'
   FROM generate_series(1, ${million}) i JOIN w ON w.n = i % w.of,
     LATERAL (SELECT now() - i * (interval '1095 days' / ${million}) AS at) t`,
  `INSERT INTO cases (id, procedure, subject_kind, subject_id, region_id, path, step, step_since, opened_at, code,
    title, holder_id, holder_path, events, due_at, closed_at)
   SELECT 'x' || a.id, 'services.application', 'application', a.id, a.region_id, a.path, CASE
     WHEN a.closed_at IS NULL THEN 'village_accept' ELSE 'done' END, a.sent_at, a.sent_at, a.code, '某事项', a.region_id,
     a.path, 1, a.sent_at + interval '20 days', a.closed_at FROM applications a WHERE a.service_code LIKE 'BENCH%'`,
  'ANALYZE applications',
  'ANALYZE cases',
]
