/**
 * A notice that another room's records make: published by the platform at once, with the item's own template, masks,
 * log leaf and display.
 */
import { dayOf } from '../../../platform/clock.ts'
import { first, sql, type Tx } from '../../../platform/db.ts'
import { newCode, newId } from '../../../platform/ids.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { openCase } from '../../../kernel/cases/open.ts'
import type { Content } from '../../../kernel/forms/forms.schema.ts'
import { fit, type Facts } from '../../../kernel/forms/fit.ts'
import { derived } from '../disclosure.procedure.ts'
import { hashOf } from '../drafting/drafts.ts'
import { insertObligations, obligation } from '../obligations/obligations.ts'
import { publishNotice } from '../publishing/publish.ts'
import { itemsOn } from '../catalogue/items.read.ts'
import { placeById } from '../catalogue/places.read.ts'

/**
 * `event`: what it is about, once per item and stage. `stages`: names of the item's stages in order of preference,
 * where it has stages. `facts`: column key → value; what a template does not ask stays away.
 */
export type EventNotice = {
  regionId: string
  item: string
  event: string
  title: string
  facts: Facts
  note: string
  stages?: readonly string[]
}

/**
 * Publishes the notice and returns its id and public code; the same event again gives the first one. `undefined` where
 * the county's catalogue in force has no such item. The title is public: the caller puts no name in it.
 */
export async function publishEvent(
  tx: Tx,
  e: EventNotice,
  ctx: Context,
): Promise<{ id: string; code: string } | undefined> {
  const today = dayOf(ctx.now)
  const item = (await itemsOn(tx, today)).find((i) => i.code === e.item)
  if (!item) return undefined
  const place = await placeById(tx, e.regionId)
  const { stages } = item.definition
  const stage =
    stages.length === 0 ? '' : (e.stages?.find((s) => stages.some((known) => known.key === s)) ?? stages[0]!.key)
  const period = `E:${e.event}`
  await insertObligations(
    tx,
    [
      obligation(place, item, period, stage, { on: today, provisional: false, lines: [] }, today, {
        on: today,
        title: e.title,
      }),
    ],
    ctx.now,
  )
  const due = (await first(
    tx,
    sql<{
      id: string
      notice_id: string | null
    }>`
      SELECT id, notice_id
      FROM obligations
      WHERE region_id = ${place.id} AND item_code = ${item.code} AND period = ${period} AND stage = ${stage}
        AND round = 0
      FOR UPDATE`,
  ))!
  if (due.notice_id !== null)
    return first(tx, sql<{ id: string; code: string }>`SELECT id, code FROM notices WHERE id = ${due.notice_id}`)
  const [id, code] = [newId(ctx.now.getTime()), newCode()]
  await sql`
    INSERT INTO notices (
      id, code, region_id, path, item_code, item_version, period, stage, title, audience, created_at
    )
    VALUES (
      ${id}, ${code}, ${place.id}, ${place.path}, ${item.code}, ${item.version}, ${period}, ${stage},
      ${e.title}, ${item.definition.audience}, ${ctx.now}
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
  const content: Content = {
    ...(item.template ? fit([e.facts], item.template, '') : { rows: [], fields: {}, attachments: [] }),
    note: e.note,
  }
  await sql`
    INSERT INTO drafts (notice_id, revision, content, content_hash, reason, saved_at)
    VALUES (${id}, 1, ${JSON.stringify(content)}::jsonb, ${hashOf(content)}, '', ${ctx.now})`.execute(tx)
  await publishNotice(tx, id, ctx)
  return { id, code }
}
