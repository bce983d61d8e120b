/**
 * The clock of a step stands still while the village waits for what the power names (an approval, a date of the
 * platform), told to everybody.
 */
import type { Tx } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import { bump } from '../../../platform/pageVersions.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { resume, suspend } from '../../../kernel/cases/pause.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { fresh, stands } from './record.ts'
import { waits } from './runs.rows.ts'

type Said = { reason: string; seenEvents?: number | undefined }

/**
 * Stops the clock for at most the days of `power.pauseDays`. 409 where the step waits for nobody, or is late already;
 * 403 for whoever has not the step.
 */
export async function pauseStep(
  tx: Tx,
  actor: Actor,
  runId: string,
  input: Said & { step: string },
  ctx: Context,
): Promise<void> {
  const at = await stands(tx, runId, input)
  await askBeforePublic(tx, at.run.region_id, { reason: input.reason })
  if (at.step.pauses === undefined) throw conflict(`“${at.step.name}”不能停表。`)
  if (at.steps.some(waits)) throw conflict('这一步已经有人记下，正等第二个人确认，不用停表。')
  await suspend(
    tx,
    actor,
    fresh(at),
    { reason: `等${at.step.pauses}：${input.reason.replace(/[。；，.;,]+$/, '')}`, proof: [] },
    ctx,
  )
  await bump(tx, [at.run.slug])
}

/** What was waited for has come. */
export async function resumeStep(tx: Tx, actor: Actor, runId: string, input: Said, ctx: Context): Promise<void> {
  const at = await stands(tx, runId, { seenEvents: input.seenEvents })
  await askBeforePublic(tx, at.run.region_id, { reason: input.reason })
  await resume(tx, actor, fresh(at), input.reason, ctx)
  await bump(tx, [at.run.slug])
}
