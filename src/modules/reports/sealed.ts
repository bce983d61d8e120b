/** Who a reporter is, at rest: AES-256-GCM under a key of its own, bound to the row. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** `purpose`: the column; `row`: its id, so that a sealed value cannot be moved to another row. */
export type Vault = { seal(purpose: string, row: string, value: unknown): Buffer; open<T>(purpose: string, row: string, sealed: Uint8Array): T }

const made = new Map<string, Vault>()

/** The vault under a key derived from the office's secret, derived once. `open` throws where key, row or a byte is wrong. */
export function vaultOf(secret: string): Vault {
  const known = made.get(secret) ?? makeVault(secret)
  made.set(secret, known)
  return known
}

function makeVault(secret: string): Vault {
  const key = Buffer.from(hkdfSync('sha256', secret, 'sunlit', 'reports: who', 32))
  return {
    seal(purpose, row, value) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(`${purpose} ${row}`))
      const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    open(purpose, row, sealed) {
      const data = Buffer.from(sealed)
      const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, 12)).setAAD(Buffer.from(`${purpose} ${row}`)).setAuthTag(data.subarray(12, 28))
      return JSON.parse(Buffer.concat([decipher.update(data.subarray(28)), decipher.final()]).toString('utf8'))
    },
  }
}
