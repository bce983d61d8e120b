/** Searching places and everything public. */
import { tsqueriesOf } from '../../../platform/search.ts'
import { rangeOf } from './range.ts'
import { statement, type Reader } from './statement.ts'

export type FoundPlace = { name: string; slug: string; level: string; township: string | null }
/** By name anywhere, pinyin, initials and code from the start; the places whose name begins so first. */
export const placesQ = statement<FoundPlace>('findPlaces', `SELECT r.name, r.slug, r.level, p.name AS township FROM public_regions r LEFT JOIN public_regions p ON p.id = r.parent_id
  WHERE r.level <> 'bureau' AND (r.name LIKE '%' || $1 || '%' OR ($2 <> '' AND (r.pinyin LIKE '%' || $2 || '%' OR r.initials LIKE $2 || '%' OR r.stat_code LIKE $2 || '%')))
  ORDER BY (r.name LIKE $1 || '%' OR r.initials = $2 OR r.pinyin LIKE $2 || '%') DESC, length(r.name), r.path LIMIT 30`)

export type Hit = { code: string; title: string; item_code: string; item_version: number; published_on: string; place: string; place_slug: string; content: { rows: Record<string, unknown>[]; note: string } | null }
const hitColumns = `n.code, n.title, n.item_code, n.item_version, n.published_on, r.name AS place, r.slug AS place_slug, n.content`
const joined = `FROM public_notices n JOIN public_regions r ON r.id = n.region_id`

/** How many notices a search looks at before it counts as common. */
const cap = 500
const countQ = statement<{ id: string }>('searchIds', `SELECT id FROM public_search WHERE tokens @@ $1::tsquery AND path >= $2 AND path < $3 LIMIT ${cap + 1}`)
const rareQ = statement<Hit>('searchRare', `SELECT ${hitColumns} ${joined} WHERE n.id = ANY($1::text[]) ORDER BY n.published_at DESC, n.id DESC LIMIT $2 OFFSET $3`)
/** A common word is found soonest by walking back from the newest notice. */
const commonQ = statement<{ id: string }>('searchCommon', `SELECT id FROM public_search WHERE tokens @@ $1::tsquery AND path >= $2 AND path < $3 ORDER BY published_at DESC, id DESC LIMIT $4 OFFSET $5`)

export type Found = { hits: Hit[]; total: number; more: boolean; exact: boolean }

/** Newest first. The words are tried as typed, then as words in any order, then any of them. */
export async function searchNotices(db: Reader, typed: string, path: string | undefined, limit: number, offset: number): Promise<Found> {
  const range = rangeOf(path)
  for (const [i, query] of tsqueriesOf(typed).entries()) {
    const ids = (await countQ(db, query, ...range)).map((r) => r.id)
    if (ids.length === 0) continue
    const common = ids.length > cap
    const shown = common ? (await commonQ(db, query, ...range, limit, offset)).map((r) => r.id) : ids
    const hits = await rareQ(db, shown, limit, common ? 0 : offset)
    return { hits, total: Math.min(ids.length, cap), more: common, exact: i === 0 }
  }
  return { hits: [], total: 0, more: false, exact: true }
}
