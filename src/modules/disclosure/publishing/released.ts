/** Publishes what was signed for a set time when the time has come. */
import { rows, sql, transact, type Db } from '../../../platform/db.ts'
import { errorFields, log } from '../../../platform/log.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { publishNotice } from './publish.ts'

export async function publishReleased(db: Db, ctx: Context): Promise<number> {
  const ready = await rows(
    db,
    sql<{ id: string }>`
      SELECT c.subject_id AS id
      FROM cases c
      JOIN drafts d ON d.notice_id = c.subject_id
      WHERE c.step = 'released'
        AND c.subject_kind = 'notice'
        AND coalesce(d.publish_at, ${ctx.now}) <= ${ctx.now}
      ORDER BY d.publish_at
      LIMIT 500`,
  )
  for (const { id } of ready) {
    await transact(db, (tx) => publishNotice(tx, id, ctx)).catch((error: unknown) =>
      log.error('not published at its time', { notice: id, ...errorFields(error) }),
    )
  }
  return ready.length
}
