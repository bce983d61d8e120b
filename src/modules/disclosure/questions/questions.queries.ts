/** Questions as the offices that answer them, and inspectors, read them. */
import { rows, sql, type Db } from '../../../platform/db.ts'
import { visibleSubject } from '../../../kernel/cases/seeing.ts'
import { unbarredQuestion } from './questionBars.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'

/** The unanswered first; `open`: no others. */
export function questionsFor(db: Db, actor: Actor, open: '1' | '') {
  const mine = actor.posts.filter(
    (p) => postFor({ ...actor, posts: [p] }, 'question.answer') || p.function === 'inspector',
  )
  return rows(
    db,
    sql<{
      id: string
      code: string
      kind: string
      text: string
      name: string
      show_name: boolean
      contact: string
      place: string
      handler: string
      notice_id: string | null
      title: string | null
      asked_at: Date
      due_on: string
      shown: boolean | null
      review_reason: string | null
      answer: string | null
      answered_at: Date | null
      answered_by: string | null
    }>`
      SELECT q.id, q.code, q.kind, q.text, q.name, q.show_name, q.contact, r.name AS place,
        h.name AS handler, q.notice_id, n.title, q.asked_at, q.due_on, v.shown,
        v.reason AS review_reason, a.text AS answer, a.at AS answered_at, a.by_name AS answered_by
      FROM questions q
      JOIN regions r ON r.id = q.region_id
      JOIN regions h ON h.id = q.handler_id
      LEFT JOIN notices n ON n.id = q.notice_id
      LEFT JOIN question_reviews v ON v.question_id = q.id
      LEFT JOIN answers a ON a.question_id = q.id
      WHERE EXISTS (
          SELECT 1
          FROM unnest(${mine.map((p) => p.path)}::text[]) AS s
          WHERE h.path >= s AND h.path < left(s, -1) || '/'
        )
        AND (${open} = '' OR a.id IS NULL)
        AND ${visibleSubject('notice', sql`q.notice_id`, actor.personId)}
        AND ${unbarredQuestion('q', actor.personId)}
      ORDER BY a.at IS NOT NULL, q.due_on DESC
      LIMIT 300`,
  )
}
