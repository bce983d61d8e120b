/**
 * How a step's limit was reckoned; below it the limits of the steps before and how they ended. Printed with the file.
 */
export type PastClock = { name: string; lines: string[]; end: string; late: boolean }

export function StepClocks({ clock, past }: { clock: readonly string[]; past: readonly PastClock[] }) {
  return (
    <>
      <Lines lines={clock} />
      {past.length > 0 && (
        <>
          <h3>以前各步</h3>
          {past.map((c, i) => (
            <div key={i}>
              <b>{c.name}</b>
              <Lines lines={c.lines} />
              <p className={c.late ? 'found' : ''}>{c.end}。</p>
            </div>
          ))}
        </>
      )}
    </>
  )
}

function Lines({ lines }: { lines: readonly string[] }) {
  return lines.length === 0 ? null : (
    <ul className="clock-lines">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
