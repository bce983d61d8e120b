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

/** What keeps a silent step from ending by itself (an objection that nobody has answered): when to look again; `undefined` where nothing does. */
type Hold = (tx: Tx, c: Case, ctx: Context) => Promise<Date | undefined>

const holds = new Map<string, Hold>()

/** `subjectKind`: of the cases whose silence is asked about. One room answers for its own kind. */
export function holdSilence(subjectKind: string, hold: Hold): void {
  holds.set(subjectKind, hold)
}

export async function heldUntil(tx: Tx, c: Case, ctx: Context): Promise<Date | undefined> {
  return holds.get(c.subject_kind)?.(tx, c, ctx)
}
