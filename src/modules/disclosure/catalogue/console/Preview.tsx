/** How villagers will see the table, with sample values masked as they will be. */
import { ContentView } from '../../drafting/console/notice/ContentView.tsx'
import { normaliseCell } from '../../../../kernel/forms/cell.ts'
import type { Column, Content, Template } from '../../../../kernel/forms/forms.schema.ts'

export function Preview({ columns, rows }: { columns: readonly Column[]; rows: boolean }) {
  const sample = Object.fromEntries(
    columns.map((c) => [c.key, normaliseCell(c.sample ?? c.options?.[0] ?? null, c).value]),
  )
  const content: Content = {
    rows: [sample],
    fields: Object.fromEntries(Object.entries(sample).map(([k, v]) => [k, String(v ?? '')])),
    note: '',
    attachments: [],
  }
  const template: Template = {
    code: 'P',
    name: '预览',
    layout: rows ? 'rows' : 'record',
    columns: [...columns],
    totals: [],
    checks: { rowChecks: [], carry: {}, cumulative: {}, across: [] },
  }
  if (columns.length === 0) return <p className="quiet">还没有列。</p>
  return <ContentView content={content} form={template} whole={false} asTable />
}
