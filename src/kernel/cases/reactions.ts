/**
 * What rooms do when a case has moved, whoever moved it: in the same transaction. Each room declares its own
 * (kernel/room.ts).
 */
import type { Tx } from '../../platform/db.ts'
import type { Case, CaseEvent } from './case.ts'
import type { Context } from './times.ts'

export type Reaction = (tx: Tx, c: Case, event: CaseEvent, ctx: Context) => Promise<void>

let reactions: readonly (readonly [subjectKind: string, Reaction])[] = []
let holds: Readonly<Record<string, Hold>> = {}

/** By kind of what cases are about; several rooms may hear of one kind, one room answers for its silence. */
export function holdReactions(all: typeof reactions, silent: typeof holds): void {
  reactions = all
  holds = silent
}

/**
 * Lets every room do what hangs on this move, in order, in the transaction of the move: what one of them throws undoes
 * it.
 */
export async function react(tx: Tx, c: Case, event: CaseEvent, ctx: Context): Promise<void> {
  for (const [kind, reaction] of reactions) if (kind === c.subject_kind) await reaction(tx, c, event, ctx)
}

/**
 * `until`: when to look again. `say`: why, behind the case's name, for those who may decide about it; missing where
 * nobody has to.
 */
export type Held = { until: Date; say?: string }
/**
 * What keeps a silent step from ending by itself (an objection that nobody has answered); `undefined` where nothing
 * does.
 */
export type Hold = (tx: Tx, c: Case, ctx: Context) => Promise<Held | undefined>

/** What holds a silent step; `undefined` where it may end by itself. */
export async function heldBy(tx: Tx, c: Case, ctx: Context): Promise<Held | undefined> {
  return holds[c.subject_kind]?.(tx, c, ctx)
}
