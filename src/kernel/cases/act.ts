/**
 * act() is the only way a case moves: lock the row → the step allows the action → a post of the right function over a
 * place that holds this one, and no conflict of interest → move, set the clock, append the event. All in the caller's
 * transaction.
 */
import { first, sql, type Tx } from '../../platform/db.ts'
import { conflict, forbidden, invalid } from '../../platform/errors.ts'
import { dayOf, sayTime } from '../../platform/clock.ts'
import type { Actor, Post } from '../people/actor.ts'
import { askUnits, insertRequest, withdrawRequests, type Ask } from './asked.ts'
import { appendEvent, historyOf, lockedCase, noEvent, type Case, type CaseEvent } from './case.ts'
import { newHolder } from './handedTo.ts'
import { nextHolder, type Holder } from './holder.ts'
import { isRefusal, postForAction } from './may.ts'
import { requestsOver, tellNobodyLeft, wayOver } from './nobodyLeft.ts'
import { procedureOf, type Action } from './procedure.ts'
import { refuseBarred } from './seeing.ts'
import { nextClock, timesAfter, type NextClock } from './goingOn.ts'
import { react } from './reactions.ts'
import { legAt, nextLeg, onward, undoneBy } from './route.ts'
import { tellHolder, tellMoved } from './telling.ts'
import { checkSignature, keepSignature, type SignatureInput } from './signing.ts'
import { carriedOn, type Context } from './times.ts'

export type { Context } from './times.ts'
export type { SignatureInput } from './signing.ts'
export type ActInput = {
  subjectKind: string
  subjectId: string
  action: string
  comment?: string | undefined
  /** Hash of the content that the person has seen: another hash means it changed meanwhile. */
  contentHash?: string | undefined
  /** The step the person saw; another means that somebody was faster. */
  seenStep?: string | undefined
  /** How many events the person saw: a case may come back to the same step. */
  seenEvents?: number | undefined
  detail?: Record<string, unknown> | undefined
  signature?: SignatureInput | undefined
  /** Who is to have it, where the action lets choose. */
  holderId?: string | undefined
  /** Which units are asked, where the action asks units. */
  ask?: Ask | undefined
  /**
   * What whoever has it next is told, in the room's own words, nothing personal; null: nobody, for the same hand goes
   * on at once.
   */
  told?: string | null | undefined
  /** Which hands have the case next and how it is called then, where rows of a list say so. */
  next?: { hands: readonly string[] | null; title: string } | undefined
}
export type Moved = {
  case: Case
  event: CaseEvent
  post: Post
  from: string
  to: string
  action: Action<string>
  history: CaseEvent[]
  /** The place that has it now, where that is another than before; '' where it stayed. */
  handedTo: string
}
export type Locked = { c: Case; history: CaseEvent[] }

/**
 * Moves a case. Errors: 409 with what the other person did when somebody was faster or the content changed,
 * 403 for the wrong post or a conflict of interest, 422 for a missing reason, signature or unit. `locked`: what `lock`
 * gave.
 */
export async function act(tx: Tx, actor: Actor, input: ActInput, ctx: Context, locked?: Locked): Promise<Moved> {
  const { c, history } = locked ?? (await lock(tx, input))
  await refuseBarred(tx, c, actor.personId)
  refuseOvertaken(c, history, input)
  const post = postForAction(actor, c, history, input.action)
  if (isRefusal(post)) throw post.reason === 'step' ? conflict(overtaken(c, history)) : forbidden(post.say)
  const action = procedureOf(c.procedure).steps[c.step]!.actions[input.action]!
  if (action.needsComment && (input.comment ?? '').trim().length < 2)
    throw invalid('请写明理由。', { field: 'comment' })
  if (action.signs) checkSignature(input.signature)
  const moved = await move(tx, { c, history }, action, input, by(actor, post), ctx)
  if (action.signs)
    await keepSignature(
      tx,
      { caseId: c.id, seq: moved.event.seq, personId: actor.personId, hash: input.contentHash ?? c.content_hash ?? '' },
      input.signature!,
      ctx.now,
    )
  return { ...moved, post, from: c.step, to: moved.case.step, action, history: [...history, moved.event] }
}

/** Locks the case of a subject and reads its history. 409 where there is none. */
export async function lock(tx: Tx, input: Pick<ActInput, 'subjectKind' | 'subjectId'>): Promise<Locked> {
  const c = await lockedCase(tx, input.subjectKind, input.subjectId)
  if (!c) throw conflict('这件事还没有开始。')
  return { c, history: await historyOf(tx, c.id) }
}

