/** How much of what is due is out. The words beside it say the same; the meter is for the eye. */
export function Meter({ total, done, late, label }: { total: number; done: number; late: number; label: string }) {
  const share = (n: number) => (total === 0 ? 0 : Math.round((n / total) * 1000) / 10)
  return (
    <svg class="meter" viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-label={label}>
      <rect class="done" width={share(done)} height="4" />
      <rect class="late" x={share(done)} width={share(late)} height="4" />
    </svg>
  )
}
