/** Which kind of find stands first: the one whose best row answers best, and what was wanted of it. */
import { fits } from '../kernel/finding/fit.ts'
import type { FoundRow } from '../kernel/finding/found.ts'
import type { Want } from '../kernel/finding/question.ts'

export type Group = {
  key: string
  heading: string
  label: string
  rows: readonly FoundRow[]
  wanted?: readonly Want[]
  seldom?: true
}

/** `weight`: how well it answers, of its best row and of what was wanted. */
export type Weighed = Group & { weight: number }

const answersWish = 1.5
const comesSeldom = 2
const rowsShown = 6
/** What fits so much worse than the best of its kind only hides it. */
const spread = 2.2

/**
 * Groups with their rows, the best first; what only sounds so is left out where something is written so, or where the
 * question is answered already.
 */
export function inOrder(groups: readonly Group[], want: Want | undefined, isAnswered: boolean): Weighed[] {
  const best = (g: Group) => Math.max(0, ...g.rows.map((r) => r.fit))
  const isWritten = isAnswered || groups.some((g) => best(g) > fits.about)
  const weight = (g: Group) =>
    best(g) + (want !== undefined && g.wanted?.includes(want) ? answersWish : g.seldom ? -comesSeldom : 0)
  return groups
    .map((g) => ({
      ...g,
      weight: weight(g),
      rows: g.rows
        .filter((r) => r.fit >= best(g) - spread && (!isWritten || r.fit > fits.sound))
        .toSorted((a, b) => b.fit - a.fit)
        .slice(0, rowsShown),
    }))
    .filter((g) => g.rows.length > 0)
    .toSorted((a, b) => b.weight - a.weight)
}
