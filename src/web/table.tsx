/**
 * A table of public rows. On a phone each row becomes a block of labelled values; the roles are written out because older
 * browsers forget them when a table is laid out otherwise, and a screen reader must still be able to walk it.
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
      <table class="fold" role="table">
        <caption class="unseen">{caption}</caption>
        <thead role="rowgroup"><tr role="row">{columns.map((c) => <th key={c.key} role="columnheader" scope="col" class={c.kind === 'number' ? 'n' : undefined}>{c.label}</th>)}</tr></thead>
        <tbody role="rowgroup">
          {rows.map((row, i) => <tr role="row" key={i}>{columns.map((c) => <TableCell key={c.key} column={c} text={row[c.key] ?? ''} lead={c.key === leadKey} />)}</tr>)}
        </tbody>
        {totals && Object.keys(totals).length > 0 && <Totals columns={columns} totals={totals} label={totalsLabel} />}
      </table>
    </section>
  )
}

function TableCell({ column, text, lead }: { column: TableColumn; text: string; lead: boolean }) {
  const kind = column.kind ? cellClass[column.kind] : ''
  if (lead) return <th role="rowheader" scope="row" class={kind || undefined}>{text}</th>
  const classes = [kind, text === '' ? 'none' : ''].filter(Boolean).join(' ')
  return <td role="cell" class={classes || undefined} data-label={column.label}>{text}</td>
}

function Totals({ columns, totals, label }: { columns: readonly TableColumn[]; totals: Record<string, string>; label: string }) {
  const first = columns.findIndex((c) => totals[c.key] !== undefined)
  return (
    <tfoot role="rowgroup">
      <tr role="row">
        {first > 0 && <th role="rowheader" scope="row" colSpan={first}>{label}</th>}
        {columns.slice(Math.max(0, first)).map((c) => <td key={c.key} role="cell" class={totals[c.key] === undefined ? 'none' : 'n'} data-label={c.label}>{totals[c.key] ?? ''}</td>)}
      </tr>
    </tfoot>
  )
}
