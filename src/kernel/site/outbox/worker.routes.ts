/** A form's service worker. Its address stays the same; browsers ask again for a newer one. */
import type { Hono } from 'hono'
import type { Site } from '../site.tsx'

/** `asset`: the name of its script. */
export function workerRoute(app: Hono, site: Pick<Site, 'assets'>, path: string, asset: string): void {
  app.get(path, (c) => {
    const { raw, type } = site.assets.get(asset)!
    return c.body(new Uint8Array(raw), 200, {
      'content-type': type,
      'cache-control': 'no-cache',
      'service-worker-allowed': '/',
    })
  })
}
