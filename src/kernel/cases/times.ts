/** From a case's history to its clock: which limit runs, since when, with which pauses; and when the sweep must look next. */
import type { Calendar } from '../calendar/calendar.ts'
import type { Rules } from '../rules/rules.ts'
import type { Case, CaseEvent } from './case.ts'
import { clockOf, type Clock, type Limit, type Pause, type Run } from './clock.ts'
import { procedureOf } from './procedure.ts'

/** What an action needs besides the database: the time, the rules and the calendar in force; the county's code, as leaves carry it. */
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
  const share = rules.find('warn.sharePercent')
  return {
    amount: Number(rule.value),
    unit,
    starts: rule.starts,
    ends: rule.ends,
    warnDays: 1,
    ...(share ? { warnShare: Number(share.value) } : {}),
    name: rule.name,
    cite: rules.cite(code),
  }
}

/** What a clock is read from: of staff's history and of the public's alike. */
export type ClockEvent = Pick<CaseEvent, 'seq' | 'at' | 'action' | 'clock' | 'comment'>

/** The run that the history says: the last limit that began, lengthened by extensions, with every pause since. Events count by their times, not by the order of recording. */
export function runOf(history: readonly ClockEvent[]): Run | undefined {
  const events = [...history].sort((a, b) => a.at.getTime() - b.at.getTime() || a.seq - b.seq)
  const began = events.findLast((e) => e.clock !== null && e.action !== 'extend')
  if (!began) return undefined
  const since = events.filter((e) => e.at >= began.at && e !== began)
  const more = since.filter((e) => e.action === 'extend').reduce((sum, e) => sum + (e.clock?.amount ?? 0), 0)
  return {
    from: began.at,
    limit: { ...began.clock!, amount: began.clock!.amount + more },
    pauses: pausesOf(since),
    extended: more,
  }
}

function pausesOf(events: readonly ClockEvent[]): Pause[] {
  const pauses: { from: Date; to?: Date; why: string }[] = []
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

/** The next instant at which a clock needs the sweep: its warning, then its end. A card is recorded with these times however late the sweep comes. */
export function alarmOf(clock: Clock | undefined): Date | null {
  return clock ? (clock.warnAt < clock.dueAt ? clock.warnAt : clock.dueAt) : null
}
