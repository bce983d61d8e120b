/** Rows as cards with labelled fields, for phones and for records. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useEffect, useRef, useState } from 'react'
import type { Template } from '../../../../kernel/forms/forms.schema.ts'
import type { Problem } from '../../../../kernel/forms/problem.ts'
import { showCell } from '../../../../kernel/forms/show.ts'
import { totalsOf } from '../../../../kernel/forms/sums.ts'
import type { Notice } from './notice/useNotice.ts'
import { FieldList } from './FieldList.tsx'
import type { Spot } from './keys.ts'
import type { Draft } from './useDraft.ts'
import { useRows } from './useRows.ts'

const perPage = 10

export function RowCards({
  template,
  notice,
  draft,
  problems,
  wanted,
}: {
  template: Template
  notice: Notice
  draft: Draft
  problems: readonly Problem[]
  wanted: Spot | undefined
}) {
  const { rows, type, leave, add, duplicate, remove } = useRows(template, draft, notice)
  const [shown, setShown] = useState(perPage)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!wanted) return
    setShown((n) => Math.max(n, wanted.row + 1))
    window.requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>(`[data-spot="${wanted.row}.${wanted.column}"] .cell-input`)?.focus(),
    )
  }, [wanted])
  const many = template.layout === 'rows'
  return (
    <div ref={box}>
      {rows.slice(0, shown).map((row, i) => (
        <section key={i} className="sheet row-card" aria-label={many ? `第 ${i + 1} 行` : template.name}>
          {many && (
            <header>
              <h2>第 {i + 1} 行</h2>
              <button type="button" className="plain" onClick={() => duplicate(i)}>
                复制
              </button>
              <button type="button" className="plain" onClick={() => remove(i)}>
                删去
              </button>
            </header>
          )}
          <FieldList
            columns={template.columns}
            row={row}
            at={i}
            notice={notice}
            problems={problems}
            onType={(c, v) => type(i, c, v)}
            onLeave={(c) => leave(i, c)}
          />
        </section>
      ))}
      {shown < rows.length && (
        <Button block onClick={() => setShown(shown + perPage)}>
          再显示 {Math.min(perPage, rows.length - shown)} 行（共 {rows.length} 行）
        </Button>
      )}
      {many && <Sums template={template} rows={rows} />}
      <div className="do">
        {many && (
          <Button
            onClick={() => {
              add()
              setShown(rows.length + 1)
            }}
          >
            加一行
          </Button>
        )}
        <Button onClick={draft.undo} disabled={!draft.mayUndo}>
          撤销
        </Button>
      </div>
    </div>
  )
}

function Sums({ template, rows }: { template: Template; rows: ReturnType<typeof useRows>['rows'] }) {
  const totals = totalsOf(rows, template)
  const said = template.columns.filter((c) => totals[c.key] !== undefined)
  if (said.length === 0) return null
  return (
    <dl className="sums">
      {said.map((c) => (
        <div key={c.key}>
          <dt>{c.label}合计</dt>
          <dd className="num">{showCell(totals[c.key]!, c)}</dd>
        </div>
      ))}
    </dl>
  )
}
