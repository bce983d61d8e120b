/** Atom feeds of the county and of each place. */
import { visitOf, type Site, type Visit } from '../modules/disclosure/index.pages.ts'
import { latestQ, titleOf } from '../modules/disclosure/index.ts'
import { placeQ } from '../kernel/regions/shown.queries.ts'
import type { Hono } from 'hono'
import { notFound } from '../platform/errors.ts'
import { recentQ } from './home.queries.ts'
import { element, xmlText } from '../kernel/site/xml.ts'

type Entry = {
  code: string
  title: string
  item_code: string
  item_version: number
  period: string
  published_on: string
  place: string
}

export function feedRoutes(app: Hono, site: Site) {
  app.get('/feed.xml', async (c) => {
    const visit = await visitOf(site, c)
    return c.body(atom(visit, `${visit.frame.county}阳光村务`, '/', await recentQ(visit.db, 30, [])), 200, headers)
  })
  app.get('/v/:slug/feed.xml', async (c) => {
    const visit = await visitOf(site, c)
    const place = (await placeQ(visit.db, c.req.param('slug')))[0]
    if (!place) throw notFound('没有这个地方。')
    const latest = await latestQ(visit.db, place.id, 30, 0)
    return c.body(
      atom(
        visit,
        `${place.name}公开`,
        `/v/${place.slug}`,
        latest.map((n) => ({ ...n, place: n.group_name ?? place.name })),
      ),
      200,
      headers,
    )
  })
}

const headers = { 'content-type': 'application/atom+xml; charset=utf-8', 'cache-control': 'public, max-age=300' }

/** RFC 4287. Entries carry the title and the address; the content is on the page. */
function atom(visit: Visit, title: string, path: string, entries: readonly Entry[]): string {
  const updated = `${entries[0]?.published_on ?? visit.today}T00:00:00+08:00`
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">${[
    element('title', title),
    element('id', visit.origin + path),
    element('updated', updated),
    `<link href="${xmlText(visit.origin + path)}"/><link rel="self" href="${xmlText(visit.origin + visit.address)}"/>`,
    ...entries.map(
      (e) =>
        `<entry>${[
          element('title', `${e.place}：${titleOf(visit.frame, e)}`),
          element('id', `${visit.origin}/d/${e.code}`),
          element('updated', `${e.published_on}T00:00:00+08:00`),
          `<link href="${xmlText(`${visit.origin}/d/${e.code}`)}"/>`,
          `<author>${element('name', e.place)}</author>`,
        ].join('')}</entry>`,
    ),
  ].join('')}</feed>`
}
