/** The mistake in a first version that a correction mends: one wrong cell that no sum depends on. */
import type { Column, Content } from '../../kernel/forms/forms.schema.ts'
import { addDays } from '../../platform/clock.ts'
import type { Random } from './random.ts'

export type Flaw = {
  /** The content with the mistake; the right one is the second version. */ wrong: Content
  reason: string
}

/**
 * Undefined when the content has no cell in which a harmless mistake can be made. `columns` are the template's or the
 * document's.
 */
export function flawOf(content: Content, columns: readonly Column[], random: Random): Flaw | undefined {
  if (content.rows.length === 0) return wrongField(content, columns)
  const row = random.int(0, content.rows.length - 1)
  const cells = content.rows[row] ?? {}
  const usable = columns.filter(
    (c) =>
      c.visibility === 'public' &&
      typeof cells[c.key] === 'string' &&
      cells[c.key] !== '' &&
      ['date', 'text', 'longtext'].includes(c.type),
  )
  const column = usable.find((c) => c.type === 'date') ?? usable.at(-1)
  if (!column) return undefined
  const right = String(cells[column.key])
  const wrong = column.type === 'date' ? addDays(right, -1) : shortened(right)
  const rows = content.rows.map((r, i) => (i === row ? { ...r, [column.key]: wrong } : r))
  return { wrong: { ...content, rows }, reason: reasonFor(column, `第 ${row + 1} 行的`) }
}

function wrongField(content: Content, columns: readonly Column[]): Flaw | undefined {
  const column = columns.find((c) => c.type === 'longtext' && content.fields[c.key])
  if (!column) return undefined
  return {
    wrong: { ...content, fields: { ...content.fields, [column.key]: shortened(content.fields[column.key] ?? '') } },
    reason: reasonFor(column, ''),
  }
}

/** What a clerk in a hurry leaves out: the second half. */
function shortened(text: string): string {
  return text.length < 4 ? `${text}（待补）` : text.slice(0, Math.ceil(text.length / 2))
}

function reasonFor(column: Column, place: string): string {
  return column.type === 'date'
    ? `${place}“${column.label}”写错了一天，按原始凭证改正。`
    : `${place}“${column.label}”没有写完整，补充完整。`
}
