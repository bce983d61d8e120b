/**
 * The county's posts: made, changed and ended. What a post may do (its function) stays as it was made: whoever holds
 * it would get other rights overnight.
 */
import { addDays } from '../../platform/clock.ts'
import { first, rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { conflict, invalid, notFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { refusePersonal } from '../guard/index.ts'
import type { Level } from '../regions/levels.ts'
import { fitsLevel, onlyAbove, type PostFunction } from './functions.ts'
import { notOverBy } from './terms.ts'

export type PostInput = {
  name: string
  seats: number
  duty: string
  committee: string
  optional: boolean
  order: number
}
export type PostLine = PostInput & {
  code: string
  level: Level
  function: PostFunction
  ended_on: string | null
  /** How many hold it now, or will. */
  held: number
}

/** Every post of the county, those that have ended last. */
export function postKinds(db: Db, today: string): Promise<PostLine[]> {
  return rows(
    db,
    sql<PostLine>`
      SELECT k.code, k.name, k.level, k.function, k.seats, k.duty, k.committee, k.optional, k.position AS "order",
        k.ended_on,
        (
          SELECT count(*)::int
          FROM appointments a
          WHERE a.post_kind_id = k.id AND ${notOverBy('a', today)}
        ) AS held
      FROM post_kinds k
      ORDER BY coalesce(k.ended_on < ${today}, false), k.position, k.code`,
  )
}

/** A post of a level with one of the functions of the code; its code. 409 for a name that the level has already. */
export async function makePost(
  tx: Tx,
  input: PostInput & { level: Level; function: PostFunction },
  today: string,
): Promise<string> {
  if (!fitsLevel(input.function, input.level)) throw invalid(onlyAbove, { field: 'level' })
  refusePersonal(input.duty, 'duty')
  await refuseName(tx, input.name, input.level, undefined, today)
  const code = await freeCode(tx, input.level)
  await sql`
    INSERT INTO post_kinds (id, code, name, function, level, seats, committee, position, duty, optional)
    VALUES (
      ${newId()}, ${code}, ${input.name}, ${input.function}, ${input.level}, ${input.seats}, ${input.committee},
      ${input.order}, ${input.duty}, ${input.optional}
    )`.execute(tx)
  return code
}

/** 404, 409 for a name that is taken; 422 for fewer seats than some place has holders. */
export async function changePost(tx: Tx, code: string, input: PostInput, today: string): Promise<PostLine> {
  const before = await postOf(tx, code)
  if (before.ended_on !== null && before.ended_on < today) throw conflict(`“${before.name}”已经停用了，不能再改。`)
  refusePersonal(input.duty, 'duty')
  await refuseName(tx, input.name, before.level, code, today)
  const { all, most, place } = await holdersFrom(tx, code, today)
  // Who sits on which body decides who may not sit on another (OL 37): it does not change under those who hold the
  // post.
  if (input.committee !== before.committee && all > 0)
    throw conflict(
      `还有 ${all} 个人任“${before.name}”（例如${place}），所属组织不能改：谁不能进村务监督委员会是按它算的。请另建一个岗位，给他们办离任、任新岗位。`,
      { field: 'committee' },
    )
  if (input.seats < most)
    throw invalid(`${place}现在有 ${most} 个人任“${before.name}”，人数不能改成 ${input.seats}。请先办离任。`, {
      field: 'seats',
    })
  await sql`
    UPDATE post_kinds
    SET name = ${input.name}, seats = ${input.seats}, duty = ${input.duty}, committee = ${input.committee},
      position = ${input.order}, optional = ${input.optional}
    WHERE code = ${code}`.execute(tx)
  return before
}

/**
 * Ends a post, its last day given. 409 while anybody holds it then or later, with where; and for the last post of the
 * county's administrators.
 */
export async function endPost(tx: Tx, code: string, on: string, today: string): Promise<PostLine> {
  const before = await postOf(tx, code)
  if (before.ended_on !== null) throw conflict(`“${before.name}”已经停用了。`)
  if (on < today) throw invalid('停用的日子不能早于今天。', { field: 'on' })
  const held = await holdersFrom(tx, code, addDays(on, 1))
  if (held.all > 0)
    throw conflict(`还有 ${held.all} 个人任“${before.name}”（例如${held.place}），请先给他们办离任，再停用。`)
  const other = await first(
    tx,
    sql`SELECT 1 FROM post_kinds WHERE function = ${before.function} AND code <> ${code} AND ended_on IS NULL LIMIT 1`,
  )
  if (!other && before.function === 'county_admin') throw conflict('这是县级管理员唯一的岗位，停用了就没有人能管平台。')
  await sql`UPDATE post_kinds SET ended_on = ${on} WHERE code = ${code}`.execute(tx)
  return before
}

async function postOf(tx: Tx, code: string): Promise<PostLine> {
  const found = await first(
    tx,
    sql<PostLine>`
      SELECT code, name, level, function, seats, duty, committee, optional, position AS "order", ended_on, 0 AS held
      FROM post_kinds
      WHERE code = ${code}
      FOR UPDATE`,
  )
  if (!found) throw notFound('没有这个岗位。')
  return found
}

async function refuseName(tx: Tx, name: string, level: Level, own: string | undefined, today: string): Promise<void> {
  refusePersonal(name, 'name')
  const other = await first(
    tx,
    sql`
      SELECT 1
      FROM post_kinds
      WHERE name = ${name}
        AND level = ${level}
        AND code <> ${own ?? ''}
        AND (ended_on IS NULL OR ended_on >= ${today}::date)`,
  )
  if (other) throw conflict(`这一级已经有叫“${name}”的岗位了。`)
}

/** Who holds it on a day or will: how many in all, and in the place that has the most of them. */
async function holdersFrom(tx: Tx, code: string, day: string): Promise<{ all: number; most: number; place: string }> {
  const found = await first(
    tx,
    sql<{ all: number; most: number; place: string | null }>`
      SELECT coalesce(sum(n), 0)::int AS "all", coalesce(max(n), 0) AS most,
        (array_agg(place ORDER BY n DESC, place))[1] AS place
      FROM (
        SELECT r.name AS place, count(*)::int AS n
        FROM appointments a
        JOIN post_kinds k ON k.id = a.post_kind_id
        JOIN regions r ON r.id = a.region_id
        WHERE k.code = ${code} AND ${notOverBy('a', day)}
        GROUP BY r.id
      ) AS places`,
  )
  return { ...found!, place: found!.place ?? '' }
}

/** "V-ZS01" (自设): the next free code of a level's own posts. */
async function freeCode(tx: Tx, level: Level): Promise<string> {
  await sql`SELECT pg_advisory_xact_lock(727091)`.execute(tx)
  const stem = `${{ city: 'S', county: 'C', township: 'T', village: 'V', group: 'G', bureau: 'B' }[level]}-ZS`
  const taken = new Set(
    (await rows(tx, sql<{ code: string }>`SELECT code FROM post_kinds WHERE code LIKE ${`${stem}%`}`)).map(
      (k) => k.code,
    ),
  )
  let n = 1
  while (taken.has(stem + String(n).padStart(2, '0'))) n += 1
  return stem + String(n).padStart(2, '0')
}
