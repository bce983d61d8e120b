/**
 * What the figures of a screen count: folded beside them, in the words that every page says; on paper it stands below.
 */
export function HowCounted({ say }: { say: string | readonly string[] }) {
  const said =
    typeof say === 'string' ? (
      <p className="quiet">{say}</p>
    ) : (
      <ul className="quiet">
        {say.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    )
  return (
    <>
      <details className="noprint">
        <summary>数字是怎么算的</summary>
        {said}
      </details>
      <div className="on-paper">{said}</div>
    </>
  )
}
