/** The pages that everybody reads, their files and feeds, and "me too". */
import { bodyLimit } from 'hono/body-limit'
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { transact } from '../../../platform/db.ts'
import { partly } from '../../../platform/partial.ts'
import { notFound, UserError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { sendLimit } from '../../../kernel/site/sendLimit.ts'
import { takes } from '../../../kernel/site/parameters.ts'
import { element, xmlText } from '../../../kernel/site/xml.ts'
import { letIn } from '../../../kernel/receipts/access.ts'
import { allPage } from './all.pages.tsx'
import { echoHref, reportHref } from '../addresses.ts'
import { echoPage } from './echo.pages.tsx'
import { echoQ, publicFileQ, recentReportsQ, type PublicReport } from './echo.queries.ts'
import { placeFor } from '../sending/place.queries.ts'
import { answer, visitOf, type Site, type Visit } from '../site.ts'
import { copyOf } from '../copies.ts'
import { support } from '../sending/support.ts'

const whoSchema = z.object({
  name: z.string().trim().max(40).catch(''),
  phone: z.string().trim().max(30).catch(''),
  key: z
    .string()
    .min(8)
    .max(80)
    .catch(() => newId()),
  altcha: z.string().max(4_000).optional().catch(undefined),
})

export function echoRoutes(app: Hono, site: Site) {
  const { office } = site
  const limit = sendLimit(office, 'support', 10, 60)
  const small = bodyLimit({
    maxSize: 64_000,
    onError: () => {
      throw new UserError(413, '写得太长了。')
    },
  })
  app.get('/v/:slug/echo', takes(['kind', 'month', 'page', 'state']), async (c) => {
    const visit = await visitOf(site, c)
    return answer(
      site,
      c,
      visit,
      await echoPage(visit, c.req.param('slug'), { ...c.req.query(), page: pageOf(c) }, office.now()),
    )
  })
  app.get('/v/:slug/echo.xml', async (c) => {
    const visit = await visitOf(site, c)
    const place = await placeFor(visit, c.req.param('slug'))
    return c.body(
      feed(
        visit,
        `${place.name}回音壁`,
        echoHref(place.slug),
        await echoQ(visit.db, place.id, 0, null, null, null, 20),
      ),
      200,
      feedHeaders,
    )
  })
  app.get('/reports/all', takes(['kind', 'month', 'place']), async (c) => {
    const visit = await visitOf(site, c)
    return answer(
      site,
      c,
      visit,
      await allPage(
        visit,
        { place: c.req.query('place'), kind: c.req.query('kind'), month: c.req.query('month') },
        office.now(),
      ),
    )
  })
  // Printed on receipts of before the notices’ codes.
  app.get('/reports/check', (c) => c.redirect('/check', 301))
  app.get('/reports/feed.xml', async (c) => {
    const visit = await visitOf(site, c)
    return c.body(
      feed(visit, `${visit.frame.county}回音壁`, '/reports/all', await recentReportsQ(visit.db)),
      200,
      feedHeaders,
    )
  })
  app.get('/reports/:code{[0-9A-Z]{10}}/shown/:id', (c) => shownFile(site, c))
  app.post('/reports/:code{[0-9A-Z]{10}}/support', small, async (c) => {
    const who = whoSchema.parse(await c.req.parseBody())
    await limit.take(c, who.altcha)
    const ctx = await contextAt(office.db, office.now())
    const code = c.req.param('code')
    const id = await transact(office.db, (tx) => support(tx, office.secret, code, who, ctx))
    letIn(c, office.secret, code, id, ctx.now)
    return c.redirect(reportHref(code), 303)
  })
}

const pageOf = (c: Context) => {
  const page = Number(c.req.query('page') ?? 1)
  return Number.isInteger(page) && page >= 1 && page <= 500 ? page : 1
}

/** A file of a released report: its cleaned copy only, while it is released. */
async function shownFile(site: Site, c: Context): Promise<Response> {
  const found = (await publicFileQ(site.office.publicPool, c.req.param('code'), c.req.param('id')))[0]
  const still = c.req.query('still') === '1' ? found?.poster_sha256 : undefined
  const bytes = found?.shown_sha256 ? await copyOf(site.office.files, still ?? found.shown_sha256) : undefined
  if (!found || !bytes) throw notFound('没有这个文件，或者不再公开。')
  return partly(c, bytes, {
    'content-type': still ? 'image/jpeg' : (found.shown_type ?? 'application/octet-stream'),
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  })
}

const feedHeaders = { 'content-type': 'application/atom+xml; charset=utf-8', 'cache-control': 'public, max-age=300' }

/** RFC 4287. Entries carry the released title and the address. */
function feed(visit: Visit, title: string, path: string, reports: readonly PublicReport[]): string {
  const updated = (reports[0]?.received_at ?? new Date(`${visit.today}T00:00:00+08:00`)).toISOString()
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">${[
    element('title', title),
    element('id', visit.origin + path),
    element('updated', updated),
    `<link href="${xmlText(visit.origin + path)}"/><link rel="self" href="${xmlText(visit.origin + visit.address)}"/>`,
    ...reports.map(
      (r) =>
        `<entry>${[element('title', `${r.place}：${r.title}`), element('id', `${visit.origin}/reports/${r.code}`), element('updated', r.received_at.toISOString()), `<link href="${xmlText(`${visit.origin}/reports/${r.code}`)}"/>`, `<author>${element('name', r.place)}</author>`].join('')}</entry>`,
    ),
  ].join('')}</feed>`
}
