/**
 * Who of those that hold posts is named by what somebody tells or asks, and where it goes so that it does not reach
 * them.
 */
import { rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { notOverBy } from '../people/terms.ts'
import { prefixes, type Holder } from './holder.ts'
import { dayOf } from '../../platform/clock.ts'
import { bar } from './bars.ts'
import { accusedIn, namedIn, wrongedBy, type PostHolder } from './named.ts'

/** Who holds a post in a place, above it, or in a bureau of its township and county; `only`: of these persons. */
export const holdersFrom = (db: Db | Tx, path: string, day: string, only?: readonly string[]): Promise<PostHolder[]> =>
  rows(
    db,
    sql<PostHolder>`
      SELECT p.id AS "personId", p.name, k.name AS post, k.function, r.level, r.name AS place, r.path = ${path} AS own
      FROM appointments a
      JOIN persons p ON p.id = a.person_id
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN regions r ON r.id = a.region_id
      WHERE ${notOverBy('a', day)}
        AND (${only === undefined}::boolean OR p.id = ANY(${[...(only ?? [])]}::text[]))
        AND (
          r.path = ANY(${prefixes(path)}::text[])
          OR r.parent_id IN (
            SELECT id
            FROM regions
            WHERE path = ANY(${prefixes(path)}::text[]) AND level IN ('county', 'township')
          )
          AND r.level = 'bureau'
        )`,
  )

/**
 * The persons whom a text about this place names: by the whole name, as it sounds, or by surname and title, or accuses
 * by post. `complaining`: whether who writes complains; else a name alone is only a name.
 */
export async function namedAt(tx: Tx, path: string, text: string, day: string, complaining = true): Promise<string[]> {
  if (text.trim() === '') return []
  const holders = await holdersFrom(tx, path, day)
  const named = complaining ? namedIn(text, holders) : wrongedBy(text, holders)
  return [...new Set([...named, ...accusedIn(text, holders)].map((h) => h.personId))]
}

/**
 * Keeps from a case whom words of somebody outside name or accuse: an application, what is sent after it, a rating, why
 * it is taken back, what a guest or a reporter adds. The one way for all of them; called before anybody may read the
 * words. With `complaining` false (who is satisfied names people too) only those of whom a wrong is told. Returns the
 * persons.
 */
export async function keepFromNamed(
  tx: Tx,
  c: { id: string; path: string },
  words: readonly string[],
  now: Date,
  complaining = true,
): Promise<string[]> {
  const named = await namedAt(tx, c.path, words.join('\n'), dayOf(now), complaining)
  for (const person of named) await bar(tx, c.id, person)
  return named
}

/**
 * The nearest place above all in which somebody who is named holds a post: nobody judges those above them. The topmost
 * where there is none.
 */
export async function clearOf(tx: Tx, place: Holder, named: readonly string[], day: string): Promise<Holder> {
  const above = await rows(
    tx,
    sql<Holder & { held: boolean }>`
      SELECT id, path, EXISTS (
        SELECT 1
        FROM appointments a
        WHERE a.region_id = regions.id
          AND a.person_id = ANY(${[...named]}::text[])
          AND ${notOverBy('a', day)}
      ) AS held
      FROM regions
      WHERE path = ANY(${prefixes(place.path).slice(0, -1)}::text[]) AND level IN ('township', 'county', 'city')
      ORDER BY length(path)`,
  )
  const highest = above.findIndex((at) => at.held)
  const next = highest < 0 ? above.at(-1) : above[Math.max(0, highest - 1)]
  return next ? { id: next.id, path: next.path } : { id: place.id, path: place.path }
}