/**
 * Appends an event that does not move the case nor touch its clock (a remark, an agreement of one of several
 * reviewers).
 */
export async function note(
  tx: Tx,
  c: Case,
  post: Post,
  actor: Actor,
  action: string,
  comment: string,
  now: Date,
  detail: Record<string, unknown> = {},
): Promise<CaseEvent> {
  return noteBy(tx, c, by(actor, post), action, { comment, detail }, now)
}

export type Hand = Pick<
  CaseEvent,
  'person_id' | 'person_name' | 'appointment_id' | 'post_name' | 'place_name' | 'deputy_for'
>

/** The hand of a person acting through a post. */
export function by(actor: Actor, post: Post): Hand {
  return {
    person_id: actor.personId,
    person_name: actor.name,
    appointment_id: post.appointmentId,
    post_name: post.post,
    place_name: post.region,
    deputy_for: post.deputyFor,
  }
}

export const systemHand: Hand = {
  person_id: null,
  person_name: '系统',
  appointment_id: null,
  post_name: '',
  place_name: '',
  deputy_for: '',
}
/** The person whom the case is about: never named in the history. */
export const partyHand: Hand = { ...systemHand, person_name: '当事人' }

/** As `note`, for any hand. */
export async function noteBy(
  tx: Tx,
  c: Case,
  hand: Hand,
  action: string,
  more: Partial<Pick<CaseEvent, 'comment' | 'detail' | 'clock' | 'until'>>,
  now: Date,
): Promise<CaseEvent> {
  const found = await first(
    tx,
    sql<{ events: number }>`UPDATE cases SET events = events + 1 WHERE id = ${c.id} RETURNING events`,
  )
  const event: CaseEvent = {
    ...noEvent,
    ...hand,
    ...more,
    seq: found!.events,
    at: now,
    action,
    from_step: c.step,
    to_step: c.step,
    content_hash: c.content_hash,
    holder_id: c.holder_id,
  }
  await appendEvent(tx, c.id, event)
  c.events = event.seq
  return event
}

type Beyond = Pick<ActInput, 'subjectKind' | 'subjectId' | 'action' | 'comment' | 'detail' | 'told'>

/**
 * The platform's own steps (publish at the set time, archive, silence): no person acts, the event says so. `locked`:
 * the case, its row locked.
 */
export function actAsSystem(tx: Tx, input: Beyond, ctx: Context, locked?: Case): Promise<Case> {
  return moveBy(tx, systemHand, input, ctx, locked)
}

/**
 * A power over the matter that is nobody's step (the county takes a page down): the caller has asked that this post has
 * it. Errors as act().
 */
export async function actAbove(tx: Tx, actor: Actor, post: Post, input: Beyond, ctx: Context, locked: Case) {
  await refuseBarred(tx, locked, actor.personId)
  return moveBy(tx, by(actor, post), input, ctx, locked)
}

async function moveBy(tx: Tx, hand: Hand, input: Beyond, ctx: Context, locked?: Case): Promise<Case> {
  const c = locked ?? (await lockedCase(tx, input.subjectKind, input.subjectId))
  const action = c && procedureOf(c.procedure).steps[c.step]?.actions[input.action]
  if (!c || !action) throw conflict('这件事现在不能走这一步。')
  return (await move(tx, { c, history: await historyOf(tx, c.id) }, action, input, hand, ctx)).case
}

/**
 * The reporter or applicant acts: rates, withdraws, asks for more. Errors as act(). The caller has made sure who it is.
 */
export async function actAsParty(tx: Tx, input: ActInput, ctx: Context, locked?: Locked): Promise<Omit<Moved, 'post'>> {
  const { c, history } = locked ?? (await lock(tx, input))
  refuseOvertaken(c, history, input)
  const action = procedureOf(c.procedure).steps[c.step]?.actions[input.action]
  if (!action?.party) throw conflict('这件事现在不能这样办，请刷新看看进展。')
  if (action.needsComment && (input.comment ?? '').trim().length < 2)
    throw invalid('请写明原因。', { field: 'comment' })
  const moved = await move(tx, { c, history }, action, input, partyHand, ctx)
  return { ...moved, from: c.step, to: moved.case.step, action, history: [...history, moved.event] }
}

