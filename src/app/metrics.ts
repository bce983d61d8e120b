/**
 * Numbers for Prometheus. Those from the database are asked for when it scrapes: each by an index, none counts further
 * than a thousand.
 */
import { readFileSync } from 'node:fs'
import type pg from 'pg'
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { sql } from '../platform/db.ts'
import { freeMb } from '../platform/disk.ts'
import { lastBackupFile } from '../platform/backup/last.ts'
import { patience, within } from '../platform/patience.ts'
import type { PageCache } from '../platform/pageCache.ts'
import type { Office } from '../kernel/office.ts'

/** Counted further, a backlog is told as this many. */
const most = 1_000

export function metricsOf(office: Office, cache: PageCache) {
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  // First of all: the questions below wait for connections themselves.
  new Gauge({
    name: 'sunlit_db_connections',
    help: 'Connections to the database by pool; waiting: requests without one',
    labelNames: ['pool', 'state'],
    registers: [metrics],
    collect() {
      const pools: [name: string, pool: pg.Pool][] = [
        ['app', office.pool],
        ['public', office.publicPool],
      ]
      for (const [pool, p] of pools) {
        this.set({ pool, state: 'open' }, p.totalCount)
        this.set({ pool, state: 'idle' }, p.idleCount)
        this.set({ pool, state: 'waiting' }, p.waitingCount)
      }
    },
  })
  const requests = new Counter({
    name: 'sunlit_http_requests_total',
    help: 'Requests by method and status class',
    labelNames: ['method', 'status'],
    registers: [metrics],
  })
  const seconds = new Histogram({
    name: 'sunlit_http_seconds',
    help: 'Time to answer',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [metrics],
  })
  const gauge = (name: string, help: string, value: () => number | undefined | Promise<number | undefined>) =>
    new Gauge({
      name,
      help,
      registers: [metrics],
      async collect() {
        const found = await value()
        if (found === undefined) this.remove()
        else this.set(found)
      },
    })
  /** What the database says, if it does in time: the process's own numbers are told all the same. */
  const inTime = <T>(query: Promise<T>): Promise<T | undefined> =>
    within(patience.probeMs, query).catch(() => undefined)
  const asked = async (query: ReturnType<typeof sql<{ n: number | null }>>) => {
    const found = await inTime(query.execute(office.db))
    return found && Number(found.rows[0]?.n ?? 0)
  }

  gauge('sunlit_database_up', '1 where the database answers within a second', async () =>
    (await inTime(sql`SELECT 1`.execute(office.db))) ? 1 : 0,
  )
  gauge('sunlit_page_cache_hits_total', 'Pages answered from memory', () => cache.hits)
  gauge('sunlit_page_cache_misses_total', 'Pages rendered', () => cache.misses)
  gauge('sunlit_ledger_waiting', 'Leaves of the public log not sealed yet', () =>
    asked(sql`SELECT count(*) AS n FROM (SELECT 1 FROM ledger_leaves WHERE position IS NULL LIMIT ${most}) x`),
  )
  gauge('sunlit_jobs_waiting', 'Long work begun or waiting', () =>
    asked(sql`SELECT count(*) AS n FROM (SELECT 1 FROM job_progress WHERE finished_at IS NULL LIMIT ${most}) x`),
  )
  gauge('sunlit_jobs_oldest_seconds', 'Age of the oldest long work that is not finished', () =>
    asked(sql`
      SELECT extract(epoch FROM ${office.now()}::timestamptz - min(started_at))::float8 AS n
      FROM job_progress
      WHERE finished_at IS NULL`),
  )
  gauge('sunlit_messages_waiting', 'Short messages and e-mails whose time to be sent has come', () =>
    asked(sql`
      SELECT count(*) AS n
      FROM (
        SELECT 1
        FROM notice_deliveries
        WHERE state = 'waiting' AND not_before <= ${office.now()}
        LIMIT ${most}
      ) x`),
  )
  gauge('sunlit_messages_oldest_seconds', 'How long the first of them has waited', () =>
    asked(sql`
      SELECT extract(epoch FROM ${office.now()}::timestamptz - min(not_before))::float8 AS n
      FROM notice_deliveries
      WHERE state = 'waiting' AND not_before <= ${office.now()}`),
  )
  gauge('sunlit_messages_failed_today', 'Messages of the last 24 hours that no driver could send', () =>
    asked(sql`
      SELECT count(*) AS n
      FROM (
        SELECT 1
        FROM notice_deliveries
        WHERE state = 'failed' AND made_at > ${new Date(office.now().getTime() - 86_400_000)}
        LIMIT ${most}
      ) x`),
  )
  gauge('sunlit_messages_unsure_today', 'Messages of the last 24 hours whose carrier never answered', () =>
    asked(sql`
      SELECT count(*) AS n
      FROM (
        SELECT 1
        FROM notice_deliveries
        WHERE state = 'unsure' AND made_at > ${new Date(office.now().getTime() - 86_400_000)}
        LIMIT ${most}
      ) x`),
  )
  gauge('sunlit_cards_due', 'Cases whose warning or card is due and not put down yet', () =>
    asked(sql`
      SELECT count(*) AS n
      FROM (
        SELECT 1
        FROM cases
        WHERE closed_at IS NULL AND alarm_at <= ${office.now()}
        LIMIT ${most}
      ) x`),
  )
  new Gauge({
    name: 'sunlit_round_faults',
    help: 'Rows that a round could not do and will try again; of the round as a whole where subject is "all"',
    labelNames: ['round', 'subject'],
    registers: [metrics],
    async collect() {
      this.reset()
      const query = sql<{ round: string; whole: boolean; n: number }>`
        SELECT round, subject_id = '' AS whole, count(*)::int AS n
        FROM round_faults
        GROUP BY 1, 2`
      for (const f of (await inTime(query.execute(office.db)))?.rows ?? [])
        this.set({ round: f.round, subject: f.whole ? 'all' : 'rows' }, f.n)
    },
  })
  gauge('sunlit_disk_free_bytes', 'Free where the data folder lies', () =>
    office.folder === undefined ? undefined : freeMb(office.folder) * 1024 * 1024,
  )
  gauge(
    'sunlit_last_backup_timestamp_seconds',
    'When `npm run backup` last ended well on this machine; 0: never',
    () => (office.folder === undefined ? undefined : lastBackup(office.folder)),
  )
  return { metrics, requests, seconds }
}

function lastBackup(folder: string): number {
  try {
    return Date.parse(readFileSync(lastBackupFile(folder), 'utf8')) / 1_000 || 0
  } catch {
    return 0
  }
}
