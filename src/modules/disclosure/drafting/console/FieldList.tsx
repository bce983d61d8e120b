/** Label, input and fault of each column, one under another: for phones, records and documents. */
import type { Cell, Column, Row } from '../../../../kernel/forms/forms.schema.ts'
import type { Problem } from '../../../../kernel/forms/problem.ts'
import { isRequired } from '../../../../kernel/forms/validate.ts'
import type { Notice } from './notice/useNotice.ts'
import { CellSay } from './CellSay.tsx'
import { CellInput } from './CellInput.tsx'
import { ColumnMarks } from './ColumnMarks.tsx'
import { carriedFrom } from './GridFrame.tsx'
import { isTemplate, labelWithUnit } from '../../../../kernel/forms/form.ts'

type Props = {
  columns: readonly Column[]
  row: Row
  at: number
  notice: Notice
  problems: readonly Problem[]
  onType: (column: Column, value: Cell) => void
  onLeave: (column: Column) => void
}

export function FieldList({ columns, row, at, notice, problems, onType, onLeave }: Props) {
  const stages = notice.item.definition.stages.map((s) => s.key)
  return (
    <div className="field-list">
      {columns.map((c, j) => {
        const problem = problems.find((p) => (p.row ?? 0) === at && p.column === c.key)
        const id = `cell-${at}-${c.key}`
        return (
          <div
            key={c.key}
            data-spot={`${at}.${j}`}
            className={`field ${problem?.severity ?? ''} ${c.type === 'longtext' ? 'long' : ''}`}
          >
            <label htmlFor={id}>
              {labelWithUnit(c)}
              <ColumnMarks
                column={c}
                required={isRequired(c, { stage: notice.stage, stages })}
                carried={notice.previous && isTemplate(notice.form) ? carriedFrom(notice.form, c.key) : undefined}
              />
            </label>
            {c.help && <p className="hint quiet">{c.help}</p>}
            <CellInput
              value={row[c.key]}
              column={c}
              id={id}
              label={c.label}
              invalid={problem?.severity === 'error'}
              roomy
              describedBy={problem && `${id}-say`}
              onType={(value) => onType(c, value)}
              onLeave={() => onLeave(c)}
            />
            {problem && <CellSay problem={problem} column={c} id={id} onPut={(value) => onType(c, value)} />}
          </div>
        )
      })}
    </div>
  )
}
