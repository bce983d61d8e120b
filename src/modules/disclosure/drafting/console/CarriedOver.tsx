/** What the last period closed with, beside the table that starts from it. */
import { Note } from '../../../../console/parts/Note.tsx'
import { shortLabel } from '../../../../kernel/forms/form.ts'
import type { Content, Template } from '../../../../kernel/forms/forms.schema.ts'
import { showCell } from '../../../../kernel/forms/show.ts'
import { totalsOf } from '../../../../kernel/forms/sums.ts'

export function CarriedOver({ template, previous }: { template: Template; previous: Content | null }) {
  const pairs = Object.entries(template.checks.carry)
  if (pairs.length === 0) return null
  if (!previous) return <Note>平台上没有上一期的数，期初数请按账本填写。</Note>
  const closing = { ...totalsOf(previous.rows, { ...template, totals: pairs.map(([, from]) => from) }) }
  const label = (key: string) => shortLabel(template.columns.find((c) => c.key === key)?.label ?? key)
  const said = pairs.flatMap(([to, from]) => {
    const column = template.columns.find((c) => c.key === from)
    const total = closing[from]
    return column && total !== undefined
      ? [
          `“${label(to)}”接上期“${label(from)}”${template.layout === 'rows' ? '合计' : ''} ${showCell(total, column)}${column.type === 'money' ? ' 元' : ''}`,
        ]
      : []
  })
  return said.length === 0 ? null : <Note>{said.join('；')}。已经带过来，请核对。</Note>
}
