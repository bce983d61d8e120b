/** Tiles of c2sp.org/tlog-tiles: where a hash or an entry lies, and how the address is written. */
import { concat, type Bytes } from './bytes.ts'
import { nodeHash, type ReadSubtree } from './merkle.ts'

export const tileWidth = 256
const tileHeight = 8
const hashBytes = 32

/** A tile of hashes (level 0 to 63) or a bundle of entries; `width` hashes or entries of at most 256. */
export type TileRef = { level: number | 'entries'; index: number; width: number }

/** `tile/0/x001/234.p/56`, without leading slash. */
export function tilePath({ level, index, width }: TileRef): string {
  const partial = width === tileWidth ? '' : `.p/${width}`
  return `tile/${level}/${writeIndex(index)}${partial}`
}

/**
 * The tile that a path names; `undefined` for a path that tlog-tiles does not allow (leading zeroes, width 0 or 256,
 * …).
 */
export function parseTilePath(path: string): TileRef | undefined {
  const match = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path)
  if (!match) return undefined
  const level = match[1] === 'entries' ? ('entries' as const) : Number(match[1])
  const index = Number(match[2]!.replaceAll('x', '').replaceAll('/', ''))
  const width = match[3] === undefined ? tileWidth : Number(match[3])
  if (level !== 'entries' && level > 63) return undefined
  if (match[3] !== undefined && width >= tileWidth) return undefined
  return Number.isSafeInteger(index) && writeIndex(index) === match[2] ? { level, index, width } : undefined
}

function writeIndex(index: number): string {
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? []
  return groups.map((group, i) => (i === groups.length - 1 ? group : `x${group}`)).join('/')
}

/** How many hashes the tiles of a level hold in a tree of `size`: floor(size / 256^level). */
export function countAtLevel(level: number, size: number): number {
  return Math.floor(size / tileWidth ** level)
}

/**
 * Every hash tile that is new or wider in a tree of `newSize` than in one of `oldSize`, level by level. With 0 first:
 * all tiles.
 */
export function changedTiles(oldSize: number, newSize: number): TileRef[] {
  const changed: TileRef[] = []
  for (let level = 0; countAtLevel(level, newSize) > 0; level++) changed.push(...grownAtLevel(level, oldSize, newSize))
  return changed
}

/** The same for entry bundles, which grow like the tiles of level 0. */
export function changedBundles(oldSize: number, newSize: number): TileRef[] {
  return grownAtLevel(0, oldSize, newSize).map((tile) => ({ ...tile, level: 'entries' as const }))
}

function grownAtLevel(level: number, oldSize: number, newSize: number): TileRef[] {
  const before = countAtLevel(level, oldSize)
  const after = countAtLevel(level, newSize)
  const grown: TileRef[] = []
  for (let index = Math.floor(before / tileWidth); after > before && index * tileWidth < after; index++) {
    grown.push({ level, index, width: Math.min(tileWidth, after - index * tileWidth) })
  }
  return grown
}

/**
 * Reads subtree hashes out of the tiles of a tree of `size`. Each tile is fetched once and each hash computed once, so
 * one reader serves many proofs. A tile of the wrong length is refused.
 */
export function readFromTiles(size: number, fetchTile: (tile: TileRef) => Promise<Uint8Array>): ReadSubtree {
  const tiles = new Map<string, Promise<Uint8Array>>()
  const hashes = new Map<string, Promise<Uint8Array>>()
  const read: ReadSubtree = (level, index) => {
    if (level % tileHeight === 0) return fromTile(level / tileHeight, index)
    return remember(hashes, `${level}/${index}`, async () => {
      const [left, right] = await Promise.all([read(level - 1, 2 * index), read(level - 1, 2 * index + 1)])
      return nodeHash(left, right)
    })
  }
  const fromTile = async (level: number, index: number) => {
    const tileIndex = Math.floor(index / tileWidth)
    const tile = {
      level,
      index: tileIndex,
      width: Math.min(tileWidth, countAtLevel(level, size) - tileIndex * tileWidth),
    }
    const path = tilePath(tile)
    const bytes = await remember(tiles, path, async () =>
      checkLength(path, await fetchTile(tile), tile.width * hashBytes),
    )
    return bytes.subarray((index % tileWidth) * hashBytes, ((index % tileWidth) + 1) * hashBytes)
  }
  return read
}

function remember<T>(known: Map<string, Promise<T>>, name: string, make: () => Promise<T>): Promise<T> {
  const found = known.get(name) ?? make()
  known.set(name, found)
  return found
}

function checkLength(path: string, bytes: Uint8Array, expected: number): Uint8Array {
  if (bytes.length !== expected) throw new Error(`${path} has ${bytes.length} bytes instead of ${expected}`)
  return bytes
}

/** The hashes of a tile. */
export function hashesOf(tile: Uint8Array): Uint8Array[] {
  return Array.from({ length: tile.length / hashBytes }, (_, i) => tile.subarray(i * hashBytes, (i + 1) * hashBytes))
}

/** The root over a power of two of hashes. */
export function perfectRoot(hashes: readonly Uint8Array[]): Uint8Array {
  let row = [...hashes]
  while (row.length > 1) row = Array.from({ length: row.length / 2 }, (_, i) => nodeHash(row[2 * i]!, row[2 * i + 1]!))
  return row[0]!
}

/** An entry bundle: each entry after its length as a big-endian uint16. Throws for an entry over 65,535 bytes. */
export function encodeBundle(entries: readonly Uint8Array[]): Bytes {
  return concat(
    entries.flatMap((entry) => {
      if (entry.length > 0xffff) throw new RangeError(`an entry of ${entry.length} bytes does not fit a bundle`)
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry]
    }),
  )
}

/** The entries of a bundle; `undefined` if its lengths do not fit its bytes. */
export function decodeBundle(bundle: Uint8Array): Uint8Array[] | undefined {
  const entries: Uint8Array[] = []
  let at = 0
  while (at + 2 <= bundle.length) {
    const end = at + 2 + bundle[at]! * 256 + bundle[at + 1]!
    if (end > bundle.length) return undefined
    entries.push(bundle.subarray(at + 2, end))
    at = end
  }
  return at === bundle.length ? entries : undefined
}
