/** Searching places and everything public. */
import { tsqueriesOf } from '../../../platform/search.ts'
import { rangeOf } from './range.ts'
import { adhoc, statement, type Reader } from './statement.ts'

export type FoundPlace = { name: string; slug: string; level: string; township: string | null }
/** By name anywhere, pinyin, initials and code from the start; the places whose name begins so first. */
export const placesQ = statement<FoundPlace>('findPlaces', `SELECT r.name, r.slug, r.level, p.name AS township FROM public_regions r LEFT JOIN public_regions p ON p.id = r.parent_id
  WHERE r.level <> 'bureau' AND (r.name LIKE '%' || $1 || '%' OR ($2 <> '' AND (r.pinyin LIKE '%' || $2 || '%' OR r.initials LIKE $2 || '%' OR r.stat_code LIKE $2 || '%')))
  ORDER BY (r.name LIKE $1 || '%' OR r.initials = $2 OR r.pinyin LIKE $2 || '%') DESC, length(r.name), r.path LIMIT 30`)

export type Hit = { code: string; title: string; item_code: string; item_version: number; published_on: string; place: string; place_slug: string; content: { rows: Record<string, unknown>[]; note: string } | null }

/** Among the newest thousand first: whoever types a common word means the latest, and nothing else need be read. */
const newestQ = adhoc<{ id: string }>(`SELECT id FROM (SELECT id, tokens FROM public_search WHERE path >= $2 AND path < $3 ORDER BY published_at DESC, id DESC LIMIT 1000) n WHERE tokens @@ $1::tsquery LIMIT $4`)
/** How many finds are sorted by date at most. */
const cap = 6000
const foundQ = adhoc<{ id: string; total: number }>(`WITH found AS MATERIALIZED (SELECT id, published_at FROM public_search WHERE tokens @@ $1::tsquery AND path >= $2 AND path < $3 LIMIT ${cap})
  SELECT id, (SELECT count(*) FROM found)::int AS total FROM found ORDER BY published_at DESC, id DESC LIMIT $4 OFFSET $5`)
const hitsQ = statement<Hit>('searchHits', `SELECT n.code, n.title, n.item_code, n.item_version, n.published_on, r.name AS place, r.slug AS place_slug, n.content
  FROM public_notices n JOIN public_regions r ON r.id = n.region_id WHERE n.id = ANY($1::text[]) ORDER BY n.published_at DESC, n.id DESC`)

/** `more`: there are further ones that were not counted. `exact`: found as typed, not by single words. */
export type Found = { hits: Hit[]; total: number; more: boolean; exact: boolean }

/** Newest first. The words are tried as typed, then as words in any order, then any of them. `wide`: the path holds more than one place. */
export async function searchNotices(db: Reader, typed: string, path: string | undefined, wide: boolean, limit: number, offset: number): Promise<Found> {
  const range = rangeOf(path)
  for (const [i, query] of tsqueriesOf(typed).entries()) {
    const newest = wide ? await newestQ(db, query, ...range, offset + limit) : []
    const isCommon = newest.length === offset + limit
    const found = isCommon ? newest.slice(offset).map((n) => ({ ...n, total: 0 })) : await foundQ(db, query, ...range, limit, offset)
    if (found.length === 0 && newest.length === 0) continue
    const total = found[0]?.total ?? 0
    return { hits: await hitsQ(db, found.map((f) => f.id)), total, more: isCommon || total === cap, exact: i === 0 }
  }
  return { hits: [], total: 0, more: false, exact: true }
}
