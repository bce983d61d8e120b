/**
 * Used time and the earliest due time follow a matter wherever it is sent: handed out and taken back, returned,
 * transferred, reopened, merged, split. A clock that has run before goes on from its first beginning. Only where the
 * matter is sent round once more (`anew`) do the rules grant new limits, and none to whoever missed the first and left
 * the work undone. What was missed stays with the case (`missed_at`).
 */
import type { Case, CaseEvent } from './case.ts'
import type { Limit, Run } from './clock.ts'
import { clockNameOf, procedureOf, type Action } from './procedure.ts'
import { legOf } from './route.ts'
import { beginningLimit } from './whole.ts'
import {
  alarmOf,
  begins,
  carriedOn,
  inOrder,
  limitAt,
  limitOfRule,
  runAt,
  runOf,
  runOfLimit,
  timesOf,
  type Context,
} from './times.ts'

/**
 * The clock with which a case goes on: what the event says, and the run that it means; nothing of both where the step
 * has no limit. `escalated`: how far up its lateness was told already.
 */
export type NextClock = { limit: Limit | undefined; run: Run | undefined; escalated: number }

/**
 * The clock of the step that an action leads to; `undefined` where the one that runs is the same one and just runs on.
 */
export function nextClock(
  c: Case,
  history: readonly CaseEvent[],
  action: Action<string>,
  to: string,
  ctx: Context,
): NextClock | undefined {
  if (action.swaps) return swapped(c, history, to, ctx)
  const name = clockNameOf(c.procedure, to)
  // A silent window that was broken begins anew: nobody is late with it, and nobody wins time.
  if (name === clockNameOf(c.procedure, c.step))
    return action.anew && silenceOf(c) !== undefined ? begin(beginningLimit(c, history, to, ctx), ctx) : undefined
  if (typeof action.anew === 'string') return begin(limitOfRule(action.anew, ctx.rules), ctx)
  const earlier = earlierRun(c, history, name)
  const before =
    action.undoes === undefined &&
    (action.anew || (earlier && earlier.began < (lastRound(c.procedure, history)?.seq ?? 0)))
  if (!earlier || (before && (earlier.done || !isMissed(earlier, ctx))))
    return begin(beginningLimit(c, history, to, ctx), ctx)
  return { limit: carriedOn(earlier.run, ctx.now), run: earlier.run, escalated: earlier.escalated }
}

/** Steps that are rows of a list are told apart by the names of their limits. */
function swapped(c: Case, history: readonly CaseEvent[], to: string, ctx: Context): NextClock | undefined {
  const limit = limitAt(c, to, ctx)
  const events = inOrder(history)
  const last = events.findLast(begins)
  if (last?.to_step === to && last.clock!.name === limit?.name) return undefined
  const run =
    limit &&
    runAt(
      events,
      events.findLastIndex((e) => begins(e) && e.clock!.name === limit.name),
    )
  return run ? { limit: carriedOn(run, ctx.now), run, escalated: 0 } : begin(limit, ctx)
}

export type Times = Pick<Case, 'warn_at' | 'due_at' | 'provisional' | 'alarm_at' | 'escalated' | 'missed_at'>

/** What the row of a case says of its clock after a move; `next`: what `nextClock` gave. */
export function timesAfter(c: Case, next: NextClock | undefined, ctx: Context): Times {
  const missed_at = earliest(c.missed_at, missedBy(c, ctx.now))
  const { warn_at, due_at, provisional, alarm_at, escalated } = c
  if (!next) return { warn_at, due_at, provisional, alarm_at, escalated, missed_at }
  const clock = timesOf(next.run, ctx.calendar)
  return {
    warn_at: clock?.warnAt ?? null,
    due_at: clock?.dueAt ?? null,
    provisional: clock?.provisional ?? false,
    alarm_at: alarmOf(clock),
    escalated: next.escalated,
    missed_at,
  }
}

