/**
 * The way of one case through its procedure: where a procedure has many steps of which each case takes some, in its own
 * order.
 */
import type { Case, CaseEvent } from './case.ts'
import type { Action } from './procedure.ts'

/** Where an action leads that goes on along the case's own route. */
export const onward = 'onward'

/** Where an action leads that takes an earlier one back: to the step where that one found the case. */
export const undone = 'undone'

/**
 * One step of a route, and the place that has the case there. `ask`: of a joint step, which units answer and how many
 * of them it takes. `onDue`: the action of silence, where an article says so.
 */
export type Leg = {
  step: string
  holder: { id: string; path: string }
  ask?: { units: readonly string[]; quorum: 'all' | 'any' | number; ask: string }
  onDue?: string
}

/** The leg on which the case stands; `undefined` for steps off its route. */
export function legOf(c: Pick<Case, 'route' | 'step'>): Leg | undefined {
  return c.route?.find((leg) => leg.step === c.step)
}

export function legAt(c: Pick<Case, 'route'>, step: string): Leg | undefined {
  return c.route?.find((leg) => leg.step === step)
}

/** The leg after the present one. Throws where the route ends: its last step has to lead to an end by name. */
export function nextLeg(c: Pick<Case, 'route' | 'step' | 'id'>): Leg {
  const at = c.route?.findIndex((leg) => leg.step === c.step) ?? -1
  const next = at < 0 ? undefined : c.route![at + 1]
  if (!next) throw new Error(`case ${c.id}: no way onward from ${c.step}`)
  return next
}

/** The event that this action takes back; `undefined` where there is none, or where it takes nothing back. */
export function undoneBy(action: Pick<Action<string>, 'undoes'>, history: readonly CaseEvent[]): CaseEvent | undefined {
  return action.undoes === undefined ? undefined : history.findLast((e) => e.action === action.undoes)
}
