/** What a person is working on, and the pure steps over it: empty rows, problems with the rows' own numbers. */
import { columnsOf, isEmpty, isTemplate, rowsOf } from '../../../../kernel/forms/form.ts'
import type { Content, Row } from '../../../../kernel/forms/forms.schema.ts'
import type { Problem } from '../../../../kernel/forms/problem.ts'
import { validateContent } from '../../../../kernel/forms/validate.ts'
import type { Notice } from './notice/useNotice.ts'

export type Work = { content: Content; confirmed: Record<string, string>; reason: string; publishAt: string | null }

export const workOf = (n: Notice): Work => ({
  content: n.content,
  confirmed: n.confirmed,
  reason: n.reason,
  publishAt: n.publishAt,
})

const isBlank = (row: Row) => Object.values(row).every(isEmpty)

/** As it is sent: without rows in which nothing stands. */
export const tidy = (work: Work): Work => ({
  ...work,
  content: { ...work.content, rows: work.content.rows.filter((r) => !isBlank(r)) },
})

export const sameWork = (a: Work, b: Work) => JSON.stringify(tidy(a)) === JSON.stringify(tidy(b))

/** The rows' numbers on screen of the rows that are sent: problems count the latter. */
const sentRows = (content: Content): number[] => content.rows.flatMap((r, i) => (isBlank(r) ? [] : [i]))

/** Problems found here at once, with the row numbers of the screen, contradictions with other notices among them. */
export function problemsHere(content: Content, notice: Notice): Problem[] {
  const stages = notice.item.definition.stages.map((s) => s.key)
  return onScreen(
    validateContent(tidy({ content, confirmed: {}, reason: '', publishAt: null }).content, notice.form, {
      period: notice.period,
      stage: notice.stage,
      stages,
      ...(notice.against ?? undefined),
    }),
    content,
  )
}

/** The server's problems with the row numbers of the screen. */
export function onScreen(problems: readonly Problem[], content: Content): Problem[] {
  const at = sentRows(content)
  return problems.map((p) =>
    p.row === undefined || at[p.row] === undefined || at[p.row] === p.row
      ? p
      : { ...p, row: at[p.row], say: p.say.replace(`第 ${p.row + 1} 行`, `第 ${at[p.row]! + 1} 行`) },
  )
}

/** True where a problem is only that a cell is still empty. */
export function isBlankAt(content: Content, form: Notice['form'], problem: Problem): boolean {
  return problem.column !== undefined && isEmpty(rowsOf(content, form)[problem.row ?? 0]?.[problem.column])
}

/** A content with at least one row to write in. */
export function withRow(content: Content, notice: Pick<Notice, 'form'>): Content {
  return isTemplate(notice.form) && content.rows.length === 0 ? { ...content, rows: [blankRow(notice.form)] } : content
}

export const blankRow = (form: Notice['form']): Row => Object.fromEntries(columnsOf(form).map((c) => [c.key, null]))
