/** What the catalogue's row adds to the procedure about who acts: by whom it is reviewed, by whom it is signed. */
import { dayOf } from '../../../platform/clock.ts'
import { rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import type { Case, CaseEvent } from '../../../kernel/cases/case.ts'
import { isRefusal, postForAction } from '../../../kernel/cases/may.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { heldOn } from '../../../kernel/people/terms.ts'
import type { ItemRow } from '../catalogue/items.read.ts'

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
