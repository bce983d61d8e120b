/** What whoever asked sees of the question under its code. */
import { statement } from '../../../kernel/site/statement.ts'

export type Receipt = {
  code: string
  kind: string
  asked_at: Date
  due_on: string
  text: string | null
  answer: string | null
  answered_post: string | null
  answered_place: string | null
  answered_at: Date | null
  /** In which office's hands it is. */
  handler_id: string
  place: string
  place_slug: string
  notice_code: string | null
}

/** What the public view tells of a question by its code. */
export const receiptQ = statement<Receipt>(
  'receipt',
  `SELECT q.code, q.kind, q.asked_at, q.due_on, q.text, q.answer, q.answered_post, q.answered_place, q.answered_at,
    q.handler_id, r.name AS place, r.slug AS place_slug,
    (SELECT n.code FROM public_notices n WHERE n.notice_id = q.notice_id LIMIT 1) AS notice_code
  FROM public_questions q JOIN public_regions r ON r.id = q.region_id WHERE q.code = $1`,
)
