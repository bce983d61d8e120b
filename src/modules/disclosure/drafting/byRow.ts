/**
 * What the catalogue's row adds to the procedure about who acts: whose item it is, by whom it is reviewed and signed.
 */
import { dayOf } from '../../../platform/clock.ts'
import { rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import type { Case, CaseEvent } from '../../../kernel/cases/case.ts'
import { isRefusal, postForAction } from '../../../kernel/cases/may.ts'
import { decisionOf, procedureOf } from '../../../kernel/cases/procedure.ts'
import type { Actor, Post } from '../../../kernel/people/actor.ts'
import type { PostFunction } from '../../../kernel/people/functions.ts'
import { heldOn } from '../../../kernel/people/terms.ts'
import { collectiveDrafter, isOfCollective, postsFor } from '../catalogue/collective.ts'
import type { ItemRow } from '../catalogue/items.read.ts'
import { office } from '../disclosure.procedure.ts'

type Definition = ItemRow['definition']
/** Of an item's row what says who acts. */
type Whose = { definition: Pick<Definition, 'publisher'> }
type Hands = Pick<Definition, 'signBy' | 'reviewBy'>

/**
 * The person with the posts through which they may act on an item: who drafts for the collective drafts nothing else.
 */
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
 * Why the row does not leave a step's decision to one of the posts that its procedure names; `undefined` where it does.
 */
export function refusesPost(
  { signBy, reviewBy }: Hands,
  at: Pick<Case, 'procedure' | 'step'>,
  post: Pick<Post, 'function' | 'chair'>,
  chaired: boolean,
): string | undefined {
  if (at.step === 'sign' && at.procedure !== office.code) {
    const wanted = signBy === 'director' ? 'director' : 'signer'
    if (post.function !== wanted) return `这一项由${wanted === 'signer' ? '村党组织书记' : '村委会主任'}签字。`
  }
  if (at.step === 'review' && post.function === 'reviewer' && !post.chair && reviewBy === 'chair' && chaired)
    return '这一项由村务监督委员会主任审查。'
  return undefined
}

/** Of the posts through which somebody may take an action those to which the row leaves it, too. */
function leftBy(
  { posts, ...actor }: Actor,
  definition: Hands,
  c: Case,
  history: CaseEvent[],
  action: string,
  chaired: boolean,
): { may: Post[]; left: Post[] } {
  const may = posts.filter((p) => !isRefusal(postForAction({ ...actor, posts: [p] }, c, history, action)))
  return { may, left: may.filter((p) => refusesPost(definition, c, p, chaired) === undefined) }
}

/**
 * The person with the posts through which the row, too, lets them take an action; in words why not where there is none.
 * A step's decision is one: whom the row does not leave it to is offered none of its outcomes. What others may do at a
 * step (taking back) is not its decision.
 */
export async function handByRow(
  db: Db | Tx,
  actor: Actor,
  { definition }: { definition: Hands },
  c: Case,
  history: CaseEvent[],
  action: string,
  now: Date,
): Promise<{ actor: Actor } | { refused: string }> {
  if (!decisionOf(procedureOf(c.procedure).steps[c.step]).includes(action)) return { actor }
  const at = leftBy(actor, definition, c, history, action, false).may[0]
  if (!at) return { actor }
  const chaired = c.step === 'review' && (await membersOf(db, at.regionId, now)).some((m) => m.chair)
  const { left } = leftBy(actor, definition, c, history, action, chaired)
  return left.length > 0 ? { actor: { ...actor, posts: left } } : { refused: refusesPost(definition, c, at, chaired)! }
}

/**
 * Whether a case waits for this person: the same for many at once, for lists. `chaired`: whether its place has a chair.
 */
export const waitsFor = (actor: Actor, definition: Hands, c: Case, history: CaseEvent[], chaired: boolean): boolean =>
  decisionOf(procedureOf(c.procedure).steps[c.step]).some(
    (action) => leftBy(actor, definition, c, history, action, chaired).left.length > 0,
  )

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
