/** The village whose register a member of staff may read or change. */
import { notFound } from '../../../platform/errors.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor, type Permission } from '../../../kernel/people/can.ts'
import type { Village } from '../../../kernel/residents/register.ts'
import type { ResidentsOffice } from '../residents.office.ts'
import { placeAt } from '../../../kernel/regions/placeAt.ts'

/** A village in which the actor holds a post with this permission; anything else is as if it were not there. */
export async function ownVillage(
  office: Pick<ResidentsOffice, 'db'>,
  actor: Actor,
  place: string,
  permission: Permission,
): Promise<Village & { name: string }> {
  const village = await placeAt(office.db, place)
  if (
    village?.level !== 'village' ||
    !actor.posts.some((p) => p.regionId === village.id && postFor({ ...actor, posts: [p] }, permission))
  )
    throw notFound('只能查本村的人。')
  return village
}
