/**
 * A list of versioned definitions as a county's pack brings it (services, powers). What differs becomes a new version from today; what
 * is under way keeps its own. What is no longer in the pack ends. What the county made or changed in the console stays as it is, as
 * long as the pack says the same as last time.
 */
import { dayOf } from '../../platform/clock.ts'
import { first, rows, sql, type Tx } from '../../platform/db.ts'
import { changeOf, type Change, type Touched } from '../pack/change.ts'
import type { PackContext } from '../pack/part.ts'
import { sameJson } from './sameJson.ts'

/**
 * The table that keeps every version: code, version, name, position, definition, state, valid_from, made_at, made_by (nobody where it
 * came with a pack). `inForce`: the state of what is on the list; what has left it is `ended`. `what`, `gone`: for the summary.
 */
export type VersionedList = { table: string; inForce: string; what: string; gone: string }
type Definition = { code: string; name: string }
type Latest = Definition & {
  version: number
  position: number
  definition: unknown
  state: string
  by_hand: boolean
  /** What the pack said last. */
  packed: unknown
}

export async function importVersions(
  tx: Tx,
  list: VersionedList,
  given: readonly Definition[],
  { since, now }: PackContext,
): Promise<Change> {
  const latest = await latestOf(tx, list)
  const from = latest.size > 0 ? dayOf(now) : since
  const insert = (d: Definition, version: number, position: number, definition: unknown, state: string) =>
    sql`
      INSERT INTO ${sql.table(list.table)} (code, version, name, position, definition, state, valid_from, made_at)
      VALUES (
        ${d.code}, ${version}, ${d.name}, ${position}, ${JSON.stringify(definition)}::jsonb, ${state}, ${from}, ${now}
      )`.execute(tx)
  const touched: Touched[] = []
  for (const [i, d] of given.entries()) {
    const before = latest.get(d.code)
    if (before?.by_hand && sameJson(before.packed, d)) continue
    if (before?.state === list.inForce && before.position === i + 1 && sameJson(before.definition, d)) continue
    await insert(d, (before?.version ?? 0) + 1, i + 1, d, list.inForce)
    touched.push({ added: !before, name: `${d.code} ${d.name}` })
  }
  const wanted = new Set(given.map((d) => d.code))
  const gone = [...latest.values()].filter(
    (d) => d.state === list.inForce && !wanted.has(d.code) && !(d.by_hand && d.packed === null),
  )
  for (const d of gone) await insert(d, d.version + 1, d.position, d.definition, 'ended')
  return changeOf(
    list.what,
    given.length,
    touched,
    gone.map((d) => `${d.code} ${d.name}（${list.gone}）`),
  )
}

async function latestOf(tx: Tx, { table }: VersionedList): Promise<Map<string, Latest>> {
  const found = await rows(
    tx,
    sql<Latest>`
      SELECT DISTINCT ON (s.code) s.code, s.name, s.version, s.position, s.definition, s.state,
        s.made_by IS NOT NULL AS by_hand,
        (
          SELECT p.definition
          FROM ${sql.table(table)} p
          WHERE p.code = s.code AND p.made_by IS NULL
          ORDER BY p.version DESC
          LIMIT 1
        ) AS packed
      FROM ${sql.table(table)} s
      ORDER BY s.code, s.version DESC`,
  )
  return new Map(found.map((d) => [d.code, d]))
}

/** What the county has once beside the list (its menus, its aspects). `byHand`: the console keeps it too, so that the table says who made it. */
export async function importFrame(
  tx: Tx,
  { table, what, byHand }: { table: string; what: string; byHand: boolean },
  given: object,
  { now }: PackContext,
): Promise<Change> {
  const madeByHand = byHand ? sql`made_by IS NOT NULL` : sql`false`
  const before = await first(
    tx,
    sql<{
      version: number
      definition: unknown
      by_hand: boolean
      packed: unknown
    }>`
      SELECT version, definition, ${madeByHand} AS by_hand,
        (SELECT definition FROM ${sql.table(table)} WHERE NOT (${madeByHand}) ORDER BY version DESC LIMIT 1) AS packed
      FROM ${sql.table(table)}
      ORDER BY version DESC
      LIMIT 1`,
  )
  if (before && ((before.by_hand && sameJson(before.packed, given)) || sameJson(before.definition, given)))
    return changeOf(what, 1, [])
  await sql`
    INSERT INTO ${sql.table(table)} (version, definition, made_at)
    VALUES (${(before?.version ?? 0) + 1}, ${JSON.stringify(given)}::jsonb, ${now})`.execute(tx)
  return changeOf(what, 1, [{ added: !before, name: what }])
}
