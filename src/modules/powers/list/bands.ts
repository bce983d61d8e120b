/** Which band an amount falls into, and which steps a run of a power therefore has. */
import type { Power, PowerFact, PowerStep } from './powers.schema.ts'

export type Banded = { band: string } | { refused: string; say: 'missing' | 'under' | 'beyond' }

/** The band of an amount in yuan; why there is none. Powers without bands need no amount. */
export function bandOf(power: Pick<Power, 'name' | 'amount'>, amount: number | null): Banded | undefined {
  const a = power.amount
  if (!a) return undefined
  if (amount === null) return { say: 'missing', refused: `请填写${a.name}，金额决定要走哪些步骤。` }
  const rule = a.citation === '' ? '' : `（${a.citation}）`
  if (amount < a.from)
    return {
      say: 'under',
      refused: `${a.name}不到 ${yuan(a.from)} 元，请按${a.under ? `“${a.under}”` : '小额的规定'}办理${rule}。`,
    }
  const band = a.bands.find((b) => b.below === null || amount < b.below)
  return band
    ? { band: band.key }
    : {
        say: 'beyond',
        refused: `${a.name}达到 ${yuan(a.bands.at(-1)!.below!)} 元，不能按“${power.name}”办理，请按${a.beyond ? `“${a.beyond}”` : '更高限额的规定'}办理${rule}。`,
      }
}

/** The steps of a run, in order; `band` null where the power has none. */
export function stepsOf(power: Power, band: string | null): PowerStep[] {
  return power.steps.filter((s) => s.bands.length === 0 || (band !== null && s.bands.includes(band)))
}

/**
 * The way of a run whose amount has moved into another band: what was done stays, what the new band asks besides comes
 * next in the power's order, and what only the old band asked falls away if it is still to come. `done`: keys of the
 * steps behind it.
 */
export function wayAfter(power: Power, done: readonly string[], band: string): string[] {
  const wanted = stepsOf(power, band).map((s) => s.key)
  return [...done, ...wanted.filter((k) => !done.includes(k))]
}

/**
 * Why an option may not be chosen in a band, with the rule; nothing where it may, or where the list says nothing of it.
 */
export function optionRefused(
  { amount }: Pick<Power, 'amount'>,
  fact: Pick<PowerFact, 'label' | 'options' | 'optionBands'>,
  option: string,
  band: string | null,
): { say: string; instead: string[] } | undefined {
  const told = fact.optionBands?.find((o) => o.option === option)
  if (!told || !amount || band === null || told.bands.includes(band)) return undefined
  const nameOf = (key: string) => amount.bands.find((b) => b.key === key)?.name ?? key
  const only =
    told.bands.length === 0 ? '在这一项里不能用' : `只用于${told.bands.map((b) => `“${nameOf(b)}”`).join('、')}`
  return {
    say: `“${fact.label}”的“${option}”${only}，这件事走的是“${nameOf(band)}”（${told.basis}）。`,
    instead: fact.optionBands!.filter((o) => o.bands.includes(band)).map((o) => o.option),
  }
}

/** "60,000" */
export const yuan = (n: number): string => n.toLocaleString('en', { maximumFractionDigits: 2 })
