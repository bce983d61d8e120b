/** A notice that the platform itself writes and publishes: obligation, notice and publication in one transaction. */
import { first, sql, type Tx } from '../../../platform/db.ts'
import { newCode, newId } from '../../../platform/ids.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { openCase } from '../../../kernel/cases/open.ts'
import type { Content } from '../../../kernel/forms/forms.schema.ts'
import { derived } from '../disclosure.procedure.ts'
import { hashOf } from '../drafting/drafts.ts'
import { insertObligations, obligation } from '../obligations/obligations.ts'
import { dueOf } from '../obligations/periods.ts'
import { publishNotice } from '../publishing/publish.ts'
import type { ItemRow } from '../catalogue/items.read.ts'
import type { PlaceRow } from '../catalogue/places.read.ts'

/**
 * `place.grace_until`: the grace that holds for the item. `start`: the day from which the deadline counts. `event`: the
 * day of a change, for a period of its own.
 */
export type Made = {
  item: ItemRow
  place: PlaceRow
  period: string
  start: string
  title: string
  event?: { on: string; title: string }
  content: Content
}

/** 1 when it was published; 0 when another process was faster, or people have begun it by hand. */
export async function publishMade(
  tx: Tx,
  { item, place, period, start, title, event, content }: Made,
  ctx: Context,
): Promise<number> {
  await insertObligations(
    tx,
    [
      obligation(
        place,
        item,
        period,
        '',
        dueOf(item.definition.deadline, period, start, ctx.calendar),
        place.grace_until,
        event,
      ),
    ],
    ctx.now,
  )
  const due = await first(
    tx,
    sql<{
      id: string
      notice_id: string | null
    }>`
      SELECT id, notice_id
      FROM obligations
      WHERE region_id = ${place.id} AND item_code = ${item.code} AND period = ${period} AND stage = ''
        AND round = 0
      FOR UPDATE`,
  )
  if (!due || due.notice_id !== null) return 0
  const id = newId(ctx.now.getTime())
  await sql`
    INSERT INTO notices (
      id, code, region_id, path, item_code, item_version, period, stage, title, audience, created_at
    )
    VALUES (
      ${id}, ${newCode()}, ${place.id}, ${place.path}, ${item.code}, ${item.version}, ${period}, '',
      ${title}, ${item.definition.audience}, ${ctx.now}
    )`.execute(tx)
  await openCase(tx, {
    procedure: derived.code,
    subjectKind: 'notice',
    subjectId: id,
    regionId: place.id,
    path: place.path,
    now: ctx.now,
  })
  await sql`UPDATE obligations SET notice_id = ${id} WHERE id = ${due.id}`.execute(tx)
  await sql`
    INSERT INTO drafts (notice_id, revision, content, content_hash, reason, saved_at)
    VALUES (${id}, 1, ${JSON.stringify(content)}::jsonb, ${hashOf(content)}, '', ${ctx.now})`.execute(tx)
  await publishNotice(tx, id, ctx)
  return 1
}
