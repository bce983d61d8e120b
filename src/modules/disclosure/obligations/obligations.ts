/**
 * What is due. From catalogue, rules and calendar every obligation of every place and period is made ahead of time:
 * what is missing later is then a row that nobody can leave out.
 */
import { addDays, dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, transact, type Db, type Tx } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import { isCode } from '../../../kernel/ledger/entry.ts'
import { periodAndStage } from '../cards/cardLeaves.ts'
import { doApart } from '../../../kernel/rounds/apart.ts'
import { standingOn } from '../../../kernel/regions/standing.ts'
import type { Calendar } from '../../../kernel/calendar/calendar.ts'
import { becameLate, isMissing } from './figures.sql.ts'
import { countyCalendar } from '../../../kernel/calendar/calendar.queries.ts'
import { isSelfMade } from '../derived/derived.schema.ts'
import { graceOf, itemGraces, liveFor, type ItemGrace } from '../catalogue/goingLive.ts'
import { dueOf, firstDayOf, periodsBetween, type Due } from './periods.ts'
import { rulesOn } from '../../../kernel/rules/rules.ts'
import { itemVersionsBy, type BindingItem, type ItemRow } from '../catalogue/items.read.ts'
import type { PlaceRow } from '../catalogue/places.read.ts'

export type NewObligation = {
  region_id: string
  path: string
  item_code: string
  item_version: number
  period: string
  stage: string
  due_on: string
  provisional: boolean
  event_on: string | null
  event_title: string
}

/**
 * Makes the recurring and standing obligations of all places whose periods have begun by `day`; returns how many were
 * new. Idempotent.
 */
export async function makeObligations(
  db: Db,
  day: string,
  calendar: Calendar,
  now: Date = new Date(),
): Promise<number> {
  const items = await dueIn(db, day, calendar, await livePlaces(db, day))
  let made = 0
  const work = async (some: readonly NewObligation[]) => {
    made += await transact(db, (tx) => insertObligations(tx, some))
  }
  const idOf = (o: NewObligation) => [o.region_id, o.item_code, o.period, o.stage].join(' ')
  await doApart(db, { round: 'obligations', items, atOnce: 5_000, idOf, work }, now)
  return made
}

/** The same for some places, inside the transaction that changes them. */
export async function makeObligationsOf(
  tx: Tx,
  day: string,
  calendar: Calendar,
  places: readonly PlaceRow[],
): Promise<number> {
  const due = await dueIn(tx, day, calendar, places)
  let made = 0
  for (let i = 0; i < due.length; i += 5_000) made += await insertObligations(tx, due.slice(i, i + 5_000))
  return made
}

/** How much is late in all places by now, once everything that is owed by now has been made. */
export async function lateWithAllMade(tx: Tx, now: Date): Promise<number> {
  const day = dayOf(now)
  await makeObligationsOf(tx, day, await countyCalendar(tx), await livePlaces(tx, day))
  const found = await first(tx, sql<{ n: number }>`SELECT count(*) AS n FROM obligations WHERE ${isMissing(day)}`)
  return found!.n
}

async function dueIn(
  db: Db | Tx,
  day: string,
  calendar: Calendar,
  places: readonly PlaceRow[],
): Promise<NewObligation[]> {
  // A county that is only being made has no rules yet either.
  if (places.length === 0) return []
  const items = await itemVersionsBy(db, day)
  const graces = await itemGraces(db)
  const graceDays = (await rulesOn(db, day)).number('catalogue.graceDays')
  return places.flatMap((p) => recurringOf(p, items, day, calendar, graces, graceDays))
}

/** Places that publish and are live on a day. */
export function livePlaces(db: Db | Tx, day: string): Promise<PlaceRow[]> {
  return rows(
    db,
    sql<PlaceRow>`
      SELECT id, code, slug, name, level, kind, path, chain, practice, parent_id, goes_live_on, grace_until
      FROM regions
      WHERE goes_live_on <= ${day} AND valid_from <= ${day} AND ${standingOn('regions', day)}
      ORDER BY path`,
  )
}

/** As much of a place and of an item as it takes to say what is owed. */
export type PlaceOwing = Pick<PlaceRow, 'id' | 'path' | 'level' | 'kind' | 'goes_live_on' | 'grace_until'>
type ItemOwed = Pick<ItemRow, 'code' | 'version' | 'definition'>
type Binding = Pick<BindingItem, 'in_force_from' | 'in_force_to' | 'duty_since'>

/**
 * The standing and recurring obligations of one place up to a day (pure). What was due before place and item went live
 * was never owed here, and a period is bound by the version that is in force when it begins: one that was added or
 * changed later binds the next. `graces`: dates of single items. `graceDays`: how long nothing is due of a duty that is
 * new to a place.
 */
