/**
 * Which of several values of a rule binds: the stricter. Which way is stricter, each rule declares of itself
 * (`stricter` in rules.json): fewer days to answer, more days of display, an order of choices from the strictest on. A
 * rule without it has no stricter value: its newest row counts.
 */
import { defaultRules } from './defaults.ts'

export type Value = number | string | boolean
/** `higher`, `lower`, or the choices from the strictest on. */
export type Stricter = string | readonly string[]

const declared = (code: string) => defaultRules().find((r) => r.code === code)
export const stricterOf = (code: string): Stricter | undefined => declared(code)?.stricter
/** The words of a choice ("每季度"), where the rule has some. */
export const wordsOf = (code: string) => declared(code)?.words as Readonly<Record<string, string>> | undefined
export const inWords = (code: string, value: Value): string => wordsOf(code)?.[String(value)] ?? String(value)

/**
 * Whether a value demands less than another; never where the rule has no stricter value or the value is none of its
 * choices.
 */
export function laxer(code: string, value: Value, than: Value): boolean {
  const way = stricterOf(code)
  if (way === undefined) return false
  if (way === 'higher') return Number(value) < Number(than)
  if (way === 'lower') return Number(value) > Number(than)
  if (typeof way === 'string') throw new Error(`${code} says ${way} for what is stricter`)
  return way.indexOf(String(value)) > way.indexOf(String(than))
}

/** Of one rule, from the strictest on; of equal ones the order stays. */
export const strictestFirst = <T extends { code: string; value: Value }>(all: readonly T[]): T[] =>
  [...all].sort((a, b) => (laxer(a.code, a.value, b.value) ? 1 : laxer(a.code, b.value, a.value) ? -1 : 0))
