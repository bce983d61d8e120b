/**
 * Coverage: places × items of a month, in two queries whatever the size; who is late; what a guiding bureau looks
 * after.
 */
import { addMonths } from '../../../platform/clock.ts'
import { rows, sql, type Db } from '../../../platform/db.ts'
import { outcomeOf, type Outcome } from './figures.ts'
import { selfChecks } from './selfChecks.ts'
import { within } from '../../../kernel/regions/range.ts'

export type Cell = [
  place: number,
  item: number,
  state: Outcome,
  due: string,
  obligation: string,
  /** The last day on which somebody above asked for it; null for what is public. */
  urged: string | null,
]
export type Coverage = {
  places: {
    id: string
    name: string
    slug: string
    level: string
    township: string
    due: number
    published: number
    late: number
    missing: number
  }[]
  /** Those of the catalogue, then `selfChecks` where a place owes one. */
  items: { code: string; name: string; category: string; dept: string }[]
  cells: Cell[]
}

/**
 * The matrix of a subtree for the month in which things are due; `day` decides what is missing. Bureaux narrow to their
 * own items. That something is due is public; of its notice nothing is said (a county has tens of thousands of cells,
 * and each id is bytes that do not compress): tracing a cell back names it.
 */
export async function coverage(
  db: Db,
  q: { path: string; month: string; day: string; dept?: string; late?: boolean },
): Promise<Coverage> {
  const found = await rows(
    db,
    sql<{
      region_id: string
      item_code: string
      due_on: string
      published_on: string | null
      nothing: boolean
      id: string
      urged: string | null
    }>`
      SELECT o.region_id, o.item_code, o.due_on, o.published_on, o.nothing,
        o.id,
        CASE
          WHEN o.published_at IS NULL
            THEN (SELECT max(u.on_day) FROM obligation_urges u WHERE u.obligation_id = o.id)
        END AS urged
      FROM obligations o
      WHERE o.due_month = ${q.month} AND ${within('o.path', q.path)}`,
  )
  const owing = [...new Set(found.map((f) => f.region_id))]
  const [places, items] = await Promise.all([placesIn(db, q.path, owing), itemsIn(db, q.dept)])
  const placeAt = new Map(places.map((p, i) => [p.id, i]))
  const itemAt = new Map(items.map((p, i) => [p.code, i]))
  const cells = found.flatMap((f): Cell[] => {
    const [p, i] = [placeAt.get(f.region_id), itemAt.get(f.item_code)]
    return p === undefined || i === undefined ? [] : [[p, i, outcomeOf(f, q.day), f.due_on, f.id, f.urged]]
  })
  for (const [p, , s] of cells) {
    const place = places[p]!
    place.due += 1
    if (s === 'p' || s === 'l' || s === 'n') place.published += 1
    if (s === 'l') place.late += 1
    if (s === 'x') place.missing += 1
  }
  const checks = q.dept === undefined ? await checksIn(db, q) : []
  const unchecked = new Set<number>()
  if (checks.length > 0) {
    items.push(selfChecks)
    for (const c of checks) {
      const p = placeAt.get(c.region_id)
      if (p === undefined) continue
      const state = outcomeOf({ ...c, nothing: false }, q.day)
      if (state === 'x') unchecked.add(p)
      cells.push([p, items.length - 1, state, c.due_on, c.id, c.urged])
    }
  }
  if (!q.late) return { places, items, cells }
  const keep = new Set(places.flatMap((p, i) => (p.missing > 0 || unchecked.has(i) ? [i] : [])))
  const order = [...keep]
  return {
    items,
    places: order.map((i) => places[i]!),
    cells: cells.filter(([place]) => keep.has(place)).map(([place, ...rest]) => [order.indexOf(place), ...rest]),
  }
}

/**
 * Of the twelve months up to this one, oldest first: how much was due below a place, how much is public, how much
 * became late.
 */
export function monthsOf(
  db: Db,
  path: string,
  last: string,
): Promise<{ month: string; due: number; published: number; late: number }[]> {
  return rows(
    db,
    sql<{ month: string; due: number; published: number; late: number }>`
      SELECT m.month, sum(m.due)::int AS due, sum(m.published)::int AS published, sum(m.late)::int AS late
      FROM place_months m
      JOIN regions r ON r.id = m.region_id
      WHERE ${within('m.path', path)}
        AND m.month > ${addMonths(last, -12)}
        AND m.month <= ${last}
        AND NOT r.practice
      GROUP BY m.month
      ORDER BY m.month`,
  )
}

/** The self-checks owed in a month; `published_on` is the day of the signature. */
function checksIn(db: Db, q: { path: string; month: string }) {
  return rows(
    db,
    sql<{ id: string; region_id: string; due_on: string; published_on: string | null; urged: string | null }>`
      SELECT s.id, s.region_id, s.due_on, (s.signed_at AT TIME ZONE 'Asia/Shanghai')::date AS published_on,
        CASE
          WHEN s.signed_at IS NULL THEN (SELECT max(u.on_day) FROM self_check_urges u WHERE u.check_id = s.id)
        END AS urged
      FROM self_checks s
      WHERE s.month = ${q.month} AND ${within('s.path', q.path)}`,
  )
}

/**
 * Townships, villages and bureaux, whether they owe anything or not, and whoever else owes something: the county,
 * village groups.
 */
async function placesIn(db: Db, path: string, owing: readonly string[]): Promise<Coverage['places']> {
  const found = await rows(
    db,
    sql<{
      id: string
      name: string
      slug: string
      level: string
      township: string
    }>`
      SELECT r.id, r.slug, r.level,
        CASE WHEN r.level = 'group' THEN p.name || ' ' || r.name ELSE r.name END AS name,
        coalesce(CASE WHEN r.level = 'group' THEN t.name ELSE p.name END, '') AS township
      FROM regions r
      LEFT JOIN regions p ON p.id = r.parent_id
      LEFT JOIN regions t ON t.id = p.parent_id
      WHERE ${within('r.path', path)}
        AND NOT r.practice
        AND r.valid_to IS NULL
        AND (r.level IN ('township', 'village', 'bureau') OR r.id = ANY(${[...owing]}::text[]))
      ORDER BY r.path`,
  )
  return found.map((f) => ({ ...f, due: 0, published: 0, late: 0, missing: 0 }))
}

function itemsIn(db: Db, dept: string | undefined): Promise<Coverage['items']> {
  return rows(
    db,
    sql<Coverage['items'][number]>`
      SELECT DISTINCT ON (i.position, i.code) i.code, i.name, c.name AS category,
        coalesce(b.name, i.definition ->> 'dept') AS dept
      FROM catalogue_items i
      JOIN catalogue_categories c ON c.code = i.category_code
      LEFT JOIN regions b ON b.code = 'B-' || (i.definition ->> 'dept')
      WHERE ${dept ?? null}::text IS NULL OR i.definition ->> 'dept' = ${dept ?? null}
      ORDER BY i.position, i.code, i.version DESC`,
  )
}
