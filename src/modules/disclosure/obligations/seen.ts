/** Places as staff find them. */
import type { Db } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import { holds, type Actor } from '../../../kernel/people/actor.ts'
import { scopeOf } from '../../../kernel/people/can.ts'
import { placeAt } from '../../../kernel/regions/placeAt.ts'
import { placeById, type PlaceRow } from '../catalogue/places.read.ts'

/** A place by slug that this person may see; strangers get 404. */
export async function seenPlace(db: Db, actor: Actor, slug: string): Promise<PlaceRow> {
  const found = await placeAt(db, slug)
  const place = found ? await placeById(db, found.id) : undefined
  if (!place || !actor.posts.some((p) => holds(scopeOf(p), place.path))) throw notFound('没有这个地方。')
  return place
}