export function recurringOf(
  place: PlaceOwing,
  items: readonly (ItemOwed & Partial<Binding>)[],
  day: string,
  calendar: Calendar,
  graces: readonly ItemGrace[] = [],
  graceDays = 0,
): NewObligation[] {
  return items.flatMap((item) => {
    const d = item.definition
    if (!owes(place, item) || isSelfMade(d)) return []
    const live = liveFor(place, graceOf(graces, place.path, item.code))
    if (live.startsOn > day) return []
    const from = later(live.startsOn, item.in_force_from ?? '')
    const periods = (d.frequency === 'standing' ? ['S'] : periodsBetween(d.frequency, live.startsOn, day)).filter((p) =>
      isBound(item, later(firstDayOf(p) ?? from, live.startsOn)),
    )
    const dues = periods.map((period) => ({ period, due: dueOf(d.deadline, period, from, calendar) }))
    const graceUntil = later(live.graceUntil, graceOfDuty(item, live.startsOn, graceDays))
    return dues
      .filter(({ due }) => due.on >= live.startsOn)
      .map(({ period, due }) => obligation(place, item, period, '', due, graceUntil))
  })
}

/** Whether a version binds what begins on a day. */
function isBound({ in_force_from, in_force_to }: Partial<Binding>, day: string): boolean {
  return (in_force_from ?? '') <= day && (in_force_to == null || day < in_force_to)
}

/**
 * Until when nothing is due of a duty that began after the place went live; the empty day where it was there before.
 */
function graceOfDuty({ duty_since }: Partial<Binding>, startsOn: string, graceDays: number): string {
  return duty_since !== undefined && duty_since > startsOn ? addDays(duty_since, graceDays) : ''
}

const later = (a: string, b: string) => (b > a ? b : a)

/**
 * Whether an item of the catalogue concerns a place: its level, and not one of the kinds left out (a residents'
 * committee lets no farmland).
 */
export function owes(place: Pick<PlaceRow, 'level' | 'kind'>, item: Pick<ItemRow, 'definition'>): boolean {
  return item.definition.levels.includes(place.level as 'village') && !item.definition.exceptKinds.includes(place.kind)
}

/** One obligation (pure). A first day that is not red: nothing is due before the grace ends. */
export function obligation(
  place: PlaceOwing,
  item: ItemOwed,
  period: string,
  stage: string,
  due: Due,
  graceUntil: string,
  event?: { on: string; title: string },
): NewObligation {
  return {
    region_id: place.id,
    path: place.path,
    item_code: item.code,
    item_version: item.version,
    period,
    stage,
    due_on: due.on < graceUntil ? graceUntil : due.on,
    provisional: due.provisional,
    event_on: event?.on ?? null,
    event_title: event?.title ?? '',
  }
}

/**
 * Something happened (a meeting, a payment list, a stage of a project, a change of a standing item): its item is due
 * from now. Returns the obligation. Errors: 422 for an item that is not due on events, an unknown stage, a day in the
 * future.
 */
export async function reportEvent(
  tx: Tx,
  input: {
    place: PlaceRow
    item: ItemRow
    on: string
    title: string
    stage?: string
    today: string
    calendar: Calendar
    /** Of a run or application that the event is about. */
    eventId?: string
    /** It happened before the item was in the catalogue: nothing of it is due before this day. */
    notBefore?: string
    /** An event that was entered here before and has come to another stage. */
    continues?: string
  },
): Promise<{ id: string; period: string }> {
  const { item, place } = input
  const d = item.definition
  if (!owes(place, item)) throw invalid(`${place.name}不用公开“${item.name}”，请核对单位和事项。`, { field: 'item' })
  if (isSelfMade(d)) throw invalid(`“${item.name}”由平台自动生成，不用登记。`)
  if (!['onEvent', 'perStage', 'standing'].includes(d.frequency))
    throw invalid(`“${item.name}”是按期公开的，不用登记事项。`)
  // The title of an event is public from its first moment, before any hand has seen it.
  if (input.title.trim() !== '' && (d.audience !== 'everyone' || d.privacyLevel === 'namedPersons'))
    throw invalid(`“${item.name}”涉及个人，名称会马上公开，请留空。`, { field: 'title' })
  await askBeforePublic(tx, place.id, { title: input.title })
  if (input.on > input.today) throw invalid('发生日期不能晚于今天。', { field: 'on' })
  if (input.on < addDays(input.today, -366)) throw invalid('发生日期超过一年了，请核对。', { field: 'on' })
  if (d.frequency === 'perStage' && !d.stages.some((s) => s.key === input.stage))
    throw invalid(`请选择阶段：${d.stages.map((s) => s.name).join('、')}。`, { field: 'stage' })
  if (d.frequency !== 'perStage' && (input.stage ?? '') !== '')
    throw invalid(`“${item.name}”不分阶段，请不要填阶段。`, { field: 'stage' })
  if (input.continues !== undefined && !(await wasEntered(tx, place, item, input.continues)))
    throw invalid('没有登记过这件事，请从列表里选，或者登记一件新的。', { field: 'eventId' })
  const period = `E:${input.eventId ?? input.continues ?? newId()}`
  const { graceUntil } = liveFor(place, graceOf(await itemGraces(tx), place.path, item.code))
  await insertObligations(tx, [
    obligation(
      place,
      item,
      period,
      input.stage ?? '',
      dueOf(d.deadline, period, input.on, input.calendar),
      later(graceUntil, input.notBefore ?? ''),
      { on: input.on, title: input.title.trim() },
    ),
  ])
  const made = await rows(
    tx,
    sql<{
      id: string
    }>`
      SELECT id
      FROM obligations
      WHERE region_id = ${place.id}
        AND item_code = ${item.code}
        AND period = ${period}
        AND stage = ${input.stage ?? ''}
      ORDER BY round DESC`,
  )
  return { id: made[0]!.id, period }
}

