/** A notice beside the one of the period before, and its sums: what a signer looks for first. Pure. */
import { columnsOf, isTemplate, shortLabel } from '../../../../../kernel/forms/form.ts'
import { parseAmount, showAmount } from '../../../../../kernel/forms/money.ts'
import { publicContent } from '../../../../../kernel/guard/mask.ts'
import { compareVersions } from '../../../corrections/compare.ts'
import { previousPeriod, sayPeriod } from '../../../obligations/periods.ts'
import type { Notice } from '../notice/useNotice.ts'

export type Sums = {
  rows: number
  /** What villagers will read below the table, in the table's order; `last` where the period before is known. */
  sums: { key: string; label: string; now: string; last: string | null; more: string | null; unit: string }[]
}
export type Last = {
  /** The period before, as people say it: "2026 年 10 月". */
  name: string
  /** Without the year where it is the same: "10 月". */
  short: string
  changes: string[]
  differs: (row: number, column: string) => boolean
}
type Given = Pick<Notice, 'content' | 'form' | 'period' | 'previous'>

/** The totals of what goes out, each with how much more or less it is than before. */
export function sumsOf({ content, form, previous }: Given): Sums {
  const face = publicContent(content, form, { audience: 'everyone' })
  const before = previous ? publicContent(previous, form, { audience: 'everyone' }).totals : {}
  const sums = columnsOf(form).flatMap((column) => {
    const now = amountOf(face.totals[column.key])
    if (now === undefined) return []
    const last = amountOf(before[column.key])
    const money = column.type === 'money'
    const decimals = money ? 2 : 0
    return [
      {
        key: column.key,
        label: shortLabel(column.label),
        now: showAmount(now, decimals),
        last: last === undefined ? null : showAmount(last, decimals),
        more: last === undefined ? null : saidMore(now - last, decimals),
        unit: money ? '元' : '',
      },
    ]
  })
  return { rows: isTemplate(form) && form.layout === 'rows' ? face.rows.length : 0, sums }
}

const amountOf = (cell: unknown) => (cell === undefined || cell === null ? undefined : parseAmount(String(cell)))

function saidMore(by: bigint, decimals: number): string {
  if (by === 0n) return '一样多'
  return by > 0n ? `多 ${showAmount(by, decimals)}` : `少 ${showAmount(-by, decimals)}`
}

/** What is otherwise than in the period before; nothing where that is not on the platform or held nothing. */
export function besideLast({ content, form, period, previous }: Given): Last | undefined {
  const before = previousPeriod(period)
  if (!previous || before === undefined || previous.nothing || content.nothing) return undefined
  const changes = compareVersions(previous, content, form)
  const rows = new Set(changes.flatMap((c) => (c.kind === 'rowAdded' ? [c.row!] : [])))
  const cells = new Set(changes.flatMap((c) => (c.kind === 'cell' ? [`${c.row} ${c.column}`] : [])))
  // Every row of a new month has days of its own: a mark on them would say nothing.
  const days = new Set(columnsOf(form).flatMap((c) => (/^(date|month|datetime)$/.test(c.type) ? [c.key] : [])))
  return {
    name: sayPeriod(before),
    short: shortOf(before, period),
    changes: changes.filter((c) => !(c.column !== undefined && days.has(c.column))).map((c) => c.say),
    differs: (row, column) => !days.has(column) && (rows.has(row) || cells.has(`${row} ${column}`)),
  }
}

const shortOf = (before: string, period: string): string =>
  /^\d{4}-\d{2}$/.test(before) && before.slice(0, 4) === period.slice(0, 4)
    ? `${Number(before.slice(5))} 月`
    : sayPeriod(before)
