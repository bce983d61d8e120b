/** The self-check of a place and month (自查自纠): everything due with what came of it, what was found, who signed. */
import { first, rows, sql, type Db } from '../../../platform/db.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import type { PlaceRow } from '../catalogue/places.read.ts'
import { selfCheckHash, selfCheckOf, type Finding } from './selfCheck.ts'
import { visible } from '../../../kernel/cases/seeing.ts'

/** In the catalogue's order; a case from which the reader is barred is not there. */
export function selfCheckRows(db: Db, placeId: string, month: string, personId: string) {
  return rows(
    db,
    sql<{
      id: string
      code: string
      item: string
      category: string
      title: string | null
      due_on: string
      published_on: string | null
      nothing: boolean
      notice_id: string | null
      step: string | null
      version: number | null
      hands: unknown
      questions: number
      open_questions: number
      paper: number
    }>`
      SELECT o.id, o.item_code AS code, i.name AS item, g.name AS category,
        coalesce(n.title, nullif(o.event_title, '')) AS title, o.due_on, o.published_on, o.nothing,
        o.notice_id, c.step, p.version, p.hands,
        (SELECT count(*) FROM questions q WHERE q.notice_id = o.notice_id) AS questions,
        (
          SELECT count(*)
          FROM questions q
          WHERE q.notice_id = o.notice_id
            AND NOT EXISTS (SELECT 1 FROM answers a WHERE a.question_id = q.id)
        ) AS open_questions,
        (SELECT count(*) FROM paper_postings b WHERE b.notice_id = o.notice_id) AS paper
      FROM obligations o
      JOIN catalogue_items i ON i.code = o.item_code AND i.version = o.item_version
      JOIN catalogue_categories g ON g.code = i.category_code
      LEFT JOIN notices n ON n.id = o.notice_id
      LEFT JOIN cases c ON c.subject_kind = 'notice' AND c.subject_id = n.id
      LEFT JOIN publications p ON p.notice_id = n.id AND p.superseded_at IS NULL
      WHERE o.region_id = ${placeId}
        AND o.due_month = ${month}
        AND ${visible('c', personId)}
      ORDER BY i.position, o.due_on`,
  )
}

/**
 * What is owed of the month, as far as it has been written, and what this person may do with it; null where nothing is
 * owed.
 */
export async function selfCheckFor(db: Db, actor: Actor, place: PlaceRow, month: string) {
  const check = await selfCheckOf(db, place.id, month)
  if (!check) return null
  const signed = await first(
    db,
    sql<{ by_name: string; by_post: string; by_place: string; signed_at: Date; kind: string }>`
      SELECT by_name, by_post, by_place, signed_at, kind
      FROM self_check_signatures
      WHERE check_id = ${check.id}`,
  )
  const open = check.signed_at === null
  return {
    dueOn: check.due_on,
    clean: check.clean,
    found: check.found satisfies Finding[],
    savedAt: check.saved_at,
    hash: selfCheckHash(check),
    signed: signed ?? null,
    mayWrite: open && postFor(actor, 'selfcheck.write', place.path) !== undefined,
    maySign: open && check.saved_at !== null && postFor(actor, 'selfcheck.sign', place.path) !== undefined,
  }
}
