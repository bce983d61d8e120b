/**
 * Who must act hears of it: whoever has a case next, once for each event, in the words of its procedure. Every move,
 * opening, request and answer tells by itself, whichever room it belongs to; a room may give words of its own (`told`).
 */
import { dayOf, sayDay, sayLimit } from '../../platform/clock.ts'
import { rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { tellMany, type NewMessage } from '../notices/messages.ts'
import type { PostFunction } from '../people/functions.ts'
import { heldOn } from '../people/terms.ts'
import type { Case, CaseEvent } from './case.ts'
import { prefixes } from './holder.ts'
import { handsOf } from './may.ts'
import { caseLink, procedureOf, waits, type Procedure, type Standing, type Step } from './procedure.ts'
import { legAt } from './route.ts'
import { namesOf, type Named } from './subjects.ts'
import type { Context } from './times.ts'

/** A post that has something to do. */
export type Told = { regionId: string; function: PostFunction; personId?: string }
type Lying = Pick<Case, 'id' | 'path' | 'holder_path' | 'hands'>
type Asked = { c: Lying; functions: readonly PostFunction[]; standing: Standing }
type Region = { id: string; path: string; level: string; held: PostFunction[] }

/** The event's key under which a post hears of it once. */
export const eventKey = (caseId: string, seq: number | string): string => `${caseId} ${seq}`

/** The posts that have each case to act on in this step, by case. */
export const handsNow = (
  tx: Db | Tx,
  cases: readonly { c: Lying; step: Step<string> }[],
  now: Date,
): Promise<Map<string, Told[]>> =>
  postsOf(
    tx,
    cases.map(({ c, step }) => ({ c, functions: handsOf(step, c), standing: step.standing })),
    now,
  )

/**
 * The posts of these functions, by case. A village group has no staff of its own: its village's posts act for it. Of
 * those above, the nearest place where somebody holds one of them.
 */
async function postsOf(tx: Db | Tx, asked: readonly Asked[], now: Date): Promise<Map<string, Told[]>> {
  const lines = new Map(
    asked.map(({ c, standing }) => [
      c.id,
      prefixes(standing === 'holder' || standing === 'aboveHolder' ? (c.holder_path ?? c.path) : c.path)
        .toReversed()
        .slice(standing === 'aboveHolder' ? 1 : 0),
    ]),
  )
  const found = await rows(
    tx,
    sql<Region>`
      SELECT r.id, r.path, r.level,
        coalesce(array_agg(DISTINCT k.function) FILTER (WHERE k.function IS NOT NULL), '{}') AS held
      FROM regions r
      LEFT JOIN (appointments a JOIN post_kinds k ON k.id = a.post_kind_id)
        ON a.region_id = r.id
        AND ${heldOn('a', dayOf(now))}
      WHERE r.path = ANY(${[...new Set([...lines.values()].flat())]}::text[])
      GROUP BY r.id`,
  )
  const byPath = new Map(found.map((r) => [r.path, r]))
  return new Map(
    asked.map(({ c, functions, standing }) => {
      const line = lines.get(c.id)!.flatMap((p) => byPath.get(p) ?? [])
      return [c.id, standing === 'above' || standing === 'aboveHolder' ? nearest(line, functions) : at(line, functions)]
    }),
  )
}

function at([own, above]: readonly Region[], functions: readonly PostFunction[]): Told[] {
  const place = own?.level === 'group' ? above : own
  return place ? functions.map((f) => ({ regionId: place.id, function: f })) : []
}

function nearest(line: readonly Region[], functions: readonly PostFunction[]): Told[] {
  const place = line.find((r) => functions.some((f) => r.held.includes(f)))
  if (!place) return at(line.slice(1), functions)
  return functions.filter((f) => place.held.includes(f)).map((f) => ({ regionId: place.id, function: f }))
}

/**
 * A case has moved: whoever has it next hears of it. Who has nothing to do is not told: not of an end, not of a step in
 * which units are asked (they are told themselves), not where nothing changed hands. `handedTo`: the place that has it
 * now, where it is another than before. `told`: the room's own words.
 */
export async function tellMoved(
  tx: Tx,
  c: Case,
  from: Pick<Case, 'step' | 'holder_id'> & { handedTo: string },
  event: CaseEvent,
  told: string | undefined,
  ctx: Context,
): Promise<void> {
  const p = procedureOf(c.procedure)
  const action = p.steps[from.step]!.actions[event.action]!
  const { tells } = action
  const back = isBack(p, c, event)
  const hands = await toldOf(tx, c, from, tells !== undefined, told !== undefined, ctx.now)
  if (hands.length === 0) return
  const say =
    told ?? sayMoved(c, back ? action.name : undefined, { ...(await nameOf(tx, c)), at: from.handedTo }, ctx.now)
  const kind = tells ? 'demand' : back && action.needsComment && !action.party ? 'returned' : 'hand'
  await tellHands(tx, c, event, hands, { kind, say }, ctx.now)
}

async function toldOf(
  tx: Tx,
  c: Case,
  from: Pick<Case, 'step' | 'holder_id'>,
  first: boolean,
  worded: boolean,
  now: Date,
): Promise<Told[]> {
  const p = procedureOf(c.procedure)
  const step = p.steps[first ? p.start : c.step]!
  const stays = c.step === from.step && c.holder_id === from.holder_id
  if (!first && (!waits(p, c.step) || step.joint || (stays && !worded))) return []
  return (await handsNow(tx, [{ c, step }], now)).get(c.id)!
}

/**
 * Whoever has the case in hand hears of what happened to it while it lay there: an answer, an addition, a longer
 * limit.
 */
export async function tellHolder(
  tx: Tx,
  c: Case,
  event: Pick<CaseEvent, 'seq' | 'person_id'>,
  say: (title: string) => string,
  kind: string,
  ctx: Context,
): Promise<void> {
  const step = procedureOf(c.procedure).steps[c.step]!
  if (step.end) return
  const hands = (await handsNow(tx, [{ c, step }], ctx.now)).get(c.id)!
  if (hands.length > 0) await tellHands(tx, c, event, hands, { kind, say: say(await titleOf(tx, c)) }, ctx.now)
}

/**
 * A step that ends by itself is in nobody's hands: where something has happened to it, those who may decide about it
 * hear, and the counter at the place that has it. `event`: under which a post hears of it once. `say`: behind the
 * case's name.
 */
export async function tellDeciders(tx: Tx, c: Case, event: string, say: string, ctx: Context): Promise<void> {
  const p = procedureOf(c.procedure)
  const counter = { ...p.steps[c.step]!, by: p.steps[p.start]!.by, standing: 'holder' as const }
  const hands = [
    ...(await handsNow(tx, [{ c, step: counter }], ctx.now)).get(c.id)!,
    ...(await decidersOf(tx, [c], ctx.now)).get(c.id)!,
  ]
  const words = { kind: 'held', say: `“${await titleOf(tx, c)}”${say}`, link: caseLink(c), caseId: c.id, event }
  await tellMany(
    tx,
    hands.map((h) => ({ ...h, ...words })),
    ctx.now,
  )
}

/**
 * The posts that may decide about steps that end by themselves, by case: those of the step's actions, all of one
 * standing.
 */
export function decidersOf(db: Db | Tx, cases: readonly Case[], now: Date): Promise<Map<string, Told[]>> {
  return handsNow(
    db,
    cases.map((c) => {
      const step = procedureOf(c.procedure).steps[c.step]!
      const deciding = Object.values(step.actions).filter((a) => a.by !== undefined && a.by.length > 0)
      const by = [...new Set(deciding.flatMap((a) => a.by!))]
      return { c, step: { ...step, by, standing: deciding[0]?.standing ?? step.standing } }
    }),
    now,
  )
}

/** Tells posts of one event of a case, all alike; whoever did it is not told. */
export function tellHands(
  tx: Tx,
  c: Pick<Case, 'id' | 'procedure' | 'subject_id'>,
  event: Pick<CaseEvent, 'seq' | 'person_id'>,
  hands: readonly Told[],
  words: { kind: string; say: string },
  now: Date,
): Promise<void> {
  return tellMany(
    tx,
    hands.map((h) => ({
      ...h,
      ...words,
      link: caseLink(c),
      caseId: c.id,
      event: eventKey(c.id, event.seq),
      by: event.person_id ?? undefined,
    })),
    now,
  )
}

/** The messages of a new case, for the writes of its opening. `by`: whoever opened it. */
export function openingMessages(
  c: Pick<Case, 'id' | 'procedure' | 'subject_id' | 'step' | 'hands' | 'due_at'>,
  holderId: string,
  words: { title: string; say?: string | undefined; by?: string | undefined },
  now: Date,
): NewMessage[] {
  const p = procedureOf(c.procedure)
  const step = p.steps[c.step]!
  if (!waits(p, c.step) || step.joint) return []
  return handsOf(step, c).map((f) => ({
    regionId: holderId,
    function: f,
    kind: 'hand',
    say: words.say ?? sayMoved(c, undefined, words, now),
    link: caseLink(c),
    caseId: c.id,
    event: eventKey(c.id, 1),
    by: words.by,
  }))
}

/** How the case is called in lists and messages of staff. */
export const titleOf = async (tx: Tx, c: Case): Promise<string> => (await nameOf(tx, c)).title
const nameOf = async (tx: Tx, c: Case): Promise<Named> => (await namesOf(tx, [c])).get(c.subject_id)!

/** `back`: the name of the action that sent it back. */
function sayMoved(
  c: Pick<Case, 'procedure' | 'step' | 'due_at'>,
  back: string | undefined,
  { title, publicBy, at }: Pick<Named, 'title' | 'publicBy'> & { at?: string },
  now: Date,
): string {
  const step = procedureOf(c.procedure).steps[c.step]!.name
  return `“${title}”${back === undefined ? '' : `${back}，`}到了${at ? `${at}的` : ''}“${step}”，${sayStepDue(c.due_at, publicBy, now)}`
}

/** Whether the public should have had it by now, whatever time a step of it still has. */
export const isOverdue = (publicBy: string | undefined, now: Date): publicBy is string =>
  publicBy !== undefined && publicBy < dayOf(now)

/**
 * As `sayDue`, of a step of something that the public must have by a day: a step begun after that day has time of its
 * own, and the matter is late all the same. Both days are said.
 */
export function sayStepDue(due: Date | null, publicBy: string | undefined, now: Date): string {
  if (!isOverdue(publicBy, now) || (due !== null && due <= now)) return sayDue(due, now)
  const step = due === null ? '请马上办。' : `这一步到 ${sayLimit(due)} 为止，请马上办。`
  return `已逾期（应在 ${sayDay(publicBy)}前公开）；${step}`
}

/** "请在 11 月 20 日 24:00 前办。"; what is late is never said to be in time. */
export function sayDue(due: Date | null, now: Date): string {
  if (due === null) return '请办。'
  return due <= now ? `已逾期（${sayLimit(due)} 到期），请马上办。` : `请在 ${sayLimit(due)} 前办。`
}

/** Whether the event sent the case to an earlier step of its way. */
function isBack(p: Procedure, c: Pick<Case, 'route'>, event: CaseEvent): boolean {
  const { from_step: from, to_step: to } = event
  if (from === null || to === null || p.steps[from]!.end) return false
  const order = legAt(c, from) && legAt(c, to) ? c.route!.map((leg) => leg.step) : Object.keys(p.steps)
  return order.indexOf(to) < order.indexOf(from)
}
