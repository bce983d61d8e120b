/** Days, months, minutes are counted whole: a rule of 2.5 working days is read differently by whoever reads it. */
import { defaultRules } from './defaults.ts'

/** What may be halved. */
const divisible = ['percent', 'hour']

/**
 * What is wrong with the figure of a rule that is counted whole; `undefined` where nothing is. `unit`: of the rule in
 * force or in a pack.
 */
export function halvedSentence(code: string, unit: string, value: unknown): string | undefined {
  const own = defaultRules().find((r) => r.code === code)?.unit ?? unit
  if (typeof value !== 'number' || Number.isSafeInteger(value) || divisible.includes(own)) return undefined
  return `写成了 ${value}，要写整数。`
}
