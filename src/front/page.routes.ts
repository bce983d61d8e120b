/** Addresses of the pages. */
import { sayDay } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { qrSvg } from '../platform/qr.ts'
import { asAttachment } from '../platform/disposition.ts'
import { assetNamed, columnNames, page, visitOf, type Site } from '../modules/disclosure/index.pages.ts'
import { placeHref } from '../kernel/regions/addresses.ts'
import type { Context, Hono } from 'hono'
import { aboutPage } from './about.pages.tsx'
import { checkPage } from './check.pages.tsx'
import { dutiesPage } from './duties.pages.tsx'
import { figuresPage } from './figures.pages.tsx'
import { galleryPage } from './gallery.pages.tsx'
import { homePage } from './home.pages.tsx'
import { logPage } from './log.pages.tsx'
import { nearQ } from './home.queries.ts'
import { officePage } from './office.pages.tsx'
import { isSlug, ownVillages, villagesCookie } from '../kernel/site/ownVillages.ts'
import { siteOrigin } from '../kernel/site/origin.ts'
import { declared, takes } from '../kernel/site/parameters.ts'
import { pageOf } from '../kernel/site/pageOf.ts'
import { readerFile } from './reader.ts'
import { searchPage } from './search.pages.tsx'
import { boardOf, villagePage } from './village.pages.tsx'
import { isDoor, wherePage } from './where.pages.tsx'

export function pageRoutes(app: Hono, site: Site) {
  const all = () => 'all'
  const slug = (c: Context) => c.req.param('slug')!

  app.get('/qr.svg', takes(['to']), (c) => qrOf(site, c))
  app.get('/assets/:file', (c) => assetNamed(site, c))
  app.get('/elder', elder)
  const visitors = page(site, all, (visit) => homePage(visit))
  app.get('/', Object.assign(startPage(app, visitors), { [declared]: [] }))
  app.get(
    '/villages',
    page(site, all, (visit, c) => homePage(visit, ownVillages(c.req.header('cookie')))),
  )
  app.get('/choose', choose)
  app.get('/own/:door{.+}', ownDoor)
  app.get(
    '/where',
    page(
      site,
      all,
      async (visit, c) => {
        const to = c.req.query('to') ?? ''
        return isDoor(to) ? wherePage(visit, to, c.req.query('q') ?? '') : { redirect: '/villages' }
      },
      ['to', 'q'],
    ),
  )
  app.get('/near.json', async (c) => {
    c.header('cache-control', 'public, max-age=3600')
    return c.json(
      (await nearQ(site.office.publicPool)).map((p) => ({
        name: p.name,
        township: p.township,
        href: `/v/${p.slug}`,
        lng: p.lng,
        lat: p.lat,
      })),
    )
  })
  app.get(
    '/search',
    page(site, all, (visit, c) => searchPage(visit, c.req.query('q') ?? '', c.req.query('place'), pageOf(c)), [
      'page',
      'place',
      'q',
    ]),
  )
  app.get(
    '/about',
    page(site, all, (visit) => aboutPage(visit)),
  )
  app.get(
    '/figures',
    page(site, all, (visit, c) => figuresPage(visit, c.req.query('place') || undefined), ['place']),
  )
  app.get(
    '/gallery',
    page(site, all, (visit) => Promise.resolve(galleryPage(visit))),
  )
  app.get(
    '/log',
    page(site, all, (visit) => logPage(visit, site.office.public, site.office.logKey.vkey)),
  )
  app.get(
    '/check',
    page(site, all, (visit) => checkPage(visit, site.office.logKey.vkey)),
  )
  app.get('/check/reader.html', async (c) => {
    const visit = await visitOf(site, c)
    const { county } = visit.frame
    const names = await columnNames(visit)
    return c.body(
      readerFile(site.assets, { county, vkey: site.office.logKey.vkey, names, day: sayDay(visit.today, true) }),
      200,
      {
        'content-type': 'text/html; charset=utf-8',
        'content-disposition': asAttachment(`核对工具-${county}.html`, 'reader.html'),
        'cache-control': 'no-cache',
      },
    )
  })
  app.get(
    '/c',
    placePage(site, async (c) => (await visitOf(site, c)).frame.root?.slug ?? ''),
  )
  for (const prefix of ['v', 't', 'b']) app.get(`/${prefix}/:slug`, placePage(site, slug))
  app.get(
    '/v/:slug/duties',
    page(site, slug, (visit, c) => dutiesPage(visit, slug(c))),
  )
}

