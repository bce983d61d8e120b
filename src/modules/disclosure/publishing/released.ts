/** Publishes what was signed for a set time when the time has come. */
import { rows, sql, transact, type Db } from '../../../platform/db.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { doApart, isTried } from '../../../kernel/rounds/apart.ts'
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
        AND ${isTried('released', sql`c.subject_id`, ctx.now)}
      ORDER BY d.publish_at
      LIMIT 500`,
  )
  const work = (some: readonly { id: string }[]) => transact(db, (tx) => publishNotice(tx, some[0]!.id, ctx))
  return doApart(db, { round: 'released', items: ready, atOnce: 1, idOf: (n) => n.id, work }, ctx.now)
}
