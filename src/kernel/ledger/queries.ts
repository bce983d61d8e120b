/** Reading the log. Everything here is public and reads the public views, so it works on either connection. */
import { first, rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { consistencyProofFrom, inclusionProofFrom } from './merkle.ts'
import { formatProof } from './proof.ts'
import { decodeBundle, encodeBundle, parseTilePath, readFromTiles, tilePath } from './tiles.ts'

/** `note`: as served at `/log/checkpoint`, with all cosignatures. */
export type SealedCheckpoint = { size: number; root: Uint8Array; note: string; sealedAt: Date }

/** `position`: place in the log, null while waiting to be sealed (the page says 正在存证). */
export type StoredLeaf = {
  id: string
  kind: string
  subjectId: string
  entry: Uint8Array
  leafHash: Uint8Array
  position: number | null
}

type CheckpointRow = { size: number; root: Uint8Array; note: string; sealed_at: Date }

/** The newest checkpoint; `undefined` before the first run of the sequencer. */
export async function latestCheckpoint(db: Db | Tx): Promise<SealedCheckpoint | undefined> {
  const row = await first(
    db,
    sql<CheckpointRow>`SELECT size, root, note, sealed_at FROM public_ledger_checkpoints ORDER BY size DESC LIMIT 1`,
  )
  return row && withCosignatures(db, row)
}

/** The checkpoint of exactly this size, if one was signed. */
export async function findCheckpoint(db: Db | Tx, size: number): Promise<SealedCheckpoint | undefined> {
  const row = await first(
    db,
    sql<CheckpointRow>`SELECT size, root, note, sealed_at FROM public_ledger_checkpoints WHERE size = ${size}`,
  )
  return row && withCosignatures(db, row)
}

/** The newest checkpoint that a witness cosigned, for the page that shows who watches. */
export async function latestCosignedCheckpoint(db: Db | Tx): Promise<SealedCheckpoint | undefined> {
  const row = await first(db, sql<{ size: number | null }>`SELECT max(size) AS size FROM public_ledger_cosignatures`)
  return typeof row?.size === 'number' ? findCheckpoint(db, row.size) : undefined
}

async function withCosignatures(db: Db | Tx, row: CheckpointRow): Promise<SealedCheckpoint> {
  const lines = await rows(
    db,
    sql<{ line: string }>`
      SELECT line
      FROM public_ledger_cosignatures
      WHERE size = ${row.size}
      ORDER BY name, key_hash`,
  )
  return { size: row.size, root: row.root, note: row.note + lines.map((l) => l.line).join(''), sealedAt: row.sealed_at }
}

/**
 * The bytes under a path of c2sp.org/tlog-tiles (`tile/0/000.p/5`, `tile/entries/000`); `undefined` if the path is
 * malformed or not (yet) there.
 */
export async function tile(db: Db | Tx, path: string): Promise<Uint8Array | undefined> {
  const ref = parseTilePath(path)
  if (!ref) return undefined
  if (ref.level === 'entries') {
    const bundle = await first(
      db,
      sql<{
        width: number
        bytes: Uint8Array
      }>`SELECT width, bytes FROM public_ledger_bundles WHERE bundle_index = ${ref.index}`,
    )
    if (!bundle || bundle.width < ref.width) return undefined
    return bundle.width === ref.width
      ? bundle.bytes
      : encodeBundle((decodeBundle(bundle.bytes) ?? []).slice(0, ref.width))
  }
  const hashes = await first(
    db,
    sql<{ width: number; bytes: Uint8Array }>`
      SELECT width, bytes
      FROM public_ledger_tiles
      WHERE level = ${ref.level} AND tile_index = ${ref.index}`,
  )
  return hashes && hashes.width >= ref.width ? hashes.bytes.subarray(0, ref.width * 32) : undefined
}

/**
 * RFC 6962 inclusion proof of a position in the tree of `size` (at most the newest checkpoint's). Throws `RangeError`
 * outside the tree.
 */
export async function inclusionProof(db: Db | Tx, position: number, size: number): Promise<Uint8Array[]> {
  return inclusionProofFrom(position, size, storedTree(db, size))
}

/** RFC 6962 consistency proof from `oldSize` to `newSize`. */
export async function consistencyProof(db: Db | Tx, oldSize: number, newSize: number): Promise<Uint8Array[]> {
  return consistencyProofFrom(oldSize, newSize, storedTree(db, newSize))
}

function storedTree(db: Db | Tx, size: number) {
  return readFromTiles(size, async (ref) => {
    const bytes = await tile(db, tilePath(ref))
    if (!bytes) throw new RangeError(`the log has no tree of size ${size}`)
    return bytes
  })
}

/** The leaves about a row, oldest first. */
export async function leavesOf(db: Db | Tx, subjectId: string): Promise<StoredLeaf[]> {
  return rows(
    db,
    sql<StoredLeaf>`
      SELECT id, kind, subject_id AS "subjectId", entry, leaf_hash AS "leafHash", position
      FROM public_ledger_leaves
      WHERE subject_id = ${subjectId}
      ORDER BY position NULLS LAST, id`,
  )
}

/**
 * The `.tlog-proof` text of each sealed leaf, by leaf id, all against one checkpoint (the newest by default). Leaves it
 * does not hold yet are left out.
 */
export async function proofsOf(
  db: Db | Tx,
  leafIds: readonly string[],
  checkpoint?: SealedCheckpoint,
): Promise<Map<string, string>> {
  const signed = checkpoint ?? (await latestCheckpoint(db))
  if (!signed) return new Map()
  const leaves = await rows(
    db,
    sql<{ id: string; entry: Uint8Array; position: number }>`
      SELECT id, entry, position
      FROM public_ledger_leaves
      WHERE id IN (SELECT unnest(${leafIds}::text[])) AND position < ${signed.size}`,
  )
  const tree = storedTree(db, signed.size)
  const proofs = new Map<string, string>()
  for (const { id, entry, position } of leaves) {
    const hashes = await inclusionProofFrom(position, signed.size, tree)
    proofs.set(id, formatProof({ extra: entry, index: position, hashes, checkpoint: signed.note }))
  }
  return proofs
}
