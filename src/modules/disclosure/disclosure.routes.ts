/** Addresses of the pages of notices, of what is due, and of questions on them. */
import { Hono, type Context } from 'hono'
import { contextAt } from '../../kernel/cases/office.ts'
import { pageOf } from '../../kernel/site/pageOf.ts'
import { historyPage } from './archive/history.pages.tsx'
import { missingListPage } from './obligations/missing.pages.tsx'
import { obligationPage } from './obligations/obligation.pages.tsx'
import { comparePage } from './corrections/compare.pages.tsx'
import { downloadRoutes, versionOf } from './publishing/download.routes.ts'
import { categoryPage, itemPage } from './publishing/item.pages.tsx'
import { noticesPage } from './publishing/list.pages.tsx'
import { noticePage } from './publishing/notice.pages.tsx'
import { scopeOfCode } from './publishing/notice.queries.ts'
import { posterPage, printPage } from './publishing/paper.pages.tsx'
import { proofPage } from './publishing/proof.pages.tsx'
import { askRoutes } from './questions/ask.routes.ts'
import { page, type Site } from './site.ts'

/** Scripts of these pages, by the name under which a page asks for them. */
export const disclosureScripts = {
  proof: 'src/modules/disclosure/publishing/browser/proof.ts',
  ask: 'src/modules/disclosure/questions/browser/ask.ts',
}

export function disclosurePages(site: Site): Hono {
  const app = new Hono()
  const all = () => 'all'
  const slug = (c: Context) => c.req.param('slug')!
  const context = () => contextAt(site.office.db, site.office.now())
  const ofNotice = (c: Context) => scopeOfCode(site.office.publicPool, c.req.param('code')!)
  downloadRoutes(app, site)
  app.get(
    '/missing',
    page(
      site,
      all,
      (visit, c) => {
        const { place, category, late, month } = c.req.query()
        return missingListPage(visit, { place: place || undefined, category, late, month, page: pageOf(c) })
      },
      ['category', 'late', 'month', 'page', 'place'],
    ),
  )
  app.get(
    '/v/:slug/poster',
    page(site, slug, (visit, c) => posterPage(visit, slug(c))),
  )
  app.get(
    '/v/:slug/notices',
    page(
      site,
      slug,
      (visit, c) => {
        const { group, category, month } = c.req.query()
        return noticesPage(visit, slug(c), { page: pageOf(c), group, category, month })
      },
      ['group', 'category', 'month', 'page'],
    ),
  )
  app.get(
    '/v/:slug/history',
    page(site, slug, (visit, c) => historyPage(visit, slug(c), pageOf(c)), ['page']),
  )
  app.get(
    '/v/:slug/items/:item',
    page(site, slug, (visit, c) => itemPage(visit, slug(c), c.req.param('item')!)),
  )
  app.get(
    '/v/:slug/c/:category',
    page(site, slug, (visit, c) => categoryPage(visit, slug(c), c.req.param('category')!)),
  )
  app.get(
    '/v/:slug/missing/:id',
    page(site, slug, (visit, c) => obligationPage(visit, slug(c), c.req.param('id')!)),
  )
  app.get(
    '/d/:code',
    page(
      site,
      ofNotice,
      async (visit, c) => noticePage(visit, c.req.param('code')!, { page: pageOf(c) }, await context()),
      ['page'],
    ),
  )
  app.get(
    '/d/:code/compare',
    page(site, ofNotice, (visit, c) => comparePage(visit, c.req.param('code')!)),
  )
  app.get(
    '/d/:code/proof',
    page(site, ofNotice, (visit, c) => proofPage(visit, c.req.param('code')!, versionOf(c)), ['v']),
  )
  app.get(
    '/d/:code/print',
    page(site, ofNotice, async (visit, c) =>
      printPage(visit, site.office.public, c.req.param('code')!, await context()),
    ),
  )
  app.get(
    '/d/:code/v/:version{[0-9]+}',
    page(
      site,
      ofNotice,
      async (visit, c) =>
        noticePage(
          visit,
          c.req.param('code')!,
          { version: Number(c.req.param('version')), page: pageOf(c) },
          await context(),
        ),
      ['page'],
    ),
  )
  askRoutes(app, site)
  return app
}
