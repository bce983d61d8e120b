/** An ID number spread over neighbouring cells of a row: "110105" | "19491231" | "002X". */
import { hasRowNumbers, shortLabel, type Form } from '../form.ts'
import type { Column } from '../forms.schema.ts'
import { maskId } from '../masks.ts'
import { idKind } from './checksums.ts'
import { keyOf, type Finding } from './finding.ts'
import { fold } from './fold.ts'
import { numberWindows } from './windows.ts'

interface CellText { column: Column; text: string }

/** Valid IDs only: what a joined row of counts and years happens to look like is not worth a question. */
export function findSplitIds(cells: readonly CellText[], row: number, form: Form): Finding[] {
  const folded = cells.map((c) => fold(c.text).text)
  if (folded.join('').replace(/[^0-9]/g, '').length < 17) return []
  const starts: number[] = []
  let length = 0
  for (const text of folded) {
    starts.push(length)
    length += text.length + 1
  }
  const cellAt = (place: number): number => starts.findLastIndex((start) => start <= place)
  return [...numberWindows(folded.join('|'), 18)].flatMap((w): Finding[] => {
    const from = cells[cellAt(w.start)]
    const to = cells[cellAt(w.end - 1)]
    if (!from || !to || from === to || idKind(w.digits) !== 'valid') return []
    const excerpt = maskId(w.digits)
    const where = { row, column: from.column.key }
    const rowName = hasRowNumbers(form) ? `第 ${row + 1} 行` : ''
    const say = `${rowName}「${shortLabel(from.column.label)}」到「${shortLabel(to.column.label)}」连起来是身份证号 ${excerpt}，不能公开，请删去。`
    return [{ key: keyOf('id', where, excerpt), kind: 'id', severity: 'refuse', where: { ...where, start: 0, end: from.text.length }, excerpt, say }]
  })
}
