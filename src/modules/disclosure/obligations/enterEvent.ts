/** An office reports an event of its own place; what it makes due stands at once. */
import { addDays, dayOf } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db.ts'
import { forbidden, notFound } from '../../../platform/errors.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { itemsOn } from '../catalogue/items.read.ts'
import type { PlaceRow } from '../catalogue/places.read.ts'
import { auditAct } from '../drafting/acts.ts'
import { forItem } from '../drafting/byRow.ts'
import { bumpPlace } from '../publishing/publish.ts'
import { reportEvent } from './obligations.ts'

type Entered = {
  item: string
  on: string
  title: string
  stage?: string | undefined
  eventId?: string | undefined
}

/**
 * Bound by the version in force on the day it happened, where there was one. 403 for others' places, 404 where the
 * catalogue of today has no such item.
 */
export async function enterEvent(tx: Tx, actor: Actor, place: PlaceRow, input: Entered, ctx: Context) {
  const named = (i: { code: string }) => i.code === input.item
  const today = (await itemsOn(tx, dayOf(ctx.now))).find(named)
  if (!today) throw notFound('目录里没有这一项。')
  const item = (await itemsOn(tx, input.on)).find(named) ?? today
  if (!postFor(forItem(actor, item), 'event.report', place.path))
    throw forbidden(
      postFor(actor, 'event.report', place.path)
        ? `“${item.name}”不由村集体经济组织公开，请村务公开专职人员登记。`
        : '只能登记本单位的事项。',
    )
  const made = await reportEvent(tx, {
    place,
    item,
    on: input.on,
    title: input.title,
    stage: input.stage,
    today: dayOf(ctx.now),
    calendar: ctx.calendar,
    ...(item.in_force_from > input.on
      ? { notBefore: addDays(item.in_force_from, ctx.rules.number('catalogue.graceDays')) }
      : {}),
    continues: input.eventId,
  })
  await bumpPlace(tx, place)
  await auditAct(tx, actor, 'event.report', place.slug, ctx.now)
  return made
}
