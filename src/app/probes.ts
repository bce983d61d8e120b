/** Health for the operator: alive, ready, and numbers for Prometheus. */
import type { RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { sql } from '../platform/db.ts'
import type { PageCache } from '../platform/pageCache.ts'
import { patience, within } from '../platform/patience.ts'
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
    const isAway = (work: Promise<unknown>, what: string) =>
      within(patience.probeMs, work).then(
        () => undefined,
        () => what,
      )
    const missing = await Promise.all([
      isAway(databasesOf(office), 'database'),
      isAway(office.files.ready(), 'file store'),
    ])
    const first = missing.find((what) => what !== undefined)
    return first === undefined ? c.text('ready') : c.text(`${first} not reachable`, 503)
  })
  app.get('/metrics', async (c) => c.text(await metrics.metrics(), 200, { 'content-type': metrics.contentType }))
  return app
}

/** Whether both the offices' and the villagers' connections to the database answer. */
export const databasesOf = (office: Office): Promise<unknown> =>
  Promise.all([sql`SELECT 1`.execute(office.db), sql`SELECT 1`.execute(office.public)])
