/** What of a resident is sealed: ID number, telephone, address. A keyed hash beside it finds the same number again and tells nothing else. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

export type Sealed = 'id' | 'phone' | 'address' | 'step'
export type ResidentVault = {
  /** AES-256-GCM, bound to `row` (the resident's or household's id), so that a value cannot be moved to another row. */
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
  const vault = vaultUnder(keyOf(secret, 'residents: seal'), keyOf(secret, 'residents: index'))
  made.set(secret, vault)
  return vault
}

const keyOf = (secret: string, purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'sunlit', purpose, 32))

function vaultUnder(key: Buffer, indexKey: Buffer): ResidentVault {
  return {
    seal(what, row, text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(`${what} ${row}`))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    open(what, row, sealed) {
      const data = Buffer.from(sealed)
      const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, 12)).setAAD(Buffer.from(`${what} ${row}`)).setAuthTag(data.subarray(12, 28))
      return Buffer.concat([decipher.update(data.subarray(28)), decipher.final()]).toString('utf8')
    },
    index: (what, text) => createHmac('sha256', indexKey).update(`${what} ${text}`).digest('base64url'),
  }
}
