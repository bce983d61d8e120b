/** The steps a person takes over the rows of a draft; each can be undone. */
import { useCallback, useMemo } from 'react'
import { normaliseCell } from '../../../../kernel/forms/cell.ts'
import type { Cell, Column, Row, Template } from '../../../../kernel/forms/forms.schema.ts'
import { settleTotals, type TotalsContext } from '../../../../kernel/forms/totals.ts'
import type { Notice } from './notice/useNotice.ts'
import type { Draft } from './useDraft.ts'
import { blankRow, withRow } from './work.ts'

export function useRows(template: Template, draft: Draft, notice: Notice) {
  const { change } = draft
  const { period } = notice
  const { rows } = withRow(draft.work.content, notice)

  /** Rows whose totals follow what changed; rows keep their places. */
  const settle = useMemo(() => {
    const ctx = { period, previous: notice.against?.previous }
    return (before: readonly Row[], after: readonly Row[], more: TotalsContext = {}) =>
      settleTotals(before, after, template, { ...ctx, ...more }, new Map(after.map((_, i) => [i, i])))
  }, [template, period, notice.against])

  const step = useCallback(
    (next: (rows: Row[]) => Row[], mark?: string) =>
      change((w) => {
        const before = withRow(w.content, { form: template }).rows
        const after = next(before)
        return after === before ? w : { ...w, content: { ...w.content, rows: after } }
      }, mark),
    [change, template],
  )

  const type = useCallback(
    (at: number, column: Column, value: Cell) =>
      step(
        (all) =>
          settle(
            all,
            all.map((r, i) => (i === at ? { ...r, [column.key]: value } : r)),
            { typing: { row: at, column: column.key } },
          ),
        `${at}.${column.key}`,
      ),
    [step, settle],
  )

  /** On leaving a cell it is written as it will be stored ("9-3" → "2026-09-03"). */
  const leave = useCallback(
    (at: number, column: Column) =>
      step((all) => {
        const row = all[at]
        const value = row && normaliseCell(row[column.key], column, { period }).value
        if (!row) return all
        const left = value === (row[column.key] ?? null) ? row : { ...row, [column.key]: value! }
        const [settled] = settle([row], [{ ...left }])
        const same = left === row && Object.keys(settled!).every((key) => settled![key] === row[key])
        return same ? all : all.map((r, i) => (i === at ? settled! : r))
      }, `${at}.${column.key}`),
    [step, settle, period],
  )

  const add = useCallback(() => step((all) => [...all, blankRow(template)]), [step, template])
  const duplicate = useCallback(
    (at: number) => step((all) => [...all.slice(0, at + 1), { ...all[at] }, ...all.slice(at + 1)]),
    [step],
  )
  const remove = useCallback((at: number) => step((all) => all.filter((_, i) => i !== at)), [step])
  return { rows, type, leave, add, duplicate, remove, settle }
}
