/**
 * Which cases a person may see. Whom a case is about, and their registered near relatives, neither see nor handle it
 * (信访工作条例 Art. 30): to them it does not exist, in no list, count, search, message, file or export. Every query of
 * staff over cases, or over what hangs from one, takes its condition from here.
 */
import type { RawBuilder } from 'kysely'
import { first, sql, type Db, type Tx } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import { within } from '../regions/range.ts'
import type { Case } from './case.ts'

/**
 * For SQL over rows of `cases`, joined or not, under this alias. The few cases of the person are looked up once, not
 * for each row: a subquery that hangs on the row would keep the board of a county from being counted by several
 * processes.
 */
export function visible(alias: string, personId: string): RawBuilder<boolean> {
  return sql<boolean>`
    (
      ${sql.ref(`${alias}.guarded`)}
      AND ${sql.ref(`${alias}.id`)} IN (SELECT case_id FROM case_bars WHERE person_id = ${personId})
    ) IS NOT TRUE`
}

/** The same by the case's id, which may be null: what is about no case is visible. */
export function visibleById(caseId: RawBuilder<unknown>, personId: string): RawBuilder<boolean> {
  return sql<boolean>`(${caseId} IN (SELECT case_id FROM case_bars WHERE person_id = ${personId})) IS NOT TRUE`
}

/** The same by what the case is about, whose id may be null. */
export function visibleSubject(
  subjectKind: string,
  subjectId: RawBuilder<unknown>,
  personId: string,
): RawBuilder<boolean> {
  return sql<boolean>`(${subjectId} IN (${barredSubjects(subjectKind, personId)})) IS NOT TRUE`
}

/** The subquery of what the cases are about from which a person is barred: for SQL that begins with those few. */
export function barredSubjects(subjectKind: string, personId: string): RawBuilder<unknown> {
  return sql`
    SELECT barred.subject_id
    FROM case_bars b
    JOIN cases barred ON barred.id = b.case_id
    WHERE b.person_id = ${personId} AND barred.subject_kind = ${subjectKind}`
}

/**
 * The subquery of what guarded cases below `path` are about that are in no number which this person reads of that
 * place: those from which they are barred, and those that lie beyond the place. One more or less tells whoever knows
 * what else came, and somebody's colleagues tell them. The others of a ledger of the same place are the same.
 */
export function uncounted(subjectKind: string, path: string, personId: string): RawBuilder<unknown> {
  return sql`
    SELECT hidden.subject_id
    FROM cases hidden
    WHERE hidden.guarded
      AND hidden.subject_kind = ${subjectKind}
      AND ${within('hidden.path', path)}
      AND (
        (${within('hidden.holder_path', path)}) IS NOT TRUE
        OR hidden.id IN (SELECT case_id FROM case_bars WHERE person_id = ${personId})
      )`
}

/** The same for a text that names a case by its id, by that of what it is about, or by its public code. */
export function visibleNamed(text: RawBuilder<unknown>, personId: string): RawBuilder<boolean> {
  return sql<boolean>`
    (
      ${text} IN (
        SELECT unnest(ARRAY[barred.id, barred.subject_id, nullif(barred.code, '')])
        FROM case_bars b
        JOIN cases barred ON barred.id = b.case_id
        WHERE b.person_id = ${personId}
      )
    ) IS NOT TRUE`
}

/** For SQL that chooses people for a case: those who are not barred from it. */
export function unbarred(caseId: string, personId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`NOT EXISTS (SELECT 1 FROM case_bars b WHERE b.case_id = ${caseId} AND b.person_id = ${personId})`
}

/** Whether a person is barred from a case. */
export async function isBarred(db: Db | Tx, c: Pick<Case, 'id' | 'guarded'>, personId: string): Promise<boolean> {
  if (!c.guarded) return false
  return (
    (await first(db, sql`SELECT 1 FROM case_bars WHERE case_id = ${c.id} AND person_id = ${personId}`)) !== undefined
  )
}

/** 404 for a person who is barred: to them the case does not exist. */
export async function refuseBarred(db: Db | Tx, c: Pick<Case, 'id' | 'guarded'>, personId: string): Promise<void> {
  if (await isBarred(db, c, personId)) throw notFound('没有这件事。')
}

/**
 * 404 where one of these ids names a case from which the person is barred, what it is about, or a request in it. Asked
 * at the door of every staff route.
 */
export async function refuseBarredFrom(
  db: Db | Tx,
  ids: readonly (string | null | undefined)[],
  personId: string,
): Promise<void> {
  const named = ids.filter((id) => typeof id === 'string')
  if (named.length === 0) return
  const found = await first(
    db,
    sql`
      SELECT 1
      FROM case_bars b
      JOIN cases c ON c.id = b.case_id
      WHERE b.person_id = ${personId}
        AND (
          c.id = ANY(${named}::text[])
          OR c.subject_id = ANY(${named}::text[])
          OR EXISTS (SELECT 1 FROM case_requests q WHERE q.case_id = c.id AND q.id = ANY(${named}::text[]))
        )
      LIMIT 1`,
  )
  if (found) throw notFound('没有这件事。')
}
