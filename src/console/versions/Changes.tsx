/** What changed, one line each; a long list is cut and says how much is left. */
export function Changes({ changes, most }: { changes: readonly string[]; most: number }) {
  return (
    <ul>
      {changes.slice(0, most).map((c) => (
        <li key={c}>{c}</li>
      ))}
      {changes.length > most && <li>还有 {changes.length - most} 处</li>}
    </ul>
  )
}
