/** Rows of a list of categories: disclosure takes them into its catalogue; what it made is kept here for undo. */
import { takeListedCategory, type ListedCategory } from '../../disclosure/index.ts'
import type { Cells, Desk, Taken } from './desk.ts'

export async function takeCategory({ tx }: Desk, cells: Cells): Promise<Taken> {
  const { code, name, effect, before } = await takeListedCategory(tx, cells)
  const label = `${code} ${name}`
  if (effect === 'same') return { key: code, label, effect, made: [] }
  return {
    key: code,
    label,
    effect,
    say: before ? `名称：${before.name} → ${name}` : '',
    made: [{ what: 'category', rowId: code, label, made: before === null, before, after: { name } }],
  }
}

/** The category that a kept row speaks of. */
export const categoryOf = (row: { row_id: string; before: object | null; after: object }) => ({
  code: row.row_id,
  name: (row.after as { name: string }).name,
  before: row.before as ListedCategory['before'],
})
