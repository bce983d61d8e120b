/**
 * The list of powers of a pack. What differs becomes a new version from today; open runs keep theirs. A power that is no longer in the
 * pack ends. What the county made or changed in the console stays as it is, as long as the pack says the same as last time.
 */
import type { Power, PowerFrame } from '../../powers/index.ts'
import { addDays, dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, type Tx } from '../../../platform/db.ts'
import { changeOf, type Change, type Touched } from '../../../kernel/pack/change.ts'
import type { Pack } from './pack.ts'
import { sameJson } from './import.services.ts'

type Latest = {
  code: string
  name: string
  version: number
  position: number
  definition: unknown
  state: 'inForce' | 'ended'
  by_hand: boolean
  packed: unknown
}

/** `packed`: what the pack said last. */
const latestQuery = sql<Latest>`
  SELECT DISTINCT ON (s.code) s.code, s.name, s.version, s.position, s.definition, s.state,
    s.made_by IS NOT NULL AS by_hand,
    (
      SELECT p.definition
      FROM powers p
      WHERE p.code = s.code AND p.made_by IS NULL
      ORDER BY p.version DESC
      LIMIT 1
    ) AS packed
  FROM powers s
  ORDER BY s.code, s.version DESC`

export async function importPowers(tx: Tx, pack: Pack, now: Date): Promise<Change[]> {
  if (!pack.powers) return []
  const { frame, list } = pack.powers
  const latest = new Map((await rows(tx, latestQuery)).map((p) => [p.code, p]))
  const from = latest.size > 0 ? dayOf(now) : addDays(pack.county.goLive, -366)
  const touched: Touched[] = []
  for (const [i, power] of list.entries()) {
    const before = latest.get(power.code)
    if (before?.by_hand && sameJson(before.packed, power)) continue
    if (before?.state === 'inForce' && before.position === i + 1 && sameJson(before.definition, power)) continue
    await insert(tx, power, i + 1, (before?.version ?? 0) + 1, 'inForce', from, now)
    touched.push({ added: !before, name: `${power.code} ${power.name}` })
  }
  const wanted = new Set(list.map((p) => p.code))
  const gone = [...latest.values()].filter(
    (p) => p.state === 'inForce' && !wanted.has(p.code) && !(p.by_hand && p.packed === null),
  )
  for (const p of gone) await insert(tx, p, p.position, p.version + 1, 'ended', from, now)
  return [
    await importFrame(tx, frame, now),
    changeOf(
      '村级权力',
      list.length,
      touched,
      gone.map((p) => `${p.code} ${p.name}（不再列入）`),
    ),
  ]
}

async function insert(
  tx: Tx,
  p: Power | Latest,
  position: number,
  version: number,
  state: Latest['state'],
  from: string,
  now: Date,
) {
  await sql`
    INSERT INTO powers (code, version, name, position, definition, state, valid_from, made_at)
    VALUES (
      ${p.code}, ${version}, ${p.name}, ${position},
      ${JSON.stringify('definition' in p ? p.definition : p)}::jsonb, ${state}, ${from}, ${now}
    )`.execute(tx)
}

async function importFrame(tx: Tx, frame: PowerFrame, now: Date): Promise<Change> {
  const before = await first(
    tx,
    sql<{
      version: number
      definition: unknown
    }>`SELECT version, definition FROM power_frames ORDER BY version DESC LIMIT 1`,
  )
  if (before && sameJson(before.definition, frame)) return changeOf('权力清单的方面', 1, [])
  await sql`
    INSERT INTO power_frames (version, definition, made_at)
    VALUES (${(before?.version ?? 0) + 1}, ${JSON.stringify(frame)}::jsonb, ${now})`.execute(tx)
  return changeOf('权力清单的方面', 1, [{ added: !before, name: '权力清单的方面' }])
}
