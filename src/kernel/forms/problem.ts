/** What is wrong or doubtful in a content. */
import type { Cell } from './forms.schema.ts'

/**
 * Something to mend. `row` counts from 0; without row and column it concerns the whole table. `warn` does not stop a
 * submission, unless it `asks`: what contradicts another notice, or repeats a number that stands once, is corrected, or
 * a reason is given under that key. It holds for these figures only, is the same wherever the other notice stands, and
 * where both notices ask, the same in both: one reason answers for both.
 */
export interface Problem {
  row?: number
  column?: string
  severity: 'error' | 'warn'
  say: string
  asks?: string
  /** The notice that says otherwise. */
  with?: string
  /** What the cell would have to be, as stored: one press puts it there. */
  expected?: Cell
}

/** Tells figures apart in browser and server alike; nothing secret hangs on it. FNV-1a, 32 bits. */
export function fingerprint(figures: unknown): string {
  let hash = 0x811c9dc5
  for (const unit of JSON.stringify(figures)) hash = Math.imul(hash ^ unit.codePointAt(0)!, 0x01000193) >>> 0
  return hash.toString(16)
}

export const hasErrors = (problems: readonly Problem[]): boolean => problems.some((p) => p.severity === 'error')

/** A reason says something: four characters at least, as for what the guard asks about. */
export const isReason = (text: string | undefined): boolean => [...(text ?? '').trim()].length >= 4

/** Contradictions that nobody has given a reason for. */
export const unanswered = (problems: readonly Problem[], reasons: Readonly<Record<string, string>>): Problem[] =>
  problems.filter((p) => p.asks !== undefined && !isReason(reasons[p.asks]))
