/** A place with its first day of publishing: what the catalogue asks of it depends on both. */
import { first, sql, type Db, type Tx } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import type { Regions } from '../../../platform/tables.gen.ts'

export type PlaceRow = Pick<
  Regions,
  | 'id'
  | 'code'
  | 'slug'
  | 'name'
  | 'level'
  | 'kind'
  | 'path'
  | 'chain'
  | 'practice'
  | 'parent_id'
  | 'goes_live_on'
  | 'grace_until'
>

/** The place with this id; 404 where there is none. */
export async function placeById(db: Db | Tx, id: string): Promise<PlaceRow> {
  const found = await first(
    db,
    sql<PlaceRow>`
      SELECT id, code, slug, name, level, kind, path, chain, practice, parent_id, goes_live_on, grace_until
      FROM regions
      WHERE id = ${id}`,
  )
  if (!found) throw notFound('没有这个地方。')
  return found
}