function refuseOvertaken(c: Case, history: CaseEvent[], input: ActInput) {
  if (c.merged_into !== null) throw conflict('这件事已经并入另一件，请到那一件里办。')
  if (input.seenStep !== undefined && input.seenStep !== c.step) throw conflict(overtaken(c, history))
  if (input.seenEvents !== undefined && isOvertaken(history, input.seenEvents)) throw conflict(overtaken(c, history))
  if (c.paused_at !== null) throw conflict('这件事暂停着，请先恢复计时再办。')
  const handsIn = c.step === procedureOf(c.procedure).start // a new content is handed in there
  if (!handsIn && input.contentHash !== undefined && c.content_hash !== null && input.contentHash !== c.content_hash)
    throw conflict('内容刚才改过了，请看过新的内容再办。')
}

/** What others add without moving the case, changing its content or its clock: nobody's work is done twice by it. */
const additions: ReadonlySet<string> = new Set(['opinion', 'answerJoint'])

/**
 * Whether something was done since a person saw so many events that they must look at first. What a reporter, an
 * invited outsider or a unit that was asked adds meanwhile stops nobody: it is there to read after.
 */
export function isOvertaken(history: readonly CaseEvent[], seenEvents: number): boolean {
  return history.some(
    (e, i) =>
      e.seq > seenEvents &&
      (e.to_step !== e.from_step ||
        e.clock !== null ||
        e.content_hash !== history[i - 1]?.content_hash ||
        (e.person_id !== null && !additions.has(e.action))),
  )
}

async function move(
  tx: Tx,
  { c, history }: Locked,
  action: Action<string>,
  input: Omit<ActInput, 'seenStep'>,
  hand: Hand,
  ctx: Context,
): Promise<{ case: Case; event: CaseEvent; handedTo: string }> {
  const leg = action.to === onward ? nextLeg(c) : action.holder === 'route' ? legAt(c, action.to) : undefined
  const back = undoneBy(action, history)
  const to = leg?.step ?? back?.from_step ?? action.to
  const holder = leg?.holder ?? (await nextHolder(tx, c, action, history, input.holderId, dayOf(ctx.now)))
  const clock = nextClock(c, history, action, to, ctx)
  const event: CaseEvent = {
    ...noEvent,
    ...hand,
    seq: c.events + 1,
    at: ctx.now,
    action: input.action,
    from_step: c.step,
    to_step: to,
    comment: (input.comment ?? '').trim(),
    content_hash: back ? back.content_hash : (input.contentHash ?? c.content_hash),
    detail: input.detail ?? {},
    clock: clock?.limit ?? null,
    holder_id: holder?.id ?? null,
  }
  await appendEvent(tx, c.id, event)
  const moved = await setCase(tx, c, to, event, holder, clock, input.next, ctx)
  const { steps } = procedureOf(c.procedure)
  if (steps[to]!.end) await withdrawRequests(tx, moved, event, 'all', ctx.now)
  else if (steps[c.step]?.joint && to !== c.step) await withdrawRequests(tx, moved, event, 'joint', ctx.now)
  if (action.asks || leg?.ask) await askUnits(tx, moved, [...history, event], leg?.ask ?? input.ask, ctx)
  await react(tx, moved, event, ctx)
  const handedTo = await newHolder(tx, c.holder_id, moved.holder_id)
  if (input.told !== null) await tellMoved(tx, moved, { ...c, handedTo }, event, input.told, ctx)
  // Handed up past those who are kept from it: whether somebody is left there is looked at by whoever hands it up.
  if (!moved.guarded || (hand === systemHand && action.holder === 'above')) return { case: moved, event, handedTo }
  const over = await overTheBarred(tx, moved.id, ctx, false)
  return { case: over, event, handedTo: await newHolder(tx, c.holder_id, over.holder_id) }
}

/**
 * Takes a guarded case on to the place above for as long as everybody who could take it on where it lies is kept from
 * it, and with it what units are asked where that is so; whoever watches over it is told where it can't go on. Called
 * when all is written that keeps somebody away. `fromVacant`: by its procedure's own way up also from where nobody
 * could take it on at all. Returns the case as it is then.
 */
export async function overTheBarred(tx: Tx, caseId: string, ctx: Context, fromVacant = true): Promise<Case> {
  let c = (await first(tx, sql<Case>`SELECT * FROM cases WHERE id = ${caseId} FOR UPDATE`))!
  if (!c.guarded || c.closed_at !== null || c.merged_into !== null) return c
  for (let over = await wayOver(tx, c, ctx.now, fromVacant); over; over = await wayOver(tx, c, ctx.now, fromVacant))
    c =
      over === 'up'
        ? await moveBy(tx, systemHand, { ...subjectOf(c), action: over }, ctx, c)
        : await raise(tx, c, over, ctx)
  for (const over of await requestsOver(tx, c, ctx.now)) await raiseRequest(tx, c, over, ctx)
  await tellNobodyLeft(tx, c, ctx)
  return c
}

