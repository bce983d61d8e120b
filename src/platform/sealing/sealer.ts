/** Values sealed for the database: bound to their row, under the newest key, opened under the key they name. */
import { hkdfSync } from 'node:crypto'
import { ringOf, type Ring, type SealKey } from './ring.ts'
import { openBytes, sealBytes } from './suites.ts'

export interface Sealer {
  seal(about: string, bytes: Uint8Array): Buffer
  /** @throws Error where key, words or a byte is wrong. */
  open(about: string, sealed: Uint8Array): Buffer
}

/**
 * A column of sealed values: each bound to `what` (where it is not empty) and the id in the column `row`, under a key
 * for `purpose`.
 */
export interface SealedColumn {
  table: string
  row: string
  column: string
  what: string
  purpose: string
}

/**
 * Before the ring there was no mark: such values begin with a random nonce and open under the key that follows from the
 * secret.
 */
const mark = Buffer.from('SLK1')

/** What every value under this key begins with: "SLK1", the length of the key's name, its name. */
export function headOf(key: SealKey): Buffer {
  const id = Buffer.from(key.id)
  return Buffer.concat([mark, Buffer.from([id.length]), id])
}

/** `purpose`: a key of its own is derived for each. */
export function sealerOf(secret: string, purpose: string): Sealer {
  const first = derived(secret, purpose)
  const ring = () => ringOf(secret)
  return {
    seal(about, bytes) {
      const key = ring().newest()
      return key
        ? Buffer.concat([headOf(key), sealBytes(key.suite, derived(key.key, purpose), about, bytes)])
        : sealBytes('aes', first, about, bytes)
    },
    open(about, sealed) {
      const named = keyIn(ring(), sealed)
      return named
        ? openBytes(named.key.suite, derived(named.key.key, purpose), about, named.body)
        : openBytes('aes', first, about, sealed)
    },
  }
}

function keyIn(ring: Ring, sealed: Uint8Array): { key: SealKey; body: Uint8Array } | undefined {
  if (!Buffer.from(sealed.subarray(0, mark.length)).equals(mark)) return undefined
  const start = mark.length + 1 + sealed[mark.length]!
  const key = ring.find(Buffer.from(sealed.subarray(mark.length + 1, start)).toString())
  return key && { key, body: sealed.subarray(start) }
}

const kept = new Map<string, Buffer>()

function derived(secret: string | Uint8Array, purpose: string): Buffer {
  const name = `${purpose} ${typeof secret === 'string' ? secret : Buffer.from(secret).toString('base64')}`
  const known = kept.get(name)
  if (known) return known
  const made = Buffer.from(hkdfSync('sha256', secret, 'sunlit', purpose, 32))
  kept.set(name, made)
  return made
}
