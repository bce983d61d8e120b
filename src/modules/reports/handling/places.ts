/** Places as the console names them: by slug. */
import { rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { placeAt } from '../../../kernel/regions/placeAt.ts'
import { postFor } from '../../../kernel/people/can.ts'

/** A place that the person oversees; without a slug the widest. 404 for others. */
export async function overseen(
  db: Db,
  actor: Actor,
  slug: string | undefined,
): Promise<{ path: string; name: string; slug: string }> {
  const widest = actor.posts
    .filter((p) => postFor({ ...actor, posts: [p] }, 'report.oversee'))
    .sort((a, b) => a.path.length - b.path.length)[0]
  const at = await placeAt(db, slug ?? widest?.slug ?? '')
  if (!at || !postFor(actor, 'report.oversee', at.path)) throw notFound('没有这个地方。')
  return at
}

/** Ids of places by slug; what is not known stays away. */
export async function idsOf(tx: Tx, slugs: readonly string[]): Promise<Map<string, string>> {
  return new Map(
    (
      await rows(
        tx,
        sql<{ id: string; slug: string }>`SELECT id, slug FROM regions WHERE slug = ANY(${[...slugs]}::text[])`,
      )
    ).map((r) => [r.slug, r.id]),
  )
}
