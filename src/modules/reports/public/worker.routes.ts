/** The form's service worker. Its address stays the same; browsers ask again for a newer one. */
import type { Hono } from 'hono'
import type { Site } from './site.ts'

export function workerRoute(app: Hono, site: Site) {
  app.get('/reports/worker.js', (c) => {
    const { raw, type } = site.assets.get('worker')!
    return c.body(new Uint8Array(raw), 200, { 'content-type': type, 'cache-control': 'no-cache', 'service-worker-allowed': '/' })
  })
}
