/** How a case whose row does not say it itself is named: by the room it belongs to (kernel/room.ts). */
import type { Tx } from '../../platform/db.ts'

/**
 * `title`: for lists and messages of staff. `publicBy`: the day by which the public must have it, whatever its steps
 * may take. The rest: codes for the log.
 */
export type Named = { title: string; code: string; item?: string; period?: string; publicBy?: string }
export type Namer = (tx: Tx, subjectIds: readonly string[]) => Promise<Map<string, Named>>

let namers: Readonly<Record<string, Namer>> = {}

/** By kind of what cases are about. */
export function holdNamers(all: typeof namers): void {
  namers = all
}

/** The names of these cases by subject; those without a namer are called what their row says. */
export async function namesOf(
  tx: Tx,
  cases: readonly { subject_kind: string; subject_id: string; title: string; code: string }[],
): Promise<Map<string, Named>> {
  const named = new Map<string, Named>(cases.map((c) => [c.subject_id, { title: c.title, code: c.code }]))
  for (const [kind, namer] of Object.entries(namers)) {
    const ids = cases.filter((c) => c.subject_kind === kind).map((c) => c.subject_id)
    if (ids.length > 0) for (const [id, name] of await namer(tx, ids)) named.set(id, name)
  }
  return named
}
