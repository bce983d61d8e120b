/**
 * Obligations that cease to be owed, and due days that move, when a place ends or goes live at another time. Nothing
 * published and nothing late is touched.
 */
import { rows, sql, type Tx } from '../../../platform/db.ts'
import type { Calendar } from '../../../kernel/calendar/calendar.ts'
import { liftCards } from '../cards/cardLeaves.ts'
import { graceOf, itemGraces, liveFor, type ItemGrace } from '../catalogue/goingLive.ts'
import { countMonths } from './obligations.ts'
import { dueOf, endOfPeriod } from './periods.ts'
import { itemOf, type ItemRow } from '../catalogue/items.read.ts'
import { placeById, type PlaceRow } from '../catalogue/places.read.ts'

type Open = {
  id: string
  region_id: string
  item_code: string
  item_version: number
  period: string
  due_on: string
  due_month: string
  event_on: string | null
  /** How many notices of it were withdrawn before: above none its day is that of the withdrawal. */
  round: number
  /** First day of the version that binds it. */
  bound_from: string
}
export type Lift = { reason: string; by?: string; now: Date }

/** Lifts what a place would have owed on or after a day. What somebody has asked about stays. Returns how many. */
export async function liftFrom(tx: Tx, regionId: string, day: string, lift: Lift): Promise<number> {
  const open = await openOf(tx, [regionId])
  return liftAll(
    tx,
    open.filter((o) => o.due_on >= day),
    lift,
  )
}

/**
 * Fits the open obligations of places to the dates of going live: periods that ended before the first day are lifted,
 * due days move to what the rule and the grace say. What was due before `today` stays: it is a public fact.
 */
export async function refit(
  tx: Tx,
  regionIds: readonly string[],
  today: string,
  calendar: Calendar,
  lift: Lift,
  itemCode?: string,
): Promise<{ lifted: number; moved: number }> {
  const open = (await openOf(tx, regionIds)).filter(
    (o) => o.due_on >= today && (itemCode === undefined || o.item_code === itemCode),
  )
  const graces = await itemGraces(tx)
  const places = new Map<string, PlaceRow>()
  for (const id of new Set(open.map((o) => o.region_id))) places.set(id, await placeById(tx, id))
  const items = new Map<string, ItemRow>()
  const keyOf = (o: Open) => `${o.item_code}@${o.item_version}`
  for (const o of open) if (!items.has(keyOf(o))) items.set(keyOf(o), await itemOf(tx, o.item_code, o.item_version))
  const fitted = open.map((o) => ({
    o,
    on: newDue(o, places.get(o.region_id)!, items.get(keyOf(o))!, graces, calendar),
  }))
  const lifted = await liftAll(
    tx,
    fitted.filter((f) => f.on === undefined).map((f) => f.o),
    lift,
  )
  const moved = fitted.flatMap(({ o, on }) => (on === undefined || on === o.due_on ? [] : [{ ...o, on }]))
  await moveDues(tx, moved)
  return { lifted, moved: moved.length }
}

/** The new due day; `undefined` where the period was over before the first day. */
function newDue(
  o: Open,
  place: PlaceRow,
  item: ItemRow,
  graces: readonly ItemGrace[],
  calendar: Calendar,
): string | undefined {
  const live = liveFor(place, graceOf(graces, place.path, o.item_code))
  const end = endOfPeriod(o.period)
  if (end !== undefined && end < live.startsOn) return undefined
  const due = dueOf(item.definition.deadline, o.period, o.event_on ?? live.startsOn, calendar)
  if (o.event_on === null && due.on < live.startsOn) return undefined
  // A duty that came after the place went live, or back by a withdrawal, has days of its own: they are not taken from
  // it.
  if ((o.bound_from > live.startsOn || o.round > 0) && due.on < o.due_on)
    return o.due_on < live.graceUntil ? live.graceUntil : o.due_on
  return due.on < live.graceUntil ? live.graceUntil : due.on
}

/** Open: unpublished, without a draft in anybody's hands, and nobody has asked about it. */
function openOf(tx: Tx, regionIds: readonly string[]): Promise<Open[]> {
  return rows(
    tx,
    sql<Open>`
      SELECT o.id, o.region_id, o.item_code, o.item_version, o.period, o.due_on, o.due_month, o.event_on, o.round,
        i.in_force_from AS bound_from
      FROM obligations o
      JOIN catalogue_items i ON i.code = o.item_code AND i.version = o.item_version
      LEFT JOIN cases c ON c.subject_kind = 'notice' AND c.subject_id = o.notice_id
      WHERE o.region_id = ANY(${[...regionIds]})
        AND o.published_at IS NULL
        AND coalesce(c.step, 'draft') = 'draft'
        AND NOT EXISTS (SELECT 1 FROM questions q WHERE q.obligation_id = o.id)
      FOR UPDATE OF o`,
  )
}

async function liftAll(tx: Tx, open: readonly Open[], lift: Lift): Promise<number> {
  if (open.length === 0) return 0
  const ids = open.map((o) => o.id)
  const cards = await rows(
    tx,
    sql<{ id: string; name: string }>`
      SELECT c.id, coalesce((SELECT name FROM persons WHERE id = ${lift.by ?? null}), '') AS name
      FROM cards c
      WHERE c.subject_kind = 'obligation' AND c.subject_id = ANY(${ids})`,
  )
  await liftCards(
    tx,
    cards.map((c) => c.id),
    { reason: lift.reason, personId: lift.by ?? '', name: cards[0]?.name ?? '', post: '县级管理', now: lift.now },
  )
  await sql`SELECT lift_obligations(${ids}::text[], ${lift.reason}, ${lift.by ?? null},
    ${lift.now}::timestamptz)`.execute(tx)
  await recount(tx, open)
  return open.length
}

async function moveDues(tx: Tx, moved: readonly (Open & { on: string })[]): Promise<void> {
  if (moved.length === 0) return
  await sql`
    UPDATE obligations o
    SET due_on = t.due, due_month = to_char(t.due, 'YYYY-MM')
    FROM unnest(${moved.map((m) => m.id)}::text[], ${moved.map((m) => m.on)}::date[]) AS t (id, due)
    WHERE o.id = t.id`.execute(tx)
  await recount(
    tx,
    moved.flatMap((m) => [m, { ...m, due_month: m.on.slice(0, 7) }]),
  )
}

/** Months that lost their last obligation keep a row of zeros. */
async function recount(tx: Tx, touched: readonly Pick<Open, 'region_id' | 'due_month'>[]): Promise<void> {
  await sql`
    UPDATE place_months m
    SET due = 0, published = 0, late = 0
    FROM unnest(${touched.map((t) => t.region_id)}::text[], ${touched.map((t) => t.due_month)}::text[]) AS t (region_id,
      month)
    WHERE m.region_id = t.region_id AND m.month = t.month`.execute(tx)
  await countMonths(tx, touched)
}
