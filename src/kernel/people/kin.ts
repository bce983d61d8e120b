/**
 * Near relatives of those who hold posts: registered and taken back. They keep people away from cases and from seats
 * (OL Art. 37).
 */
import { first, rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { conflict, forbidden, invalid, notFound } from '../../platform/errors.ts'
import { holds } from './actor.ts'
import { postFor } from './can.ts'
import type { PostFunction } from './functions.ts'
import type { Changed } from './people.actions.ts'
import { cameIn } from './newcomers.ts'
import { refuseReach, watching, type By } from './reach.ts'
import { notOverBy } from './terms.ts'

export type Kin = { person_id: string; name: string; relative_id: string; relative: string; relation: string }

/** Pairs of which at least one holds a post at the place; each once, told from whoever does. */
export function kinAt(db: Db, regionId: string, today: string): Promise<Kin[]> {
  return rows(
    db,
    sql<Kin>`
      SELECT DISTINCT ON (least(k.person_id, k.relative_id), greatest(k.person_id, k.relative_id))
        k.person_id, p.name, k.relative_id, o.name AS relative, k.relation
      FROM kinships k
      JOIN persons p ON p.id = k.person_id
      JOIN persons o ON o.id = k.relative_id
      WHERE EXISTS (
        SELECT 1
        FROM appointments a
        WHERE a.person_id = k.person_id AND a.region_id = ${regionId} AND ${notOverBy('a', today)}
      )
      ORDER BY least(k.person_id, k.relative_id), greatest(k.person_id, k.relative_id), p.name`,
  )
}

/**
 * Registers two people as near relatives. `clash`: which seats they hold although the law forbids it: registering shows
 * it, it does not hide it. 403 for one's own relatives and for people of other places, 409 for a pair that is known.
 */
export async function registerKin(
  tx: Tx,
  actor: By,
  input: { personId: string; relativeId: string; relation: string },
  now: Date,
  today: string,
): Promise<Changed & { clash: string }> {
  const { personId, relativeId, relation } = input
  if (personId === relativeId) throw invalid('不能把本人登记成自己的亲属。', { field: 'relative' })
  const slug = await refuseFar(tx, actor, personId, relativeId, today, now)
  const known = await first(
    tx,
    sql`SELECT 1 FROM kinships WHERE person_id = ${personId} AND relative_id = ${relativeId}`,
  )
  if (known) throw conflict('这两个人已经登记为近亲属了。')
  await sql`
    INSERT INTO kinships (person_id, relative_id, relation, registered_at)
    VALUES (${personId}, ${relativeId}, ${relation}, ${now}), (${relativeId}, ${personId}, ${relation}, ${now})`.execute(
    tx,
  )
  await cameIn(tx, [personId, relativeId], now)
  const clash = await first(
    tx,
    sql<{ place: string }>`
      SELECT r.name AS place
      FROM appointments a
      JOIN post_kinds ka ON ka.id = a.post_kind_id
      JOIN appointments b ON b.region_id = a.region_id
      JOIN post_kinds kb ON kb.id = b.post_kind_id
      JOIN regions r ON r.id = a.region_id
      WHERE (a.person_id, b.person_id) IN ((${personId}, ${relativeId}), (${relativeId}, ${personId}))
        AND ka.function = 'reviewer'
        AND kb.committee = 'villageCommittee'
        AND ${notOverBy('a', today)}
        AND ${notOverBy('b', today)}
      LIMIT 1`,
  )
  return {
    slug,
    whom: [personId, relativeId],
    clash: clash
      ? `他们一个在${clash.place}村民委员会，一个在村务监督委员会，不能同时任职（《村民委员会组织法》第三十七条），请给其中一个办离任。`
      : '',
  }
}

/**
 * Takes a wrong registration back, both ways. It keeps people away from cases in all places where either of the two
 * works: only whoever keeps the people of all of them takes it back (403). Errors else as `registerKin`.
 */
export async function endKin(
  tx: Tx,
  actor: By,
  input: { personId: string; relativeId: string },
  today: string,
  now: Date,
): Promise<Changed> {
  const { personId, relativeId } = input
  const slug = await refuseFar(tx, actor, personId, relativeId, today, now, true)
  const gone = await sql`
    DELETE FROM kinships
    WHERE (person_id, relative_id) IN ((${personId}, ${relativeId}), (${relativeId}, ${personId}))`.execute(tx)
  if (gone.numAffectedRows === 0n) throw conflict('这两个人没有登记为近亲属，可能别人刚刚去掉了。')
  return { slug, whom: [personId, relativeId] }
}

/**
 * The place of the two that one keeps the people of; with `all`, of every place in which one of them works. Nobody
 * registers or ends what keeps themselves away; who is kept away at one's own place, above it,
 * or of those who watch, is no more one's own matter than their posts are (reach.ts).
 */
async function refuseFar(
  tx: Tx,
  actor: By,
  a: string,
  b: string,
  today: string,
  now: Date,
  all = false,
): Promise<string> {
  if (a === actor.personId || b === actor.personId) throw forbidden('自己的近亲属由别的经办人登记。')
  const people = await rows(tx, sql`SELECT 1 FROM persons WHERE id IN (${a}, ${b})`)
  if (people.length < 2) throw notFound('没有这个人，请从名单里选。')
  const places = await rows(
    tx,
    sql<{ person: string; slug: string; path: string; place: string; function: PostFunction }>`
      SELECT DISTINCT x.person_id AS person, r.slug, r.path, r.name AS place, k.function
      FROM appointments x
      JOIN regions r ON r.id = x.region_id
      JOIN post_kinds k ON k.id = x.post_kind_id
      WHERE x.person_id IN (${a}, ${b}) AND ${notOverBy('x', today)}`,
  )
  const keeps = (path: string) => postFor(actor, 'people.edit', path) !== undefined
  const own = places.find((p) => keeps(p.path))
  if (!own) throw forbidden('近亲属由乡镇或县里登记，只能办自己管的地方的人。')
  const far = all ? places.find((p) => !keeps(p.path)) : undefined
  if (far) throw forbidden(`其中一位在${far.place}任职，不归您管。两边都管得到的上一级（县里）才能去掉这个登记。`)
  const above = actor.posts.filter((p) => postFor({ ...actor, posts: [p] }, 'people.edit'))
  for (const { person, ...post } of places)
    if (watching.includes(post.function) || above.some((mine) => holds(post.path, mine.path)))
      await refuseReach(tx, actor, { ...post, holder: person }, now)
  return own.slug
}
