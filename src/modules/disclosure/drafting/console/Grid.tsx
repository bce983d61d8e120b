/** The table to write in: keys as in Excel, paste of whole ranges, totals that run along, each fault under its cell. */
import { Button } from '../../../../console/parts/Button.tsx'
import { useEffect, useMemo, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import { tell } from '../../../../console/parts/tell.tsx'
import { isEmpty } from '../../../../kernel/forms/form.ts'
import type { Template } from '../../../../kernel/forms/forms.schema.ts'
import type { Problem } from '../../../../kernel/forms/problem.ts'
import { totalsOf } from '../../../../kernel/forms/sums.ts'
import type { Notice } from './notice/useNotice.ts'
import { GridHead, GridTotals } from './GridFrame.tsx'
import { GridRow } from './GridRow.tsx'
import { nextSpot, type Press, type Spot } from './keys.ts'
import { parseCopied, pasteInto } from './paste.ts'
import { askedOf } from './readAsked.ts'
import { useRows } from './useRows.ts'
import { tableWidth, widthOf } from './widths.ts'
import type { Draft } from './useDraft.ts'

/** As many inputs as an old computer draws anew within a tenth of a second. */
const perPage = 25
const none: readonly Problem[] = []

export function Grid({
  template,
  draft,
  notice,
  problems,
  wanted,
}: {
  template: Template
  draft: Draft
  notice: Notice
  problems: readonly Problem[]
  wanted: Spot | undefined
}) {
  const { rows, type, leave, add, duplicate, remove, settle } = useRows(template, draft, notice)
  const [page, setPage] = useState(0)
  const [goal, setGoal] = useState<Spot>()
  const box = useRef<HTMLDivElement>(null)
  const tabbedFrom = useRef<number>(undefined)
  const [writing, setWriting] = useState<number>()
  // As it was opened, and after rows came or went: a column does not move under whoever writes in it.
  const widths = useMemo(() => {
    const totals = totalsOf(rows, template)
    return template.columns.map((c) => widthOf(c, rows, totals[c.key]))
  }, [template, rows.length])
  const pages = Math.max(1, Math.ceil(rows.length / perPage))
  const first = Math.min(page, pages - 1) * perPage

  useEffect(() => {
    if (wanted) setGoal({ ...wanted })
  }, [wanted])
  useEffect(() => {
    if (!goal) return
    setPage(Math.floor(goal.row / perPage))
    const cell = box.current?.querySelector<HTMLElement>(`[data-spot="${goal.row}.${goal.column}"] .cell-input`)
    if (!cell) return
    cell.focus()
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    setGoal(undefined)
  }, [goal, page, rows.length])

  const press = (event: KeyboardEvent) => {
    const at = spotOf(event.target)
    if (!at || event.altKey || event.nativeEvent.isComposing) return
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
      event.preventDefault()
      return draft.undo()
    }
    const size = { rows: rows.length, columns: template.columns.length }
    if (event.target instanceof HTMLTextAreaElement && event.key === 'Enter' && event.shiftKey) return
    const next = nextSpot(
      { key: event.key, shift: event.shiftKey, ctrl: event.ctrlKey, caret: caretOf(event.target) },
      at,
      size,
      tabbedFrom.current,
    )
    if (event.key === 'Tab') tabbedFrom.current ??= at.column
    else if (next) tabbedFrom.current = undefined
    if (!next) return
    event.preventDefault()
    if (next.row >= rows.length) add()
    setGoal(next)
  }

  const paste = (event: ClipboardEvent) => {
    const at = spotOf(event.target)
    const copied = parseCopied(event.clipboardData.getData('text/plain'))
    if (!at || (copied.length < 2 && (copied[0]?.length ?? 0) < 2)) return
    event.preventDefault()
    const pasted = pasteInto(rows, at, copied, template.columns, { period: notice.period })
    const settled = settle(rows, pasted.rows)
    draft.change((w) => ({ ...w, content: { ...w.content, rows: settled } }))
    draft.ask([...draft.asked, ...askedOf(pasted.doubts, settled)])
    tell(
      `粘贴了 ${pasted.changed} 格${pasted.dropped > 0 ? `，右边多出的 ${pasted.dropped} 格没有地方放` : ''}。粘错了可以按“撤销”。`,
    )
  }

  const byRow = useMemo(() => Map.groupBy(problems, (p) => p.row), [problems])
  /** A row that is being written is not yet blamed for what is still empty. */
  const problemsOf = (at: number) => {
    const own = byRow.get(at) ?? none
    return at === writing ? own.filter((p) => p.column === undefined || !isEmpty(rows[at]?.[p.column])) : own
  }

  return (
    <div
      className="grid-box"
      ref={box}
      onKeyDown={press}
      onPaste={paste}
      onMouseDown={() => {
        tabbedFrom.current = undefined
      }}
      onFocus={(e) => setWriting(spotOf(e.target)?.row)}
      onBlur={() => setWriting(undefined)}
    >
      <div className="grid-scroll" tabIndex={-1}>
        <table className="grid" aria-label={template.name} style={{ width: tableWidth(widths) }}>
          <GridHead template={template} notice={notice} widths={widths} />
          <tbody>
            {rows.slice(first, first + perPage).map((row, i) => (
              <GridRow
                key={first + i}
                row={row}
                at={first + i}
                columns={template.columns}
                problems={problemsOf(first + i)}
                onType={type}
                onLeave={leave}
                onDuplicate={duplicate}
                onRemove={remove}
              />
            ))}
          </tbody>
          <GridTotals template={template} rows={rows} />
        </table>
      </div>
      <div className="do">
        <Button
          onClick={() => {
            add()
            setGoal({ row: rows.length, column: 0 })
          }}
        >
          加一行
        </Button>
        <Button onClick={draft.undo} disabled={!draft.mayUndo}>
          撤销
        </Button>
        {pages > 1 && <Pages page={Math.min(page, pages - 1)} pages={pages} total={rows.length} onPage={setPage} />}
      </div>
    </div>
  )
}

function Pages({
  page,
  pages,
  total,
  onPage,
}: {
  page: number
  pages: number
  total: number
  onPage: (page: number) => void
}) {
  return (
    <span className="pages">
      <Button disabled={page === 0} onClick={() => onPage(page - 1)}>
        上一页
      </Button>
      第 {page * perPage + 1}–{Math.min(total, (page + 1) * perPage)} 行，共 {total} 行
      <Button disabled={page === pages - 1} onClick={() => onPage(page + 1)}>
        下一页
      </Button>
    </span>
  )
}

function spotOf(target: EventTarget): Spot | undefined {
  const spot = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-spot]')?.dataset.spot : undefined
  const [row, column] = (spot ?? '').split('.')
  return spot === undefined ? undefined : { row: Number(row), column: Number(column) }
}

function caretOf(target: EventTarget): Press['caret'] {
  if (!(target instanceof HTMLInputElement) && !(target instanceof HTMLTextAreaElement)) return 'all'
  const { selectionStart, selectionEnd, value } = target
  if (selectionStart === 0 && selectionEnd === value.length) return 'all'
  if (selectionStart !== selectionEnd) return 'inside'
  return selectionStart === 0 ? 'start' : selectionStart === value.length ? 'end' : 'inside'
}
