/** The steps of a power when one of its bands falls away. */
import type { PowerFact, PowerStep } from './powers.schema.ts'

/**
 * What only this band asked is asked of nobody: such steps go, for a step without bands is for all. `gone`: their
 * names.
 */
export function stepsWithout(steps: readonly PowerStep[], band: string): { steps: PowerStep[]; gone: string[] } {
  const only = (bands: readonly string[]) => bands.length > 0 && bands.every((b) => b === band)
  const [kept, gone] = [steps.filter((s) => !only(s.bands)), steps.filter((s) => only(s.bands))]
  return {
    steps: kept.map((s) => ({
      ...s,
      bands: s.bands.filter((b) => b !== band),
      apart: s.apart.filter((key) => !gone.some((g) => g.key === key)),
      facts: s.facts.map((f) => factWithout(f, band)),
    })),
    gone: gone.map((s) => s.name),
  }
}

/** An option that is left without a band is for none of the others. */
const factWithout = (fact: PowerFact, band: string): PowerFact =>
  fact.optionBands
    ? { ...fact, optionBands: fact.optionBands.map((o) => ({ ...o, bands: o.bands.filter((b) => b !== band) })) }
    : fact
