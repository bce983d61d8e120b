/**
 * Appending. The state of a growing tree is its right edge: on every level the hashes of the last, incomplete tile.
 * It is read back from the stored tiles before every append, so nothing is lost with a process.
 */
import { concat } from './bytes.ts'
import { emptyRoot, nodeHash } from './merkle.ts'
import { countAtLevel, encodeBundle, hashesOf, perfectRoot, tileWidth, type TileRef } from './tiles.ts'

/** `rows[level]`: the hashes (0 to 255) of that level's incomplete tile. */
export type Edge = { size: number; rows: Uint8Array[][] }

export type TileBytes = { tile: TileRef; bytes: Uint8Array }

/** The tiles that hold the edge of a tree of `size`: at most one partial tile per level. */
export function edgeTiles(size: number): TileRef[] {
  const tiles: TileRef[] = []
  for (let level = 0; countAtLevel(level, size) > 0; level++) {
    const count = countAtLevel(level, size)
    if (count % tileWidth > 0) tiles.push({ level, index: Math.floor(count / tileWidth), width: count % tileWidth })
  }
  return tiles
}

/** The edge, from exactly the tiles that `edgeTiles` names. Throws if one is missing or has another width. */
export function edgeFrom(size: number, stored: readonly TileBytes[]): Edge {
  const rows: Uint8Array[][] = []
  for (let level = 0; countAtLevel(level, size) > 0; level++) rows.push([])
  for (const wanted of edgeTiles(size)) {
    const found = stored.find(({ tile }) => tile.level === wanted.level && tile.index === wanted.index)
    const row = found ? hashesOf(found.bytes) : []
    if (row.length !== wanted.width)
      throw new Error(
        `ledger: tile ${wanted.level}/${wanted.index} should hold ${wanted.width} hashes and holds ${row.length}`,
      )
    rows[Number(wanted.level)] = row
  }
  return { size, rows }
}

/** Appends leaf hashes. Returns the new edge and every hash tile that is new or wider than before, each once. */
export function grow(edge: Edge, leaves: readonly Uint8Array[]): { edge: Edge; tiles: TileBytes[] } {
  const rows = edge.rows.map((row) => [...row])
  const size = edge.size + leaves.length
  const tiles: TileBytes[] = []
  let arriving = [...leaves]
  for (let level = 0; arriving.length > 0; level++) {
    const first = Math.floor(countAtLevel(level, edge.size) / tileWidth)
    const all = [...(rows[level] ?? []), ...arriving]
    arriving = []
    for (let at = 0, index = first; at < all.length; at += tileWidth, index++) {
      const hashes = all.slice(at, at + tileWidth)
      tiles.push({ tile: { level, index, width: hashes.length }, bytes: concat(hashes) })
      if (hashes.length === tileWidth) arriving.push(perfectRoot(hashes))
    }
    rows[level] = all.slice(all.length - (all.length % tileWidth))
  }
  return { edge: { size, rows }, tiles }
}

/** The root: the edge's perfect subtrees folded from the smallest (rightmost) to the largest. */
export function edgeRoot(edge: Edge): Uint8Array {
  let root: Uint8Array | undefined
  for (const row of edge.rows) {
    let rest = row
    for (let width = 1; rest.length > 0; width *= 2) {
      if (rest.length % (width * 2) === 0) continue
      const subtree = perfectRoot(rest.slice(-width))
      root = root ? nodeHash(subtree, root) : subtree
      rest = rest.slice(0, -width)
    }
  }
  return root ?? emptyRoot
}

/**
 * Appends entries to the bundles of a log of `size`, whose last, incomplete bundle is `partial`. Returns the bundles
 * that are new or wider.
 */
export function growBundles(size: number, partial: Uint8Array, entries: readonly Uint8Array[]): TileBytes[] {
  const bundles: TileBytes[] = []
  const before = size % tileWidth
  for (let from = -before; from < entries.length; from += tileWidth) {
    const added = entries.slice(Math.max(0, from), from + tileWidth)
    const head = from < 0 ? partial : new Uint8Array()
    const width = (from < 0 ? before : 0) + added.length
    bundles.push({
      tile: { level: 'entries', index: Math.floor((size + from) / tileWidth), width },
      bytes: concat([head, encodeBundle(added)]),
    })
  }
  return bundles
}