const subjectOf = (c: Case) => ({ subjectKind: c.subject_kind, subjectId: c.subject_id })

/** The same step in the hands of a place above, of all who take it there: its time runs on. */
async function raise(tx: Tx, c: Case, above: Holder, ctx: Context): Promise<Case> {
  const step = { ...noEvent, ...systemHand, from_step: c.step, to_step: c.step, content_hash: c.content_hash }
  const event = { ...step, seq: c.events + 1, at: ctx.now, action: 'over', holder_id: above.id }
  await appendEvent(tx, c.id, event)
  const raised = await setCase(tx, c, c.step, event, above, undefined, { hands: null, title: c.title }, ctx)
  const from = await newHolder(tx, above.id, c.holder_id)
  await tellHolder(tx, raised, event, (title) => `“${title}”：${from}能办的人都要回避，到了您这里，请办。`, 'hand', ctx)
  return raised
}

/** What a unit is asked, asked of a place above instead, with the time that is left. */
async function raiseRequest(
  tx: Tx,
  c: Case,
  { request: q, above, functions }: Awaited<ReturnType<typeof requestsOver>>[number],
  ctx: Context,
): Promise<void> {
  const event = await noteBy(tx, c, systemHand, 'overAsked', { detail: { request: q.id } }, ctx.now)
  await sql`UPDATE case_requests SET withdrawn_at = ${ctx.now}, alarm_at = NULL WHERE id = ${q.id}`.execute(tx)
  const { kind, lead, ask, needed } = q
  const limit = q.clock === null ? undefined : carriedOn({ from: q.asked_at, limit: q.clock }, q.asked_at)
  const again = { kind, lead, ask, limit, regionId: above.id, functions, ...(needed === null ? {} : { needed }) }
  await insertRequest(tx, c, event.seq, again, ctx)
}

async function setCase(
  tx: Tx,
  c: Case,
  to: string,
  event: CaseEvent,
  holder: Holder | null,
  clock: NextClock | undefined,
  next: ActInput['next'],
  ctx: Context,
): Promise<Case> {
  const end = procedureOf(c.procedure).steps[to]!.end
  const times = timesAfter(c, clock, ctx)
  const moved = await first(
    tx,
    sql<Case>`
      UPDATE cases
      SET step = ${to}, step_since = ${ctx.now}, events = ${event.seq}, warn_at = ${times.warn_at},
        due_at = ${times.due_at}, provisional = ${times.provisional}, alarm_at = ${times.alarm_at},
        escalated = ${times.escalated}, missed_at = ${times.missed_at},
        content_hash = ${event.content_hash}, closed_at = ${end ? ctx.now : null},
        holder_id = ${holder?.id ?? null}, holder_path = ${holder?.path ?? null},
        hands = CASE WHEN ${next !== undefined} THEN ${next?.hands ? [...next.hands] : null}::text[] ELSE hands END,
        title = coalesce(${next?.title ?? null}, title),
        assignee_id = CASE
          WHEN holder_id IS NOT DISTINCT FROM ${holder?.id ?? null} AND step = ${to} THEN assignee_id
        END
      WHERE id = ${c.id}
      RETURNING *`,
  )
  return moved!
}

const overtaken = (c: Case, history: CaseEvent[]): string =>
  sayOvertaken(history, procedureOf(c.procedure).steps[c.step]?.name ?? c.step)

/** Who was faster, when, and where it stands now, for whoever is late. `now`: the step's name. */
export function sayOvertaken(history: readonly CaseEvent[], now: string): string {
  const last = history.at(-1)
  if (!last) return `这件事现在在“${now}”。`
  const who = `${last.person_name}${last.post_name ? `（${last.post_name}）` : ''}`
  // Something beside the steps: nothing has moved, what was pressed may still be done.
  if (last.from_step === last.to_step)
    return `${who}在 ${sayTime(last.at)} 刚办过这件事，还在“${now}”。您刚才填的没有提交，请看过再办。`
  return `${who}已在 ${sayTime(last.at)} 办了这一步，现在到了“${now}”。您刚才填的没有提交，可以复制留下。`
}
