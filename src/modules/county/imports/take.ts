/**
 * Taking a list in, row by row, inside one transaction: each row fits or says why not; what was made is kept for undo.
 */
import { sql } from '../../../platform/db.ts'
import { UserError } from '../../../platform/errors.ts'
import type { Cells, Desk, Made, Taken } from './desk.ts'
import { listFields, type ListKindName } from '../../../kernel/sheets/lists/fields.ts'
import type { ListRow } from '../../../kernel/sheets/lists/preview.ts'
import { takeHistory } from '../history/history.ts'
import { takeCategory } from './categories.ts'
import { takeItem } from './items.ts'
import { takePerson } from './people.ts'
import { takeVillage } from './villages.ts'

export type RowResult = {
  line: number
  label: string
  effect: 'new' | 'change' | 'same' | 'fault'
  say: string
  field: string
  made: Made[]
}

const takers: Record<ListKindName, (desk: Desk, cells: Cells) => Promise<Taken>> = {
  villages: takeVillage,
  people: takePerson,
  categories: takeCategory,
  items: takeItem,
  history: takeHistory,
}

/** Never throws for a bad row; other errors end the whole. */
export async function takeRows(
  desk: Desk,
  kind: ListKindName,
  rows: readonly ListRow[],
  onRow: (done: number) => Promise<void> = async () => undefined,
): Promise<RowResult[]> {
  const results: RowResult[] = []
  const seen = new Map<string, number>()
  for (const [i, row] of rows.entries()) {
    await sql`SAVEPOINT one_row`.execute(desk.tx)
    const result = await takeRow(desk, kind, row, seen)
    if (result.effect === 'fault') await sql`ROLLBACK TO SAVEPOINT one_row`.execute(desk.tx)
    await sql`RELEASE SAVEPOINT one_row`.execute(desk.tx)
    results.push(result)
    await onRow(i + 1)
  }
  return results
}

async function takeRow(
  desk: Desk,
  kind: ListKindName,
  { line, cells, wrong }: ListRow,
  seen: Map<string, number>,
): Promise<RowResult> {
  const fault = (say: string, field: string): RowResult => ({
    line,
    label: cells['name'] ?? cells['title'] ?? '',
    effect: 'fault',
    say,
    field,
    made: [],
  })
  const labelOf = (key: string | undefined) => listFields[kind].find((f) => f.key === key)?.label ?? ''
  if (wrong) return fault(wrong.say, labelOf(wrong.field))
  const missing = listFields[kind].find((f) => f.required && !cells[f.key])
  if (missing) return fault(`“${missing.label}”空着，请补上。`, missing.label)
  try {
    const taken = await takers[kind](desk, cells)
    const before = seen.get(taken.key)
    if (before !== undefined) return fault(`和第 ${before} 行重复，请删去一行。`, '')
    seen.set(taken.key, line)
    return { line, label: taken.label, effect: taken.effect, say: taken.say ?? '', field: '', made: taken.made }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const key = (error.details as { field?: string } | undefined)?.field
    return fault(error.message, labelOf(key))
  }
}
