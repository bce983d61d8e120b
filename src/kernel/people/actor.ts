/** A person acts only through a post: role × region × from–to, their own or as a deputy for a stated time. */
import type { RawBuilder } from 'kysely'
import { rows, sql, type Db, type Tx } from '../../platform/db.ts'
import type { PostFunction } from './functions.ts'
import { heldOn } from './terms.ts'

export type Post = {
  appointmentId: string
  function: PostFunction
  post: string
  chair: boolean
  regionId: string
  regionCode: string
  region: string
  slug: string
  level: string
  path: string
  practice: boolean
  /** Name of the post holder for whom this person acts as deputy; empty for an own post. */
  deputyFor: string
}
export type Actor = { personId: string; name: string; posts: Post[] }
/** A row of `postsQuery`. */
export type PostRow = Post & { name: string; position: number }

/** The person with all posts they may act through on a day. */
export async function actorOf(db: Db | Tx, personId: string, day: string): Promise<Actor | undefined> {
  return actorFrom(
    personId,
    await rows(db, sql<PostRow>`${postsQuery(sql`${personId}`, day)} ORDER BY r.path, k.position`),
  )
}

/** A place's code; of a county's bureau that is a department of the whole city there, that department's. */
const departmentOf = (r: string) =>
  sql`CASE WHEN ${sql.ref(`${r}.level`)} = 'bureau' AND ${sql.ref(`${r}.kind`)} <> '' THEN 'B-' || ${sql.ref(`${r}.kind`)} ELSE ${sql.ref(`${r}.code`)} END`

/** The person's posts on a day as a query, one row each, with the person's name. */
export function postsQuery(personId: RawBuilder<unknown>, day: string): RawBuilder<PostRow> {
  return sql`
    SELECT p.name, a.id AS "appointmentId", k.function, k.name AS post, k.chair, k.position,
      r.id AS "regionId", ${departmentOf('r')} AS "regionCode", r.name AS region, r.slug, r.level, r.path, r.practice,
      CASE WHEN a.person_id = p.id THEN '' ELSE h.name END AS "deputyFor"
    FROM persons p
    LEFT JOIN deputations d
      ON d.deputy_id = p.id
      AND d.revoked_at IS NULL
      AND d.from_on <= ${day}
      AND d.to_on >= ${day}
    JOIN appointments a
      ON (a.person_id = p.id OR a.id = d.appointment_id)
      AND ${heldOn('a', day)}
    JOIN persons h ON h.id = a.person_id
    JOIN post_kinds k ON k.id = a.post_kind_id
    JOIN regions r ON r.id = a.region_id
    WHERE p.id = ${personId} AND k.function <> ${'named' satisfies PostFunction}
    GROUP BY p.name, a.id, k.id, r.id, p.id, h.name`
}

/** The person out of the rows of `postsQuery`; `undefined` without any post. */
export function actorFrom(personId: string, found: readonly PostRow[]): Actor | undefined {
  if (found.length === 0) return undefined
  return {
    personId,
    name: found[0]!.name,
    posts: found.map((f) => ({
      appointmentId: f.appointmentId,
      function: f.function,
      post: f.post,
      chair: f.chair,
      regionId: f.regionId,
      regionCode: f.regionCode,
      region: f.region,
      slug: f.slug,
      level: f.level,
      path: f.path,
      practice: f.practice,
      deputyFor: f.deputyFor,
    })),
  }
}

/** Whether a place holds another: equal, or above it in the tree. */
export function holds(outer: string, inner: string): boolean {
  return inner.startsWith(outer)
}
