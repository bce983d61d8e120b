/** The self-check table of a place (自查自纠): everything due in a month, with what came of it. */
import { rows, sql, type Db } from '../../../platform/db.ts'
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
