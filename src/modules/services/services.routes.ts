/** Addresses of the pages of services, below a village and for the county. */
import { Hono, type Context } from 'hono'
import { askedScripts, tryRoutes } from '../../kernel/asked/try/try.routes.ts'
import { applyRoutes } from './applying/form.routes.ts'
import { ownRoutes } from './following/own.routes.ts'
import { workerRoute } from '../../kernel/site/outbox/worker.routes.ts'
import { bringPage, questionsAsked } from './list/bring.pages.tsx'
import { hallPage } from './list/hall.pages.tsx'
import { listPage } from './list/list.pages.tsx'
import { noticeFile } from './list/notice.routes.ts'
import { openRoutes } from './list/open.routes.ts'
import { paperPage } from './list/paper.pages.tsx'
import { previewRoutes } from './list/preview.routes.ts'
import { refusedPage } from './list/refused.pages.tsx'
import { servicePage } from './list/service.pages.tsx'
import { page, visitOf, type Site } from './list/site.ts'
import { takes } from '../../kernel/site/parameters.ts'

const own = 'src/modules/services/list/browser'
/** Scripts of these pages, by the name under which a page asks for them. */
export const serviceScripts = { ...askedScripts, apply: `${own}/apply.ts`, applyWorker: `${own}/applyWorker.ts` }

export function servicesPages(site: Site): Hono {
  const app = new Hono()
  applyRoutes(app, site)
  ownRoutes(app, site)
  openRoutes(app, site)
  previewRoutes(app, site)
  workerRoute(app, site, '/services/worker.js', 'applyWorker')
  const slug = (c: Context) => c.req.param('slug')
  const scope = (c: Context) => slug(c) ?? 'all'
  const code = (c: Context) => c.req.param('code')!
  const asked = async (c: Context) => questionsAsked(await visitOf(site, c), slug(c), code(c))
  for (const base of ['/services', '/v/:slug/services']) {
    app.get(
      base,
      page(site, scope, (visit, c) => listPage(visit, slug(c), c.req.query('q') ?? '', c.req.query('category') ?? ''), [
        'q',
        'category',
      ]),
    )
    app.get(
      `${base}/certificates`,
      page(site, scope, (visit, c) => refusedPage(visit, slug(c))),
    )
    app.get(
      `${base}/:code{[A-Z][A-Z0-9-]{1,15}}`,
      page(site, scope, (visit, c) => servicePage(visit, slug(c), code(c))),
    )
    app.get(
      `${base}/:code{[A-Z][A-Z0-9-]{1,15}}/bring`,
      page(site, scope, (visit, c) => bringPage(visit, slug(c), code(c), c.req.query()), asked),
    )
    app.get(
      `${base}/:code{[A-Z][A-Z0-9-]{1,15}}/print`,
      page(site, scope, (visit, c) => paperPage(visit, slug(c), code(c))),
    )
    app.get(`${base}/:code{[A-Z][A-Z0-9-]{1,15}}/notice.pdf`, takes(), (c) => noticeFile(site, c, slug(c), code(c)))
  }
  app.get(
    '/v/:slug/hall',
    page(site, scope, (visit, c) => hallPage(visit, slug(c)!)),
  )
  app.route('/', tryRoutes(site))
  return app
}
