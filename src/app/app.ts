/** Puts the rooms together: the only place that knows all of them. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { UserError } from '../platform/errors.ts'
import { dayOf } from '../platform/clock.ts'
import { tellError, sameSiteOnly, securityHeaders } from '../platform/http.ts'
import { cacheKey, publicSite, Views } from '../modules/disclosure/public/index.ts'
import type { PageCache } from '../platform/pageCache.ts'
import { consoleFiles } from './console.files.ts'
import { openApi } from './openapi.ts'
import { logRoutes } from './log.routes.ts'
import { probes } from './probes.ts'
import type { Office } from '../kernel/office.ts'
import { staffApi } from './staff.api.ts'

export function makeApp(office: Office, cache: PageCache, views = new Views(office.db, office.now)): Hono {
  const app = new Hono()
  app.use(securityHeaders)
  app.route('/', probes(office, cache))
  app.use(sameSiteOnly)
  app.use('/api/*', bodyLimit({ maxSize: 24 * 1024 * 1024, onError: () => { throw new UserError(413, '一次提交的内容太大了，请分几次提交。') } }))
  app.use('/api/*', async (c, next) => {
    await next()
    c.res.headers.set('cache-control', 'no-store')
  })
  const staff = staffApi(office)
  app.get('/api/openapi.json', (c) => c.json(openApi(staff as unknown as Hono, office.baseUrl)))
  app.route('/api', staff)
  app.all('/api/*', (c) => c.json({ message: '没有这个接口。' }, 404))
  app.route('/console', consoleFiles(office))
  app.route('/log', logRoutes(office))
  app.route('/', publicSite(office, cache, views))
  app.onError((error, c) => {
    const told = tellError(error, c.req.path.replace(/[0-9A-Za-z-]{10,}/g, ':id'))
    return c.json({ message: told.message, details: told.details }, told.status as 500)
  })
  return app
}

/** The whole site as one fetch function: kept pages are answered before the router is asked. */
export function makeSite(office: Office, cache: PageCache): (request: Request, env?: unknown) => Response | Promise<Response> {
  const views = new Views(office.db, office.now)
  const app = makeApp(office, cache, views)
  return (request, env) => {
    const key = cacheKey(request, dayOf(office.now()))
    const kept = key === undefined ? undefined : cache.find(key, request.headers.get('accept-encoding') ?? undefined, request.headers.get('if-none-match') ?? undefined)
    if (!kept) return app.fetch(request, env as object)
    views.count(new URL(request.url).pathname, request.headers.get('user-agent') ?? undefined)
    return request.method === 'HEAD' ? new Response(null, { status: kept.status, headers: kept.headers }) : kept
  }
}
