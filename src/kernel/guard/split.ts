/** An ID number spread over neighbouring cells of a row: "110105" | "19491231" | "002X". */
import { hasRowNumbers, shortLabel, type Form } from '../forms/form.ts'
import type { Column } from '../forms/forms.schema.ts'
import { maskId } from '../forms/masks.ts'
import { idKind } from '../forms/checksums.ts'
import { keyOf, type Finding } from './finding.ts'
import { fold } from './fold.ts'
import { numberWindows } from './windows.ts'

/** Region, birth date and sequence; or one of them apart. */
const likelyCuts = new Set(['6,8,4', '6,12', '14,4', '17,1'])

interface CellText {
  column: Column
  text: string
}

/**
 * Valid IDs, and look-alikes cut where people cut them: what a joined row of counts and years happens to look like is
 * not worth a question.
 */
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
    const kind = idKind(w.digits)
    const alike = kind === 'wrongChecksum' && likelyCuts.has(w.pieces.join())
    if (!from || !to || from === to || !(kind === 'valid' || alike)) return []
    const excerpt = maskId(w.digits)
    const where = { row, column: from.column.key }
    const rowName = hasRowNumbers(form) ? `第 ${row + 1} 行` : ''
    const say = `${rowName}「${shortLabel(from.column.label)}」到「${shortLabel(to.column.label)}」连起来${alike ? `疑似身份证号 ${excerpt}（最后一位校验不对），请核对：是身份证号就删去，不是请写明理由` : `是身份证号 ${excerpt}，不能公开，请删去`}。`
    const found = alike ? ({ kind: 'idLike', severity: 'ask' } as const) : ({ kind: 'id', severity: 'refuse' } as const)
    return [
      {
        key: keyOf(found.kind, where, excerpt),
        ...found,
        where: { ...where, start: 0, end: from.text.length },
        excerpt,
        say,
      },
    ]
  })
}
