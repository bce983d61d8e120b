/** The clock of a report: suspended, resumed, extended, by whoever has it in hand. */
import type { Tx } from '../../../platform/db.ts'
import { lock, type Context, type Locked } from '../../../kernel/cases/act.ts'
import { ownPaper } from '../../../kernel/intake/evidence.ts'
import { extend, resume, suspend } from '../../../kernel/cases/pause.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { reportersOf } from './conceal.ts'
import { seenReport } from './reportReaders.ts'

/** `waits`: for whom; what waits for the reporter goes on when the reporter answers. */
type Given = { reason: string; waits: 'reporter' | 'others'; proof: readonly { sha256: string; name: string }[] }

/** Errors as `suspend`. */
export async function suspendReport(
  tx: Tx,
  secret: string,
  actor: Actor,
  caseId: string,
  given: Given,
  ctx: Context,
): Promise<void> {
  const at = await lockedFor(tx, secret, actor, caseId, given.reason)
  const proof = await Promise.all(
    given.proof.map(async (p) => `${await ownPaper(tx, actor.personId, p.sha256, 'proof')} ${p.name}`),
  )
  await suspend(tx, actor, at, { reason: given.reason, proof, detail: { waits: given.waits } }, ctx)
}

/** Errors as `resume`. */
export async function resumeReport(
  tx: Tx,
  secret: string,
  actor: Actor,
  caseId: string,
  reason: string,
  ctx: Context,
): Promise<void> {
  await resume(tx, actor, await lockedFor(tx, secret, actor, caseId, reason), reason, ctx)
}

/** By the days of the rule; who approves stands above the holder. Errors as `extend`. */
export async function extendReport(
  tx: Tx,
  secret: string,
  actor: Actor,
  caseId: string,
  reason: string,
  ctx: Context,
): Promise<void> {
  const at = await lockedFor(tx, secret, actor, caseId, reason)
  const approves = postFor(actor, 'report.extend', at.c.holder_path ?? at.c.path)
  await extend(tx, actor, at, { rule: 'report.extendDays', reason, approves }, ctx)
}

/**
 * The row locked. The reason stands in the clock's explanation, which everybody reads once the report is released:
 * nothing personal.
 */
async function lockedFor(tx: Tx, secret: string, actor: Actor, caseId: string, reason: string): Promise<Locked> {
  const { report } = await seenReport(tx, actor, caseId, true)
  await askBeforePublic(tx, report.region_id, { reason }, { known: (await reportersOf(tx, secret, report.id)).names })
  return lock(tx, { subjectKind: 'report', subjectId: report.id })
}
