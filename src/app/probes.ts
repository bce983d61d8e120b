/** Health for the operator: alive, ready, and numbers for Prometheus. */
import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { sql } from '../platform/db.ts'
import type { PageCache } from '../platform/pageCache.ts'
import type { Office } from '../kernel/office.ts'

/** All that a worker process answers. */
export function probeListener(office: Office, cache: PageCache): RequestListener {
  const app = probes(office, cache)
  app.notFound((c) => c.text('this is a worker: /healthz /readyz /metrics', 404))
  const answer = getRequestListener(app.fetch)
  return (req, res) => void answer(req, res)
}

export function probes(office: Office, cache: PageCache): Hono {
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
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
  new Gauge({
    name: 'sunlit_page_cache_hits_total',
    help: 'Pages answered from memory',
    registers: [metrics],
    collect() {
      this.set(cache.hits)
    },
  })
  new Gauge({
    name: 'sunlit_page_cache_misses_total',
    help: 'Pages rendered',
    registers: [metrics],
    collect() {
      this.set(cache.misses)
    },
  })
  new Gauge({
    name: 'sunlit_ledger_waiting',
    help: 'Leaves not sealed yet',
    registers: [metrics],
    async collect() {
      const found = await sql<{
        n: number
      }>`SELECT count(*) AS n FROM (SELECT 1 FROM ledger_leaves WHERE position IS NULL LIMIT 1000) x`.execute(office.db)
      this.set(Number(found.rows[0]?.n ?? 0))
    },
  })
  new Gauge({
    name: 'sunlit_round_faults',
    help: 'Rows that a round could not do and will try again; of the round as a whole where subject is "all"',
    labelNames: ['round', 'subject'],
    registers: [metrics],
    async collect() {
      this.reset()
      const found = await sql<{ round: string; whole: boolean; n: number }>`
        SELECT round, subject_id = '' AS whole, count(*)::int AS n
        FROM round_faults
        GROUP BY 1, 2`.execute(office.db)
      for (const f of found.rows) this.set({ round: f.round, subject: f.whole ? 'all' : 'rows' }, f.n)
    },
  })
  const app = new Hono()
  app.use(async (c, next) => {
    const start = performance.now()
    await next()
    requests.inc({ method: c.req.method, status: `${Math.floor(c.res.status / 100)}xx` })
    seconds.observe((performance.now() - start) / 1000)
  })
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    try {
      await within(1_000, [sql`SELECT 1`.execute(office.db), sql`SELECT 1`.execute(office.public)])
      return c.text('ready')
    } catch {
      return c.text('database not reachable', 503)
    }
  })
  app.get('/metrics', async (c) => c.text(await metrics.metrics(), 200, { 'content-type': metrics.contentType }))
  return app
}

/** All of them, or an error after some milliseconds: a database that hangs is not ready. */
async function within(ms: number, all: Promise<unknown>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error('no answer in time')), ms)
  })
  try {
    await Promise.race([Promise.all(all), late])
  } finally {
    clearTimeout(timer)
  }
}
