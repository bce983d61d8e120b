/**
 * What follows when a step is done, skipped, sent back or the run stopped: who has it next, the leaf in the public log,
 * the notices, who hears of it.
 */
import type { Tx } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { bump } from '../../../platform/pageVersions.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import type { Holder } from '../../../kernel/cases/holder.ts'
import { commit } from '../../../kernel/ledger/commitment.ts'
import { entryTime } from '../../../kernel/ledger/entry.ts'
import { stageLeaf } from '../../../kernel/ledger/stage.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { contentOf } from './content.ts'
import { makeNotices } from './notices.ts'
import type { PowerStep } from '../list/powers.schema.ts'
import type { Stands } from './record.ts'
import { papersOfRun, stepOfRun, type StepRow } from './runs.rows.ts'
import { holderOf, settle } from './standing.ts'

/** The step after the present one and who has it; nothing after the last. */
export async function nextOf(tx: Tx, at: Stands): Promise<{ step: PowerStep; holder: Holder } | undefined> {
  if (at.index + 1 >= at.run.steps.length) return undefined
  const step = stepOfRun(at.run, at.index + 1)
  return { step, holder: await holderOf(tx, step, { id: at.run.region_id, path: at.run.path, name: at.run.place }) }
}

/** After the case has moved. Returns how many notices were handed in for review and how many wait as drafts. */
export async function follow(
  tx: Tx,
  actor: Actor,
  at: Stands,
  row: StepRow,
  c: Case,
  handIn: boolean,
  ctx: Context,
): Promise<{ handedIn: number; drafts: number }> {
  await settle(tx, c, at.run)
  if (!at.run.practice) await leafOf(tx, at, row, ctx)
  const made = row.outcome === 'done' ? await makeNotices(tx, actor, at, row, handIn, ctx) : { handedIn: 0, drafts: 0 }
  await bump(tx, [at.run.slug])
  return made
}

async function leafOf(tx: Tx, at: Stands, row: StepRow, ctx: Context) {
  const papers = (await papersOfRun(tx, at.run.id)).filter((p) => p.step_id === row.id)
  const commitment = commit(contentOf(at.run, row, papers), Buffer.from(row.salt, 'base64url'))
  await stageLeaf(tx, {
    id: newId(ctx.now.getTime()),
    subjectId: row.id,
    at: ctx.now,
    entry: {
      v: 1,
      kind: 'step',
      county: ctx.county,
      region: at.run.slug,
      code: at.run.code,
      commitment,
      at: entryTime(ctx.now),
    },
  })
}
