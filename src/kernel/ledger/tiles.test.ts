import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concat, sameBytes, toHex, utf8 } from './bytes.ts'
import { edgeFrom, edgeRoot, grow, growBundles, type Edge } from './edge.ts'
import { leafHash, nodeHash, rootFrom, splitPoint } from './merkle.ts'
import {
  changedBundles,
  changedTiles,
  decodeBundle,
  encodeBundle,
  parseTilePath,
  readFromTiles,
  tilePath,
  type TileRef,
} from './tiles.ts'

test('paths as in the specification', () => {
  const paths: [TileRef, string][] = [
    [{ level: 0, index: 1_234_067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
    [{ level: 0, index: 273, width: 112 }, 'tile/0/273.p/112'],
    [{ level: 1, index: 1, width: 17 }, 'tile/1/001.p/17'],
    [{ level: 63, index: 999, width: 1 }, 'tile/63/999.p/1'],
    [{ level: 'entries', index: 1000, width: 255 }, 'tile/entries/x001/000.p/255'],
  ]
  for (const [ref, path] of paths) {
    expect(tilePath(ref)).toBe(path)
    expect(parseTilePath(path)).toEqual(ref)
  }
})

test('paths that the specification does not allow', () => {
  const bad = [
    'tile/00/000',
    'tile/64/000',
    'tile/0/0',
    'tile/0/00',
    'tile/0/0000',
    'tile/0/x000/001',
    'tile/0/001/002',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p/',
    'tile/-1/000',
    'tile/a/000',
    '/tile/0/000',
    'tile/0/000/',
    'tile/data/000',
    'tile/0/x999/x999/x999/x999/x999/x999/999',
  ]
  for (const path of bad) expect(parseTilePath(path), path).toBeUndefined()
})

test('the tiles of a tree of 70,000 and of 256, as the specification counts them', () => {
  const tiles = changedTiles(0, 70_000)
  expect(tiles.filter((t) => t.level === 0 && t.width === 256)).toHaveLength(273)
  expect(tiles.filter((t) => t.width < 256 || t.level !== 0)).toEqual([
    { level: 0, index: 273, width: 112 },
    { level: 1, index: 0, width: 256 },
    { level: 1, index: 1, width: 17 },
    { level: 2, index: 0, width: 1 },
  ])
  expect(changedTiles(0, 256)).toEqual([
    { level: 0, index: 0, width: 256 },
    { level: 1, index: 0, width: 1 },
  ])
})

test('one more leaf changes one tile, and a level above only when a tile becomes full', () => {
  expect(changedTiles(5, 6)).toEqual([{ level: 0, index: 0, width: 6 }])
  expect(changedTiles(511, 512)).toEqual([
    { level: 0, index: 1, width: 256 },
    { level: 1, index: 0, width: 2 },
  ])
  expect(changedTiles(512, 513)).toEqual([{ level: 0, index: 2, width: 1 }])
  expect(changedTiles(7, 7)).toEqual([])
  expect(changedBundles(255, 257)).toEqual([
    { level: 'entries', index: 0, width: 256 },
    { level: 'entries', index: 1, width: 1 },
  ])
})

test('entry bundles: two bytes of length, then the entry', () => {
  expect(toHex(encodeBundle([utf8('ab'), new Uint8Array(), new Uint8Array(258)]).subarray(0, 8))).toBe(
    '0002616200000102',
  )
  expect(() => encodeBundle([new Uint8Array(65_536)])).toThrow(RangeError)
  expect(decodeBundle(Uint8Array.of(0, 2, 1))).toBeUndefined()
  expect(decodeBundle(Uint8Array.of(0))).toBeUndefined()
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 20 }), (entries) => {
      expect(decodeBundle(encodeBundle(entries))?.map(toHex)).toEqual(entries.map(toHex))
    }),
  )
})

