/** The fields of a document item: title, text, dates. */
import { useEffect, useRef } from 'react'
import { normaliseCell } from '../../../../kernel/forms/cell.ts'
import type { Column } from '../../../../kernel/forms/forms.schema.ts'
import type { Problem } from '../../../../kernel/forms/problem.ts'
import type { Notice } from './notice/useNotice.ts'
import { FieldList } from './FieldList.tsx'
import type { Spot } from './keys.ts'
import type { Draft } from './useDraft.ts'

export function DocumentFields({
  columns,
  notice,
  draft,
  problems,
  wanted,
}: {
  columns: readonly Column[]
  notice: Notice
  draft: Draft
  problems: readonly Problem[]
  wanted: Spot | undefined
}) {
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    if (wanted) box.current?.querySelector<HTMLElement>(`[data-spot="0.${wanted.column}"] .cell-input`)?.focus()
  }, [wanted])
  const write = (key: string, value: string) =>
    draft.change(
      (w) => ({ ...w, content: { ...w.content, fields: { ...w.content.fields, [key]: value } } }),
      `0.${key}`,
    )
  const leave = (c: Column) => {
    const before = draft.work.content.fields[c.key]
    const after = String(normaliseCell(before, c, { period: notice.period }).value ?? '')
    if (before !== undefined && before !== after)
      write(c.key, after === 'true' ? '是' : after === 'false' ? '否' : after)
  }
  return (
    <section className="sheet" ref={box} aria-label="内容">
      <FieldList
        columns={columns}
        row={draft.work.content.fields}
        at={0}
        notice={notice}
        problems={problems}
        onType={(c, v) => write(c.key, String(v ?? ''))}
        onLeave={leave}
      />
    </section>
  )
}
