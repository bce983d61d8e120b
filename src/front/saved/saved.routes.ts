/** Reading without network: the list of copies, the worker that makes them, and what must not be kept any more. */
import type { Hono } from 'hono'
import { dayOf } from '../../platform/clock.ts'
import { workerRoute } from '../../kernel/site/outbox/worker.routes.ts'
import { statement } from '../../kernel/site/statement.ts'
import { page, type Site } from '../../modules/disclosure/index.pages.ts'
import { savedPage } from './saved.pages.tsx'

/** Copies are no older than half a year (`browser/copies.ts`): what was taken down before that is in none. */
const gone = statement<{ code: string }>(
  'goneFromView',
  `SELECT code FROM public_notices WHERE withdrawn_at > now() - interval '200 days'
    UNION
    SELECT code FROM public_notices WHERE leaves_on <= (now() AT TIME ZONE 'Asia/Shanghai')::date
      AND leaves_on > (now() AT TIME ZONE 'Asia/Shanghai')::date - 200
    ORDER BY code LIMIT 20000`,
)

export const savedScripts = {
  saved: 'src/front/saved/browser/list.ts',
  savedWorker: 'src/front/saved/browser/worker.ts',
}

export function savedRoutes(app: Hono, site: Site) {
  app.get(
    '/saved',
    page(
      site,
      () => 'all',
      (visit) => Promise.resolve(savedPage(visit)),
    ),
  )
  workerRoute(app, site, '/saved-worker.js', 'savedWorker')
  // Every phone asks for the same: read once for a state of the site and a day.
  let kept: { of: string; codes: Promise<string[]> } | undefined
  app.get('/gone.json', async (c) => {
    const of = `${site.cache.version('all')} ${dayOf(site.office.now())}`
    if (kept?.of !== of) kept = { of, codes: gone(site.office.publicPool).then((all) => all.map((n) => n.code)) }
    const codes = await kept.codes.catch((error: unknown) => {
      kept = undefined
      throw error
    })
    c.header('cache-control', 'public, max-age=60')
    return c.json({ codes })
  })
}