/** A place stands under one address only; others lead there. */
function placePage(site: Site, slugOf: (c: Context) => string | Promise<string>) {
  return page(
    site,
    slugOf,
    async (visit, c) => {
      const slug = await slugOf(c)
      const board = await boardOf(visit, slug)
      const { place } = board
      const right = placeHref(place.level, slug, visit.frame.root?.slug)
      if (right !== c.req.path) return { redirect: right }
      return place.level === 'village' || place.level === 'group'
        ? villagePage(visit, board)
        : officePage(visit, board, { month: c.req.query('month'), state: c.req.query('state'), page: pageOf(c) })
    },
    ['month', 'page', 'state'],
  )
}

/** Whoever keeps a village starts there; where it is gone, like any visitor. */
function startPage(app: Hono, visitors: (c: Context) => Promise<Response>) {
  return async (c: Context): Promise<Response> => {
    const [own] = ownVillages(c.req.header('cookie'))
    if (own === undefined) return visitors(c)
    const query = new URL(c.req.url).search
    const there = await app.request(`/v/${own}${query}`, { headers: c.req.raw.headers }, c.env)
    return there.status === 200 || there.status === 304 ? there : visitors(c)
  }
}

/**
 * What the doors of a page lead to that is no village's: one's own village, or the question which; some pages ask it
 * themselves.
 */
function ownDoor(c: Context): Response {
  const door = c.req.param('door') ?? ''
  if (!isDoor(door)) throw notFound()
  const [own] = ownVillages(c.req.header('cookie'))
  const asks = door === 'reports/new' || door === 'services' ? `/${door}` : `/where?to=${encodeURIComponent(door)}`
  c.header('cache-control', 'no-store')
  return c.redirect(own === undefined ? asks : `/v/${own}/${door}`, 302)
}

/**
 * Keeps a village in a cookie, the newest first, or takes it out (`out=1`), and goes back; only to an address of this
 * site.
 */
function choose(c: Context): Response {
  const village = c.req.query('village') ?? ''
  const others = ownVillages(c.req.header('cookie')).filter((s) => s !== village)
  const kept = c.req.query('out') === '1' || !isSlug(village) ? others : [village, ...others]
  c.header('set-cookie', villagesCookie(kept))
  c.header('cache-control', 'no-store')
  return c.redirect(backFrom(c), 303)
}

/** Remembers large type in a cookie and goes back; only to an address of this site. */
function elder(c: Context): Response {
  const on = c.req.query('on') === '1'
  c.header('set-cookie', `elder=${on ? '1' : ''}; Path=/; Max-Age=${on ? 31_536_000 : 0}; SameSite=Lax`)
  c.header('cache-control', 'no-store')
  return c.redirect(backFrom(c), 303)
}

const isOwnAddress = (to: string) => /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(to)

function backFrom(c: Context): string {
  const back = c.req.query('back') ?? '/'
  return isOwnAddress(back) ? back : '/'
}

/** The code of a page of this site, for a telephone beside a wide screen; of no other address. */
function qrOf(site: Site, c: Context): Response {
  const to = c.req.query('to') ?? ''
  if (to.length > longestAddress || !isOwnAddress(to)) throw notFound()
  c.header('cache-control', 'public, max-age=86400')
  return c.body(qrSvg(siteOrigin(site.office, c) + to), 200, { 'content-type': 'image/svg+xml' })
}
/** A code of more characters has squares too small for a telephone. */
const longestAddress = 400
