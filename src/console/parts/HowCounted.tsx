/** What the figures of a screen count: folded beside them, in the words that every page says. */
export function HowCounted({ say }: { say: string }) {
  return (
    <details>
      <summary>数字是怎么算的</summary>
      <p className="quiet">{say}</p>
    </details>
  )
}
