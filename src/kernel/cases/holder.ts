/** Who has a case after an action. */
import { first, sql, type Tx } from '../../platform/db.ts'
import { invalid } from '../../platform/errors.ts'
import type { Case, CaseEvent } from './case.ts'
import type { Action } from './procedure.ts'
import { refuseUnstaffed } from './staffed.ts'

export type Holder = { id: string; path: string }
type Region = Holder & { level: string; practice: boolean }

/**
 * The next holder by the action's declaration; the present one where it declares none. 422 for a place that may not be
 * chosen. `day`: today.
 */
export async function nextHolder(
  tx: Tx,
  c: Case,
  action: Action<string>,
  history: readonly CaseEvent[],
  chosenId: string | undefined,
  day: string,
): Promise<Holder | null> {
  const now = c.holder_id === null ? null : { id: c.holder_id, path: c.holder_path! }
  switch (action.holder) {
    case undefined:
    case 'route':
      return now
    case 'subject':
      return { id: c.region_id, path: c.path }
    case 'back':
      return (await regionOf(tx, holderBefore(history, action.to, c.holder_id))) ?? now
    case 'above':
      return (await aboveOf(tx, c.holder_path ?? c.path, ['township', 'county', 'city'])) ?? now
    case 'root':
      return (await rootOf(tx, c.path)) ?? now
    case 'given':
      return (await regionOf(tx, chosenId)) ?? now
    case 'chosen':
      return chosen(tx, c, action, chosenId, day)
  }
}

/** The nearest place of one of these levels above a path. */
export function aboveOf(tx: Tx, path: string, levels: readonly string[]): Promise<Region | undefined> {
  return first(
    tx,
    sql<Region>`
      SELECT id, path, level, practice
      FROM regions
      WHERE path = ANY(${prefixes(path).slice(0, -1)}::text[]) AND level = ANY(${levels}::text[])
      ORDER BY length(path) DESC
      LIMIT 1`,
  )
}

/** "A.B.C." → ["A.", "A.B.", "A.B.C."]: a place and all above it, widest first. */
export function prefixes(path: string): string[] {
  const parts = path.split('.').slice(0, -1)
  return parts.map((_, i) => `${parts.slice(0, i + 1).join('.')}.`)
}

/** The county (or the city without one) that a path lies in. */
export function rootOf(tx: Tx, path: string): Promise<Region | undefined> {
  return first(
    tx,
    sql<Region>`
      SELECT id, path, level, practice
      FROM regions
      WHERE path = ANY(${prefixes(path)}::text[]) AND level IN ('county', 'city')
      ORDER BY length(path) DESC
      LIMIT 1`,
  )
}

function regionOf(tx: Tx, id: string | undefined): Promise<Region | undefined> {
  return id === undefined
    ? Promise.resolve(undefined)
    : first(tx, sql<Region>`SELECT id, path, level, practice FROM regions WHERE id = ${id}`)
}

/** Who had the case when it was last in a step. */
function holderBefore(history: readonly CaseEvent[], step: string, notThis: string | null): string | undefined {
  return (
    history.findLast((e) => e.to_step === step && e.holder_id !== null && e.holder_id !== notThis)?.holder_id ??
    undefined
  )
}

async function chosen(tx: Tx, c: Case, action: Action<string>, id: string | undefined, day: string): Promise<Holder> {
  if (id === undefined || id === '') throw invalid(`请选择${action.name}给谁。`, { field: 'holderId' })
  const place = await regionOf(tx, id)
  const mine = await first(tx, sql<{ practice: boolean }>`SELECT practice FROM regions WHERE id = ${c.region_id}`)
  if (!place || (action.levels && !action.levels.includes(place.level)) || place.practice !== mine?.practice)
    throw invalid('不能交给这个单位，请重新选择。', { field: 'holderId' })
  if (place.id === c.holder_id) throw invalid('这件事已经在这个单位了，请选别的单位。', { field: 'holderId' })
  await refuseUnstaffed(tx, c.id, place.id, undefined, day)
  return place
}
