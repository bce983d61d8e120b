/** How a case whose row does not say it itself is named: by the room it belongs to, registered once at module load. */
import type { Tx } from '../../platform/db.ts'

/** `title`: for lists and messages of staff. The rest: codes for the log. */
export type Named = { title: string; code: string; item?: string; period?: string }
type Namer = (tx: Tx, subjectIds: readonly string[]) => Promise<Map<string, Named>>

const namers = new Map<string, Namer>()

/** `subjectKind`: of the cases to name. */
export function nameCases(subjectKind: string, namer: Namer): void {
  namers.set(subjectKind, namer)
}

/** The names of these cases by subject; those without a namer are called what their row says. */
export async function namesOf(
  tx: Tx,
  cases: readonly { subject_kind: string; subject_id: string; title: string; code: string }[],
): Promise<Map<string, Named>> {
  const named = new Map<string, Named>(cases.map((c) => [c.subject_id, { title: c.title, code: c.code }]))
  for (const [kind, namer] of namers) {
    const ids = cases.filter((c) => c.subject_kind === kind).map((c) => c.subject_id)
    if (ids.length > 0) for (const [id, name] of await namer(tx, ids)) named.set(id, name)
  }
  return named
}
