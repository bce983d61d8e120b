/** What the catalogue's row adds to the procedure about who acts: whose item it is, by whom it is reviewed and signed. */
import { dayOf } from '../../../platform/clock.ts'
import { rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import type { Case, CaseEvent } from '../../../kernel/cases/case.ts'
import { isRefusal, postForAction } from '../../../kernel/cases/may.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import type { PostFunction } from '../../../kernel/people/functions.ts'
import { heldOn } from '../../../kernel/people/terms.ts'
import { collectiveDrafter, isOfCollective, postsFor } from '../catalogue/collective.ts'
import type { ItemRow } from '../catalogue/items.read.ts'

type Whose = Pick<ItemRow, 'definition'>

/** The person with the posts through which they may act on an item: who drafts for the collective drafts nothing else. */
export const forItem = (actor: Actor, { definition }: Whose): Actor => ({
  ...actor,
  posts: postsFor(actor.posts, definition),
})

/** The functions that have a notice of an item in hand, where not all that its procedure names. */
export function handsFor(procedure: string, { definition }: Whose): PostFunction[] | undefined {
  if (isOfCollective(definition)) return undefined
  const named = Object.values(procedureOf(procedure).steps).flatMap((s) => s.by)
  return [...new Set(named)].filter((f) => f !== collectiveDrafter)
}

/**
 * Why this person may not take an action that their post allows; `undefined` where they may. The desk offers nothing
 * else.
 */
export async function refusedByRow(
  db: Db | Tx,
  actor: Actor,
  { definition }: ItemRow,
  c: Case,
  history: CaseEvent[],
  action: string,
  now: Date,
): Promise<string | undefined> {
  if (action === 'sign' && c.step === 'sign' && c.procedure !== 'disclosure.office') {
    const wanted = definition.signBy === 'director' ? 'director' : 'signer'
    if (!actor.posts.some((p) => p.function === wanted))
      return `这一项由${wanted === 'signer' ? '村党组织书记' : '村委会主任'}签字。`
  }
  if (action !== 'approve' || c.step !== 'review' || definition.reviewBy !== 'chair') return undefined
  const post = postForAction(actor, c, history, action)
  if (isRefusal(post) || post.function !== 'reviewer' || post.chair) return undefined
  const members = await membersOf(db, post.regionId, now)
  return members.some((m) => m.chair) ? '这一项由村务监督委员会主任审查。' : undefined
}

/** The supervision committee of a place today. */
export const membersOf = (db: Db | Tx, regionId: string, now: Date): Promise<{ person_id: string; chair: boolean }[]> =>
  rows(
    db,
    sql<{ person_id: string; chair: boolean }>`
      SELECT a.person_id, k.chair
      FROM appointments a
      JOIN post_kinds k ON k.id = a.post_kind_id
      WHERE a.region_id = ${regionId}
        AND k.function = 'reviewer'
        AND ${heldOn('a', dayOf(now))}`,
  )
