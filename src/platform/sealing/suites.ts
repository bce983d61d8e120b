/**
 * Two ways to seal bytes, both telling every change: AES-256-GCM (NIST SP 800-38D), and for counties that must use
 * Chinese commercial ciphers SM4 (GB/T 32907) in CBC mode, then HMAC-SM3 (GB/T 32905) over all of it. Node's OpenSSL
 * has no SM4-GCM.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

export type Suite = 'aes' | 'sm4'
export const suiteNames: Readonly<Record<Suite, string>> = { aes: 'AES-256-GCM', sm4: 'SM4-CBC + HMAC-SM3' }

/** `key`: 32 bytes. `about`: what the bytes belong to; they open only under the same words. */
export const sealBytes = (suite: Suite, key: Uint8Array, about: string, bytes: Uint8Array): Buffer =>
  suite === 'aes' ? sealAes(key, about, bytes) : sealSm4(key, about, bytes)

/** @throws Error where the key or the words are wrong, or a byte was changed. */
export const openBytes = (suite: Suite, key: Uint8Array, about: string, sealed: Uint8Array): Buffer =>
  suite === 'aes' ? openAes(key, about, sealed) : openSm4(key, about, sealed)

/** 12-byte nonce, 16-byte tag, ciphertext. */
function sealAes(key: Uint8Array, about: string, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about))
  const body = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

function openAes(key: Uint8Array, about: string, sealed: Uint8Array): Buffer {
  const data = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, 12), { authTagLength: 16 })
    .setAAD(Buffer.from(about))
    .setAuthTag(data.subarray(12, 28))
  return Buffer.concat([decipher.update(data.subarray(28)), decipher.final()])
}

/** 16-byte IV, 32-byte tag, ciphertext: encrypted first, then authenticated. */
function sealSm4(key: Uint8Array, about: string, bytes: Uint8Array): Buffer {
  const { cipherKey, macKey } = sm4Keys(key)
  const iv = randomBytes(16)
  const cipher = createCipheriv('sm4-cbc', cipherKey, iv)
  const body = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([iv, tagOf(macKey, about, iv, body), body])
}

function openSm4(key: Uint8Array, about: string, sealed: Uint8Array): Buffer {
  const data = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const { cipherKey, macKey } = sm4Keys(key)
  const [iv, tag, body] = [data.subarray(0, 16), data.subarray(16, 48), data.subarray(48)]
  if (tag.length !== 32 || !timingSafeEqual(tag, tagOf(macKey, about, iv, body)))
    throw new Error('sealed bytes were changed, or the key is another')
  const decipher = createDecipheriv('sm4-cbc', cipherKey, iv)
  return Buffer.concat([decipher.update(body), decipher.final()])
}

/** One key for each purpose. */
function sm4Keys(key: Uint8Array): { cipherKey: Buffer; macKey: Buffer } {
  const of = (purpose: string, length: number) => Buffer.from(hkdfSync('sm3', key, 'sunlit', purpose, length))
  return { cipherKey: of('sm4-cbc', 16), macKey: of('hmac-sm3', 32) }
}

/** The words' length stands before them: no byte can pass from one part to the other. */
function tagOf(macKey: Buffer, about: string, iv: Uint8Array, body: Uint8Array): Buffer {
  const words = Buffer.from(about)
  const length = Buffer.alloc(8)
  length.writeBigUInt64BE(BigInt(words.length))
  return createHmac('sm3', macKey).update(length).update(words).update(iv).update(body).digest()
}