/** Whether a place has entered an event of this item before. */
async function wasEntered(tx: Tx, place: PlaceRow, item: ItemRow, eventId: string): Promise<boolean> {
  return !!(await first(
    tx,
    sql`
      SELECT 1
      FROM obligations
      WHERE region_id = ${place.id} AND item_code = ${item.code} AND period = ${`E:${eventId}`}
      LIMIT 1`,
  ))
}

/**
 * Throws for a period or stage that the log could not write: what is due must be publishable, and its card recordable.
 */
function refuseUnwritable(due: readonly NewObligation[]): void {
  const wrong = due.find((o) => !isCode(periodAndStage(o.period, o.stage)))
  if (wrong) throw invalid(`“${wrong.period}${wrong.stage}”不能作为时期和阶段的编码。`)
}

/** Inserts what is not there yet and brings the counts of the months it touches up to date. */
export async function insertObligations(tx: Tx, due: readonly NewObligation[], now = new Date()): Promise<number> {
  if (due.length === 0) return 0
  refuseUnwritable(due)
  const col = <K extends keyof NewObligation>(k: K) => due.map((o) => o[k])
  const made = await rows(
    tx,
    sql<{ region_id: string; due_month: string }>`
      INSERT INTO obligations (
        id, region_id, path, item_code, item_version, period, stage, due_on, due_month, provisional,
        event_on, event_title, made_at
      )
      SELECT id, region_id, path, item_code, item_version, period, stage, due_on,
        to_char(due_on, 'YYYY-MM'), provisional, event_on, event_title, ${now}
      FROM unnest(
        ${due.map(() => newId())}::text[], ${col('region_id')}::text[], ${col('path')}::text[],
        ${col('item_code')}::text[], ${col('item_version')}::int[], ${col('period')}::text[],
        ${col('stage')}::text[], ${col('due_on')}::date[], ${col('provisional')}::boolean[],
        ${col('event_on')}::date[], ${col('event_title')}::text[]
      ) AS t (
        id, region_id, path, item_code, item_version, period, stage, due_on, provisional, event_on,
        event_title
      )
      ON CONFLICT (region_id, item_code, period, stage, round) DO NOTHING
      RETURNING region_id, due_month`,
  )
  await countMonths(tx, made)
  return made.length
}

/** Recounts the summary rows of these places and months. */
export async function countMonths(tx: Tx, touched: readonly { region_id: string; due_month: string }[]): Promise<void> {
  const keys = [...new Map(touched.map((t) => [`${t.region_id} ${t.due_month}`, t])).values()].sort((a, b) =>
    a.region_id + a.due_month < b.region_id + b.due_month ? -1 : 1,
  )
  if (keys.length === 0) return
  await sql`
    INSERT INTO place_months (region_id, path, month, due, published, late)
    SELECT o.region_id, o.path, o.due_month, count(*), count(o.published_at),
      count(*) FILTER (WHERE ${becameLate('o.')})
    FROM unnest(${keys.map((k) => k.region_id)}::text[], ${keys.map((k) => k.due_month)}::text[]) AS k (region_id,
      month)
    JOIN obligations o ON o.region_id = k.region_id AND o.due_month = k.month
    GROUP BY o.region_id, o.path, o.due_month
    ON CONFLICT (region_id, month)
      DO UPDATE SET due = excluded.due, published = excluded.published, late = excluded.late,
        path = excluded.path`.execute(tx)
}
