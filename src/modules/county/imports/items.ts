/** Rows of a list of items: disclosure takes them into its catalogue; what it made is kept here for undo. */
import { takeListedItem, type ListedItem } from '../../disclosure/index.ts'
import type { Cells, Desk, Taken } from './desk.ts'

export async function takeItem(desk: Desk, cells: Cells): Promise<Taken> {
  const item = await takeListedItem(desk, cells)
  const label = `${item.code} ${item.name}`
  if (item.effect === 'same') return { key: item.code, label, effect: 'same', made: [] }
  return {
    key: item.code,
    label,
    effect: item.effect,
    say: item.say,
    made: [
      {
        what: 'item',
        rowId: `${item.code}@${item.version}`,
        label,
        made: true,
        before: item.before,
        after: { in_force_to: null },
      },
    ],
  }
}

/** The version that a kept row speaks of. */
export function itemOf(row: {
  row_id: string
  before: object | null
}): Pick<ListedItem, 'code' | 'version' | 'before'> {
  const [code, version] = row.row_id.split('@')
  return { code: code!, version: Number(version), before: row.before as ListedItem['before'] }
}
