/**
 * What a step's record says, in one canonical form: hands confirm its hash, signatures are bound to it, the log commits
 * to it.
 */
import { createHash } from 'node:crypto'
import { canonicalBytes } from '../../../kernel/ledger/commitment.ts'
import type { PaperRow, RunRow, StepRow } from './runs.rows.ts'

export type StepContent = {
  run: string
  power: string
  position: number
  step: string
  name: string
  outcome: string
  on: string
  words: string
  facts: Record<string, string>
  papers: { paper: string; sha256: string }[]
}

/** `sha256` of a paper: of the file as it was handed in. */
export function contentOf(
  run: Pick<RunRow, 'code' | 'power_code'>,
  s: Pick<StepRow, 'position' | 'step' | 'name' | 'outcome' | 'happened_on' | 'words' | 'facts'>,
  papers: readonly { paper: string; sha256: string }[],
): StepContent {
  return {
    run: run.code,
    power: run.power_code,
    position: s.position,
    step: s.step,
    name: s.name,
    outcome: s.outcome,
    on: s.happened_on,
    words: s.words,
    facts: s.facts,
    papers: papers
      .map((p) => ({ paper: p.paper, sha256: p.sha256 }))
      .sort((a, b) => (a.paper + a.sha256 < b.paper + b.sha256 ? -1 : 1)),
  }
}

export const hashOfStep = (run: RunRow, s: StepRow, papers: readonly Pick<PaperRow, 'paper' | 'sha256'>[]): string =>
  createHash('sha256')
    .update(canonicalBytes(contentOf(run, s, papers)))
    .digest('hex')
