/** The public log over HTTP, as c2sp.org/tlog-tiles wants it, and the key that checks it. */
import { Hono } from 'hono'
import { latestCheckpoint, tile } from '../kernel/ledger/queries.ts'
import type { Office } from '../kernel/office.ts'

/** Mounted at `/log`; the page that explains the log is the public site's. */
export function logRoutes(office: Office): Hono {
  const app = new Hono()
  // Other people's tools and pages may read the log from anywhere: it holds nothing but public bytes.
  app.use(async (c, next) => {
    await next()
    c.res.headers.set('access-control-allow-origin', '*')
    c.res.headers.set('cross-origin-resource-policy', 'cross-origin')
  })
  app.get('/checkpoint', async (c) => {
    const signed = await latestCheckpoint(office.public)
    if (!signed) return c.text('the log has not been sealed yet', 404, { 'cache-control': 'no-store' })
    return c.body(signed.note, 200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' })
  })
  app.get('/key', (c) =>
    c.body(`${office.logKey.vkey}\n`, 200, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'public, max-age=3600',
    }),
  )
  app.get('/tile/*', async (c) => {
    const path = c.req.path.slice(c.req.path.indexOf('/tile/') + 1)
    const bytes = await tile(office.public, path)
    if (!bytes) return c.text('there is no such tile', 404, { 'cache-control': 'no-store' })
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': 'application/octet-stream',
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })
  return app
}
