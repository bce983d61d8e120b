/**
 * What a case as a whole was promised: whatever the limits of its steps say, no step that somebody has to take is due
 * after it. What the promise leaves out, and what an extension adds, moves its end.
 */
import type { Case, CaseEvent } from './case.ts'
import type { Limit, Pause, Run } from './clock.ts'
import { procedureOf } from './procedure.ts'
import { carriedOn, inOrder, limitAt, runOfLimit, timesOf, type Context } from './times.ts'

/** Under which name a case's limits hold the promise of the whole. No step is called so. */
export const whole = 'whole'

/**
 * The run of a promise over a case's history up to `now`: the steps that it leaves out (`outside`) and every pause do
 * not count. `undefined` before the case was opened.
 */
export function wholeRun(
  procedure: string,
  limit: Limit,
  history: readonly CaseEvent[],
  now: Date,
): (Run & { pauses: Pause[] }) | undefined {
  const events = inOrder(history)
  const opened = events[0]
  if (!opened) return undefined
  const more = events.filter((e) => e.action === 'extend').reduce((sum, e) => sum + (e.clock?.amount ?? 0), 0)
  return {
    from: opened.at,
    limit: { ...limit, amount: limit.amount + more },
    pauses: standstills(procedure, events, now),
    extended: more,
  }
}

/** Stretches that the promise leaves out, one that still runs up to now. */
function standstills(procedure: string, events: readonly CaseEvent[], now: Date): Pause[] {
  const { steps } = procedureOf(procedure)
  const all: Pause[] = []
  let began: Pause | undefined
  let paused = false
  let step = ''
  for (const e of events) {
    if (e.action === 'suspend') paused = true
    if (e.action === 'resume') paused = false
    step = e.to_step ?? step
    const uncounted = paused || steps[step]?.outside === true
    if (uncounted && !began) began = { from: e.at, ...(paused ? { why: e.comment } : {}) }
    else if (!uncounted && began) {
      all.push({ ...began, to: e.at })
      began = undefined
    }
  }
  return began ? [...all, { ...began, to: now }] : all
}

/**
 * The limit with which the clock of a step begins at `ctx.now`: its own, or what is left of the whole where that ends
 * earlier. Once the whole has passed, which stays visible as missed, whoever gets the case has the step's own limit.
 */
export function beginningLimit(
  c: Pick<Case, 'procedure' | 'limits'>,
  history: readonly CaseEvent[],
  step: string,
  ctx: Context,
): Limit | undefined {
  const own = limitAt(c, step, ctx)
  return own && !procedureOf(c.procedure).steps[step]?.outside ? stricter(c, history, own, ctx) : own
}

/** A limit that begins at `ctx.now`, or what is left of the whole where that ends earlier and has not passed. */
export function stricter(
  c: Pick<Case, 'procedure' | 'limits'>,
  history: readonly CaseEvent[],
  own: Limit,
  ctx: Context,
): Limit {
  const promised = c.limits[whole]
  if (!promised) return own
  const left = wholeLeft(c.procedure, promised, history, ctx)
  const [mine, end] = [own, left].map((l) => timesOf(runOfLimit(l, ctx.now), ctx.calendar)!.dueAt) as [Date, Date]
  return end < mine && end > ctx.now ? left : own
}

/** The promise as a limit that goes on now; a case that is only being opened has all of it. */
function wholeLeft(procedure: string, promised: Limit, history: readonly CaseEvent[], ctx: Context): Limit {
  const run = wholeRun(procedure, promised, history, ctx.now)
  return run ? carriedOn(run, ctx.now) : promised
}
