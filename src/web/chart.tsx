/**
 * A chart that is a table: words and figures as text, a bar drawn beside each. So it needs no second version for those
 * who cannot see it, keeps its type size on a phone, and prints.
 */
export type ChartSeries = { label: string; tone: 'in' | 'out' }
/** `values[i]` belongs to `series[i]`; `text` is the figure as people read it. */
export type ChartRow = { label: string; values: readonly { value: number; text: string }[] }

export function Chart({
  caption,
  first,
  series,
  rows,
}: {
  caption: string
  first: string
  series: readonly ChartSeries[]
  rows: readonly ChartRow[]
}) {
  const most = Math.max(1e-9, ...rows.flatMap((r) => r.values.map((v) => Math.abs(v.value))))
  return (
    <figure>
      <section class="sheet" aria-label={caption} tabIndex={0}>
        <table class={series.length === 1 ? 'bars one' : 'bars'}>
          <caption>{caption}</caption>
          <thead class={series.length === 1 ? 'unseen' : undefined}>
            <tr>
              <th scope="col">{first}</th>
              {series.map((s) => (
                <th scope="col" key={s.label}>
                  <span class={s.tone === 'in' ? 'key' : 'key out'} aria-hidden="true" />
                  {s.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((r) => (
              <tr key={r.label}>
                <th scope="row">{r.label}</th>
                {r.values.map((v, i) => (
                  <td key={i}>
                    <div>
                      <span class="num">{v.text}</span>
                      <Bar share={Math.abs(v.value) / most} tone={series[i]!.tone} />
                    </div>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </figure>
  )
}

function Bar({ share, tone }: { share: number; tone: ChartSeries['tone'] }) {
  return (
    <svg viewBox="0 0 100 5" preserveAspectRatio="none" aria-hidden="true">
      <rect class={`bar-${tone}`} width={Math.round(share * 1000) / 10} height="5" />
    </svg>
  )
}
