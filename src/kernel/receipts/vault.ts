/**
 * Who somebody is that told or asked for something, at rest: under a key of its own from the newest of the ring, bound
 * to the row.
 */
import { sealerOf } from '../../platform/sealing/sealer.ts'

/** `purpose`: the column; `row`: its id, so that a sealed value cannot be moved to another row. */
export type Vault = {
  seal(purpose: string, row: string, value: unknown): Buffer
  open<T>(purpose: string, row: string, sealed: Uint8Array): T
}

/** Of the key that other rooms share with this one. */
export const vaultPurpose = 'reports: who'

const made = new Map<string, Vault>()

/** The vault of the office with this secret. `open` throws where key, row or a byte is wrong. */
export function vaultOf(secret: string): Vault {
  const known = made.get(secret) ?? makeVault(secret)
  made.set(secret, known)
  return known
}

function makeVault(secret: string): Vault {
  const sealer = sealerOf(secret, vaultPurpose)
  return {
    seal: (what, row, value) => sealer.seal(`${what} ${row}`, Buffer.from(JSON.stringify(value), 'utf8')),
    open: (what, row, sealed) => JSON.parse(sealer.open(`${what} ${row}`, sealed).toString('utf8')),
  }
}
