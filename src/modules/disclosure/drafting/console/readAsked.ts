/**
 * What was doubtful when cells were read from a sheet or pasted: asked beside each cell until it is changed, or
 * somebody has looked. Kept on this device, so that it is still asked tomorrow.
 */
import { forgetAt, keepAt, keptAt } from '../../../../console/kept.ts'
import type { Cell, Row } from '../../../../kernel/forms/forms.schema.ts'
import type { Problem } from '../../../../kernel/forms/problem.ts'

/** `whole`: the row as it was read, by which it is found again where rows came or went above it. */
export type Asked = { row: number; column: string; value: Cell; whole: string; say: string }

/** The questions among what reading told, as far as they are about a cell that was read. */
export const askedOf = (
  problems: readonly { row?: number; column?: string; severity: string; say: string }[],
  rows: readonly Row[],
): Asked[] =>
  problems.flatMap(({ row, column, severity, say }) =>
    severity !== 'warn' || row === undefined || column === undefined || rows[row] === undefined
      ? []
      : [
          {
            row,
            column,
            value: rows[row][column] ?? null,
            whole: JSON.stringify(rows[row]),
            say: say.replace(/^工作表“[^”]*”[A-Z]+\d+ /, ''),
          },
        ],
  )

/** Those whose cell still says what was read, as problems of the rows as they stand now. */
export function stillAsked(asked: readonly Asked[], rows: readonly Row[]): Problem[] {
  if (asked.length === 0) return []
  const whole = rows.map((row) => JSON.stringify(row))
  return asked.flatMap((a): Problem[] => {
    const here = rows[a.row]?.[a.column] ?? null
    const row = a.row < rows.length && here === a.value ? a.row : whole.indexOf(a.whole)
    return row < 0 ? [] : [{ row, column: a.column, severity: 'warn', say: `第 ${row + 1} 行${a.say}` }]
  })
}

const key = (noticeId: string) => `sunlit.asked.${noticeId}`

/** Nothing is kept where nothing is asked, or the browser refuses: then it is asked until the page is left. */
export function keepAsked(noticeId: string, asked: readonly Asked[]) {
  if (asked.length === 0) forgetAt(key(noticeId))
  else keepAt(key(noticeId), JSON.stringify(asked))
}

export function keptAsked(noticeId: string): Asked[] {
  try {
    return JSON.parse(keptAt(key(noticeId)) ?? '[]') as Asked[]
  } catch {
    return []
  }
}
