/** A case and the events of its history: rows that are read here, and added to in one way only. */
import type { RawBuilder } from 'kysely'
import { first, rows, sql, type Db, type Tx } from '../../platform/db.ts'
import type { CaseEvents, Cases } from '../../platform/tables.gen.ts'
import type { Limit } from './clock.ts'
import type { Leg } from './route.ts'

export type Case = Omit<Cases, 'limits' | 'route'> & { limits: Record<string, Limit>; route: Leg[] | null }
export type CaseEvent = Omit<CaseEvents, 'case_id' | 'detail' | 'clock'> & {
  detail: Record<string, unknown>
  clock: Limit | null
}

export const noEvent: Omit<CaseEvent, 'seq' | 'at' | 'action'> = {
  from_step: null,
  to_step: null,
  person_id: null,
  person_name: '',
  appointment_id: null,
  post_name: '',
  place_name: '',
  deputy_for: '',
  comment: '',
  content_hash: null,
  detail: {},
  clock: null,
  holder_id: null,
  until: null,
}

/** Adds an event to the history of a case; the row of the case is the caller's to change. */
export async function appendEvent(tx: Tx, caseId: string, e: CaseEvent): Promise<void> {
  await eventWrite(caseId, e).execute(tx)
}

/** The write of `appendEvent`, for `together`. */
export function eventWrite(caseId: string, e: CaseEvent): RawBuilder<unknown> {
  return sql`
    INSERT INTO case_events (
      case_id, seq, at, action, from_step, to_step, person_id, person_name, appointment_id, post_name,
      place_name, deputy_for, comment, content_hash, detail, clock, holder_id, until
    )
    VALUES (
      ${caseId}, ${e.seq}, ${e.at}, ${e.action}, ${e.from_step}, ${e.to_step}, ${e.person_id},
      ${e.person_name}, ${e.appointment_id}, ${e.post_name}, ${e.place_name}, ${e.deputy_for}, ${e.comment},
      ${e.content_hash}, ${JSON.stringify(e.detail)}::jsonb,
      ${e.clock === null ? null : JSON.stringify(e.clock)}::jsonb, ${e.holder_id}, ${e.until}
    )`
}

/** The case of a subject, its row not locked; undefined where it has none. */
export function caseOf(db: Db | Tx, subjectKind: string, subjectId: string): Promise<Case | undefined> {
  return first(db, sql<Case>`SELECT * FROM cases WHERE subject_kind = ${subjectKind} AND subject_id = ${subjectId}`)
}

/** The case with its row locked until the transaction ends: whoever moves it next waits. */
export function lockedCase(tx: Tx, subjectKind: string, subjectId: string): Promise<Case | undefined> {
  return first(
    tx,
    sql<Case>`SELECT * FROM cases WHERE subject_kind = ${subjectKind} AND subject_id = ${subjectId} FOR UPDATE`,
  )
}

const eventColumns = sql.raw(
  'seq, at, action, from_step, to_step, person_id, person_name, appointment_id, post_name, place_name, deputy_for, comment, content_hash, detail, clock, holder_id, until',
)

/** The history of a case, oldest first. */
export function historyOf(db: Db | Tx, caseId: string): Promise<CaseEvent[]> {
  return rows(db, sql<CaseEvent>`SELECT ${eventColumns} FROM case_events WHERE case_id = ${caseId} ORDER BY seq`)
}

/** The histories of many cases in one query, by case id. */
export async function historiesOf(db: Db | Tx, caseIds: readonly string[]): Promise<Map<string, CaseEvent[]>> {
  const found = await rows(
    db,
    sql<
      CaseEvent & { case_id: string }
    >`SELECT case_id, ${eventColumns} FROM case_events WHERE case_id = ANY(${caseIds}::text[]) ORDER BY case_id, seq`,
  )
  const by = new Map<string, CaseEvent[]>(caseIds.map((id) => [id, []]))
  for (const e of found) by.get(e.case_id)!.push(e)
  return by
}
