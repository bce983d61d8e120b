/** Merging and splitting cases, with cross links in both histories. */
import { first, sql, type Tx } from '../../platform/db.ts'
import { conflict, forbidden, invalid } from '../../platform/errors.ts'
import type { Actor } from '../people/actor.ts'
import { by, noteBy, type Context } from './act.ts'
import { withdrawRequests } from './asked.ts'
import type { Case } from './case.ts'
import { handling } from './may.ts'
import { isBarred, refuseBarred } from './seeing.ts'

/** Merges a case into another of the same procedure: it closes, and whoever follows it follows the other. The person must have both in hand. */
export async function mergeInto(
  tx: Tx,
  actor: Actor,
  ids: { from: string; into: string },
  reason: string,
  ctx: Context,
): Promise<{ from: Case; into: Case }> {
  if (ids.from === ids.into) throw invalid('不能并入自己，请选另一件。', { field: 'into' })
  const [from, into] = await bothLocked(tx, ids.from, ids.into)
  if (from) await refuseBarred(tx, from, actor.personId)
  if (!from || !into || (await isBarred(tx, into, actor.personId)))
    throw invalid('没有找到要并入的那一件。', { field: 'into' })
  if (from.procedure !== into.procedure) throw invalid('两件事的办理程序不同，不能合并。', { field: 'into' })
  if (from.merged_into !== null || from.closed_at !== null || into.closed_at !== null || into.merged_into !== null)
    throw conflict('已经办结或已经合并的不能再合并。')
  const post = handling(actor, from)
  if (!post || !handling(actor, into)) throw forbidden('两件事都在您手里才能合并。')
  await noteBy(tx, from, by(actor, post), 'mergedInto', { comment: reason.trim(), detail: { other: into.id } }, ctx.now)
  await noteBy(tx, into, by(actor, post), 'merged', { comment: reason.trim(), detail: { other: from.id } }, ctx.now)
  await sql`UPDATE cases SET merged_into = ${into.id}, closed_at = ${ctx.now}, alarm_at = NULL WHERE id = ${from.id}`.execute(
    tx,
  )
  await withdrawRequests(tx, from.id, 'all', ctx.now)
  return { from, into }
}

/** Records that a new case was split from one; the module has opened it with `splitFrom`. */
export async function noteSplit(
  tx: Tx,
  actor: Actor,
  c: Case,
  childId: string,
  reason: string,
  ctx: Context,
): Promise<void> {
  const post = handling(actor, c)
  if (!post) throw forbidden('这件事现在不在您手里。')
  await noteBy(tx, c, by(actor, post), 'split', { comment: reason.trim(), detail: { other: childId } }, ctx.now)
}

/** Locks both in one order, so that two merges never wait for each other crosswise. */
async function bothLocked(tx: Tx, a: string, b: string): Promise<[Case | undefined, Case | undefined]> {
  const found = new Map<string, Case | undefined>()
  for (const id of [a, b].sort())
    found.set(id, await first(tx, sql<Case>`SELECT * FROM cases WHERE id = ${id} FOR UPDATE`))
  return [found.get(a), found.get(b)]
}
