/** The sitemap, without any page that names people, and robots.txt. */
import { visitOf, type Site } from '../modules/disclosure/index.pages.ts'
import { categoryHref, noticeHref } from '../modules/disclosure/index.ts'
import { placeHref } from '../kernel/regions/addresses.ts'
import type { Hono } from 'hono'
import { addMonths } from '../platform/clock.ts'
import { notFound } from '../platform/errors.ts'
import { standingPlacesQ } from '../kernel/regions/shown.queries.ts'
import { statement } from '../kernel/site/statement.ts'
import { element } from '../kernel/site/xml.ts'

/** The protocol allows 50,000 addresses a file. */
const perFile = 45_000

const monthsQ = statement<{ month: string; n: number }>(
  'sitemapMonths',
  `SELECT to_char(published_on, 'YYYY-MM') AS month, count(*)::int AS n FROM public_notices
  WHERE superseded_at IS NULL AND NOT names_people AND audience = 'everyone' AND content IS NOT NULL GROUP BY 1
    ORDER BY 1`,
)
const noticesQ = statement<{ code: string; published_on: string }>(
  'sitemapNotices',
  `SELECT code, published_on FROM public_notices
  WHERE superseded_at IS NULL AND NOT names_people AND audience = 'everyone' AND content IS NOT NULL
    AND published_on >= $1::date AND published_on < $2::date ORDER BY published_at, id LIMIT ${perFile} OFFSET $3`,
)
export function sitemapRoutes(app: Hono, site: Site) {
  app.get('/robots.txt', async (c) => {
    const { origin } = await visitOf(site, c)
    return c.text(
      `User-agent: *\nDisallow: /console\nDisallow: /api\nDisallow: /elder\nDisallow: /search\nDisallow: /q/\nDisallow: /v/*/duties\nDisallow: /v/*/history\nDisallow: /d/*/ask\nDisallow: /*/notice.pdf\nSitemap: ${origin}/sitemap.xml\n`,
    )
  })
  app.get('/sitemap.xml', async (c) => {
    const { origin, db } = await visitOf(site, c)
    const files = (await monthsQ(db)).flatMap((m) =>
      Array.from({ length: Math.ceil(m.n / perFile) }, (_, i) => `${m.month}-${i + 1}.xml`),
    )
    return xml(
      c,
      `<sitemapindex xmlns="${schema}">${['places.xml', ...site.rooms.filter((r) => r.sitemap).map((r) => `${r.code}.xml`), ...files].map((f) => `<sitemap>${element('loc', `${origin}/sitemap/${f}`)}</sitemap>`).join('')}</sitemapindex>`,
    )
  })
  app.get('/sitemap/places.xml', async (c) => {
    const { origin, db, frame } = await visitOf(site, c)
    const places = await standingPlacesQ(db)
    const villages = places.filter((p) => p.level === 'village')
    const paths = [
      '/',
      '/missing',
      '/reports/all',
      '/check',
      '/log',
      '/about',
      '/open',
      ...places.map((p) => placeHref(p.level, p.slug, frame.root?.slug)),
      ...villages.flatMap((p) => frame.categories.map((k) => categoryHref(p.slug, k.code))),
    ]
    return xml(c, urls(paths.slice(0, perFile).map((p) => ({ loc: origin + p }))))
  })
  for (const room of site.rooms) {
    if (!room.sitemap) continue
    app.get(`/sitemap/${room.code}.xml`, async (c) => {
      const visit = await visitOf(site, c)
      const entries = await room.sitemap!(visit)
      return xml(c, urls(entries.slice(0, perFile).map((e) => ({ loc: visit.origin + e.path, lastmod: e.day }))))
    })
  }
  app.get('/sitemap/:file{[0-9]{4}-[0-9]{2}-[0-9]{1,3}\\.xml}', async (c) => {
    const [month, part] = [c.req.param('file').slice(0, 7), Number(c.req.param('file').slice(8, -4))]
    if (part < 1 || !/-(0[1-9]|1[0-2])$/.test(month)) throw notFound()
    const { origin, db } = await visitOf(site, c)
    const notices = await noticesQ(db, `${month}-01`, `${addMonths(month, 1)}-01`, (part - 1) * perFile)
    return xml(c, urls(notices.map((n) => ({ loc: origin + noticeHref(n.code), lastmod: n.published_on }))))
  })
}

const schema = 'http://www.sitemaps.org/schemas/sitemap/0.9'
const urls = (list: { loc: string; lastmod?: string | undefined }[]) =>
  `<urlset xmlns="${schema}">${list.map((u) => `<url>${element('loc', u.loc)}${u.lastmod ? element('lastmod', u.lastmod) : ''}</url>`).join('')}</urlset>`

function xml(
  c: { body(text: string, status: 200, headers: Record<string, string>): Response },
  text: string,
): Response {
  return c.body(`<?xml version="1.0" encoding="utf-8"?>\n${text}`, 200, {
    'content-type': 'application/xml; charset=utf-8',
    'cache-control': 'public, max-age=3600',
  })
}
