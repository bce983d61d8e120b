/** The clock of an application: resumed before its papers have come, extended with the approval from above. */
import type { Tx } from '../../../platform/db.ts'
import { lock, type Context } from '../../../kernel/cases/act.ts'
import { extend, resume } from '../../../kernel/cases/pause.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { reading, seen } from './applicationReaders.ts'

/** Lets the clock run on, by whoever has the papers in hand. Errors as `resume`. */
export async function resumeClock(tx: Tx, actor: Actor, caseId: string, reason: string, ctx: Context): Promise<void> {
  const { a } = await reading(tx, actor, caseId)
  await resume(tx, actor, await lock(tx, { subjectKind: 'application', subjectId: a.id }), reason, ctx)
}

/** Extends the limit by the days of the rule; who approves stands above the holder. Errors as `extend`. */
export async function extendLimit(tx: Tx, actor: Actor, caseId: string, reason: string, ctx: Context): Promise<void> {
  const { a } = await seen(tx, actor, caseId)
  const at = await lock(tx, { subjectKind: 'application', subjectId: a.id })
  const approves = postFor(actor, 'report.extend', at.c.holder_path ?? at.c.path)
  await extend(tx, actor, at, { rule: 'service.extendDays', reason, approves }, ctx)
}
