/**
 * A changed amount: within its band it is noted with its reason; in another band the steps that are missing come next.
 */
import { sql, type Tx } from '../../../platform/db.ts'
import { conflict, invalid } from '../../../platform/errors.ts'
import { act, type Context } from '../../../kernel/cases/act.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { bump } from '../../../platform/pageVersions.ts'
import { bandOf, optionRefused, wayAfter, yuan } from '../list/bands.ts'
import { mostSteps, type Power } from '../list/powers.schema.ts'
import { fresh, stands } from './record.ts'
import { holding, stepOfRun, waits, type StepRow } from './runs.rows.ts'
import { comesTo, holderOf, limitsOf, nameOf, settle } from './standing.ts'

/**
 * What was awarded in a way that the new band does not allow was not awarded as it must be: this run cannot go on with
 * that amount.
 */
function refuseOptions(power: Power, steps: readonly StepRow[], band: string): void {
  for (const row of holding(steps).filter((s) => s.outcome === 'done'))
    for (const f of power.steps.find((s) => s.key === row.step)?.facts ?? []) {
      const refused = optionRefused(power, f, row.facts[f.key] ?? '', band)
      if (refused)
        throw invalid(
          `“${row.name}”已经办过，改成这个金额就不合规定了：${refused.say}请乡镇把“${row.name}”退回重办，改选${refused.instead.join('、')}；或者停办，另行发起。`,
          { field: 'amount' },
        )
    }
}

/** Names of the steps that are now asked besides; 422 for an amount that this power does not cover at all. */
export async function amendAmount(
  tx: Tx,
  actor: Actor,
  runId: string,
  input: { amount: string; reason: string; seenEvents?: number | undefined },
  ctx: Context,
): Promise<{ added: string[]; dropped: string[] }> {
  const at = await stands(tx, runId, input)
  await askBeforePublic(tx, at.run.region_id, { reason: input.reason })
  const { run } = at
  if (!run.power.amount) throw invalid('这一项不分金额。', { field: 'amount' })
  if (at.steps.some(waits)) throw conflict('这一步已经有人记下，正等第二个人确认，请先确认或者退回，再改金额。')
  const amount = input.amount === '' ? null : Number(input.amount)
  if (amount !== null && run.amount !== null && amount === Number(run.amount))
    throw invalid('金额没有变。', { field: 'amount' })
  const banded = bandOf(run.power, amount)!
  if ('refused' in banded)
    throw invalid(banded.say === 'missing' ? banded.refused : `${banded.refused}本次请停办，另行发起。`, {
      field: 'amount',
    })
  refuseOptions(run.power, at.steps, banded.band)
  const done = run.steps.slice(0, at.index)
  const steps = wayAfter(run.power, done, banded.band)
  if (steps.length > mostSteps) throw invalid('改成这个金额，步骤太多了。本次请停办，另行发起。', { field: 'amount' })
  if (steps.length === done.length)
    throw invalid('改成这个金额，就没有剩下的步骤了，请先把现在这一步办完。', { field: 'amount' })
  const next = { ...run, amount: String(amount), band: banded.band, steps }
  const limits = limitsOf(run.power, steps)
  const step = stepOfRun(next, at.index)
  const holder = await holderOf(tx, step, { id: run.region_id, path: run.path, name: run.place })
  await sql`UPDATE cases SET limits = ${JSON.stringify(limits)}::jsonb WHERE id = ${at.c.id}`.execute(tx)
  const moved = await act(
    tx,
    actor,
    {
      subjectKind: 'power_run',
      subjectId: runId,
      action: 'amend',
      comment: `金额由 ${yuan(Number(run.amount))} 元改为 ${yuan(amount!)} 元：${input.reason}`,
      holderId: holder.id,
      next: comesTo(next, step, at.index).next,
      told: `“${nameOf(next)}”的金额改了，现在在“${step.name}”，请照新的金额办。`,
    },
    ctx,
    { ...fresh(at), c: { ...at.c, limits } },
  )
  await sql`
    INSERT INTO power_run_ways (run_id, seq, amount, band, steps, reason, by_person, by_name, by_post, at)
    SELECT ${runId}, max(seq) + 1, ${amount}, ${banded.band}, ${steps}, ${input.reason}, ${actor.personId},
      ${actor.name}, ${moved.post.post}, ${ctx.now}
    FROM power_run_ways
    WHERE run_id = ${runId}`.execute(tx)
  await settle(tx, moved.case, next)
  await bump(tx, [run.slug])
  const names = (keys: readonly string[]) => keys.map((k) => run.power.steps.find((s) => s.key === k)!.name)
  return {
    added: names(steps.filter((k) => !run.steps.includes(k))),
    dropped: names(run.steps.filter((k) => !steps.includes(k))),
  }
}
