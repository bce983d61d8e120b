/** The clocks of all steps, for villagers: folded, the past ones with how they ended. */
import type { StepClock } from './clocks.ts'

export function Clocks({ clocks }: { clocks: readonly StepClock[] }) {
  if (clocks.length === 0) return null
  return (
    <details>
      <summary>每一步的时限是怎么算的</summary>
      {clocks.map((c, i) => (
        <section key={i}>
          <h3>{c.name}</h3>
          <ol>
            {c.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
          {c.end !== '' && <p>{c.late ? <b>{c.end}</b> : c.end}。</p>}
        </section>
      ))}
    </details>
  )
}
