/** People and places as townships and the county look them up. */
import { dayOf } from '../../platform/clock.ts'
import { rows, sql, type Db } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import { holds, type Actor } from '../../kernel/people/actor.ts'
import { kinAt } from '../../kernel/people/kin.ts'
import { groupsAt } from '../../kernel/people/leadingGroups.ts'
import { isTop } from '../../kernel/people/reach.ts'
import { postFor, scopeOf, widestScope } from '../../kernel/people/can.ts'
import { handOversOf } from './handOver.ts'
import { heldOn, notOverBy } from '../../kernel/people/terms.ts'
import { rulesOn } from '../../kernel/rules/rules.ts'
import { placeAt } from '../../kernel/regions/placeAt.ts'
import { within } from '../../kernel/regions/range.ts'
import { sayHeld, type Held } from '../../kernel/people/postAt.ts'

/**
 * Everybody who holds or held a post in a place, its deputies and groups, and what the person may do there. 404 outside
 * one's own places.
 */
export async function peopleAt(db: Db, actor: Actor, slug: string, now: Date) {
  const place = await placeAt(db, slug)
  if (!place || !actor.posts.some((p) => holds(scopeOf(p), place.path))) throw notFound('没有这个地方。')
  const today = dayOf(now)
  const edits = postFor(actor, 'people.edit', place.path)
  const top = edits?.path === place.path && (await isTop(db, actor, place.path, now))
  const [rules, posts, holders, { groups, members }, kin, handOvers, deputies] = await Promise.all([
    rulesOn(db, today),
    rows(
      db,
      sql<{
        code: string
        name: string
        seats: number
        duty: string
        function: string
        optional: boolean
      }>`
        SELECT code, name, seats, duty, function, optional
        FROM post_kinds
        WHERE level = ${place.level} AND (ended_on IS NULL OR ended_on >= ${today}::date)
        ORDER BY position`,
    ),
    rows(
      db,
      sql<{
        id: string
        person_id: string
        name: string
        post: string
        post_code: string
        from_on: string
        to_on: string | null
        term_until: string | null
        held: boolean
        office_phone: string
        username: string | null
        must_change: boolean | null
        second: boolean | null
      }>`
        SELECT a.id, p.id AS person_id, p.name, k.name AS post, k.code AS post_code, a.from_on, a.to_on, a.term_until,
          ${notOverBy('a', today)} AS held, a.office_phone, u.username,
          x.must_change_password AS must_change, u.two_factor_enabled AS second
        FROM appointments a
        JOIN persons p ON p.id = a.person_id
        JOIN post_kinds k ON k.id = a.post_kind_id
        LEFT JOIN accounts x ON x.person_id = p.id
        LEFT JOIN auth_users u ON u.id = x.user_id
        WHERE a.region_id = ${place.id}
        ORDER BY held DESC, k.position, a.from_on DESC
        LIMIT 400`,
    ),
    groupsAt(db, place.id),
    edits ? kinAt(db, place.id, today) : [],
    handOversOf(db, place.id),
    rows(
      db,
      sql<{
        id: string
        appointment_id: string
        name: string
        from_on: string
        to_on: string
        reason: string
      }>`
        SELECT dp.id, dp.appointment_id, d.name, dp.from_on, dp.to_on, dp.reason
        FROM deputations dp
        JOIN appointments a ON a.id = dp.appointment_id
        JOIN persons d ON d.id = dp.deputy_id
        WHERE a.region_id = ${place.id} AND dp.revoked_at IS NULL AND dp.to_on >= ${today}
        ORDER BY dp.from_on`,
    ),
  ])
  return {
    place,
    posts,
    holders,
    groups,
    members,
    /** Who is a near relative of whom; for whoever keeps the people of the place. */
    kin,
    /** Groups and relatives give nobody a right: they are kept at one's own place, too. */
    mayKeep: edits !== undefined,
    handOvers,
    deputies,
    // What lies at one's own place is changed from above; at the top by two together (kernel/people/reach.ts).
    mayEdit: edits !== undefined && (edits.path !== place.path || top),
    mayReset: postFor(actor, 'account.reset', place.path) !== undefined && (edits?.path !== place.path || top),
    second: edits?.path === place.path && top,
    /** Within how many days a village's leaving hands hand over; where the law says so. */
    handOverWithin:
      place.level === 'village'
        ? { days: rules.number('handover.days'), cite: rules.cite('handover.days') }
        : undefined,
  }
}

