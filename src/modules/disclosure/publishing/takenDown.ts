/**
 * Notices that were withdrawn or taken down, and until when others are put up, for rooms whose own matters stand under
 * a notice.
 */
import { rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { saidDays } from '../../../kernel/forms/windows.ts'
import { formOf, itemOf } from '../catalogue/items.read.ts'
import { draftOf, noticeById } from '../drafting/notices.read.ts'

/** Those of the notices that were withdrawn or taken down. */
export async function takenDown(db: Db | Tx, noticeIds: readonly string[]): Promise<Set<string>> {
  const found = await rows(
    db,
    sql<{ notice_id: string }>`SELECT notice_id FROM withdrawals WHERE notice_id = ANY(${noticeIds}::text[])`,
  )
  return new Set(found.map((w) => w.notice_id))
}

/** The withdrawn notices in whose place this one stands: of the same item, event and stage of the same place. */
export async function standsFor(tx: Tx, noticeId: string): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ id: string }>`
      SELECT o.id
      FROM notices n
      JOIN notices o
        ON o.region_id = n.region_id
        AND o.item_code = n.item_code
        AND o.period = n.period
        AND o.stage = n.stage
        AND o.id <> n.id
      JOIN withdrawals w ON w.notice_id = o.id
      WHERE n.id = ${noticeId}`,
  )
  return found.map((o) => o.id)
}

/**
 * The last days (`YYYY-MM-DD`) until which a notice that is being handed in or published says that it is put up, each
 * once, in order: of its columns of two days, or where it has none, of its words. Nothing where it says none.
 */
export async function upUntil(tx: Tx, noticeId: string): Promise<string[]> {
  const draft = await draftOf(tx, noticeId)
  if (!draft) return []
  const notice = await noticeById(tx, noticeId)
  return saidDays(draft.content, formOf(await itemOf(tx, notice.item_code, notice.item_version)))
}
