/**
 * A procedure is declared once, typed, and read many times: by act(), the inbox, the clock, the cards, the public flow
 * chart, the rights matrix and the tests. A misspelt step does not compile.
 */
import { conflict } from '../../platform/errors.ts'
import type { PostFunction } from '../people/functions.ts'
import { onward, undone } from './route.ts'

/**
 * Where the acting post must stand: at the case's own place; at a place that holds it (township, county); at the place
 * that has the case now; or above the place that has it now.
 */
export type Standing = 'own' | 'above' | 'holder' | 'aboveHolder'

/**
 * Who has the case after an action: as before, its own place, the place above the holder, the county, one that the
 * person names, one that the room names by rules of its own (as before, where it names none), who had it before, or
 * whom its route names for the step.
 */
export type NextHolder = 'subject' | 'above' | 'root' | 'chosen' | 'given' | 'back' | 'route'

export type Action<Step extends string> = {
  name: string
  /** `onward`: the next step of the case's own route. `undone`: where the action that it takes back found the case. */
  to: Step | typeof onward | typeof undone
  /** The person must give a reason (return, refusal). */
  needsComment?: boolean
  /** The action is a signature: strokes, password with code, or a scanned paper, bound to the content's hash. */
  signs?: boolean
  /** Posts that may take this action, where they differ from the step's. */
  by?: readonly PostFunction[]
  standing?: Standing
  /** The person whom the case is about takes it (the reporter, the applicant), not a post. */
  party?: boolean
  holder?: NextHolder
  /** Levels of the places that may be chosen. */
  levels?: readonly string[]
  /** Asks other units to handle the case jointly: the step it leads to says how. */
  asks?: boolean
  /**
   * Sends the matter round once more (returned, corrected, reopened above): its steps have their limits anew, the next
   * one by this rule where one is named; but whoever missed a limit and left the work undone goes on with it.
   * Everywhere else a clock that has run before goes on (goingOn.ts).
   */
  anew?: true | string
  /**
   * The earlier action that this one takes back: it is offered only where the case has come here by that. Its clock
   * goes on.
   */
  undoes?: string
  /** Taken by whoever watches over the case: it does not put the case into their hands. */
  watching?: true
  /** Whoever handed the matter in takes it back: the same post, as long as nobody has done anything with it since. */
  takesBack?: true
  /** By the case's own limits the step may be another after it: then that one's clock runs. */
  swaps?: true
  /** Whoever has the first step has to do something about it although the case does not come to them. */
  tells?: 'start'
}

/**
 * Joint handling in a step: who answers at each unit, by when, how many answers it takes, and what then happens by
 * itself.
 */
export type Joint = {
  by: readonly PostFunction[]
  within?: string
  /** All, any one, or a stated number of the units asked. */
  quorum: 'all' | 'any' | number
  /** Answers are enough (handling), or they must agree (approval). */
  needs: 'answers' | 'agreement'
  reached: string
  /** Taken when agreement can no longer be reached. */
  failed?: string
}

export type Step<S extends string> = {
  name: string
  by: readonly PostFunction[]
  standing: Standing
  /** Rule code of the step's limit. */
  within?: string
  /** Steps that name the same clock share it: hand-overs between them do not start it anew. */
  clock?: string
  /** People who acted in these steps of the same content may not act here (conflict of interest). */
  apart?: readonly S[]
  actions: Record<string, Action<S>>
  /** The clock may be suspended here, with reason and proof, for at most the days of this rule. */
  pausable?: string
  joint?: Joint
  /**
   * Past the limit, and again after each such time, the next level up is told: rule code of the time between, and who
   * is told there.
   */
  escalate?: { every: string; to: readonly PostFunction[] }
  /** Action that the platform takes by itself when the limit has passed (silence closes). */
  onDue?: string
  /** Time that the promise of the whole leaves out (whole.ts): others have it, as the law or the village says. */
  outside?: true
  /** A case that reaches this step is closed. */
  end?: boolean
}

/**
 * `screen`: where staff open such a case, `/cases` where it says nothing; by the id of what it is about instead of its
 * own with `bySubject`.
 */
export type Procedure<S extends string = string, A extends string = string> = {
  code: string
  name: string
  /** What its cases are called among others: 民情反映, 用章. Ways of the same kind share it. */
  kind: string
  start: S
  steps: Record<S, Step<S>>
  /** The names of everything that may be done in it, whoever does it. */
  actions: readonly A[]
  screen?: string
  bySubject?: true
}

/**
 * The decision of a step: what whoever has it in hand may make of it. Its outcomes are one person's together, nobody is
 * offered half of them. What others may do meanwhile (take back, take down, correct) has hands of its own.
 */
export function decisionOf(step: Step<string> | undefined): string[] {
  return Object.entries(step?.actions ?? {})
    .filter(([, a]) => a.by === undefined && a.standing === undefined && !a.party && a.undoes === undefined)
    .map(([name]) => name)
}

