/** Suspension with reason and proof, resumption, extension: what happens to a clock without moving the case. */
import { dayOf, addDays, endOfDay } from '../../platform/clock.ts'
import { first, sql, type Tx } from '../../platform/db.ts'
import { conflict, forbidden, invalid } from '../../platform/errors.ts'
import type { Actor, Post } from '../people/actor.ts'
import { by, noteBy, partyHand, systemHand, type Context, type Hand, type Locked } from './act.ts'
import type { Case, CaseEvent } from './case.ts'
import type { Run } from './clock.ts'
import { endsByItself } from './goingOn.ts'
import { handling } from './may.ts'
import { clockNameOf, procedureOf } from './procedure.ts'
import { sayDue, tellHolder } from './telling.ts'
import { alarmOf, begins, inOrder, limitOfRule, runOf, timesOf } from './times.ts'

/**
 * Stops the clock, for at most the days of the step's rule and as often as the rule `pause.times` lets one step be
 * stopped. Needs a reason; `proof` are files kept with the case; `detail` what else the history keeps.
 */
export async function suspend(
  tx: Tx,
  actor: Actor,
  { c, history }: Locked,
  input: { reason: string; proof: readonly string[]; detail?: Record<string, unknown> },
  ctx: Context,
): Promise<void> {
  const no = whyNotSuspended(c, history, ctx)
  if (no !== undefined) throw conflict(no)
  if (input.reason.trim().length < 4)
    throw invalid('请写明为什么暂停（至少 4 个字），反映人看得到。', { field: 'reason' })
  const until = endOfDay(addDays(dayOf(ctx.now), ctx.rules.number(pausable(c)!)))
  await noteBy(
    tx,
    c,
    handOf(actor, c),
    'suspend',
    { comment: input.reason.trim(), detail: { ...input.detail, proof: input.proof }, until },
    ctx.now,
  )
  await sql`
    UPDATE cases
    SET paused_at = ${ctx.now}, warn_at = NULL, due_at = NULL, alarm_at = ${until}
    WHERE id = ${c.id}`.execute(tx)
}

const pausable = (c: Case) => procedureOf(c.procedure).steps[c.step]?.pausable

/** Why the clock of a case can't be stopped now, in a sentence; `undefined` where it can. */
export function whyNotSuspended(c: Case, history: readonly CaseEvent[], ctx: Context): string | undefined {
  if (pausable(c) === undefined) return '这一步不能暂停计时。'
  if (c.paused_at !== null) return '这件事已经暂停了。'
  if (c.due_at !== null && c.due_at <= ctx.now) return '已经过了期限，不能再暂停。'
  const most = ctx.rules.number('pause.times')
  if (pausesHere(c, history) < most) return undefined
  return `这一步已经暂停过 ${most} 次，不能再暂停。办不完的，请延长、转办或者往上报。`
}

/** Why its limit can't be lengthened now; `undefined` where it can, by whoever may approve it. */
export function whyNotExtended(c: Case, history: readonly CaseEvent[], ctx: Context): string | undefined {
  if (c.due_at === null || c.paused_at !== null || c.closed_at !== null) return '这一步现在没有期限在走。'
  if (endsByItself(c)) return '这一步没有人在办，到期就过去，不能延长。'
  if (c.due_at <= ctx.now) return '已经过了期限，不能再延长。请马上办，晚了的会照实记下。'
  const run = runOf(history)
  if (run?.limit.unit === 'hour') return '按小时计的期限不能延长。办不完，请先答复，或者往上报。'
  return (run?.extended ?? 0) > 0 ? '已经延长过一次，不能再延。' : undefined
}

/**
 * How often somebody has stopped the clock that runs now, whoever had the case meanwhile: handing it to and fro begins
 * no new count.
 */
function pausesHere(c: Case, history: readonly CaseEvent[]): number {
  const clock = clockNameOf(c.procedure, c.step)
  let step: string | null = null
  return inOrder(history).filter((e) => {
    if (e.to_step !== null) step = e.to_step
    return e.action === 'suspend' && step !== null && clockNameOf(c.procedure, step) === clock
  }).length
}

/** Lets the clock run on; the due time is what the history says. */
export async function resume(tx: Tx, actor: Actor, at: Locked, reason: string, ctx: Context): Promise<Case> {
  if (at.c.paused_at === null) throw conflict('这件事没有暂停。')
  return runOn(tx, at, handOf(actor, at.c), reason.trim(), ctx)
}

