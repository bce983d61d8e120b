/**
 * From a case's history to its clock: which limit runs, since when, with which pauses; and when the sweep must look
 * next.
 */
import type { Calendar } from '../calendar/calendar.ts'
import type { Rules } from '../rules/rules.ts'
import type { Case, CaseEvent } from './case.ts'
import { clockOf, type Clock, type Limit, type Pause, type Run } from './clock.ts'
import { procedureOf } from './procedure.ts'

/**
 * What an action needs besides the database: the time, the rules and the calendar in force; the county's code, as
 * leaves carry it.
 */
export type Context = { now: Date; rules: Rules; calendar: Calendar; county: string }

/** The limit of a step as it is now: the case's own, or its rule's; `undefined` where the step has none. */
export function limitAt(c: Pick<Case, 'procedure' | 'limits'>, step: string, ctx: Context): Limit | undefined {
  const own = c.limits[step]
  if (own) return own
  const within = procedureOf(c.procedure).steps[step]?.within
  return within === undefined ? undefined : limitOfRule(within, ctx.rules)
}

/** A rule as a limit, with its citation and the county's thresholds for the warning. */
export function limitOfRule(code: string, rules: Rules): Limit {
  const rule = rules.get(code)
  const unit = rule.unit === 'workDay' || rule.unit === 'hour' ? rule.unit : 'calendarDay'
  const [share, days] = [rules.find('warn.sharePercent'), rules.find('warn.stepDays')]
  return {
    amount: Number(rule.value),
    unit,
    starts: rule.starts,
    ends: rule.ends,
    ...(days ? { warnDays: Number(days.value) } : {}),
    ...(share ? { warnShare: Number(share.value) } : {}),
    name: rule.name,
    cite: rules.cite(code),
  }
}

/** What a clock is read from: of staff's history and of the public's alike. */
export type ClockEvent = Pick<CaseEvent, 'seq' | 'at' | 'action' | 'clock' | 'comment'>

/**
 * The run that the history says: the last limit that began, lengthened by extensions, with every pause since. Events
 * count by their times, not by the order of recording.
 */
export function runOf(history: readonly ClockEvent[]): Run | undefined {
  const events = inOrder(history)
  return runAt(events, events.findLastIndex(begins))
}

/** Events in the order of their times. */
export function inOrder<E extends ClockEvent>(history: readonly E[]): E[] {
  return [...history].sort((a, b) => a.at.getTime() - b.at.getTime() || a.seq - b.seq)
}

/** Whether a limit begins to run, or goes on, with an event. */
export function begins(e: ClockEvent): boolean {
  return e.clock !== null && e.action !== 'extend'
}

/**
 * The run that the event at `i` of `events` (in order) began or went on with: lengthened by what extended it before
 * another began, with every pause of the matter since, whichever clock ran then.
 */
export function runAt(events: readonly ClockEvent[], i: number): Run | undefined {
  const began = events[i]
  if (!began) return undefined
  const run = runOfLimit(began.clock!, began.at)
  const since = events.slice(i + 1)
  const next = since.findIndex(begins)
  const more = since
    .slice(0, next < 0 ? undefined : next)
    .filter((e) => e.action === 'extend')
    .reduce((sum, e) => sum + e.clock!.amount, 0)
  return {
    ...run,
    limit: { ...run.limit, amount: run.limit.amount + more },
    pauses: pausesOf(since, run.pauses),
    extended: more + run.extended,
  }
}

/** The run of a limit that begins at `at`, or that goes on there from before. */
export function runOfLimit({ carried, ...limit }: Limit, at: Date): Run & { pauses: Pause[]; extended: number } {
  return {
    from: carried ? new Date(carried.since) : at,
    limit,
    pauses: (carried?.pauses ?? []).map((p) => ({
      from: new Date(p.from),
      to: p.to === undefined ? undefined : new Date(p.to),
      ...(p.why ? { why: p.why } : {}),
    })),
    extended: carried?.extended ?? 0,
  }
}

/** A run as the limit of an event with which it goes on: where it stood still, it runs again at `at`. */
export function carriedOn(run: Run, at: Date): Limit {
  return {
    ...run.limit,
    carried: {
      since: run.from.toISOString(),
      pauses: (run.pauses ?? []).map((p) => ({
        from: p.from.toISOString(),
        to: (p.to ?? at).toISOString(),
        ...(p.why ? { why: p.why } : {}),
      })),
      extended: run.extended ?? 0,
    },
  }
}

function pausesOf(events: readonly ClockEvent[], before: readonly Pause[]): Pause[] {
  const pauses = before.map((p) => ({ ...p }))
  for (const e of events) {
    const open = pauses.find((p) => p.to === undefined)
    if (e.action === 'suspend' && !open) pauses.push({ from: e.at, why: e.comment })
    if (e.action === 'resume' && open) open.to = e.at
  }
  return pauses
}

/** The clock of a run. */
export function timesOf(run: Run | undefined, calendar: Calendar): Clock | undefined {
  return run && clockOf(run, calendar)
}

/**
 * The next instant at which a clock needs the sweep: its warning, then its end. A card is recorded with these times
 * however late the sweep comes.
 */
export function alarmOf(clock: Clock | undefined): Date | null {
  return clock ? (clock.warnAt < clock.dueAt ? clock.warnAt : clock.dueAt) : null
}
