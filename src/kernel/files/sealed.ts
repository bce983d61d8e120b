/**
 * Originals at rest: under the newest key of the ring, bound to the content's SHA-256 so that sealed files cannot be
 * swapped.
 */
import type { Ring } from '../../platform/sealing/ring.ts'
import { headOf } from '../../platform/sealing/sealer.ts'
import { openBytes, sealBytes } from '../../platform/sealing/suites.ts'

/** Of before there was a ring: "SLF1", then as AES-256-GCM seals, under the store's own key. */
const oldMark = Buffer.from('SLF1')

/** `key`: the store's own, 32 bytes; used as long as the ring is empty. */
export function seal(bytes: Uint8Array, key: Uint8Array, ring: Ring, sha256: string): Uint8Array {
  const newest = ring.newest()
  return newest
    ? Buffer.concat([headOf(newest), sealBytes(newest.suite, newest.key, sha256, bytes)])
    : Buffer.concat([oldMark, sealBytes('aes', key, sha256, bytes)])
}

/** @throws Error where the key is wrong or missing, or a byte was changed. */
export function unseal(sealed: Uint8Array, key: Uint8Array, ring: Ring, sha256: string): Uint8Array {
  const data = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  if (data.subarray(0, 4).equals(oldMark) && data.length >= 32) return openBytes('aes', key, sha256, data.subarray(4))
  const start = 5 + (data[4] ?? 0)
  const id = data.subarray(5, start).toString()
  const named = data.subarray(0, 4).toString() === 'SLK1' ? ring.find(id) : undefined
  if (!named) throw new Error(`file ${sha256} is not sealed as expected, or its key ${id} is not in the ring`)
  return openBytes(named.suite, named.key, sha256, data.subarray(start))
}

/** Whether a file that begins like this is under the ring's newest key already. */
export function isNewest(beginning: Uint8Array, ring: Ring): boolean {
  const newest = ring.newest()
  const head = newest ? headOf(newest) : oldMark
  return Buffer.from(beginning.subarray(0, head.length)).equals(head)
}
