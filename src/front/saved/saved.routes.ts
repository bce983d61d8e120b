/** Reading without network: the list of copies, the worker that makes them, and what must not be kept any more. */
import type { Hono } from 'hono'
import { workerRoute } from '../../kernel/site/outbox/worker.routes.ts'
import { statement } from '../../kernel/site/statement.ts'
import { page, type Site } from '../../modules/disclosure/index.pages.ts'
import { savedPage } from './saved.pages.tsx'

/** Copies are no older than half a year (`browser/copies.ts`): what was taken down before that is in none. */
const gone = statement<{ code: string }>(
  'goneFromView',
  `SELECT DISTINCT code FROM public_notices
    WHERE (withdrawn_at > now() - interval '200 days')
      OR (leaves_on <= (now() AT TIME ZONE 'Asia/Shanghai')::date
        AND leaves_on > (now() AT TIME ZONE 'Asia/Shanghai')::date - 200)
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
  app.get('/gone.json', async (c) => {
    c.header('cache-control', 'public, max-age=60')
    return c.json({ codes: (await gone(site.office.publicPool)).map((n) => n.code) })
  })
}
