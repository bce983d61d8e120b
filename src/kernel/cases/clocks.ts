/** The clocks of all steps of a case, past ones too, in words: for whoever may see the case, on screen and on paper. */
import { dayOf, daysBetween, sayTime } from '../../platform/clock.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { clockOf } from './clock.ts'
import { explain } from './explain.ts'
import { clockNameOf, procedureOf } from './procedure.ts'
import { begins, inOrder, runAt, type ClockEvent } from './times.ts'

/** What the clocks of a case are read from: its history, of staff's or of the public's view alike. */
export type StepEvent = ClockEvent & { from_step: string | null; to_step: string | null }
/**
 * `lines`: how its end was reckoned. `end`: how the step ended, of one that did. `late`: whether it ended after its
 * limit, or has passed it.
 */
export type StepClock = { step: string; name: string; lines: string[]; end: string; late: boolean }

/**
 * Oldest first; `nameOf`: what a step is called, where not as its procedure says. Steps without a limit have none. Of a
 * step that was gone through more than once each pass says which it was; `whole`: the history in which passes are
 * counted, where only a part of it is told.
 */
export function clocksOf(
  procedure: string,
  history: readonly StepEvent[],
  calendar: Calendar,
  now: Date,
  nameOf: (step: string) => string = (step) => procedureOf(procedure).steps[step]?.name ?? step,
  whole: readonly StepEvent[] = history,
): StepClock[] {
  const events = inOrder(history)
  const passes = passesOf(whole, nameOf)
  return events.flatMap((e, i) => {
    const step = e.to_step
    if (!begins(e) || step === null) return []
    const name = clockNameOf(procedure, step)
    const over = events.findIndex((x, k) => k > i && isOver(procedure, name, x))
    const at = over < 0 ? undefined : events[over]!.at
    const ran = runAt(over < 0 ? events : events.slice(0, over), i)!
    // What is over does not stand still any more.
    const run = at ? { ...ran, pauses: (ran.pauses ?? []).map((p) => ({ ...p, to: p.to ?? at })) } : ran
    const due = clockOf(run, calendar)?.dueAt
    const waits = procedureOf(procedure).steps[step]?.onDue !== undefined
    const late = !waits && due !== undefined && due <= (at ?? now)
    return [
      {
        step,
        name: `${nameOf(step)}${sayWhich(e, passes.get(e.seq)!)}`,
        lines: explain(run, calendar),
        end: over < 0 ? '' : sayEnd(events[over]!, waits ? undefined : due),
        late,
      },
    ]
  })
}

/** For screens of staff: how the present step's end was reckoned, and the clocks of the steps before. */
export function clockLines(clocks: readonly StepClock[]): { clock: string[]; pastClocks: StepClock[] } {
  return {
    clock: clocks.find((c) => c.end === '')?.lines ?? [],
    pastClocks: clocks.filter((c) => c.end !== ''),
  }
}

/**
 * Whether an event ends the clock of this name: the case goes to a step of another, goes into another case, or takes
 * over its clock.
 */
function isOver(procedure: string, name: string, e: StepEvent): boolean {
  if (e.action === 'mergedInto') return true
  if (begins(e)) return true
  return e.to_step !== null && e.to_step !== e.from_step && clockNameOf(procedure, e.to_step) !== name
}

/** The how-many-eth pass through its step, and of how many; the same of what it took over of other cases of a kind. */
type Pass = { nth: number; of: number; took: number; ofTook: number }

/** Which pass through its step began, or went on, with an event: by the event's number. */
function passesOf(history: readonly StepEvent[], nameOf: (step: string) => string): Map<number, Pass> {
  const [steps, takings] = [new Map<string, number>(), new Map<string, number>()]
  const next = (of: Map<string, number>, key: string, more: boolean) => {
    const nth = Math.max(1, (of.get(key) ?? 0) + (more ? 1 : 0))
    of.set(key, nth)
    return nth
  }
  const begun = inOrder(history).flatMap((e) => {
    if (!begins(e) || e.to_step === null) return []
    const [name, takes] = [nameOf(e.to_step), taken[e.action] !== undefined]
    // What it takes over of another case goes on within the same pass.
    const nth = next(steps, name, !takes)
    const taking = `${e.action} ${name} ${nth}`
    return [{ seq: e.seq, name, nth, taking, took: takes ? next(takings, taking, true) : 0 }]
  })
  return new Map(
    begun.map((b) => [b.seq, { nth: b.nth, of: steps.get(b.name)!, took: b.took, ofTook: takings.get(b.taking) ?? 0 }]),
  )
}

/**
 * What tells a clock from the others of its step: which pass it was, whether it went on from before, whose limit it is.
 */
function sayWhich(e: StepEvent, { nth, of, took, ofTook }: Pass): string {
  const whose = taken[e.action] && (ofTook > 1 ? `${taken[e.action]}（第 ${took} 件）` : taken[e.action])
  const said = [
    ...(of > 1 ? [`第 ${nth} 次`] : []),
    ...(whose ? [`${whose}的期限`] : nth > 1 && e.clock!.carried ? ['接着上次的算'] : []),
  ]
  return said.length === 0 ? '' : `（${said.join('，')}）`
}

/** Whose limit a case goes on with from such an event, the earlier of both (goingOn.ts). */
const taken: Readonly<Record<string, string>> = { merged: '并进来的那件', splitFrom: '原来那件' }

/** What ended a clock: its step was done, or another matter's took its place. */
function sayEnd({ at, action }: StepEvent, due: Date | undefined): string {
  const said = `${sayTime(at, true)} ${action === 'mergedInto' ? '并入另一件，往后按那一件的期限' : taken[action] ? `起按${taken[action]}的期限，那个更早` : '走完这一步'}`
  if (due === undefined) return said
  if (at < due) return `${said}，没有超过期限`
  const days = daysBetween(dayOf(new Date(due.getTime() - 1)), dayOf(at))
  return `${said}，${days > 0 ? `晚了 ${days} 天` : '晚了不到一天'}`
}
