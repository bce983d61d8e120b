/**
 * A list of versioned definitions as a county's pack brings it (services, powers). What differs becomes a new version
 * from today; what is under way keeps its own. What is no longer in the pack ends. What the county made or changed in
 * the console stays as it is, as long as the pack says the same as last time.
 */
import { dayOf } from '../../platform/clock.ts'
import { rows, sql, type Tx } from '../../platform/db.ts'
import { changeOf, type Change, type Touched } from '../pack/change.ts'
import type { PackContext } from '../pack/part.ts'
import { sameJson } from '../pack/sameJson.ts'
import { oneAtATime, putVersion, type VersionedList } from './versions.ts'

type Definition = { code: string; name: string }
type Latest = Definition & {
  version: number
  position: number
  definition: Definition
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
  await oneAtATime(tx, list)
  const latest = await latestOf(tx, list)
  const from = latest.size > 0 ? dayOf(now) : since
  const by = { personId: null, now }
  const touched: Touched[] = []
  for (const [i, d] of given.entries()) {
    const before = latest.get(d.code)
    if (before?.by_hand && sameJson(before.packed, d)) continue
    if (before?.state === list.inForce && before.position === i + 1 && sameJson(before.definition, d)) continue
    const version = (before?.version ?? 0) + 1
    await putVersion(tx, list, { definition: d, version, position: i + 1, state: list.inForce }, from, by)
    touched.push({ added: !before, name: `${d.code} ${d.name}` })
  }
  const wanted = new Set(given.map((d) => d.code))
  const gone = [...latest.values()].filter(
    (d) => d.state === list.inForce && !wanted.has(d.code) && !(d.by_hand && d.packed === null),
  )
  for (const d of gone) await putVersion(tx, list, { ...d, version: d.version + 1, state: 'ended' }, from, by)
  return changeOf(
    list.what,
    given.length,
    touched,
    gone.map((d) => `${d.code} ${d.name}（${list.words.ended}）`),
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
          FROM ${table} p
          WHERE p.code = s.code AND p.made_by IS NULL
          ORDER BY p.version DESC
          LIMIT 1
        ) AS packed
      FROM ${table} s
      ORDER BY s.code, s.version DESC`,
  )
  return new Map(found.map((d) => [d.code, d]))
}
