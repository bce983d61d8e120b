/** Heading and totals of the grid. */
import { memo } from 'react'
import { isNumber, shortLabel, labelWithUnit } from '../../../../kernel/forms/form.ts'
import type { Row, Template } from '../../../../kernel/forms/forms.schema.ts'
import { showCell } from '../../../../kernel/forms/show.ts'
import { totalsOf } from '../../../../kernel/forms/sums.ts'
import { isRequired } from '../../../../kernel/forms/validate.ts'
import type { Notice } from './notice/useNotice.ts'
import { ColumnMarks } from './ColumnMarks.tsx'

/** `widths`: in rem, by column. */
type HeadProps = { template: Template; notice: Notice; widths: readonly number[] }

export const GridHead = memo(function GridHead({ template, notice, widths }: HeadProps) {
  const stages = notice.item.definition.stages.map((s) => s.key)
  return (
    <thead>
      <tr>
        <th scope="col" className="row-number">
          <span className="sr">行</span>
        </th>
        {template.columns.map((c, i) => (
          <th
            key={c.key}
            scope="col"
            className={isNumber(c) ? 'n' : ''}
            style={{ width: `${widths[i]}rem` }}
            title={c.help}
          >
            {labelWithUnit(c)}
            <ColumnMarks
              column={c}
              required={isRequired(c, { stage: notice.stage, stages })}
              carried={notice.previous ? carriedFrom(template, c.key) : undefined}
            />
          </th>
        ))}
        <th scope="col" className="row-tools">
          <span className="sr">复制或删去一行</span>
        </th>
      </tr>
    </thead>
  )
})

/** The column of the last period from which this one starts. */
export function carriedFrom(template: Template, key: string): string | undefined {
  const from = template.checks.carry[key]
  const column = template.columns.find((c) => c.key === from)
  return column && shortLabel(column.label)
}

export function GridTotals({ template, rows }: { template: Template; rows: readonly Row[] }) {
  if (template.totals.length === 0) return null
  const totals = totalsOf(rows, template)
  return (
    <tfoot>
      <tr>
        <th scope="row" className="row-number">
          合计
        </th>
        {template.columns.map((c) => (
          <td key={c.key} className="num">
            {totals[c.key] === undefined ? '' : showCell(totals[c.key]!, c)}
          </td>
        ))}
        <td className="row-tools" />
      </tr>
    </tfoot>
  )
}
