/** A list to work with: sorted by a press on a heading, searched as typed, saved as a sheet; on a phone its rows become labelled cards. */
import { Button } from './Button.tsx'
import { useMemo, useState, type ReactNode } from 'react'
import { saveCsv } from './csv.ts'
import { Nothing } from './State.tsx'

export type Column<T> = {
  name: string
  value: (row: T) => string | number | null
  show?: (row: T) => ReactNode
  number?: boolean
  wide?: boolean
}
type Props<T> = {
  name: string
  rows: readonly T[]
  columns: readonly Column<T>[]
  keyOf: (row: T) => string
  empty: ReactNode
  filters?: ReactNode
  actions?: (row: T) => ReactNode
  search?: boolean
  /** How the figures of its columns are counted: shown below it and saved with the sheet. */
  notes?: readonly string[]
}

const perPage = 100

const noNotes: readonly string[] = []

export function DataTable<T>(props: Props<T>) {
  const { name, rows, columns, keyOf, empty, filters, actions, search = true, notes = noNotes } = props
  const [find, setFind] = useState('')
  const [sort, setSort] = useState<{ at: number; down: boolean }>()
  const [pages, setPages] = useState(1)
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
    saveCsv(name, [
      columns.map((c) => c.name),
      ...found.map((r) => columns.map((c) => c.value(r))),
      ...notes.map((n) => [n]),
    ])
  return (
    <>
      <div className="filters">
        {filters}
        {search && rows.length > 5 && (
          <label>
            在表里找
            <input
              type="search"
              value={find}
              onChange={(e) => {
                setFind(e.target.value)
                setPages(1)
              }}
            />
          </label>
        )}
        <span className="grow" />
        {rows.length > 0 && (
          <Button size="middle" onClick={save}>
            导出表格（{found.length} 行）
          </Button>
        )}
      </div>
      {rows.length === 0 && <Nothing>{empty}</Nothing>}
      {rows.length > 0 && found.length === 0 && <Nothing>没有找到“{find}”，请换个词。</Nothing>}
      {found.length > 0 && (
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
              {found.slice(0, pages * perPage).map((r) => (
                <tr key={keyOf(r)}>
                  {columns.map((c) => (
                    <td key={c.name} data-label={c.name} className={classOf(c, r)}>
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
      {found.length > pages * perPage && (
        <div className="do">
          <Button onClick={() => setPages(pages + 1)}>
            再显示 {Math.min(perPage, found.length - pages * perPage)} 行（共 {found.length} 行）
          </Button>
        </div>
      )}
      {notes.length > 0 && <p className="quiet">{notes.map((n) => `${n}。`).join('')}</p>}
    </>
  )
}

/** Empty cells take no line on a phone. */
function classOf<T>(c: Column<T>, row: T): string {
  const value = c.value(row)
  return [c.number && 'n', c.wide && 'wide', (value === null || value === '') && 'none'].filter(Boolean).join(' ')
}

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
