/** The words by which a row of a published list is named. */
import { maskName } from '../../../kernel/forms/masks.ts'
import { shortLabel } from '../../../kernel/forms/form.ts'
import type { Row, Template } from '../../../kernel/forms/forms.schema.ts'
import { showCell } from '../../../kernel/forms/show.ts'
import { adhoc, type Reader } from '../../../kernel/site/statement.ts'
import type { RowRef } from './rowRef.ts'

type Found = { rows: number | null; row: Row | null; definition: Template | null }
const rowQ =
  adhoc<Found>(`SELECT CASE WHEN n.content IS NULL THEN NULL ELSE jsonb_array_length(n.content -> 'rows') END AS rows,
    n.content -> 'rows' -> ($3::int - 1) AS row, t.definition
  FROM public_notices n LEFT JOIN public_templates t ON t.code = n.content ->> 'template'
    AND t.version = (n.content ->> 'templateVersion')::int WHERE n.code = $1 AND n.version = $2`)

/**
 * "第 13 行：王**，350.00": how a form, a receipt and the office name the row; people's names are masked whatever the list
 * shows. Where only some may read the list, its number alone. `undefined` where the notice has no such row.
 */
export async function wordsOfRow(db: Reader, noticeCode: string, ref: RowRef): Promise<string | undefined> {
  const found = (await rowQ(db, noticeCode, ref.version, ref.row))[0]
  if (!found || (found.rows !== null && ref.row > found.rows)) return undefined
  const cells = found.row && found.definition ? cellsOf(found.row, found.definition) : []
  return `第 ${ref.row} 行${cells.length === 0 ? '' : `：${cells.join('，')}`}${ref.version > 1 ? `（第 ${ref.version} 版）` : ''}`
}

/** The first cells that tell a row from the others; long texts and whole ways of naming people stay out. */
function cellsOf(row: Row, template: Template): string[] {
  const shown = template.columns.filter(
    (c) =>
      c.visibility !== 'internal' && ['text', 'enum', 'person', 'money', 'int', 'decimal', 'area'].includes(c.type),
  )
  return shown
    .flatMap((c) => {
      const text = showCell(row[c.key], c)
      if (text === '' || text.length > 30) return []
      if (c.type === 'person') return [maskName(text)]
      return [c.type === 'text' ? text : `${shortLabel(c.label)} ${text}`]
    })
    .slice(0, 4)
}
