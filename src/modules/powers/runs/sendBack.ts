/**
 * The township sees that the last step is wrong and sends it back: the case goes back one step, what was recorded stays
 * to be read.
 */
import { dayOf } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import { act, type Context } from '../../../kernel/cases/act.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { follow } from './follow.ts'
import { fresh, insertStep, putHand, stands } from './record.ts'
import { stepOfRun, waits } from './runs.rows.ts'
import { comesTo, holderOf } from './standing.ts'

/**
 * 403 for whoever is not of the township above, 409 on the first step or where a record waits for its second person,
 * 422 without a reason.
 */
export async function sendBack(
  tx: Tx,
  actor: Actor,
  runId: string,
  input: { step: string; reason: string; seenEvents?: number | undefined },
  ctx: Context,
): Promise<void> {
  const at = await stands(tx, runId, input)
  await askBeforePublic(tx, at.run.region_id, { reason: input.reason })
  if (at.index === 0) throw conflict('这是第一步，前面没有可以退的。不该办的，请村里停办。')
  if (at.steps.some(waits))
    throw conflict('这一步已经有人记下，正等第二个人确认。请他们先确认，或者选“不同意”，再退回上一步。')
  const index = at.index - 1
  const before = { ...at, index, step: stepOfRun(at.run, index) }
  const village = { id: at.run.region_id, path: at.run.path, name: at.run.place }
  const holder = await holderOf(tx, before.step, village)
  const row = await insertStep(
    tx,
    before,
    { outcome: 'returned', on: dayOf(ctx.now), words: input.reason, facts: {}, papers: [], people: 1 },
    ctx,
  )
  const moved = await act(
    tx,
    actor,
    {
      subjectKind: 'power_run',
      subjectId: runId,
      action: 'sendBack',
      comment: input.reason,
      contentHash: row.content_hash,
      holderId: holder.id,
      detail: { record: row.id },
      ...comesTo(at.run, before.step, index, input.reason),
    },
    ctx,
    fresh(at),
  )
  await putHand(tx, row.id, actor, moved.post, 'recorded', '', ctx.now)
  await follow(tx, actor, before, row, moved.case, false, ctx)
}
