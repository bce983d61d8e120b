/** A notice, its case and its draft, as whoever writes, decides or publishes it reads them. */
import { first, sql, type Db, type Tx } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import type { Drafts, Notices } from '../../../platform/tables.gen.ts'
import type { Content } from '../../../kernel/forms/forms.schema.ts'

export type NoticeRow = Omit<Notices, 'created_at' | 'created_by'>
export type DraftRow = Omit<Drafts, 'content' | 'confirmed'> & { content: Content; confirmed: Record<string, string> }

/** The notice with this id, published or not; 404 where there is none. */
export async function noticeById(db: Db | Tx, id: string): Promise<NoticeRow> {
  const found = await first(
    db,
    sql<NoticeRow>`
      SELECT id, code, region_id, path, item_code, item_version, period, stage, title, audience
      FROM notices
      WHERE id = ${id}`,
  )
  if (!found) throw notFound('没有这项公开。')
  return found
}

/** The id of a notice's case. */
export async function noticeCaseId(db: Db | Tx, noticeId: string): Promise<string | null> {
  const c = await first(
    db,
    sql<{ id: string }>`SELECT id FROM cases WHERE subject_kind = 'notice' AND subject_id = ${noticeId}`,
  )
  return c?.id ?? null
}

/** What is being written for a notice; undefined where nothing is: publishing takes it away. */
export async function draftOf(db: Db | Tx, noticeId: string): Promise<DraftRow | undefined> {
  return first(
    db,
    sql<DraftRow>`
      SELECT notice_id, revision, content, content_hash, reason, confirmed, publish_at, saved_at, saved_by
      FROM drafts
      WHERE notice_id = ${noticeId}`,
  )
}

/** The latest content that went out for an item of a place and period, for carry-over and sums across tables. */
export async function publishedContent(
  db: Db | Tx,
  regionId: string,
  itemCode: string,
  period: string,
): Promise<Content | undefined> {
  const found = await first(
    db,
    sql<{
      content: Content
    }>`
      SELECT content
      FROM publications
      WHERE region_id = ${regionId}
        AND item_code = ${itemCode}
        AND period = ${period}
        AND superseded_at IS NULL
        AND NOT nothing
        AND NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.notice_id = publications.notice_id)
      LIMIT 1`,
  )
  return found?.content
}