/** What a log keeps: tiles and bundles by place, fed in several runs that know only what is stored. */
function logOf(entries: Uint8Array[], runs: number[]) {
  const stored = new Map<string, { tile: TileRef; bytes: Uint8Array }>()
  let size = 0
  let edge: Edge = edgeFrom(0, [])
  for (const run of runs) {
    const added = entries.slice(size, size + run)
    edge = edgeFrom(size, [...stored.values()])
    const partial = stored.get(`entries/${Math.floor(size / 256)}`)
    const bundles = growBundles(size, partial && size % 256 ? partial.bytes : new Uint8Array(), added)
    const grown = grow(edge, added.map(leafHash))
    expect(grown.tiles.map((t) => t.tile)).toEqual(changedTiles(size, size + added.length))
    expect(bundles.map((t) => t.tile)).toEqual(changedBundles(size, size + added.length))
    for (const t of [...grown.tiles, ...bundles]) stored.set(`${t.tile.level}/${t.tile.index}`, t)
    edge = grown.edge
    size += added.length
  }
  const fetchTile = async (ref: TileRef) =>
    stored.get(`${ref.level}/${ref.index}`)!.bytes.subarray(0, ref.level === 'entries' ? undefined : ref.width * 32)
  return { size, edge, stored, fetchTile }
}

/** RFC 6962's definition of the root, word for word: the slow way that cannot be wrong. */
function rootByDefinition(hashes: Uint8Array[]): Uint8Array {
  if (hashes.length === 1) return hashes[0]!
  const k = splitPoint(hashes.length)
  return nodeHash(rootByDefinition(hashes.slice(0, k)), rootByDefinition(hashes.slice(k)))
}

test('10,000 leaves fed in uneven runs: the tiles give the root of the definition, at every size asked for', async () => {
  const entries = Array.from({ length: 10_000 }, (_, i) => utf8(`entry ${i}`))
  const log = logOf(entries, [1, 1, 254, 1, 300, 4096, 5000, 347])
  expect(log.size).toBe(10_000)
  const hashes = entries.map(leafHash)
  expect(toHex(edgeRoot(log.edge))).toBe(toHex(rootByDefinition(hashes)))
  for (const size of [1, 2, 255, 256, 257, 511, 512, 7777, 9999, 10_000]) {
    expect(toHex(await rootFrom(size, readFromTiles(size, log.fetchTile)))).toBe(
      toHex(rootByDefinition(hashes.slice(0, size))),
    )
  }
  const bundles = [...log.stored.values()]
    .filter((t) => t.tile.level === 'entries')
    .flatMap((t) => decodeBundle(t.bytes)!)
  expect(sameBytes(concat(bundles), concat(entries))).toBe(true)
})

test('a tile above the second level: 65,536 leaves and one', () => {
  const hashes = Array.from({ length: 65_537 }, (_, i) => leafHash(Uint8Array.of(i >> 16, i >> 8, i)))
  const { edge, tiles } = grow(edgeFrom(0, []), hashes)
  expect(tiles.map((t) => t.tile)).toEqual(changedTiles(0, 65_537))
  expect(tiles.at(-1)?.tile).toEqual({ level: 2, index: 0, width: 1 })
  expect(toHex(edgeRoot(edge))).toBe(toHex(rootByDefinition(hashes)))
})

test('any way of cutting the same leaves into runs ends in the same tiles', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 }), (runs) => {
      const entries = Array.from({ length: runs.reduce((a, b) => a + b, 0) }, (_, i) => utf8(`entry ${i}`))
      const inRuns = logOf(entries, runs)
      const atOnce = logOf(entries, [entries.length])
      expect(toHex(edgeRoot(inRuns.edge))).toBe(toHex(edgeRoot(atOnce.edge)))
      for (const [place, t] of atOnce.stored) expect(toHex(inRuns.stored.get(place)!.bytes)).toBe(toHex(t.bytes))
    }),
    { numRuns: 20 },
  )
})

test('a lost or shortened tile is refused instead of growing a wrong tree', () => {
  expect(() => edgeFrom(5, [])).toThrow('tile 0/0 should hold 5 hashes')
  expect(() => edgeFrom(5, [{ tile: { level: 0, index: 0, width: 4 }, bytes: new Uint8Array(128) }])).toThrow('holds 4')
})
