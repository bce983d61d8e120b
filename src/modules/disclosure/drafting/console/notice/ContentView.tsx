/** A content to read: as villagers will see it, or whole with the columns that stay inside marked. */
import type { ReactNode } from 'react'
import {
  columnsOf,
  isTemplate,
  isNumber,
  labelWithUnit,
  shortLabel,
  type Form,
} from '../../../../../kernel/forms/form.ts'
import type { Column, Content } from '../../../../../kernel/forms/forms.schema.ts'
import { publicContent, type PublicContent } from '../../../../../kernel/guard/mask.ts'
import { showCell } from '../../../../../kernel/forms/show.ts'
import { Files } from './Files.tsx'

export type CellMark = { row: number; column: string; say: string }
type Props = {
  content: Content
  form: Form
  whole: boolean
  marks?: readonly CellMark[]
  onCell?: (row: number, column: Column) => void
  /** What another period had otherwise: shown on a ground of its own. */
  differs?: (row: number, column: string) => boolean
  /** What is the same in every row is said once above the table, which then fits beside the decision. */
  compact?: boolean
  /** Always as the table that it is on paper; else one long row alone is read as a list, nothing of it off the screen. */
  asTable?: boolean
}

export function ContentView({
  content,
  form,
  whole,
  marks = [],
  onCell,
  differs,
  compact = false,
  asTable = false,
}: Props) {
  if (content.nothing)
    return (
      <p className="nothing-said">
        <b>本期无内容。</b>原因：{content.nothing.reason}
        {content.note && <>　说明：{content.note}</>}
      </p>
    )
  const face = publicContent(content, form, { audience: whole ? 'handlers' : 'everyone' })
  const shown = { face, marks, onCell, differs }
  const isTable = face.layout === 'rows' && (asTable || face.rows.length !== 1 || face.columns.length < longRow)
  return (
    <>
      {isTable ? <TableView {...shown} compact={compact} /> : <ListView {...shown} />}
      {face.hiddenRows > 0 && <p className="quiet">另有 {face.hiddenRows} 行只计入合计，不公开（未成年人等）。</p>}
      {face.note && (
        <p>
          <b>说明：</b>
          {face.note}
        </p>
      )}
      <Files files={face.attachments} />
      {isTemplate(form) || whole
        ? null
        : columnsOf(form).some((c) => c.visibility !== 'public') && <p className="quiet">不公开的内容没有列出。</p>}
    </>
  )
}

/** So many columns are wider than the room beside a decision. */
const longRow = 7

const widths: Partial<Record<Column['type'], string>> = {
  date: 'day',
  month: 'day',
  datetime: 'day',
  longtext: 'long',
  text: 'text',
}

type Shown = { face: PublicContent; marks: readonly CellMark[]; onCell: Props['onCell']; differs: Props['differs'] }

function TableView({ face, marks, onCell, differs, compact }: Shown & { compact: boolean }) {
  const lifted = compact ? sameInAll(face) : []
  const columns = face.columns.filter((c) => !lifted.includes(c))
  const table = { ...face, columns }
  return (
    <>
      {lifted.length > 0 && (
        <p className="quiet">
          每一行都是：{lifted.map((c) => `${shortLabel(c.label)} ${showCell(face.rows[0]?.[c.key], c)}`).join('，')}
        </p>
      )}
      <Table face={table} marks={marks} onCell={onCell} differs={differs} />
    </>
  )
}

/** Columns whose value never changes, where there is more than one row to say it of; sums stay. */
const sameInAll = (face: PublicContent): Column[] =>
  face.rows.length < 2
    ? []
    : face.columns.filter(
        (c) =>
          face.totals[c.key] === undefined &&
          face.rows.every((r) => showCell(r[c.key], c) === showCell(face.rows[0]![c.key], c)),
      )

function Table({ face, marks, onCell, differs }: Shown) {
  return (
    <div className="content-scroll" role="region" aria-label="公开内容的表格" tabIndex={0}>
      <table className="content">
        <thead>
          <tr>
            <th scope="col">序号</th>
            {face.columns.map((c) => (
              <th key={c.key} scope="col" className={isNumber(c) ? 'n' : ''}>
                {labelWithUnit(c)}
                <Inside column={c} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {face.rows.map((row, i) => (
            <tr key={i}>
              <th scope="row" data-label="序号" className="num">
                {i + 1}
              </th>
              {face.columns.map((c) => (
                <td key={c.key} data-label={labelWithUnit(c)} className={isNumber(c) ? 'n' : (widths[c.type] ?? '')}>
                  <Value shown={{ face, marks, onCell, differs }} row={i} column={c}>
                    {showCell(row[c.key], c)}
                  </Value>
                </td>
              ))}
            </tr>
          ))}
          {face.rows.length === 0 && (
            <tr>
              <td colSpan={face.columns.length + 1}>表里还没有内容。</td>
            </tr>
          )}
        </tbody>
        {Object.keys(face.totals).length > 0 && (
          <tfoot>
            <tr>
              <th scope="row">合计</th>
              {face.columns.map((c) => (
                <td
                  key={c.key}
                  data-label={labelWithUnit(c)}
                  className={`n${face.totals[c.key] === undefined ? ' none' : ''}`}
                >
                  {face.totals[c.key] === undefined ? '' : showCell(face.totals[c.key]!, c)}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

function ListView({ face, marks, onCell, differs }: Shown) {
  return (
    <dl className="facts">
      {face.columns.map((c) => (
        <div key={c.key} className={c.type === 'longtext' ? 'long' : ''}>
          <dt>
            {labelWithUnit(c)}
            <Inside column={c} />
          </dt>
          <dd>
            <Value shown={{ face, marks, onCell, differs }} row={0} column={c}>
              {showCell(face.rows[0]?.[c.key], c) || '（没有填）'}
            </Value>
          </dd>
        </div>
      ))}
    </dl>
  )
}

const Inside = ({ column }: { column: Column }) =>
  column.visibility === 'internal' ? (
    <span className="mark">不公开</span>
  ) : column.visibility === 'masked' ? (
    <span className="mark">公开时隐去一部分</span>
  ) : null

function Value({ shown, row, column, children }: { shown: Shown; row: number; column: Column; children: ReactNode }) {
  const other = shown.differs?.(row, column.key) ? <mark>{children}</mark> : children
  const mark = shown.marks.find((m) => m.row === row && m.column === column.key)
  const said = mark && <span className="cell-mark">{mark.say}</span>
  if (!shown.onCell)
    return (
      <>
        {other}
        {said}
      </>
    )
  return (
    <>
      <button
        type="button"
        className="cell-press"
        title={`给第 ${row + 1} 行“${column.label}”写意见`}
        onClick={() => shown.onCell!(row, column)}
      >
        {children || '（空）'}
      </button>
      {said}
    </>
  )
}
