/**
 * Whose posts, deputies and accounts a person may change: only below their own place. What lies at their own place is
 * changed from above; at the top, where nobody is above, by two persons together. Nobody gives anything to themselves.
 * The posts that watch the others (who takes accusations in, who inspects) change with their holder's own word or by
 * two of the office above. Written down in docs/operate/people.md.
 */
import { dayOf } from '../../platform/clock.ts'
import { rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { forbidden, invalid, UserError } from '../../platform/errors.ts'
import { holds, type Actor } from './actor.ts'
import { postFor } from './can.ts'
import type { PostFunction } from './functions.ts'
import { heldOn, notOverBy } from './terms.ts'

/** Who changes something, with the second person who signs for it where one is wanted. */
export type By = Actor & { second?: Actor | undefined }

/** What is changed: a post at a place. `holder`: whoever holds it now; `gains`: whoever gets it or stands in for it. */
export type Reached = {
  path: string
  place: string
  function: PostFunction
  holder?: string
  gains?: string | undefined
}

type ReachedPost = { path: string; place: string; function: PostFunction; post: string }

/** The posts that watch the others. */
export const watching: readonly PostFunction[] = ['discipline_officer', 'inspector']
/** Who may be the second person at the top. */
const witnesses: readonly PostFunction[] = ['county_admin', 'command_room', ...watching]

/** @throws 403 where the person may not change this post; 409 with `details.second` where a second person must sign. */
export async function refuseReach(tx: Tx, by: By, asked: Reached, now: Date): Promise<void> {
  refuseOwnSecond(by)
  const watched = watching.includes(asked.function)
  // A second seat beside a watcher is their matter as well.
  const to = watched ? { ...asked, holder: asked.holder ?? (await holderOf(tx, asked, now)) } : asked
  if (to.gains === by.personId) throw forbidden('不能给自己安排岗位或代理，请由上一级登记。')
  // Of several posts the one above the place, where there is one.
  const posts = by.posts.filter((p) => postFor({ ...by, posts: [p] }, 'people.edit', to.path))
  const post = posts.find((p) => p.path !== to.path) ?? posts[0]
  if (!post) throw forbidden('人员变动由乡镇或县里登记，只能办自己管的地方。')
  if (post.path !== to.path) return watched ? refuseAlone(by, to, await above(tx, by, to.path, now)) : undefined
  const superior = await above(tx, by, to.path, now)
  if (superior.length > 0 && !(watched && isHolder(by.second, to)))
    throw forbidden(`${to.place}的岗位由上一级登记，本单位的人不能自己改。`)
  if (watched && to.holder !== undefined) return refuseAlone(by, to, await otherWatch(tx, by, to, now))
  return refuseAlone(by, to, await peers(tx, by, to.path, now))
}

async function holderOf(tx: Tx, to: Reached, now: Date): Promise<string | undefined> {
  const found = await rows(
    tx,
    sql<{ person_id: string }>`
      SELECT a.person_id
      FROM appointments a
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN regions r ON r.id = a.region_id
      WHERE ${heldOn('a', dayOf(now))} AND k.function = ${to.function} AND r.path = ${to.path}
      ORDER BY a.from_on
      LIMIT 1`,
  )
  return found[0]?.person_id
}

/**
 * Every post that a person holds or will hold, or stands in for: whoever has their password acts through all of them.
 */
export async function refuseReachOf(tx: Tx, by: By, personId: string, now: Date): Promise<ReachedPost[]> {
  const today = dayOf(now)
  const posts = await rows(
    tx,
    sql<ReachedPost>`
      SELECT r.path, r.name AS place, k.function, k.name AS post
      FROM appointments a
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN regions r ON r.id = a.region_id
      WHERE ${notOverBy('a', today)}
        AND (
          a.person_id = ${personId}
          OR EXISTS (
            SELECT 1
            FROM deputations d
            WHERE d.appointment_id = a.id AND d.deputy_id = ${personId} AND d.revoked_at IS NULL AND d.to_on >= ${today}
          )
        )
      ORDER BY r.path`,
  )
  for (const p of posts) await refuseReach(tx, by, { ...p, holder: personId }, now)
  return posts
}

/**
 * Whoever watches has lost what proves them: only together with the other watching office. @throws 409,
 * `details.second`.
 */
export async function refuseUnproven(tx: Tx, by: By, to: Reached, now: Date): Promise<void> {
  refuseOwnSecond(by)
  refuseAlone(by, { ...to, holder: undefined }, await otherWatch(tx, by, { ...to, holder: by.personId }, now))
}

function refuseOwnSecond(by: By) {
  if (by.second?.personId === by.personId) throw invalid('要另一位来签，不能是您自己。', { field: 'second' })
}

const isHolder = (second: Actor | undefined, to: Reached) => second !== undefined && second.personId === to.holder

/** `others`: persons who may sign as the second; where there are none, as in a county's first hour, one is enough. */
function refuseAlone(by: By, to: Reached, others: readonly string[]): void {
  if (others.length === 0 || isHolder(by.second, to)) return
  const { second } = by
  if (second && second.personId !== by.personId && second.personId !== to.gains && others.includes(second.personId))
    return
  throw new UserError(
    409,
    watching.includes(to.function)
      ? `这个岗位监督别人，变动要现任的人自己签字，或再由另一个监督岗位（督查、举报受理）的人一起办。`
      : `${to.place}的岗位变动要两个人一起办：请另一位在县里管人员、督查或指挥的人，在这里填用户名和密码。`,
    { second: true },
  )
}

/** Persons with an account in posts like these at a place, but for who is asking. */
async function inPosts(
  tx: Tx | Db,
  by: Actor,
  functions: readonly PostFunction[],
  where: (p: string) => boolean,
  now: Date,
) {
  const found = await rows(
    tx,
    sql<{ person_id: string; path: string }>`
      SELECT DISTINCT a.person_id, r.path
      FROM appointments a
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN regions r ON r.id = a.region_id
      JOIN accounts x ON x.person_id = a.person_id AND x.disabled_at IS NULL
      WHERE ${heldOn('a', dayOf(now))}
        AND k.function = ANY(${[...functions]}::text[])
        AND a.person_id <> ${by.personId}`,
  )
  return found.filter((f) => where(f.path)).map((f) => f.person_id)
}

/** Who keeps people above a place. */
const above = (tx: Tx | Db, by: Actor, path: string, now: Date) =>
  inPosts(tx, by, witnesses, (p) => p !== path && holds(p, path), now)
const peers = (tx: Tx, by: Actor, path: string, now: Date) => inPosts(tx, by, witnesses, (p) => p === path, now)

/** Whether nobody keeps people above a place, so that its own people change its posts, two together. */
export const isTop = async (tx: Tx | Db, by: Actor, path: string, now: Date): Promise<boolean> =>
  (await above(tx, by, path, now)).length === 0

/**
 * The other watching office; where it is empty, whoever else may sign. The holder's own word is asked apart
 * (`isHolder`).
 */
async function otherWatch(tx: Tx, by: Actor, to: Reached, now: Date): Promise<string[]> {
  const other = watching.filter((f) => f !== to.function)
  const found = await inPosts(tx, by, other, (p) => p === to.path, now)
  const allowed = found.filter((p) => p !== to.holder)
  return allowed.length > 0 ? allowed : peers(tx, by, to.path, now)
}
