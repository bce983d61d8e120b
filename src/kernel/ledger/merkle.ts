/**
 * The Merkle tree of RFC 6962, section 2.1 (the same in RFC 9162). Sizes and positions are whole numbers up to 2^53;
 * hashes are 32 bytes. Checking is pure; making proofs reads subtree hashes from wherever they are kept.
 */
import { sameBytes, type Bytes } from './bytes.ts'
import { sha256 } from './sha256.ts'

/** The hash of the perfect subtree over leaves `index·2^level` to `(index+1)·2^level - 1`. */
export type ReadSubtree = (level: number, index: number) => Promise<Uint8Array>

/** Leaves `start` to `end - 1`; as RFC 6962 cuts trees, `start` is always a multiple of the subtrees inside. */
export type Range = { start: number; end: number }

/** MTH({}): the root of the empty tree. */
export const emptyRoot: Bytes = sha256(new Uint8Array())

/** MTH({d}) = SHA-256(0x00 || d) */
export function leafHash(entry: Uint8Array): Bytes {
  const message = new Uint8Array(1 + entry.length)
  message.set(entry, 1)
  return sha256(message)
}

/** SHA-256(0x01 || left || right) */
export function nodeHash(left: Uint8Array, right: Uint8Array): Bytes {
  const message = new Uint8Array(65)
  message[0] = 1
  message.set(left, 1)
  message.set(right, 33)
  return sha256(message)
}

/** The largest power of two smaller than `size` (size > 1): where RFC 6962 splits a tree. */
export function splitPoint(size: number): number {
  let k = 1
  while (k * 2 < size) k *= 2
  return k
}

/** The root of the tree over its first `size` leaves. */
export async function rootFrom(size: number, read: ReadSubtree): Promise<Uint8Array> {
  return size === 0 ? emptyRoot : rangeHash({ start: 0, end: size }, read)
}

/** Inclusion proof (2.1.1), from the leaf's sibling up. Throws if the position is outside the tree. */
export function inclusionProofFrom(position: number, size: number, read: ReadSubtree): Promise<Uint8Array[]> {
  if (!isCount(position) || !isCount(size) || position >= size)
    throw new RangeError(`no leaf ${position} in a tree of ${size}`)
  return Promise.all(inclusionRanges(position, { start: 0, end: size }).map((range) => rangeHash(range, read)))
}

/**
 * Consistency proof (2.1.2) that the tree of `newSize` continues the tree of `oldSize`; empty for sizes 0 and equal.
 */
export function consistencyProofFrom(oldSize: number, newSize: number, read: ReadSubtree): Promise<Uint8Array[]> {
  if (!isCount(oldSize) || !isCount(newSize) || oldSize > newSize)
    throw new RangeError(`no proof from size ${oldSize} to ${newSize}`)
  if (oldSize === 0 || oldSize === newSize) return Promise.resolve([])
  return Promise.all(
    consistencyRanges(oldSize, { start: 0, end: newSize }, true).map((range) => rangeHash(range, read)),
  )
}

function inclusionRanges(position: number, { start, end }: Range): Range[] {
  if (end - start === 1) return []
  const middle = start + splitPoint(end - start)
  return position < middle
    ? [...inclusionRanges(position, { start, end: middle }), { start: middle, end }]
    : [...inclusionRanges(position, { start: middle, end }), { start, end: middle }]
}

/** `whole`: the old tree is a subtree that the verifier knows (its own root), so it need not be sent. */
function consistencyRanges(oldEnd: number, { start, end }: Range, whole: boolean): Range[] {
  if (oldEnd === end) return whole ? [] : [{ start, end }]
  const middle = start + splitPoint(end - start)
  return oldEnd <= middle
    ? [...consistencyRanges(oldEnd, { start, end: middle }, whole), { start: middle, end }]
    : [...consistencyRanges(oldEnd, { start: middle, end }, false), { start, end: middle }]
}

async function rangeHash({ start, end }: Range, read: ReadSubtree): Promise<Uint8Array> {
  const size = end - start
  const level = Math.round(Math.log2(size))
  if (2 ** level === size) return read(level, start / size)
  const middle = start + splitPoint(size)
  const [left, right] = await Promise.all([
    rangeHash({ start, end: middle }, read),
    rangeHash({ start: middle, end }, read),
  ])
  return nodeHash(left, right)
}

/** Whether `proof` shows that the leaf stands at `position` in the tree with this size and root. */
export function verifyInclusion(
  position: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!isCount(position) || !isCount(size) || position >= size || ![leaf, root, ...proof].every(isHash)) return false
  const rest = [...proof]
  const computed = climb(position, size, leaf, rest)
  return computed !== undefined && rest.length === 0 && sameBytes(computed, root)
}

/** Root of the tree of `size` seen from a leaf; takes hashes off the front of `proof`. */
function climb(position: number, size: number, leaf: Uint8Array, proof: Uint8Array[]): Uint8Array | undefined {
  if (size === 1) return leaf
  const middle = splitPoint(size)
  const below =
    position < middle ? climb(position, middle, leaf, proof) : climb(position - middle, size - middle, leaf, proof)
  const sibling = proof.shift()
  if (!below || !sibling) return undefined
  return position < middle ? nodeHash(below, sibling) : nodeHash(sibling, below)
}

/** Whether `proof` shows that the tree (newSize, newRoot) only appended to the tree (oldSize, oldRoot). */
export function verifyConsistency(
  oldSize: number,
  newSize: number,
  oldRoot: Uint8Array,
  newRoot: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (!isCount(oldSize) || !isCount(newSize) || oldSize > newSize || ![oldRoot, newRoot, ...proof].every(isHash))
    return false
  if (oldSize === newSize) return proof.length === 0 && sameBytes(oldRoot, newRoot)
  if (oldSize === 0) return proof.length === 0 && sameBytes(oldRoot, emptyRoot)
  const rest = [...proof]
  const roots = climbBoth(oldSize, newSize, oldRoot, true, rest)
  return roots !== undefined && rest.length === 0 && sameBytes(roots.old, oldRoot) && sameBytes(roots.now, newRoot)
}

function climbBoth(
  oldSize: number,
  size: number,
  oldRoot: Uint8Array,
  whole: boolean,
  proof: Uint8Array[],
): { old: Uint8Array; now: Uint8Array } | undefined {
  if (oldSize === size) {
    const hash = whole ? oldRoot : proof.shift()
    return hash && { old: hash, now: hash }
  }
  const middle = splitPoint(size)
  const left = oldSize <= middle
  const below = left
    ? climbBoth(oldSize, middle, oldRoot, whole, proof)
    : climbBoth(oldSize - middle, size - middle, oldRoot, false, proof)
  const sibling = proof.shift()
  if (!below || !sibling) return undefined
  return left
    ? { old: below.old, now: nodeHash(below.now, sibling) }
    : { old: nodeHash(sibling, below.old), now: nodeHash(sibling, below.now) }
}

function isCount(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === 32
}
