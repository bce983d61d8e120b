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
 * `lines`: how its end was reckoned. `end`: how the step ended, of one that did. `late`: whether it ended after its limit, or
 * has passed it.
 */
export type StepClock = { step: string; name: string; lines: string[]; end: string; late: boolean }

/** Oldest first; `nameOf`: what a step is called, where not as its procedure says. Steps without a limit have none. */
export function clocksOf(
  procedure: string,
  history: readonly StepEvent[],
  calendar: Calendar,
  now: Date,
  nameOf: (step: string) => string = (step) => procedureOf(procedure).steps[step]?.name ?? step,
): StepClock[] {
  const events = inOrder(history)
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
        name: `${nameOf(step)}${taken[e.action] ? `（${taken[e.action]}的期限）` : ''}`,
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

/** Whether an event ends the clock of this name: the case goes to a step of another, goes into another case, or takes over its clock. */
function isOver(procedure: string, name: string, e: StepEvent): boolean {
  if (e.action === 'mergedInto') return true
  if (begins(e)) return true
  return e.to_step !== null && e.to_step !== e.from_step && clockNameOf(procedure, e.to_step) !== name
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
