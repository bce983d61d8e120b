/** Health for the operator: alive, ready, and numbers for Prometheus. */
import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { sql } from '../platform/db.ts'
import type { PageCache } from '../platform/pageCache.ts'
import type { Office } from '../kernel/office.ts'
import { metricsOf } from './metrics.ts'

/** All that a worker process answers. */
export function probeListener(office: Office, cache: PageCache): RequestListener {
  const app = probes(office, cache)
  app.notFound((c) => c.text('this is a worker: /healthz /readyz /metrics', 404))
  const answer = getRequestListener(app.fetch)
  return (req, res) => void answer(req, res)
}

export function probes(office: Office, cache: PageCache): Hono {
  const { metrics, requests, seconds } = metricsOf(office, cache)
  const app = new Hono()
  app.use(async (c, next) => {
    const start = performance.now()
    await next()
    requests.inc({ method: c.req.method, status: `${Math.floor(c.res.status / 100)}xx` })
    seconds.observe((performance.now() - start) / 1000)
  })
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    const away = (what: string) => () => what
    const missing = await Promise.all([
      within(1_000, [sql`SELECT 1`.execute(office.db), sql`SELECT 1`.execute(office.public)]).catch(away('database')),
      within(1_000, [office.files.ready()]).catch(away('file store')),
    ])
    const [first] = missing.filter((what) => what !== undefined)
    return first === undefined ? c.text('ready') : c.text(`${first} not reachable`, 503)
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
