/** The front of the site: what is of no single room. */
import type { Site } from '../modules/disclosure/index.pages.ts'
import { Hono } from 'hono'
import type { Office } from '../kernel/office.ts'
import { merged, type Room } from '../kernel/room.ts'
import { errorPage, notFoundPage } from '../kernel/site/error.pages.tsx'
import { Frames, siteAssets } from '../kernel/site/site.tsx'
import { Views } from '../kernel/site/views.ts'
import type { PageCache } from '../platform/pageCache.ts'
import { readFrame } from '../modules/disclosure/index.ts'
import { feedRoutes } from './feeds.ts'
import { openRoutes } from './open.routes.tsx'
import { pageRoutes } from './page.routes.ts'
import { pictureRoutes } from './pictures.tsx'
import { rareRoutes } from './rare.ts'
import { savedRoutes, savedScripts } from './saved/saved.routes.ts'
import { shortFinds } from './search.short.ts'
import { sitemapRoutes } from './sitemap.ts'

/** The style sheet and every script of the public pages: name → path from the project's folder. */
export function siteScripts(rooms: readonly Room[]): Record<string, string> {
  return {
    theme: 'src/web/css/theme.css',
    site: 'src/web/scripts/site.ts',
    numbers: 'src/kernel/danger/browser/numbers.ts',
    log: 'src/front/browser/log.ts',
    check: 'src/front/browser/check.ts',
    ...savedScripts,
    ...merged(rooms, 'scripts'),
  }
}

/** `views`: shared with whoever answers from the cache before routing, so that kept pages are counted too. */
export function makeSite(
  office: Office,
  cache: PageCache,
  rooms: readonly Room[],
  views = new Views(office.db, office.now),
): Site {
  return {
    office,
    cache,
    views,
    rooms,
    assets: siteAssets(siteScripts(rooms)),
    frames: new Frames(office.publicPool, cache, readFrame),
    finds: shortFinds,
  }
}

/** Every page: the rooms' own, then the front's, which answers whatever nobody else does. */
export function publicSite(site: Site): Hono {
  const app = new Hono()
  for (const room of site.rooms) if (room.pages) app.route('/', withErrors(site, room.pages(site)))
  app.route('/', withErrors(site, frontPages(site)))
  return app
}

function withErrors(site: Site, app: Hono): Hono {
  app.onError((error, c) => errorPage(site, c, error))
  return app
}

function frontPages(site: Site): Hono {
  const app = new Hono()
  feedRoutes(app, site)
  sitemapRoutes(app, site)
  openRoutes(app, site)
  pictureRoutes(app, site)
  rareRoutes(app, site.office.now)
  savedRoutes(app, site)
  pageRoutes(app, site)
  // Last: whatever nobody else answers has no page.
  app.get('*', (c) => notFoundPage(site, c))
  return app
}
