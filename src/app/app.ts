/** Puts the rooms together: the only place that knows all of them. */
import { Hono } from 'hono'
import { tellError, sameSiteOnly, securityHeaders } from '../platform/http.ts'
import { disclosureApi } from '../modules/disclosure/disclosure.api.ts'
import { filesApi } from '../modules/disclosure/files.api.ts'
import { oversightApi } from '../modules/disclosure/oversight.api.ts'
import type { PageCache } from '../platform/pageCache.ts'
import { consoleFiles } from './console.files.ts'
import { probes } from './probes.ts'
import { sessionApi } from './session.api.ts'
import type { Office } from './office.ts'

/** The JSON routes of the console; their types are what its client is made of. */
export function staffApi(office: Office) {
  return new Hono().route('/', sessionApi(office)).route('/', disclosureApi(office)).route('/', filesApi(office)).route('/', oversightApi(office))
}
export type StaffApi = ReturnType<typeof staffApi>

export function makeApp(office: Office, cache: PageCache): Hono {
  const app = new Hono()
  app.use(securityHeaders)
  app.route('/', probes(office, cache))
  app.use(sameSiteOnly)
  app.use('/api/*', async (c, next) => {
    await next()
    c.res.headers.set('cache-control', 'no-store')
  })
  app.route('/api', staffApi(office))
  app.all('/api/*', (c) => c.json({ message: '没有这个接口。' }, 404))
  app.route('/console', consoleFiles(office))
  app.onError((error, c) => {
    const told = tellError(error, c.req.path.replace(/[0-9A-Za-z-]{10,}/g, ':id'))
    return c.json({ message: told.message, details: told.details }, told.status as 500)
  })
  return app
}
