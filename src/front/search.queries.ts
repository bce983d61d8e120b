/** Searching everything public. */
import { tsqueriesOf, type Reading } from '../platform/search.ts'
import { rangeOf } from '../kernel/regions/range.ts'
import { alsoCalled } from './search.words.ts'
import { adhoc, statement, type Reader } from '../kernel/site/statement.ts'

export type Hit = {
  code: string
  title: string
  item_code: string
  item_version: number
  period: string
  published_on: string
  place: string
  place_slug: string
  content: { rows: Record<string, unknown>[]; note: string } | null
}

/** Among the newest (`$5`) only: whoever types a common word means the latest, and nothing else need be read. */
const newestQ = adhoc<{ id: string }>(
  `SELECT id FROM (SELECT id, tokens FROM public_search WHERE path >= $2 AND path < $3 ORDER BY published_at DESC, id DESC LIMIT $5) n WHERE tokens @@ $1::tsquery LIMIT $4`,
)
/** What is called so (`$6`) comes before what only mentions it, then the newest; of `$7` finds at most. */
const foundQ = adhoc<{
  id: string
  total: number
}>(`WITH found AS MATERIALIZED (SELECT id, published_at, strpos(title, $6) > 0 AS called FROM public_search WHERE tokens @@ $1::tsquery AND path >= $2 AND path < $3 LIMIT $7)
  SELECT id, (SELECT count(*) FROM found)::int AS total FROM found ORDER BY called DESC, published_at DESC, id DESC LIMIT $4 OFFSET $5`)
const hitsQ = statement<Hit>(
  'searchHits',
  `SELECT n.code, n.title, n.item_code, n.item_version, n.period, n.published_on, r.name AS place, r.slug AS place_slug, n.content
  FROM public_notices n JOIN public_regions r ON r.id = n.region_id WHERE n.id = ANY($1::text[]) ORDER BY array_position($1::text[], n.id)`,
)

/** `more`: there are further ones that were not counted. `how`: as typed, or by which looser reading. */
export type Found = { hits: Hit[]; total: number; more: boolean; how: Reading['how'] }
/** Where to look: `wide` where the path holds more than one place. */
export type Within = { path: string | undefined; wide: boolean }
export type Slice = { limit: number; offset: number }

/** With `loose` also what holds only most or any of the words; without it only what holds all. */
export async function searchNotices(
  db: Reader,
  text: string,
  within: Within,
  slice: Slice,
  loose: boolean,
): Promise<Found | undefined> {
  for (const reading of tsqueriesOf(text, alsoCalled(text))) {
    if (!loose && reading.how !== 'typed' && reading.how !== 'words') continue
    const found = await read(db, reading, text, within, slice)
    if (found) return found
  }
  return undefined
}

/** Up to so many finds are all read and sorted; of more, the newest thousand notices are looked through first. */
const few = 300
const cap = 6000
const newest = 1000
/** A word that stands in one of a hundred new notices is common: the index would gather every notice with it, of all years, before it gave the first. */
const probe = { window: 300, hits: 3 }

async function read(
  db: Reader,
  { how, query }: Reading,
  text: string,
  within: Within,
  { limit, offset }: Slice,
): Promise<Found | undefined> {
  const range = rangeOf(within.path)
  const answer = async (ids: { id: string }[], total: number, more: boolean): Promise<Found> => ({
    hits: await hitsQ(
      db,
      ids.map((f) => f.id),
    ),
    total,
    more,
    how,
  })
  const common =
    within.wide && how !== 'any' && (await newestQ(db, query, ...range, probe.hits, probe.window)).length === probe.hits
  if (!within.wide || (how !== 'any' && !common)) {
    const all = await foundQ(db, query, ...range, limit, offset, text, within.wide ? few : cap)
    const total = all[0]?.total ?? 0
    if (total === 0 && offset === 0) return undefined
    if (!within.wide || (total > 0 && total < few)) return answer(all, total, total === cap)
  }
  const latest = await newestQ(db, query, ...range, offset + limit, newest)
  if (latest.length === offset + limit) return answer(latest.slice(offset), 0, true)
  const found = await foundQ(db, query, ...range, limit, offset, text, cap)
  const total = found[0]?.total ?? 0
  return found.length === 0 && latest.length === 0 ? undefined : answer(found, total, total === cap)
}
