/** The particulars of a step as people read them, on the villagers' page and in the console. */
import { yuan } from '../list/bands.ts'
import type { PowerFact, PowerStep } from '../list/powers.schema.ts'

/**
 * What was recorded of a step, label and value. A date that only says again on which day the step was done falls away.
 * `on`: that day.
 */
export function saidFacts(
  step: Pick<PowerStep, 'facts'>,
  facts: Readonly<Record<string, string>>,
  on: string,
): { key: string; label: string; value: string }[] {
  return step.facts.flatMap((f) =>
    !facts[f.key] || (f.kind === 'date' && facts[f.key] === on)
      ? []
      : [{ key: f.key, label: f.label, value: sayFact(f, facts[f.key]!) }],
  )
}

function sayFact({ kind }: PowerFact, value: string): string {
  if (kind === 'money') return `${yuan(Number(value))} 元`
  return kind === 'date' || kind === 'dates' ? value.split(' 至 ').map(inWords).join(' 至 ') : value
}

/** "2026 年 10 月 31 日" */
const inWords = (day: string) => `${day.slice(0, 4)} 年 ${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日`
