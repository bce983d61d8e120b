/**
 * A list to work with: sorted by a press on a heading, searched as typed, saved as a sheet; on a phone or a tablet held
 * upright each row is two lines that unfold.
 */
import { Button } from './Button.tsx'
import { useMemo, useState, type ReactNode } from 'react'
import { saveCsv } from './csv.ts'
import { More, usePieces } from './More.tsx'
import { Nothing } from './State.tsx'
import { useAddress } from '../router.tsx'
import { useNarrow } from './useNarrow.ts'

export type Column<T> = {
  name: string
  /** What a row is about, its first line on a phone; where no column says so, the first one. */
  main?: true
  value: (row: T) => string | number | null
  show?: (row: T) => ReactNode
  number?: boolean
  wide?: boolean
  /** Says nothing without its name: on a phone only in the unfolded row. */
  named?: true
}
type Props<T> = {
  name: string
  rows: readonly T[]
  columns: readonly Column<T>[]
  keyOf: (row: T) => string
  empty: ReactNode
  filters?: ReactNode
  actions?: (row: T) => ReactNode
  /** Its actions are wanted seldom, or a row's own name leads there: on a phone only in the unfolded row. */
  seldom?: true
  search?: boolean
  /** The server's sheet of all that is asked for, where only a part is read: in place of saving the rows here. */
  sheet?: string
  /** How the figures of its columns are counted: shown below it and saved with the sheet. */
  notes?: readonly string[]
}

const [perPage, perPageOnPhone] = [100, 20]
/** What stands in a row's second line on a phone, at most. */
const inShort = 4

const noNotes: readonly string[] = []

