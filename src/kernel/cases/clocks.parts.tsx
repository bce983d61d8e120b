/**
 * The clocks of all steps, for villagers, the past ones with how they ended: folded on a page, open where it is
 * printed.
 */
import type { StepClock } from './clocks.ts'

export function Clocks({ clocks }: { clocks: readonly StepClock[] }) {
  if (clocks.length === 0) return null
  return (
    <details data-printed>
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

/** The same on a sheet of paper, where room is dear: a line for each step. */
export function ClocksOnPaper({ clocks }: { clocks: readonly StepClock[] }) {
  if (clocks.length === 0) return null
  return (
    <>
      <h2>每一步的时限</h2>
      <ul class="clocks">
        {clocks.map((c, i) => (
          <li key={i}>
            <b>{c.name}</b>：{c.lines.join('；')}。{c.end !== '' && <>{c.late ? <b>{c.end}</b> : c.end}。</>}
          </li>
        ))}
      </ul>
    </>
  )
}
