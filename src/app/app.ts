/** The site of a process: probes, the console with its routes, the log, the villagers' pages. */
import { Hono } from 'hono'
import type { IncomingMessage, RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { bodyLimit } from 'hono/body-limit'
import { UserError } from '../platform/errors.ts'
import { dayOf } from '../platform/clock.ts'
import { limitedBodies } from '../platform/bodies.ts'
import { tellError, sameSiteOnly, securityHeaders, visitorNet } from '../platform/http.ts'
import { notForever, patience } from '../platform/patience.ts'
import { plainPage } from '../kernel/site/error.pages.tsx'
import { sender } from '../kernel/intake/turns.ts'
import { startOf } from '../kernel/site/ownVillages.ts'
import { cacheKey, isElder } from '../kernel/site/cacheKey.ts'
import { Views } from '../kernel/site/views.ts'
import { makeSite, publicSite } from '../front/index.ts'
import type { Answer, PageCache } from '../platform/pageCache.ts'
import { withAccessLog, type AccessLog } from './accessLog.ts'
import { compressed } from './compressed.ts'
import { consoleFiles } from './console.files.ts'
import { openApi } from './openapi.ts'
import { logRoutes } from './log.routes.ts'
import { databasesOf, probes } from './probes.ts'
import type { Office } from '../kernel/office.ts'
import { watchNewcomers } from '../kernel/room.ts'
import { rooms } from './rooms.ts'
import { staffApi } from './staff.api.ts'

/** `waits`: how long anybody waits for an answer while the database hangs. */
export function makeApp(
  office: Office,
  cache: PageCache,
  views = new Views(office.db, office.now),
  waits = patience,
): Hono {
  watchNewcomers(rooms, office)
  const app = new Hono()
  app.use(securityHeaders)
  app.route('/', probes(office, cache))
  app.use(notForever(() => databasesOf(office), plainPage, waits))
  app.use(sameSiteOnly)
  app.use(limitedBodies)
  app.use((c, next) => sender.run(`address ${visitorNet(c, office.proxies)}`, next))
  app.use(
    '/api/*',
    bodyLimit({
      maxSize: 24 * 1024 * 1024,
      onError: () => {
        throw new UserError(413, '一次提交的内容太大了，请分几次提交。')
      },
    }),
  )
  app.use('/api/*', compressed)
  app.use('/api/*', async (c, next) => {
    await next()
    c.res.headers.set('cache-control', 'no-store')
  })
  const staff = staffApi(office)
  app.get('/api/openapi.json', (c) => c.json(openApi(staff, rooms, office.baseUrl)))
  app.route('/api', staff)
  app.all('/api/*', (c) => c.json({ message: '没有这个接口。' }, 404))
  app.route('/console', consoleFiles(office))
  app.route('/log', logRoutes(office))
  app.route('/', publicSite(makeSite(office, cache, rooms, views)))
  app.onError((error, c) => {
    const told = tellError(error, c.req.path.replace(/[0-9A-Za-z-]{10,}/g, ':id'))
    return c.json({ message: told.message, details: told.details }, told.status as 500)
  })
  return app
}

/**
 * The whole site as node's request listener: kept pages are written straight from memory before the router is asked,
 * everything else goes through it.
 */
export function makeListener(office: Office, cache: PageCache, accessLog?: AccessLog): RequestListener {
  const views = new Views(office.db, office.now)
  const app = makeApp(office, cache, views)
  const routed = getRequestListener(app.fetch)
  const listener: RequestListener = (req, res) => {
    const kept = keptFor(req, cache, office)
    if (!kept) return void routed(req, res)
    views.count(pathOf(req.url ?? '/'), req.headers['user-agent'])
    res.writeHead(kept.status, kept.headers)
    res.end(req.method === 'HEAD' ? undefined : kept.body)
  }
  return accessLog ? withAccessLog(listener, accessLog, app.routes) : listener
}

function keptFor(req: IncomingMessage, cache: PageCache, office: Office): Answer | undefined {
  if (req.method !== 'GET' && req.method !== 'HEAD') return undefined
  return cache.find(
    cacheKey(startOf(req.url ?? '/', req.headers.cookie), isElder(req.headers.cookie), dayOf(office.now())),
    req.headers['accept-encoding'] as string | undefined,
    req.headers['if-none-match'],
  )
}

const pathOf = (url: string) => {
  const q = url.indexOf('?')
  return q < 0 ? url : url.slice(0, q)
}
