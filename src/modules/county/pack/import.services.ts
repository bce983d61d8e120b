/**
 * Services of a pack. What differs becomes a new version from today; open applications keep theirs. A service that is no longer in
 * the pack ends. What the county made or changed in the console stays as it is, as long as the pack says the same as last time.
 */
import type { Service, ServiceFrame } from '../../services/index.ts'
import { addDays, dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, type Tx } from '../../../platform/db.ts'
import { canonicalBytes } from '../../../kernel/ledger/commitment.ts'
import { changeOf, type Change, type Touched } from '../../../kernel/pack/change.ts'
import type { Pack } from './pack.ts'

type Latest = {
  code: string
  name: string
  version: number
  position: number
  definition: unknown
  state: 'offered' | 'ended'
  by_hand: boolean
  packed: unknown
}

/** `packed`: what the pack said last. */
const latestQuery = sql<Latest>`
  SELECT DISTINCT ON (s.code) s.code, s.name, s.version, s.position, s.definition, s.state,
    s.made_by IS NOT NULL AS by_hand,
    (
      SELECT p.definition
      FROM services p
      WHERE p.code = s.code AND p.made_by IS NULL
      ORDER BY p.version DESC
      LIMIT 1
    ) AS packed
  FROM services s
  ORDER BY s.code, s.version DESC`

export async function importServices(tx: Tx, pack: Pack, now: Date): Promise<Change[]> {
  if (!pack.services) return []
  const { frame, list } = pack.services
  const latest = new Map((await rows(tx, latestQuery)).map((s) => [s.code, s]))
  const from = latest.size > 0 ? dayOf(now) : addDays(pack.county.goLive, -366)
  const touched: Touched[] = []
  for (const [i, service] of list.entries()) {
    const before = latest.get(service.code)
    if (before?.by_hand && sameJson(before.packed, service)) continue
    if (before?.state === 'offered' && before.position === i + 1 && sameJson(before.definition, service)) continue
    await insert(tx, service, i + 1, (before?.version ?? 0) + 1, 'offered', from, now)
    touched.push({ added: !before, name: `${service.code} ${service.name}` })
  }
  const wanted = new Set(list.map((s) => s.code))
  const gone = [...latest.values()].filter(
    (s) => s.state === 'offered' && !wanted.has(s.code) && !(s.by_hand && s.packed === null),
  )
  for (const s of gone) await insert(tx, s, s.position, s.version + 1, 'ended', from, now)
  return [
    await importFrame(tx, frame, now),
    changeOf(
      '服务事项',
      list.length,
      touched,
      gone.map((s) => `${s.code} ${s.name}（停办）`),
    ),
  ]
}

async function insert(
  tx: Tx,
  s: Service | Latest,
  position: number,
  version: number,
  state: Latest['state'],
  from: string,
  now: Date,
) {
  await sql`
    INSERT INTO services (code, version, name, position, definition, state, valid_from, made_at)
    VALUES (
      ${s.code}, ${version}, ${s.name}, ${position},
      ${JSON.stringify('definition' in s ? s.definition : s)}::jsonb, ${state}, ${from}, ${now}
    )`.execute(tx)
}

async function importFrame(tx: Tx, frame: ServiceFrame, now: Date): Promise<Change> {
  const before = await first(
    tx,
    sql<{
      version: number
      definition: unknown
      by_hand: boolean
      packed: unknown
    }>`
      SELECT version, definition, made_by IS NOT NULL AS by_hand,
        (SELECT p.definition FROM service_frames p WHERE p.made_by IS NULL ORDER BY p.version DESC LIMIT 1) AS packed
      FROM service_frames
      ORDER BY version DESC
      LIMIT 1`,
  )
  if (before?.by_hand && sameJson(before.packed, frame)) return changeOf('服务菜单和大厅', 1, [])
  if (before && sameJson(before.definition, frame)) return changeOf('服务菜单和大厅', 1, [])
  await sql`
    INSERT INTO service_frames (version, definition, made_at)
    VALUES (${(before?.version ?? 0) + 1}, ${JSON.stringify(frame)}::jsonb, ${now})`.execute(tx)
  return changeOf('服务菜单和大厅', 1, [{ added: !before, name: '服务菜单和大厅' }])
}

/** Whether two definitions say the same. */
export const sameJson = (a: unknown, b: unknown) =>
  Buffer.compare(canonicalBytes(JSON.parse(JSON.stringify(a))), canonicalBytes(JSON.parse(JSON.stringify(b)))) === 0
