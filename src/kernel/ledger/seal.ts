/**
 * Sealing: one sequencer at a time numbers the staged leaves, appends them to the tiles and signs the new checkpoint,
 * all in one transaction. What is served is therefore always whole; after a crash the next run does the same work
 * again.
 */
import { first, rows, sql, transact, type Db, type Tx } from '../../platform/db.ts'
import { sameBytes } from './bytes.ts'
import { parseCheckpoint } from './checkpoint.ts'
import { edgeFrom, edgeRoot, edgeTiles, grow, growBundles, type Edge, type TileBytes } from './edge.ts'
import { signCheckpoint, type LogKey } from './keys.ts'
import { tileWidth } from './tiles.ts'

/**
 * `sealed`: leaves numbered by this run. `busy`: another process is sealing; nothing is lost, it or the next run does
 * it.
 */
export type SealResult = { sealed: number; busy: boolean }

type WaitingLeaf = { id: string; entry: Uint8Array; leaf_hash: Uint8Array }
type LastCheckpoint = { size: number; root: Uint8Array; note: string }

/** Any number of ours, the same in every process. */
const sequencerLock = 727_005
const batchSize = 4096

/**
 * Seals all leaves staged so far, in the order (staged_at, id), a few thousand per transaction. On an empty log it
 * signs the checkpoint of size 0. Throws if the stored tiles do not give the last signed root: the log must never
 * contradict itself.
 */
export async function sealPending(db: Db, key: LogKey, now: Date): Promise<SealResult> {
  let sealed = 0
  for (;;) {
    const count = await transact(db, (tx) => sealBatch(tx, key, now))
    if (count === 'busy') return { sealed, busy: true }
    sealed += count
    if (count < batchSize) return { sealed, busy: false }
  }
}

async function sealBatch(tx: Tx, key: LogKey, now: Date): Promise<number | 'busy'> {
  const lock = await first(tx, sql<{ locked: boolean }>`SELECT pg_try_advisory_xact_lock(${sequencerLock}) AS locked`)
  if (!lock?.locked) return 'busy'
  const last = await first(
    tx,
    sql<LastCheckpoint>`SELECT size, root, note FROM ledger_checkpoints ORDER BY size DESC LIMIT 1`,
  )
  const leaves = await rows(
    tx,
    sql<WaitingLeaf>`
      SELECT id, entry, leaf_hash
      FROM ledger_leaves
      WHERE position IS NULL
      ORDER BY staged_at, id
      LIMIT ${batchSize}`,
  )
  if (leaves.length === 0 && last) return 0

  const edge = await loadEdge(tx, last, key)
  const grown = grow(
    edge,
    leaves.map((leaf) => leaf.leaf_hash),
  )
  const bundles = growBundles(
    edge.size,
    await loadPartialBundle(tx, edge.size),
    leaves.map((leaf) => leaf.entry),
  )
  await numberLeaves(tx, leaves, edge.size)
  await saveTiles(tx, grown.tiles)
  await saveBundles(tx, bundles)
  const root = edgeRoot(grown.edge)
  await sql`
    INSERT INTO ledger_checkpoints (size, root, note, sealed_at)
    VALUES (${grown.edge.size}, ${root}, ${signCheckpoint(grown.edge.size, root, key)}, ${now})`.execute(tx)
  return leaves.length
}

/** The right edge of the log as stored; it has to be the one that was signed last, under the same name. */
async function loadEdge(tx: Tx, last: LastCheckpoint | undefined, key: LogKey): Promise<Edge> {
  const size = last?.size ?? 0
  const wanted = edgeTiles(size)
  const stored = await rows(
    tx,
    sql<{ level: number; tile_index: number; bytes: Uint8Array }>`
      SELECT level, tile_index, bytes
      FROM ledger_tiles
      WHERE (level, tile_index) IN (
        SELECT *
        FROM unnest(${wanted.map((t) => t.level)}::integer[], ${wanted.map((t) => t.index)}::bigint[])
      )`,
  )
  const edge = edgeFrom(
    size,
    stored.map((row) => ({
      tile: { level: row.level, index: row.tile_index, width: row.bytes.length / 32 },
      bytes: row.bytes,
    })),
  )
  if (last && !sameBytes(edgeRoot(edge), last.root))
    throw new Error(`ledger: the tiles do not give the root signed at size ${size}; restore them from a backup`)
  const origin = last && parseCheckpoint(last.note)?.checkpoint.origin
  if (last && origin !== key.origin)
    throw new Error(
      `ledger: the log is named ${origin} and the key ${key.origin}; restore keys/log.key and keys/log.origin`,
    )
  return edge
}

async function loadPartialBundle(tx: Tx, size: number): Promise<Uint8Array> {
  if (size % tileWidth === 0) return new Uint8Array()
  const row = await first(
    tx,
    sql<{
      width: number
      bytes: Uint8Array
    }>`SELECT width, bytes FROM ledger_bundles WHERE bundle_index = ${Math.floor(size / tileWidth)}`,
  )
  if (row?.width !== size % tileWidth)
    throw new Error(`ledger: the last entry bundle does not fit size ${size}; restore it from a backup`)
  return row.bytes
}

async function numberLeaves(tx: Tx, leaves: readonly WaitingLeaf[], from: number): Promise<void> {
  await sql`
    UPDATE ledger_leaves AS leaf
    SET position = numbered.position
    FROM unnest(${leaves.map((leaf) => leaf.id)}::text[], ${leaves.map((_, i) => from + i)}::bigint[]) AS numbered (id,
      position)
    WHERE leaf.id = numbered.id AND leaf.position IS NULL`.execute(tx)
}

async function saveTiles(tx: Tx, tiles: readonly TileBytes[]): Promise<void> {
  await sql`
    INSERT INTO ledger_tiles (level, tile_index, width, bytes)
    SELECT *
    FROM unnest(
      ${tiles.map((t) => t.tile.level)}::integer[], ${tiles.map((t) => t.tile.index)}::bigint[],
      ${tiles.map((t) => t.tile.width)}::integer[], ${tiles.map((t) => t.bytes)}::bytea[]
    )
    ON CONFLICT (level, tile_index) DO UPDATE SET width = excluded.width, bytes = excluded.bytes`.execute(tx)
}

async function saveBundles(tx: Tx, bundles: readonly TileBytes[]): Promise<void> {
  await sql`
    INSERT INTO ledger_bundles (bundle_index, width, bytes)
    SELECT *
    FROM unnest(
      ${bundles.map((b) => b.tile.index)}::bigint[], ${bundles.map((b) => b.tile.width)}::integer[],
      ${bundles.map((b) => b.bytes)}::bytea[]
    )
    ON CONFLICT (bundle_index) DO UPDATE SET width = excluded.width, bytes = excluded.bytes`.execute(tx)
}
