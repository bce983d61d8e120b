/** One row of the grid, redrawn only when it changes. */
import { memo } from 'react'
import type { Cell, Column, Row } from '../../../../kernel/forms/forms.schema.ts'
import type { Problem } from '../../../../kernel/forms/problem.ts'
import { CellSay } from './CellSay.tsx'
import { CellInput } from './CellInput.tsx'

type Props = {
  row: Row
  at: number
  columns: readonly Column[]
  problems: readonly Problem[]
  onType: (row: number, column: Column, value: Cell) => void
  onLeave: (row: number, column: Column) => void
  onDuplicate: (row: number) => void
  onRemove: (row: number) => void
}

export const GridRow = memo(
  function GridRow({ row, at, columns, problems, onType, onLeave, onDuplicate, onRemove }: Props) {
    return (
      <tr>
        <th scope="row" className="row-number num">
          {at + 1}
        </th>
        {columns.map((c, j) => {
          const problem = problems.find((p) => p.column === c.key)
          const id = `cell-${at}-${c.key}`
          return (
            <td key={c.key} data-spot={`${at}.${j}`} className={problem ? problem.severity : ''}>
              <CellInput
                value={row[c.key]}
                column={c}
                id={id}
                label={`第 ${at + 1} 行，${c.label}`}
                invalid={problem?.severity === 'error'}
                roomy={false}
                describedBy={problem && `${id}-say`}
                onType={(value) => onType(at, c, value)}
                onLeave={() => onLeave(at, c)}
              />
              {problem && <CellSay problem={problem} column={c} id={id} onPut={(value) => onType(at, c, value)} />}
            </td>
          )
        })}
        <td className="row-tools">
          <button type="button" title="复制这一行" aria-label={`复制第 ${at + 1} 行`} onClick={() => onDuplicate(at)}>
            复制
          </button>
          <button type="button" title="删去这一行" aria-label={`删去第 ${at + 1} 行`} onClick={() => onRemove(at)}>
            删去
          </button>
        </td>
      </tr>
    )
  },
  (a, b) =>
    a.row === b.row &&
    a.at === b.at &&
    a.columns === b.columns &&
    (a.problems === b.problems || sayings(a) === sayings(b)),
)

const sayings = ({ problems }: Props) => problems.map((p) => p.say).join()
