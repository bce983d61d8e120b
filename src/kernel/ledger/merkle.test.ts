import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex, utf8 } from './bytes.ts'
import {
  consistencyProofFrom,
  emptyRoot,
  inclusionProofFrom,
  leafHash,
  nodeHash,
  rootFrom,
  splitPoint,
  verifyConsistency,
  verifyInclusion,
  type ReadSubtree,
} from './merkle.ts'
import { ctConsistency, ctInclusion, ctLeaves, ctRoots } from './fixtures/vectors.ts'

/** A tree kept as a plain list of leaf hashes. */
function treeOf(leaves: Uint8Array[]): ReadSubtree {
  const read = (level: number, index: number): Uint8Array =>
    level === 0 ? leaves[index]! : nodeHash(read(level - 1, 2 * index), read(level - 1, 2 * index + 1))
  return async (level, index) => read(level, index)
}

const someLeaves = (count: number) => Array.from({ length: count }, (_, i) => leafHash(utf8(`leaf ${i}`)))

describe('the certificate-transparency test data (RFC 6962)', () => {
  const tree = treeOf(ctLeaves.map(leafHash))

  test('roots over 0 to 8 leaves', async () => {
    for (const [size, root] of ctRoots.entries()) expect(toHex(await rootFrom(size, tree))).toBe(root)
    expect(toHex(emptyRoot)).toBe(ctRoots[0])
  })

  test('inclusion proofs', async () => {
    for (const { position, size, proof } of ctInclusion)
      expect((await inclusionProofFrom(position, size, tree)).map(toHex)).toEqual(proof)
  })

  test('consistency proofs', async () => {
    for (const { from, to, proof } of ctConsistency)
      expect((await consistencyProofFrom(from, to, tree)).map(toHex)).toEqual(proof)
  })
})

test('a tree splits at the largest power of two below its size, not in the middle', () => {
  expect([2, 3, 4, 5, 8, 9, 1000, 2 ** 40, 2 ** 40 + 1].map(splitPoint)).toEqual([
    1,
    2,
    2,
    4,
    4,
    8,
    512,
    2 ** 39,
    2 ** 40,
  ])
})

test('every leaf of every small tree can be proved, and only at its own place', async () => {
  const leaves = someLeaves(40)
  const tree = treeOf(leaves)
  for (let size = 1; size <= leaves.length; size++) {
    const root = await rootFrom(size, tree)
    for (let position = 0; position < size; position++) {
      const proof = await inclusionProofFrom(position, size, tree)
      expect(verifyInclusion(position, size, leaves[position]!, proof, root)).toBe(true)
      expect(verifyInclusion(position, size, leafHash(utf8('another')), proof, root)).toBe(false)
      expect(verifyInclusion((position + 1) % size, size, leaves[position]!, proof, root)).toBe(size === 1)
      expect(verifyInclusion(position, size, leaves[position]!, [...proof, root], root)).toBe(false)
      expect(verifyInclusion(position, size, leaves[position]!, proof.slice(1), root)).toBe(size === 1)
    }
  }
})

test('every small tree is proved to continue every smaller one', async () => {
  const tree = treeOf(someLeaves(40))
  for (let to = 0; to <= 40; to++) {
    for (let from = 0; from <= to; from++) {
      const proof = await consistencyProofFrom(from, to, tree)
      expect(verifyConsistency(from, to, await rootFrom(from, tree), await rootFrom(to, tree), proof)).toBe(true)
      if (from < to && from > 0)
        expect(verifyConsistency(from, to, await rootFrom(from - 1, tree), await rootFrom(to, tree), proof)).toBe(false)
    }
  }
})

test('a tree in which one old leaf was exchanged cannot be passed off as a continuation', async () => {
  const honest = someLeaves(20)
  const forged = honest.with(3, leafHash(utf8('another')))
  const proof = await consistencyProofFrom(11, 20, treeOf(forged))
  expect(verifyConsistency(11, 20, await rootFrom(11, treeOf(honest)), await rootFrom(20, treeOf(forged)), proof)).toBe(
    false,
  )
})

const flip = (bytes: Uint8Array, at: number) =>
  bytes.with(at % bytes.length, bytes[at % bytes.length]! ^ (1 << (at % 8)))

test('one flipped bit in any hash of an inclusion proof, the leaf or the root is noticed', async () => {
  const leaves = someLeaves(300)
  const tree = treeOf(leaves)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 300 }), fc.nat(), fc.nat(), fc.nat(31), async (size, p, which, byte) => {
      const position = p % size
      const parts = [await rootFrom(size, tree), leaves[position]!, ...(await inclusionProofFrom(position, size, tree))]
      const [root, leaf, ...proof] = parts.map((part, i) => (i === which % parts.length ? flip(part, byte) : part))
      expect(verifyInclusion(position, size, parts[1]!, parts.slice(2), parts[0]!)).toBe(true)
      expect(verifyInclusion(position, size, leaf!, proof, root!)).toBe(false)
    }),
  )
})

test('one flipped bit in any hash of a consistency proof or either root is noticed', async () => {
  const tree = treeOf(someLeaves(300))
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 300 }), fc.nat(), fc.nat(), fc.nat(31), async (to, f, which, byte) => {
      const from = 1 + (f % (to - 1))
      const parts = [
        await rootFrom(from, tree),
        await rootFrom(to, tree),
        ...(await consistencyProofFrom(from, to, tree)),
      ]
      const [oldRoot, newRoot, ...proof] = parts.map((part, i) =>
        i === which % parts.length ? flip(part, byte) : part,
      )
      expect(verifyConsistency(from, to, parts[0]!, parts[1]!, parts.slice(2))).toBe(true)
      expect(verifyConsistency(from, to, oldRoot!, newRoot!, proof)).toBe(false)
    }),
  )
})

test('impossible questions are refused', async () => {
  const tree = treeOf(someLeaves(4))
  expect(() => inclusionProofFrom(4, 4, tree)).toThrow(RangeError)
  expect(() => inclusionProofFrom(-1, 4, tree)).toThrow(RangeError)
  expect(() => consistencyProofFrom(5, 4, tree)).toThrow(RangeError)
  expect(verifyInclusion(0, 0, emptyRoot, [], emptyRoot)).toBe(false)
  expect(verifyInclusion(0, 1, new Uint8Array(31), [], new Uint8Array(31))).toBe(false)
  expect(verifyConsistency(2, 1, emptyRoot, emptyRoot, [])).toBe(false)
})
