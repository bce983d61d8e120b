/** Bars from zero with their figures beside them, the present one dark: read as a table by whoever does not see it. */
export type Bar = { label: string; value: number; text: string; now?: boolean }

export function Bars({ caption, rows }: { caption: string; rows: readonly Bar[] }) {
  const most = Math.max(1, ...rows.map((r) => Math.abs(r.value)))
  return (
    <table className="bars">
      <caption>{caption}</caption>
      <tbody>
        {rows.map((r) => (
          <tr key={r.label} className={r.now ? 'now' : ''}>
            <th scope="row">{r.label}</th>
            <td>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect width={Math.max(0.5, (Math.abs(r.value) / most) * 100)} height="10" />
              </svg>
            </td>
            <td className="num">{r.text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
