/** Searching everything public. */
import { tsqueriesOf, type Reading } from '../platform/search.ts'
import { rangeOf } from '../kernel/regions/range.ts'
import type { Asked } from '../kernel/finding/question.ts'
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

/**
 * What is called so comes before what only mentions it: by the first of the ways to say it (`$4`, the best first) that
 * its title holds. Lists of everything (items `$5`) last, then the newest.
 */
const called = `(SELECT min(w.at) FROM unnest($4::text[]) WITH ORDINALITY w(way, at) WHERE strpos(title, w.way) > 0)`
const order = `${called} NULLS LAST, item_code = ANY($5::text[]), published_at DESC, id DESC`
/** Where (a range of paths `$2`, `$3`), what (`$1`), of which period (`$6`: its beginning, or empty). */
const fitting = `tokens @@ $1::tsquery AND ($6 = '' OR starts_with(period, $6))`

/** Among the newest (`$9`) only: whoever types a common word means the latest, and nothing else need be read. */
const newestQ = adhoc<{ id: string }>(
  `SELECT id FROM (SELECT * FROM public_search WHERE path >= $2 AND path < $3 ORDER BY published_at DESC, id DESC
    LIMIT $9) n
  WHERE ${fitting} ORDER BY ${order} LIMIT $7 OFFSET $8`,
)
/** Of `$9` finds at most. */
const foundQ = adhoc<{ id: string; total: number }>(
  `WITH found AS MATERIALIZED (SELECT id, published_at, title, item_code FROM public_search WHERE path >= $2
    AND path < $3 AND ${fitting} LIMIT $9)
  SELECT id, (SELECT count(*) FROM found)::int AS total FROM found ORDER BY ${order} LIMIT $7 OFFSET $8`,
)
const hitsQ = statement<Hit>(
  'searchHits',
  `SELECT n.code, n.title, n.item_code, n.item_version, n.period, n.published_on, r.name AS place, r.slug AS place_slug,
    n.content
  FROM public_notices n JOIN public_regions r ON r.id = n.region_id WHERE n.id = ANY($1::text[])
    ORDER BY array_position($1::text[], n.id)`,
)

/** `more`: there are further ones that were not counted. `how`: as typed, or by which looser reading. */
export type Found = { hits: Hit[]; total: number; more: boolean; how: Reading['how'] }
/** Where to look: `wide` where the path holds more than one place. */
export type Within = { path: string | undefined; wide: boolean }
export type Slice = { limit: number; offset: number }

/** `lists`: codes of the items that list everything. `period`: the beginning of the period asked for, or empty. */
export type Wanted = { asked: Asked; period: string; lists: readonly string[] }

/** With `loose` also what holds only most or any of the words; without it only what holds all. */
export async function searchNotices(
  db: Reader,
  wanted: Wanted,
  within: Within,
  slice: Slice,
  loose: boolean,
): Promise<Found | undefined> {
  for (const reading of tsqueriesOf(wanted.asked.core, wanted.asked.ways)) {
    if (!loose && reading.how !== 'typed' && reading.how !== 'words') continue
    const found = await read(db, reading, wanted, within, slice)
    if (found) return found
  }
  return undefined
}

/** Up to so many finds are all read and sorted; of more, the newest thousand notices are looked through first. */
const few = 300
const cap = 6000
const newest = 1000
/**
 * A word that stands in one of a hundred new notices is common: the index would gather every notice with it, of all
 * years, before it gave the first.
 */
const probe = { window: 300, hits: 3 }

async function read(
  db: Reader,
  { how, query, words = [] }: Reading,
  { asked, period, lists }: Wanted,
  within: Within,
  { limit, offset }: Slice,
): Promise<Found | undefined> {
  const [from, to] = rangeOf(within.path)
  const find = <T>(q: (db: Reader, ...values: unknown[]) => Promise<T>, rows: number, skip: number, most: number) =>
    // Looked for word by word, what is called by one of them comes before what only mentions it.
    q(db, query, from, to, [...asked.ways, ...words], lists, period, rows, skip, most)
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
    within.wide && how !== 'any' && (await find(newestQ, probe.hits, 0, probe.window)).length === probe.hits
  if (!within.wide || (how !== 'any' && !common)) {
    const all = await find(foundQ, limit, offset, within.wide ? few : cap)
    const total = all[0]?.total ?? 0
    if (total === 0 && offset === 0) return undefined
    if (!within.wide || (total > 0 && total < few)) return answer(all, total, total === cap)
  }
  const latest = await find(newestQ, limit, offset, newest)
  if (latest.length === limit) return answer(latest, 0, true)
  const found = await find(foundQ, limit, offset, cap)
  const total = found[0]?.total ?? 0
  return found.length === 0 && latest.length === 0 ? undefined : answer(found, total, total === cap)
}
