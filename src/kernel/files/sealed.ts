/** Originals at rest: AES-256-GCM, a fresh nonce each, bound to the content's SHA-256 so that sealed files cannot be swapped. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const mark = Buffer.from('SLF1')

/** Layout: "SLF1", 12-byte nonce, 16-byte tag, ciphertext. `key` is 32 bytes. */
export function seal(bytes: Uint8Array, key: Uint8Array, sha256: string): Uint8Array {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(sha256))
  const body = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([mark, nonce, cipher.getAuthTag(), body])
}

/** @throws Error where the key is wrong or a byte was changed. */
export function unseal(sealed: Uint8Array, key: Uint8Array, sha256: string): Uint8Array {
  const data = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  if (data.length < 32 || !data.subarray(0, 4).equals(mark)) throw new Error(`file ${sha256} is not sealed as expected`)
  const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(4, 16)).setAAD(Buffer.from(sha256)).setAuthTag(data.subarray(16, 32))
  return Buffer.concat([decipher.update(data.subarray(32)), decipher.final()])
}
