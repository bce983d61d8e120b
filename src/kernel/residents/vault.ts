/**
 * What of a resident is sealed: ID number, telephone, address. A keyed hash beside it finds the same number again and
 * tells nothing else.
 */
import { createHmac, hkdfSync } from 'node:crypto'
import { sealerOf, type SealedColumn, type Sealer } from '../../platform/sealing/sealer.ts'

export type Sealed = 'id' | 'phone' | 'address' | 'step'
export type ResidentVault = {
  /**
   * Under the newest key of the ring, bound to `row` (the resident's or household's id), so that a value cannot be
   * moved to another row.
   */
  seal(what: Sealed, row: string, text: string): Buffer
  /** Throws where key, row or a byte is wrong. */
  open(what: Sealed, row: string, sealed: Uint8Array): string
  /** Blind index (HMAC-SHA256, base64url) of a number in its normal form. */
  index(what: 'id' | 'phone' | 'code' | 'slip', text: string): string
}

const made = new Map<string, ResidentVault>()

/** The vault under keys derived from the office's secret; derived once per secret. */
export function residentVault(secret: string): ResidentVault {
  const known = made.get(secret)
  if (known) return known
  const vault = vaultUnder(sealerOf(secret, sealPurpose), keyOf(secret, 'residents: index'))
  made.set(secret, vault)
  return vault
}

const keyOf = (secret: string, purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'sunlit', purpose, 32))

const sealPurpose = 'residents: seal'

/** Where such values lie, for sealing them anew: each bound to `what` and the id in `row`. */
export const residentColumns: readonly SealedColumn[] = [
  { table: 'households', row: 'id', column: 'address', what: 'address', purpose: sealPurpose },
  { table: 'residents', row: 'id', column: 'id_number', what: 'id', purpose: sealPurpose },
  { table: 'residents', row: 'id', column: 'phone', what: 'phone', purpose: sealPurpose },
  { table: 'resident_befores', row: 'resident_id', column: 'id_number', what: 'id', purpose: sealPurpose },
  { table: 'resident_befores', row: 'resident_id', column: 'phone', what: 'phone', purpose: sealPurpose },
]

/** The index's key does not change with the ring: else no number that is there would be found again. */
function vaultUnder(sealer: Sealer, indexKey: Buffer): ResidentVault {
  return {
    seal: (what, row, text) => sealer.seal(`${what} ${row}`, Buffer.from(text, 'utf8')),
    open: (what, row, sealed) => sealer.open(`${what} ${row}`, sealed).toString('utf8'),
    index: (what, text) => createHmac('sha256', indexKey).update(`${what} ${text}`).digest('base64url'),
  }
}
