/** To whom a matter went: a hand-over names the unit that has it from then on, wherever it is told. */
import { first, rows, sql, type Db, type Tx } from '../../platform/db.ts'
import type { CaseEvent } from './case.ts'

type Handing = Pick<CaseEvent, 'seq' | 'holder_id'>

/**
 * By the event's number: who got the case with it; nothing of events with which it stayed where it was, nor of the
 * first.
 */
export function handings(history: readonly Handing[]): Map<number, string> {
  const all = new Map<number, string>()
  let at = history[0]?.holder_id ?? null
  for (const { seq, holder_id: next } of history.slice(1)) {
    if (next !== null && next !== at) all.set(seq, next)
    at = next ?? at
  }
  return all
}

/**
 * By the event's number: the name of the place that got the case with it, or the names of the units that it was given
 * to at once (joint handling).
 */
export async function handedTo(
  db: Db | Tx,
  caseId: string,
  history: readonly Handing[],
): Promise<ReadonlyMap<number, string>> {
  const given = handings(history)
  const [places, asked] = await Promise.all([
    rows(
      db,
      sql<{ id: string; name: string }>`
        SELECT id, name
        FROM regions
        WHERE id = ANY(${[...new Set(given.values())]}::text[])`,
    ),
    rows(
      db,
      sql<{ seq: number; names: string }>`
        SELECT q.seq, string_agg(r.name, '、' ORDER BY q.lead DESC, r.path) AS names
        FROM case_requests q
        JOIN regions r ON r.id = q.region_id
        WHERE q.case_id = ${caseId} AND q.kind = 'joint'
        GROUP BY q.seq`,
    ),
  ])
  const names = new Map(places.map((p) => [p.id, p.name]))
  return new Map([
    ...[...given].map(([seq, id]) => [seq, names.get(id) ?? ''] as const),
    ...asked.map((a) => [a.seq, a.names] as const),
  ])
}

/** The name of the place that has a case now, where it is another than before; '' where it stayed. */
export async function newHolder(tx: Tx, before: string | null, now: string | null): Promise<string> {
  if (now === null || now === before) return ''
  return (await first(tx, sql<{ name: string }>`SELECT name FROM regions WHERE id = ${now}`))?.name ?? ''
}
