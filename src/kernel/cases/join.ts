/** Merging and splitting cases, with cross links in both histories. Time does not get lost by either (goingOn.ts). */
import { first, sql, type Tx } from '../../platform/db.ts'
import { conflict, forbidden, invalid } from '../../platform/errors.ts'
import type { Actor } from '../people/actor.ts'
import { by, noteBy, type Context } from './act.ts'
import { withdrawRequests } from './asked.ts'
import { historyOf, type Case, type CaseEvent } from './case.ts'
import type { Limit } from './clock.ts'
import { earlierOf, missedBy } from './goingOn.ts'
import { handling } from './may.ts'
import { resumeByMerging, setTimes } from './pause.ts'
import { isBarred, refuseBarred } from './seeing.ts'

/**
 * Merges a case into another of the same procedure: it closes, and whoever follows it follows the other. The person
 * must have both in hand.
 */
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
  const gone = await noteBy(
    tx,
    from,
    by(actor, post),
    'mergedInto',
    { comment: reason.trim(), detail: { other: into.id } },
    ctx.now,
  )
  const running =
    into.paused_at !== null && from.due_at !== null
      ? await resumeByMerging(tx, { c: into, history: await historyOf(tx, into.id) }, by(actor, post), ctx)
      : into
  const taken = await takeClock(tx, running, from, ctx)
  const merged = { comment: reason.trim(), detail: { other: from.id }, clock: taken }
  await keepClock(tx, running, from, await noteBy(tx, running, by(actor, post), 'merged', merged, ctx.now), ctx)
  await sql`
    UPDATE cases
    SET merged_into = ${into.id}, closed_at = ${ctx.now}, alarm_at = NULL, warn_at = NULL, due_at = NULL, paused_at = NULL,
      missed_at = least(missed_at, ${missedBy(from, ctx.now)}::timestamptz)
    WHERE id = ${from.id}`.execute(tx)
  await withdrawRequests(tx, from, gone, 'all', ctx.now)
  return { from, into: running }
}

/** The limit of the other case that this one takes over: the earlier of both is the matter's. */
async function takeClock(tx: Tx, own: Case, other: Case, ctx: Context): Promise<Limit | null> {
  return earlierOf(await historyOf(tx, own.id), await historyOf(tx, other.id), ctx) ?? null
}

/**
 * Writes what an event says with which a case took over another's clock; and that it was missed, where it was. What is
 * late already was told of the other.
 */
async function keepClock(tx: Tx, own: Case, other: Case, event: CaseEvent, ctx: Context): Promise<void> {
  if (event.clock !== null && own.paused_at === null) {
    const c = await setTimes(tx, { c: own, history: await historyOf(tx, own.id) }, ctx)
    if (c.due_at !== null && c.due_at <= ctx.now)
      await sql`UPDATE cases SET alarm_at = ${ctx.now}, escalated = ${other.escalated} WHERE id = ${own.id}`.execute(tx)
  }
  await sql`
    UPDATE cases
    SET missed_at = least(missed_at, ${other.missed_at}::timestamptz, ${missedBy(other, ctx.now)}::timestamptz)
    WHERE id = ${own.id}`.execute(tx)
}

/**
 * Records that a new case was split from one; the module has opened it. Its clock is the earlier of its own and that of
 * the case it comes from.
 */
export async function noteSplit(
  tx: Tx,
  actor: Actor,
  c: Case,
  child: Case,
  reason: string,
  ctx: Context,
): Promise<void> {
  const post = handling(actor, c)
  if (!post) throw forbidden('这件事现在不在您手里。')
  await noteBy(tx, c, by(actor, post), 'split', { comment: reason.trim(), detail: { other: child.id } }, ctx.now)
  const from = { comment: reason.trim(), detail: { other: c.id }, clock: await takeClock(tx, child, c, ctx) }
  await keepClock(tx, child, c, await noteBy(tx, child, by(actor, post), 'splitFrom', from, ctx.now), ctx)
}

/** Locks both in one order, so that two merges never wait for each other crosswise. */
async function bothLocked(tx: Tx, a: string, b: string): Promise<[Case | undefined, Case | undefined]> {
  const found = new Map<string, Case | undefined>()
  for (const id of [a, b].sort())
    found.set(id, await first(tx, sql<Case>`SELECT * FROM cases WHERE id = ${id} FOR UPDATE`))
  return [found.get(a), found.get(b)]
}