/** The name of a step's clock: steps that share it hand over, they do not start anew. */
export function clockNameOf(procedure: string, step: string): string {
  return procedureOf(procedure).steps[step]?.clock ?? step
}

/**
 * Whether somebody has something to do in a step, and hears of it: a step with a limit, a beginning, or one that a
 * place holds.
 */
export function waits(p: Procedure, name: string): boolean {
  const s = p.steps[name]!
  return !s.end && s.by.length > 0 && (s.standing === 'holder' || s.within !== undefined || name === p.start)
}

/** The console's address of a case. */
export function caseLink(c: { procedure: string; id: string; subject_id: string }): string {
  const { screen = '/cases', bySubject } = procedureOf(c.procedure)
  return `${screen}/${bySubject ? c.subject_id : c.id}`
}

/** The names of the actions in these steps. */
type ActionsOf<T> = { [S in keyof T]: T[S] extends { actions: infer A } ? keyof A & string : never }[keyof T]
/** The names of the actions of procedures, for lists that must hold each of them. */
export type ActionOf<P extends { actions: readonly string[] }> = P['actions'][number]

/**
 * Declares a procedure; the names of steps and actions become closed unions, so that `to`, `apart` and words of actions
 * are checked.
 */
export function defineProcedure<const T extends { [S in keyof T]: Step<keyof T & string> }>(p: {
  code: string
  name: string
  kind: string
  start: keyof T & string
  steps: T
  screen?: string
  bySubject?: true
}): Procedure<keyof T & string, ActionsOf<T>> {
  const steps: Record<keyof T & string, Step<keyof T & string>> = p.steps
  const names = new Set(Object.values<Step<keyof T & string>>(steps).flatMap((s) => Object.keys(s.actions)))
  return { ...p, steps, actions: [...names] as ActionsOf<T>[] }
}

/** An action as a request names it, among those of these procedures. 409 for one that none of them knows. */
export function actionIn<A extends string>(procedures: readonly { actions: readonly A[] }[], name: string): A {
  const found = procedures.flatMap((p) => p.actions).find((a) => a === name)
  if (found === undefined) throw conflict('这件事没有这一步，请刷新再看。')
  return found
}

let registry = new Map<string, Procedure>()

/** Makes the rooms' procedures known to act(), inbox and rights matrix (kernel/room.ts). */
export function holdProcedures(all: readonly Procedure[]): void {
  registry = new Map(all.map((p) => [p.code, p]))
}

export function procedureOf(code: string): Procedure {
  const p = registry.get(code)
  if (!p) throw new Error(`no procedure ${code}`)
  return p
}

export function allProcedures(): Procedure[] {
  return [...registry.values()]
}

/**
 * What is wrong with a procedure: steps that do not exist or that nothing leads to, joint steps whose outcome or
 * silence whose action is unknown, two limits on one clock. The start (app/procedures.ts) and a test refuse them, for
 * every room.
 */
export function faultsOf(p: Procedure): string[] {
  const known = new Set(Object.keys(p.steps))
  const reached = new Set<string>([p.start])
  for (let grew = true; grew; ) {
    const before = reached.size
    for (const s of reached)
      for (const a of Object.values(p.steps[s]?.actions ?? {}))
        for (const to of a.to === onward ? known : a.to === undone ? [] : [a.to]) reached.add(to)
    grew = reached.size > before
  }
  return [
    ...[...reached].filter((s) => !known.has(s)).map((s) => `${p.code}: unknown step ${s}`),
    ...[...known].filter((s) => !reached.has(s)).map((s) => `${p.code}: nothing leads to ${s}`),
    ...Object.entries(p.steps).flatMap(([name, step]) => faultsOfStep(p, name, step)),
  ]
}

function faultsOfStep(p: Procedure, name: string, step: Step<string>): string[] {
  const taken = [step.joint?.reached, step.joint?.failed, step.onDue].filter((a) => a !== undefined)
  const undoing = Object.entries(step.actions).filter(
    ([, a]) =>
      (a.to === undone) !== (a.undoes !== undefined) || (a.undoes !== undefined && !p.actions.includes(a.undoes)),
  )
  const asking = Object.entries(step.actions).filter(([, a]) => a.asks && !p.steps[a.to]?.joint)
  const twin = Object.values(p.steps).find(
    (s) => step.clock !== undefined && s.clock === step.clock && s.within !== step.within,
  )
  return [
    ...taken.filter((a) => !(a in step.actions)).map((a) => `${p.code}: ${name} has no action ${a}`),
    ...undoing.map(([a]) => `${p.code}: ${name}.${a} takes nothing back that is known`),
    ...asking.map(
      ([a]) => `${p.code}: ${name}.${a} asks units, but ${p.steps[step.actions[a]!.to]?.name} is not joint`,
    ),
    ...(step.onDue !== undefined && step.within === undefined
      ? [`${p.code}: ${name} acts on silence without a limit`]
      : []),
    ...(twin ? [`${p.code}: ${name} and ${twin.name} share a clock with different limits`] : []),
  ]
}
