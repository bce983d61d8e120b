/** Packages of the archive: which there are, what goes into one, and what is printed of a month. */
import { first, rows, sql, type Db } from '../../../platform/db.ts'
import { within } from '../../../kernel/regions/range.ts'

/** The last 500 packages of a subtree. */
export function archivesIn(db: Db, path: string) {
  return rows(
    db,
    sql<{
      id: string
      place: string
      kind: string
      period: string
      supplement: number
      sha256: string
      bytes: number
      notices: number
      made_at: Date
    }>`
      SELECT a.id, r.name AS place, a.kind, a.period, a.supplement, a.sha256, a.bytes, a.notices,
        a.made_at
      FROM archives a
      JOIN regions r ON r.id = a.region_id
      WHERE ${within('r.path', path)}
      ORDER BY a.made_at DESC
      LIMIT 500`,
  )
}

/** A package by its id, with the path of its place. */
export function archiveById(db: Db, archiveId: string) {
  return first(
    db,
    sql<{
      sha256: string
      path: string
      name: string
      period: string
      supplement: number
    }>`
      SELECT a.sha256, r.path, r.name, a.period, a.supplement
      FROM archives a
      JOIN regions r ON r.id = a.region_id
      WHERE a.id = ${archiveId}`,
  )
}

/**
 * Ids of the places that an order covers: one, with `below` those under it too. Places that only practise are never
 * archived.
 */
export async function archivedPlaces(db: Db, place: { id: string; path: string }, below: boolean): Promise<string[]> {
  const found = await rows(
    db,
    sql<{
      id: string
    }>`
      SELECT id
      FROM regions
      WHERE (
          id = ${place.id}
          OR (${below} AND path > ${place.path} AND path < ${`${place.path.slice(0, -1)}/`})
        )
        AND NOT practice
        AND level IN ('village', 'township', 'bureau', 'group')
      ORDER BY path`,
  )
  return found.map((r) => r.id)
}

/** Codes of what was published for everybody in a month, in the order of places. At most 2,000. */
export async function printedIn(db: Db, path: string, month: string): Promise<string[]> {
  const found = await rows(
    db,
    sql<{
      code: string
    }>`
      SELECT code
      FROM publications
      WHERE path >= ${path}
        AND path < ${`${path.slice(0, -1)}/`}
        AND superseded_at IS NULL
        AND audience = 'everyone'
        AND to_char(published_on, 'YYYY-MM') = ${month}
      ORDER BY path, published_at
      LIMIT 2000`,
  )
  return found.map((r) => r.code)
}
