/** Notices that were withdrawn or taken down, for rooms whose own matters stand under a notice. */
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'

/** Whether a notice was withdrawn or taken down. */
export async function isTakenDown(db: Db | Tx, noticeId: string): Promise<boolean> {
  return (await first(db, sql`SELECT 1 FROM withdrawals WHERE notice_id = ${noticeId}`)) !== undefined
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