/** People in office by name, pinyin or initials, in the places whose people one keeps. */
export async function findPeople(db: Db, actor: Actor, name: string, today: string) {
  const q = name.toLowerCase()
  const scopes = actor.posts.filter((p) => postFor({ ...actor, posts: [p] }, 'people.edit')).map(scopeOf)
  const found = await rows(
    db,
    sql<{
      id: string
      name: string
      posts: Held[]
    }>`
      SELECT p.id, p.name, json_agg(json_build_object('place', r.name, 'post', k.name)) AS posts
      FROM persons p
      JOIN appointments a
        ON a.person_id = p.id
        AND ${notOverBy('a', today)}
      JOIN regions r ON r.id = a.region_id
      JOIN post_kinds k ON k.id = a.post_kind_id
      WHERE (p.name LIKE ${`%${q}%`} OR p.initials LIKE ${`${q}%`} OR p.pinyin LIKE ${`${q}%`})
        AND EXISTS (
          SELECT 1
          FROM unnest(${scopes}::text[]) s
          WHERE r.path >= s AND r.path < left(s, -1) || '/'
        )
      GROUP BY p.id, p.name
      ORDER BY p.pinyin
      LIMIT 30`,
  )
  return found.map((p) => ({ ...p, posts: sayHeld(p.posts) }))
}

export type PlaceFilter = {
  parent?: string | undefined
  find?: string | undefined
  slug?: string | undefined
  /** With a comma between each; all without. */
  levels?: string | undefined
  everywhere?: '1' | undefined
}

/** The first 600 places in force of one's own line, those whose name begins as typed before others; `everywhere`: of the whole county, for whom one may ask or hand to. */
export function placesFor(db: Db, actor: Actor, q: PlaceFilter, day: string) {
  const scope = q.everywhere === '1' ? `${widestScope(actor).split('.')[0]}.` : widestScope(actor)
  const find = q.find?.toLowerCase() ?? ''
  const levels = (q.levels ?? '').split(',').filter((l) => l !== '')
  return rows(
    db,
    sql<{
      id: string
      code: string
      name: string
      slug: string
      level: string
      kind: string
      parent: string | null
      parentName: string | null
      practice: boolean
      goes_live_on: string
      grace_until: string
      chain: string
      /** Somebody at a post of it can sign in. */
      signsIn: boolean
    }>`
      SELECT r.id, r.code, r.name, r.slug, r.level, r.kind, p.slug AS parent,
        p.name AS "parentName", r.practice, r.goes_live_on, r.grace_until, r.chain,
        EXISTS (
          SELECT 1
          FROM appointments a
          JOIN accounts x ON x.person_id = a.person_id AND x.disabled_at IS NULL
          WHERE a.region_id = r.id AND ${heldOn('a', day)}
        ) AS "signsIn"
      FROM regions r
      LEFT JOIN regions p ON p.id = r.parent_id
      WHERE ${within('r.path', scope)}
        AND r.valid_to IS NULL
        AND (${q.parent ?? ''} = '' OR p.slug = ${q.parent ?? ''})
        AND (${q.slug ?? ''} = '' OR r.slug = ${q.slug ?? ''})
        AND (${levels.length} = 0 OR r.level = ANY(${levels}::text[]))
        AND (
          ${find} = ''
          OR r.name LIKE ${`%${find}%`}
          OR r.initials LIKE ${`${find}%`}
          OR r.pinyin LIKE ${`${find}%`}
          OR r.code = ${find.toUpperCase()}
        )
      ORDER BY ${find} <> '' AND starts_with(r.name, ${find}) DESC, r.path
      LIMIT 600`,
  )
}
