/** A withdrawn notice no longer meets what was due: it is owed again, with a clock. */
import { dayOf, sayDay } from '../../../platform/clock.ts'
import { first, sql, type Tx } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import type { Obligations } from '../../../platform/tables.gen.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import { tellMany } from '../../../kernel/notices/messages.ts'
import { draftersOf } from '../catalogue/collective.ts'
import { itemOf } from '../catalogue/items.read.ts'
import { countMonths } from './obligations.ts'

type Met = Pick<Obligations, 'id' | 'region_id' | 'item_code' | 'item_version' | 'due_on' | 'published_on'>

/**
 * Another obligation beside the one that was met: whoever published in time has the days of the rule from now on,
 * whoever was late is late since the first day. So does what the platform or another room made: it is not made again by
 * itself, for what was wrong with it would come back with it; whoever drafts the item writes it by hand.
 */
export async function bringBack(
  tx: Tx,
  notice: { id: string; title: string },
  by: string,
  ctx: Context,
): Promise<void> {
  const met = await first(
    tx,
    sql<Met>`
      SELECT id, region_id, item_code, item_version, due_on, published_on
      FROM obligations
      WHERE notice_id = ${notice.id} AND published_at IS NOT NULL
      FOR UPDATE`,
  )
  if (!met) return
  const again = ctx.calendar.addWorkdays(dayOf(ctx.now), ctx.rules.number('withdrawal.againDays'))
  const due = met.published_on! > met.due_on || met.due_on > again ? met.due_on : again
  await sql`
    INSERT INTO obligations (
      id, region_id, path, item_code, item_version, period, stage, round, due_on, due_month, provisional, event_on,
      event_title, made_at
    )
    SELECT ${newId(ctx.now.getTime())}, region_id, path, item_code, item_version, period, stage, round + 1, ${due},
      ${due.slice(0, 7)}, ${ctx.calendar.isProvisional(due)}, event_on, event_title, ${ctx.now}
    FROM obligations
    WHERE id = ${met.id}`.execute(tx)
  await countMonths(tx, [{ region_id: met.region_id, due_month: due.slice(0, 7) }])
  const { definition } = await itemOf(tx, met.item_code, met.item_version)
  await tellMany(
    tx,
    draftersOf(definition).map((f) => ({
      regionId: met.region_id,
      function: f,
      kind: 'returned',
      say: `“${notice.title}”已撤下，要重新公开，${sayDay(due, true)}前。`,
      link: '/',
      caseId: null,
      by,
    })),
    ctx.now,
  )
}
