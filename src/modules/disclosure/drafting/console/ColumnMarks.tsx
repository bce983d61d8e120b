/** What a column is, beside its name: required, hidden from villagers, carried over. */
import type { Column } from '../../../../kernel/forms/forms.schema.ts'

export function ColumnMarks({ column, required, carried }: { column: Column; required: boolean; carried?: string }) {
  return (
    <span className="marks">
      {required && <span className="mark must">必填</span>}
      {column.visibility === 'internal' && <span className="mark">不公开</span>}
      {column.visibility === 'masked' && <span className="mark">公开时隐去一部分</span>}
      {carried && <span className="mark">接上期“{carried}”</span>}
    </span>
  )
}
