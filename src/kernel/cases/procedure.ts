/**
 * A procedure is declared once, typed, and read many times: by act(), the inbox, the clock, the cards, the public flow
 * chart, the rights matrix and the tests. A misspelt step does not compile.
 */
import type { PostFunction } from '../people/functions.ts'

/** Where the acting post must stand: at the case's own place, or at a place that holds it (township, county). */
export type Standing = 'own' | 'above'

export type Action<Step extends string> = {
  name: string
  to: Step
  /** The person must give a reason (return, refusal). */
  needsComment?: boolean
  /** The action is a signature: strokes, password with code, or a scanned paper, bound to the content's hash. */
  signs?: boolean
  /** Posts that may take this action, where they differ from the step's. */
  by?: readonly PostFunction[]
}

export type Step<S extends string> = {
  name: string
  by: readonly PostFunction[]
  standing: Standing
  /** Rule code of the step's limit (days by the rule's unit), and of the warning before it. */
  within?: string
  /** People who acted in these steps of the same content may not act here (conflict of interest). */
  apart?: readonly S[]
  actions: Record<string, Action<S>>
  /** A case that reaches this step is closed. */
  end?: boolean
}

export type Procedure<S extends string = string> = { code: string; name: string; start: S; steps: Record<S, Step<S>> }

/** Declares a procedure; the steps' names become a closed union, so that `to` and `apart` are checked. */
export function defineProcedure<const S extends string>(p: { code: string; name: string; start: NoInfer<S>; steps: Record<S, Step<NoInfer<S>>> }): Procedure<S> {
  return p
}

const registry = new Map<string, Procedure>()

/** Makes a procedure known to act(), inbox and rights matrix. Called once per procedure, at module load. */
export function registerProcedure<S extends string>(p: Procedure<S>): Procedure<S> {
  registry.set(p.code, p as unknown as Procedure)
  return p
}

export function procedureOf(code: string): Procedure {
  const p = registry.get(code)
  if (!p) throw new Error(`no procedure ${code}`)
  return p
}

export function allProcedures(): Procedure[] {
  return [...registry.values()]
}

/** Steps of a procedure that name a step which does not exist, or that nothing leads to: a test and the boot refuse them. */
export function faultsOf(p: Procedure): string[] {
  const known = new Set(Object.keys(p.steps))
  const reached = new Set<string>([p.start])
  for (let grew = true; grew;) {
    const before = reached.size
    for (const s of reached) for (const a of Object.values(p.steps[s]?.actions ?? {})) reached.add(a.to)
    grew = reached.size > before
  }
  return [
    ...[...reached].filter((s) => !known.has(s)).map((s) => `${p.code}: unknown step ${s}`),
    ...[...known].filter((s) => !reached.has(s)).map((s) => `${p.code}: nothing leads to ${s}`),
  ]
}
