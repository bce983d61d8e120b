import { first, rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { procedureOf } from './procedure.ts'

export type Case = {
  id: string; procedure: string; subject_kind: string; subject_id: string; region_id: string; path: string; step: string
  step_since: Date; warn_at: Date | null; due_at: Date | null; opened_at: Date; closed_at: Date | null; events: number; content_hash: string | null
}
export type CaseEvent = {
  seq: number; at: Date; action: string; from_step: string | null; to_step: string | null; person_id: string | null; person_name: string
  appointment_id: string | null; post_name: string; place_name: string; deputy_for: string; comment: string; content_hash: string | null; detail: Record<string, unknown>
}

/** Opens a case at the first step of its procedure. */
export async function openCase(tx: Tx, input: { procedure: string; subjectKind: string; subjectId: string; regionId: string; path: string; now: Date }): Promise<Case> {
  const step = procedureOf(input.procedure).start
  const id = newId(input.now.getTime())
  await sql`INSERT INTO cases (id, procedure, subject_kind, subject_id, region_id, path, step, step_since, opened_at)
    VALUES (${id}, ${input.procedure}, ${input.subjectKind}, ${input.subjectId}, ${input.regionId}, ${input.path}, ${step}, ${input.now}, ${input.now})`.execute(tx)
  return (await caseOf(tx, input.subjectKind, input.subjectId))!
}

export function caseOf(db: Db | Tx, subjectKind: string, subjectId: string): Promise<Case | undefined> {
  return first(db, sql<Case>`SELECT * FROM cases WHERE subject_kind = ${subjectKind} AND subject_id = ${subjectId}`)
}

/** The case with its row locked until the transaction ends: whoever moves it next waits. */
export function lockedCase(tx: Tx, subjectKind: string, subjectId: string): Promise<Case | undefined> {
  return first(tx, sql<Case>`SELECT * FROM cases WHERE subject_kind = ${subjectKind} AND subject_id = ${subjectId} FOR UPDATE`)
}

/** The history of a case, oldest first. */
export function historyOf(db: Db | Tx, caseId: string): Promise<CaseEvent[]> {
  return rows(db, sql<CaseEvent>`SELECT seq, at, action, from_step, to_step, person_id, person_name, appointment_id, post_name, place_name, deputy_for, comment, content_hash, detail
    FROM case_events WHERE case_id = ${caseId} ORDER BY seq`)
}
