/** The place that an address names, for those who act on it: what they may is asked by whoever calls. */
import { first, sql, type Db, type Tx } from '../../platform/db.ts'
import type { Regions } from '../../platform/tables.gen.ts'

/** `ended`: it has been abolished or merged. */
export type PlaceAt = Pick<Regions, 'id' | 'path' | 'slug' | 'name' | 'level' | 'phone' | 'practice'> & {
  ended: boolean
}

/** The place at an address, abolished ones too; nothing where there never was one. */
export const placeAt = (db: Db | Tx, slug: string): Promise<PlaceAt | undefined> =>
  first(
    db,
    sql<PlaceAt>`
      SELECT id, path, slug, name, level, phone, practice, valid_to IS NOT NULL AS ended
      FROM regions
      WHERE slug = ${slug}`,
  )

/** The village at an address; nothing for other places and for a village that is no more. */
export async function villageAt(db: Db | Tx, slug: string): Promise<PlaceAt | undefined> {
  const place = await placeAt(db, slug)
  return place?.level === 'village' && !place.ended ? place : undefined
}
