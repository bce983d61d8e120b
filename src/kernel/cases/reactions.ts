/** What rooms do when a case has moved, whoever moved it: in the same transaction, registered once by the room at module load. */
import type { Tx } from '../../platform/db.ts'
import type { Case, CaseEvent } from './case.ts'
import type { Context } from './times.ts'

export type Reaction = (tx: Tx, c: Case, event: CaseEvent, ctx: Context) => Promise<void>

const reactions = new Map<string, Reaction[]>()

/** `subjectKind`: of the cases to hear of. */
export function onMove(subjectKind: string, reaction: Reaction): void {
  reactions.set(subjectKind, [...(reactions.get(subjectKind) ?? []), reaction])
}

export async function react(tx: Tx, c: Case, event: CaseEvent, ctx: Context): Promise<void> {
  for (const reaction of reactions.get(c.subject_kind) ?? []) await reaction(tx, c, event, ctx)
}