/** The earlier of times of which each may be missing. */
export function earliest(...times: (Date | null)[]): Date | null {
  return times.reduce((a, b) => (a === null || (b !== null && b < a) ? b : a), null)
}

/**
 * The due time that a case has missed at an instant: of a step that somebody has to take, not of a silence that ends by
 * itself.
 */
export function missedBy(c: Case, at: Date): Date | null {
  return c.due_at !== null && c.due_at <= at && silenceOf(c) === undefined ? c.due_at : null
}

/** The action that silence takes in the present step: the step's, or what an article says of this case. */
export function silenceOf(c: Pick<Case, 'procedure' | 'step' | 'route'>): string | undefined {
  return procedureOf(c.procedure).steps[c.step]!.onDue ?? legOf(c)?.onDue
}

/**
 * Whether the present step is a time that others have, to rate or to object: nobody's work, so nobody is late with it
 * and nobody lengthens it. A silence that an article attaches to work on the way (route.ts) is another thing.
 */
export function endsByItself(c: Pick<Case, 'procedure' | 'step'>): boolean {
  return procedureOf(c.procedure).steps[c.step]!.onDue !== undefined
}

/**
 * The clock that a case takes over from another: the other's, where that is due earlier than its own; `undefined` where
 * its own is. A clock that stands still is looked at as if it ran on now: whoever merges does not win time by it.
 */
export function earlierOf(own: readonly CaseEvent[], other: readonly CaseEvent[], ctx: Context): Limit | undefined {
  const [mine, theirs] = [own, other].map((history) => {
    const run = runOf(history)
    return run && carriedOn(run, ctx.now)
  })
  if (!theirs) return undefined
  return mine && dueOf(mine, ctx) <= dueOf(theirs, ctx) ? undefined : theirs
}

function dueOf(limit: Limit, ctx: Context): Date {
  return timesOf(runOfLimit(limit, ctx.now), ctx.calendar)!.dueAt
}

function begin(limit: Limit | undefined, ctx: Context): NextClock {
  return { limit, run: limit && { from: ctx.now, limit }, escalated: 0 }
}

/** The event that last sent the matter round once more; `undefined` where none did. */
export function lastRound(procedure: string, history: readonly CaseEvent[]): CaseEvent | undefined {
  const { steps } = procedureOf(procedure)
  return history.findLast((e) => steps[e.from_step ?? '']?.actions[e.action]?.anew !== undefined)
}

/**
 * `began`: number of the event. `left`: when the case last left the clock. `done`: it left it forwards, not back to an
 * earlier step.
 */
type Earlier = { run: Run; began: number; left: Date; done: boolean; escalated: number }

/** The run of a clock of this name, where the case has had one. */
function earlierRun(c: Case, history: readonly CaseEvent[], name: string): Earlier | undefined {
  const events = inOrder(history)
  const of = (step: string | null) => step !== null && clockNameOf(c.procedure, step) === name
  const i = events.findLastIndex((e) => begins(e) && of(e.to_step))
  const run = runAt(events, i)
  if (!run) return undefined
  const since = events.slice(i)
  const left = since.findLast((e) => of(e.from_step) && !of(e.to_step))
  const told = since.filter((e) => e.action === 'escalate' && of(e.to_step)).map((e) => Number(e.detail['level']))
  return {
    run,
    began: events[i]!.seq,
    left: left?.at ?? events.at(-1)!.at,
    done: left !== undefined && isForwards(c, left.from_step!, left.to_step!),
    escalated: Math.max(0, ...told),
  }
}

/** By the case's own route; off it, by the order in which its procedure names the steps. */
function isForwards(c: Case, from: string, to: string): boolean {
  const route = c.route?.map((leg) => leg.step) ?? []
  const order = route.includes(from) && route.includes(to) ? route : Object.keys(procedureOf(c.procedure).steps)
  return order.indexOf(to) > order.indexOf(from)
}

function isMissed({ run, left }: Earlier, ctx: Context): boolean {
  const clock = timesOf(run, ctx.calendar)
  return clock !== undefined && clock.dueAt <= left
}