export function DataTable<T>(props: Props<T>) {
  const {
    name,
    rows,
    columns: all,
    keyOf,
    empty,
    filters,
    actions,
    seldom,
    search = true,
    sheet,
    notes = noNotes,
  } = props
  const [find, setFind] = useState('')
  const [sort, setSort] = useState<{ at: number; down: boolean }>()
  const narrow = useNarrow('upright')
  const phone = useNarrow()
  const pieces = usePieces(narrow ? perPageOnPhone : perPage)
  // What is empty in every row takes no room; the saved sheet has it.
  const columns = useMemo(() => all.filter((c) => rows.some((r) => !isEmpty(c.value(r)))), [all, rows])
  const found = useMemo(() => {
    const word = find.trim().toLowerCase()
    return sorted(
      word === ''
        ? rows
        : rows.filter((r) =>
            columns.some((c) =>
              String(c.value(r) ?? '')
                .toLowerCase()
                .includes(word),
            ),
          ),
      columns,
      sort,
    )
  }, [rows, columns, find, sort])
  const save = () =>
    saveCsv(name, [all.map((c) => c.name), ...found.map((r) => all.map((c) => c.value(r))), ...notes.map((n) => [n])])
  const finding = search && rows.length > 5 && (
    <label className="find-in">
      <span className={phone ? 'sr' : undefined}>在表里找</span>
      <input
        type="search"
        placeholder={phone ? '在表里找' : undefined}
        value={find}
        onChange={(e) => {
          setFind(e.target.value)
          pieces.first()
        }}
      />
    </label>
  )
  const saving =
    rows.length > 0 &&
    (sheet === undefined ? (
      <Button size="middle" onClick={save}>
        导出表格（{found.length} 行）
      </Button>
    ) : (
      <Button size="middle" href={sheet} download>
        导出表格
      </Button>
    ))
  return (
    <>
      {phone ? (
        <div className="filters briefly">
          {finding}
          {filters && <Narrowing>{filters}</Narrowing>}
        </div>
      ) : (
        <div className="filters">
          {filters}
          {finding}
          <span className="grow" />
          {saving}
        </div>
      )}
      {rows.length === 0 && <Nothing>{empty}</Nothing>}
      {rows.length > 0 && found.length === 0 && <Nothing>没有找到“{find}”，请换个词。</Nothing>}
      {found.length > 0 && narrow && (
        <ul className="rows briefs" aria-label={name}>
          {found.slice(0, pieces.most).map((r) => (
            <Brief key={keyOf(r)} row={r} columns={columns} actions={actions} seldom={seldom} />
          ))}
        </ul>
      )}
      {found.length > 0 && !narrow && (
        <div className="table-scroll" role="region" aria-label={name} tabIndex={0}>
          <table className="list">
            <thead>
              <tr>
                {columns.map((c, i) => (
                  <Heading
                    key={c.name}
                    column={c}
                    sort={sort?.at === i ? sort : undefined}
                    onSort={() =>
                      setSort(sort?.at === i ? (sort.down ? undefined : { at: i, down: true }) : { at: i, down: false })
                    }
                  />
                ))}
                {actions && (
                  <th scope="col">
                    <span className="sr">办理</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {found.slice(0, pieces.most).map((r) => (
                <tr key={keyOf(r)}>
                  {columns.map((c) => (
                    <td key={c.name} className={classOf(c)}>
                      {c.show ? c.show(r) : c.value(r)}
                    </td>
                  ))}
                  {actions && <td className="row-do">{actions(r)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <More pieces={pieces} of={found.length} unit="行" />
      {phone && saving}
      {notes.length > 0 && <p className="quiet">{notes.map((n) => `${n}。`).join('')}</p>}
    </>
  )
}

/** What a list is narrowed to, folded until something is chosen, for its first rows to be in view. */
function Narrowing({ children }: { children: ReactNode }) {
  const { query } = useAddress()
  return (
    <details className="narrow" open={query.size > 0 || undefined}>
      <summary>筛选</summary>
      <div className="filters">{children}</div>
    </details>
  )
}

/** A row on a phone: what it is about, the shortest of the rest beneath it, everything else unfolds by a press on it. */
function Brief<T>({ row, columns, actions, seldom }: Pick<Props<T>, 'columns' | 'actions' | 'seldom'> & { row: T }) {
  const [open, setOpen] = useState(false)
  const main = columns.find((c) => c.main) ?? columns[0]!
  const rest = columns.filter((c) => c !== main && !isEmpty(c.value(row)))
  const short = rest.filter((c) => !c.wide && !c.named && c.value(row) !== 0).slice(0, inShort)
  const said = (c: Column<T>) => (c.show ? c.show(row) : c.value(row))
  return (
    <li className="brief">
      <b>{said(main)}</b>
      {(rest.length > 0 || (seldom && actions)) && (
        <button type="button" className="unfold" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? '收起' : '更多'}
        </button>
      )}
      {!open && short.length > 0 && (
        <p className="under quiet">
          {short.map((c) => (
            <span key={c.name}>
              {c.number && `${c.name} `}
              {said(c)}
            </span>
          ))}
        </p>
      )}
      {open && (
        <dl>
          {rest.map((c) => (
            <div key={c.name}>
              <dt>{c.name}</dt>
              <dd>{said(c)}</dd>
            </div>
          ))}
        </dl>
      )}
      {actions && (open || !seldom) && <div className="brief-do">{actions(row)}</div>}
    </li>
  )
}

const isEmpty = (value: string | number | null) => value === null || value === ''

const classOf = <T,>(c: Column<T>): string => [c.number && 'n', c.wide && 'wide'].filter(Boolean).join(' ')

function Heading<T>({
  column,
  sort,
  onSort,
}: {
  column: Column<T>
  sort: { down: boolean } | undefined
  onSort: () => void
}) {
  return (
    <th
      scope="col"
      className={column.number ? 'n' : ''}
      aria-sort={sort ? (sort.down ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" onClick={onSort} title="按这一列排序">
        {column.name}
        <span aria-hidden="true">{sort ? (sort.down ? ' ▼' : ' ▲') : ''}</span>
      </button>
    </th>
  )
}

function sorted<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  sort: { at: number; down: boolean } | undefined,
): readonly T[] {
  const column = sort && columns[sort.at]
  if (!column) return rows
  const order = sort.down ? -1 : 1
  return [...rows].sort((a, b) => order * compare(column.value(a), column.value(b)))
}

function compare(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a).localeCompare(String(b), 'zh-CN', { numeric: true })
}