/** The person whom the case waits for has done their part: the clock runs on. */
export async function resumeByParty(tx: Tx, at: Locked, ctx: Context): Promise<Case> {
  return runOn(tx, at, partyHand, '', ctx)
}

/** Another case goes into this one whose clock runs: nobody stops it by merging, so both run on. */
export const resumeByMerging = (tx: Tx, at: Locked, hand: Hand, ctx: Context): Promise<Case> =>
  runOn(tx, at, hand, '并进来的一件没有暂停，一起恢复计时', ctx)

/** The suspension has lasted as long as the rule lets it: the clock runs on by itself, from the nominal instant. */
export async function resumeByItself(tx: Tx, at: Locked, until: Date, ctx: Context): Promise<Case> {
  const c = await runOn(tx, at, systemHand, '暂停已满最长时间，自动恢复计时', { ...ctx, now: until })
  const say = (title: string) => `“${title}”暂停已满最长时间，又开始计时，${sayDue(c.due_at, ctx.now)}`
  await tellHolder(tx, c, { seq: c.events, person_id: null }, say, 'hand', ctx)
  return c
}

/**
 * Lengthens the running limit by another rule's days, once, by a post that may approve it (信访工作条例 Art. 34: a
 * complicated matter, approved by the unit's head, at most 30 days, with the reason told). A first answer that is
 * promised within hours is never put off.
 */
export async function extend(
  tx: Tx,
  actor: Actor,
  { c, history }: Locked,
  input: { rule: string; reason: string; approves: Post | undefined },
  ctx: Context,
): Promise<Case> {
  const no = whyNotExtended(c, history, ctx)
  if (no !== undefined) throw conflict(no)
  if (input.reason.trim().length < 4) throw invalid('请写明为什么延长（至少 4 个字）。', { field: 'reason' })
  if (!input.approves)
    throw forbidden('延长期限要由办理单位的负责人批准（《信访工作条例》第三十四条），请负责人在这里办。')
  const event = await noteBy(
    tx,
    c,
    by(actor, input.approves),
    'extend',
    { comment: input.reason.trim(), clock: limitOfRule(input.rule, ctx.rules) },
    ctx.now,
  )
  const longer = await setTimes(tx, { c, history: [...history, event] }, ctx)
  const say = (title: string) => `“${title}”的期限延长了，${sayDue(longer.due_at, ctx.now)}`
  await tellHolder(tx, longer, event, say, 'hand', ctx)
  return longer
}

async function runOn(tx: Tx, { c, history }: Locked, hand: Hand, reason: string, ctx: Context): Promise<Case> {
  const event = await noteBy(tx, c, hand, 'resume', { comment: reason }, ctx.now)
  return setTimes(tx, { c, history: [...history, event] }, ctx)
}

/** Writes what the history says of the running clock; also after the calendar has changed. */
export async function setTimes(tx: Tx, { c, history }: Locked, ctx: Context): Promise<Case> {
  const clock = timesOf(runningOf(c, history), ctx.calendar)
  const again = c.paused_at !== null || clock?.dueAt.getTime() !== c.due_at?.getTime()
  const moved = await first(
    tx,
    sql<Case>`
      UPDATE cases
      SET paused_at = NULL, warn_at = ${clock?.warnAt ?? null}, due_at = ${clock?.dueAt ?? null},
        provisional = ${clock?.provisional ?? false}, alarm_at = ${again ? alarmOf(clock) : c.alarm_at}
      WHERE id = ${c.id}
      RETURNING *`,
  )
  return moved!
}

/** The run of the present step; `undefined` where it has no limit, whatever ran before. */
function runningOf(c: Case, history: readonly CaseEvent[]): Run | undefined {
  const began = inOrder(history).findLast(begins)
  const ofThisStep =
    began?.to_step != null && clockNameOf(c.procedure, began.to_step) === clockNameOf(c.procedure, c.step)
  return ofThisStep ? runOf(history) : undefined
}

function handOf(actor: Actor, c: Case): Hand {
  const post = handling(actor, c)
  if (!post) throw forbidden('这件事现在不在您手里。')
  return by(actor, post)
}
