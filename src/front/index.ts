/** The villagers' site: every public page of the disclosure room. */
import { Hono } from 'hono'
import { errorPage, notFoundPage } from '../kernel/site/error.pages.tsx'
import { askRoutes } from '../modules/disclosure/questions/ask.routes.ts'
import { downloadRoutes } from '../modules/disclosure/publishing/download.routes.ts'
import { feedRoutes } from './feeds.ts'
import { openRoutes } from './open.routes.tsx'
import { pageRoutes } from './page.routes.ts'
import type { Site } from '../modules/disclosure/site.ts'
import { sitemapRoutes } from './sitemap.ts'

export { makeSite } from '../modules/disclosure/site.ts'

export function publicSite(site: Site): Hono {
  const app = new Hono()
  downloadRoutes(app, site)
  feedRoutes(app, site)
  sitemapRoutes(app, site)
  openRoutes(app, site)
  pageRoutes(app, site)
  askRoutes(app, site)
  app.onError((error, c) => errorPage(site, c, error))
  // Mounted last: whatever nobody else answers has no page.
  app.get('*', (c) => notFoundPage(site, c))
  return app
}
