/** The first and last day of the quarter that a day lies in. */
export function quarterOf(day: string): { from: string; to: string } {
  const [y, m] = day.split('-').map(Number) as [number, number]
  const begin = Math.floor((m - 1) / 3) * 3
  return {
    from: `${y}-${String(begin + 1).padStart(2, '0')}-01`,
    to: new Date(Date.UTC(y, begin + 3, 0)).toISOString().slice(0, 10),
  }
}
