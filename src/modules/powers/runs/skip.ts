/**
 * Going past a step, or ending a run, with a reason that is signed: bound to the hash of what it says, shown to
 * everybody.
 */
import { dayOf } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import { act, type Context, type SignatureInput } from '../../../kernel/cases/act.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { follow, nextOf } from './follow.ts'
import { fresh, insertStep, putHand, stands } from './record.ts'
import { waits } from './runs.rows.ts'
import { comesTo } from './standing.ts'

export type Reason = {
  step: string
  reason: string
  seenEvents?: number | undefined
  signature: SignatureInput | undefined
}

/** Skips the present step. 403 for whoever does not lead the place that has it, 422 without signature or reason. */
export async function skipStep(tx: Tx, actor: Actor, runId: string, input: Reason, ctx: Context): Promise<void> {
  await signed(tx, actor, runId, input, 'skipped', ctx)
}

/** Ends the run where it stands. */
export async function stopRun(tx: Tx, actor: Actor, runId: string, input: Reason, ctx: Context): Promise<void> {
  await signed(tx, actor, runId, input, 'stopped', ctx)
}

async function signed(
  tx: Tx,
  actor: Actor,
  runId: string,
  input: Reason,
  outcome: 'skipped' | 'stopped',
  ctx: Context,
) {
  const at = await stands(tx, runId, input)
  await askBeforePublic(tx, at.run.region_id, { reason: input.reason })
  if (at.steps.some(waits)) throw conflict('这一步已经有人记下，正等第二个人确认，请先确认或者退回。')
  const row = await insertStep(
    tx,
    at,
    { outcome, on: dayOf(ctx.now), words: input.reason, facts: {}, papers: [], people: 1 },
    ctx,
  )
  const next = outcome === 'skipped' ? await nextOf(tx, at) : undefined
  const action = outcome === 'stopped' ? 'stop' : next ? 'skip' : 'skipLast'
  const moved = await act(
    tx,
    actor,
    {
      subjectKind: 'power_run',
      subjectId: runId,
      action,
      comment: input.reason,
      contentHash: row.content_hash,
      holderId: next?.holder.id,
      signature: input.signature,
      detail: { record: row.id },
      ...comesTo(at.run, next?.step, at.index + 1),
    },
    ctx,
    fresh(at),
  )
  await putHand(tx, row.id, actor, moved.post, 'recorded', '', ctx.now)
  await follow(tx, actor, at, row, moved.case, false, ctx)
}
