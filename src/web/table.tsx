/**
 * A table of public rows. On a phone each row becomes a block of labelled values; it stays a table for screen readers
 * (browsers since Chromium 80 keep its roles however it is laid out, and HTML forbids writing them out).
 */

export type TableColumn = { key: string; label: string; kind?: 'number' | 'day' | 'long' }
export type TableProps = {
  caption: string
  columns: readonly TableColumn[]
  rows: readonly Record<string, string>[]
  /** Sums under the columns, by key. */
  totals?: Record<string, string>
  /** The column that names a row; by default the first that is neither number nor day. */
  lead?: string
  totalsLabel?: string
}

const cellClass = { number: 'n', day: 'd', long: 'long' } as const

export function Table({ caption, columns, rows, totals, lead, totalsLabel = '合计' }: TableProps) {
  const leadKey = lead ?? columns.find((c) => c.kind === undefined)?.key ?? columns[0]?.key
  return (
    <section class={columns.length > 7 ? 'sheet many' : 'sheet'} aria-label={caption} tabIndex={0}>
      <table class="fold">
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((c) => (
              <th key={c.key} scope="col" class={c.kind === 'number' ? 'n' : undefined}>
                {c.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {columns.map((c) => (
                <TableCell key={c.key} column={c} text={row[c.key] ?? ''} lead={c.key === leadKey} />
              ))}
            </tr>
          ))}
        </tbody>
        {totals && Object.keys(totals).length > 0 && <Totals columns={columns} totals={totals} label={totalsLabel} />}
      </table>
    </section>
  )
}

function TableCell({ column, text, lead }: { column: TableColumn; text: string; lead: boolean }) {
  const kind = column.kind ? cellClass[column.kind] : ''
  if (lead)
    return (
      <th scope="row" class={kind || undefined}>
        {text}
      </th>
    )
  const classes = [kind, text === '' ? 'none' : ''].filter(Boolean).join(' ')
  return (
    <td class={classes || undefined} data-label={column.label}>
      {text}
    </td>
  )
}

function Totals({
  columns,
  totals,
  label,
}: {
  columns: readonly TableColumn[]
  totals: Record<string, string>
  label: string
}) {
  const first = columns.findIndex((c) => totals[c.key] !== undefined)
  return (
    <tfoot>
      <tr>
        {first > 0 && (
          <th scope="row" colSpan={first}>
            {label}
          </th>
        )}
        {columns.slice(Math.max(0, first)).map((c) => (
          <td key={c.key} class={totals[c.key] === undefined ? 'none' : 'n'} data-label={c.label}>
            {totals[c.key] ?? ''}
          </td>
        ))}
      </tr>
    </tfoot>
  )
}
