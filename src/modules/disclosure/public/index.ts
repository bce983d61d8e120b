/** The villagers' site: every public page of the disclosure room. */
import { Hono } from 'hono'
import type { Office } from '../../../kernel/office.ts'
import type { PageCache } from '../../../platform/pageCache.ts'
import { askRoutes } from './ask.routes.ts'
import { downloadRoutes } from './download.routes.ts'
import { errorPage, notFoundPage } from './error.pages.tsx'
import { feedRoutes } from './feeds.ts'
import { openRoutes } from './open.routes.tsx'
import { pageRoutes } from './page.routes.ts'
import { Frames, publicAssets, type Site } from './site.tsx'
import { sitemapRoutes } from './sitemap.ts'
import { Views } from './views.ts'

export { addressOf, cacheKey } from './cacheKey.ts'
export { Views } from './views.ts'

/** `views`: shared with whoever answers from the cache before routing, so that kept pages are counted too. */
export function publicSite(office: Office, cache: PageCache, views = new Views(office.db, office.now)): Hono {
  const site: Site = { office, cache, views, assets: publicAssets(), frames: new Frames(office.publicPool, cache) }
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
