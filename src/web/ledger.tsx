/**
 * A table that people read for its amounts: on a phone rows of two lines (what and how much; who and when) that unfold,
 * where its own box is 40 em wide a table of at most six columns, what and how much first, the day last. No script and
 * no sticky cell: `<details>` unfolds, the cells follow by `:has()`; browsers that know neither `:has()` nor container
 * queries keep the rows, unfolded.
 */
import type { ComponentChildren } from 'preact'

export type LedgerCell = { label: string; text: string; number?: boolean }
export type LedgerRow = {
  /** What names the row in an address. */
  id?: string
  what: string
  who: string
  date: string
  /** '' where the row has none. */
  sum: string
  /** Columns of the wide table, in the order of `LedgerProps.columns`; on a phone they stand in the fold. */
  cells: readonly LedgerCell[]
  /** What stands in the fold on every screen. */
  folded: readonly LedgerCell[]
  doing?: ComponentChildren
}
export type LedgerProps = {
  /** Names the table. */
  title: string
  /** What is the same in every row, as a sentence; '' where nothing is. */
  same: string
  heads: { what: string; date?: string; sum?: string }
  /** Heads of `cells`. */
  columns: readonly { label: string; number: boolean }[]
  rows: readonly LedgerRow[]
  /** The sum of `sum`, under the rows. */
  total?: string
  /** Few rows stand open: nothing of them is hidden behind a press. */
  open?: boolean
  /** `who` says again what the columns say: it stands where these are folded only. */
  repeats?: boolean
}

export function Ledger({ title, same, heads, columns, rows, total, open = false, repeats = false }: LedgerProps) {
  const rest = columns.length + (heads.date === undefined ? 0 : 1)
  return (
    <div class="flat">
      <table class={repeats ? 'money repeats' : 'money'}>
        <caption>
          <span class="unseen">{title}</span>
          {same !== '' && <span class="same">{same}</span>}
        </caption>
        <thead>
          <tr>
            <th scope="col">{heads.what}</th>
            {heads.sum !== undefined && (
              <th scope="col" class="n">
                {heads.sum}
              </th>
            )}
            {columns.map((c) => (
              <th scope="col" class={c.number ? 'n' : undefined} key={c.label}>
                {c.label}
              </th>
            ))}
            {heads.date !== undefined && <th scope="col">{heads.date}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <Line key={i} row={row} heads={heads} open={open} />
          ))}
        </tbody>
        {total !== undefined && heads.sum !== undefined && (
          <tfoot>
            <tr>
              <th scope="row" class="what">
                合计
              </th>
              <td class="sum n">{total}</td>
              {rest > 0 && <td colSpan={rest} />}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

function Line({ row, heads, open }: { row: LedgerRow; heads: LedgerProps['heads']; open: boolean }) {
  const unfolds = row.folded.length > 0 || row.doing !== undefined || row.cells.some((c) => c.text !== '')
  return (
    <tr id={row.id}>
      <td class="what">
        {unfolds ? (
          <details data-printed="true" open={open}>
            <summary>
              <What row={row} />
            </summary>
            {row.folded.length > 0 && <Folded cells={row.folded} />}
            {row.doing}
          </details>
        ) : (
          <What row={row} />
        )}
      </td>
      {heads.sum !== undefined && <td class="sum n">{row.sum}</td>}
      {row.cells.map((c, i) => (
        <td key={i} class={c.number ? 'x n' : 'x'} data-label={c.label}>
          {c.text}
        </td>
      ))}
      {heads.date !== undefined && <td class="date">{row.date}</td>}
    </tr>
  )
}

function What({ row }: { row: LedgerRow }) {
  return (
    <span>
      <b>{row.what}</b>
      {row.who !== '' && <small>{row.who}</small>}
    </span>
  )
}

function Folded({ cells }: { cells: readonly LedgerCell[] }) {
  return (
    <dl>
      {cells.map((c) => (
        <div key={c.label}>
          <dt>{c.label}</dt>
          <dd>{c.text}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The figures that people came for, first and bold. */
export function Figures({ figures }: { figures: readonly { label: string; text: string; unit: string }[] }) {
  if (figures.length === 0) return null
  return (
    <dl class="figs">
      {figures.map((f) => (
        <div key={f.label}>
          <dt>{f.label}</dt>
          <dd>
            {f.text}
            {f.unit !== '' && ` ${f.unit}`}
          </dd>
        </div>
      ))}
    </dl>
  )
}
