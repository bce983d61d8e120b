/**
 * Encrypted messages ("安全模式"): AES-256-CBC under the account's key, the first 16 bytes of the key as vector, padded
 * to 32 bytes; inside 16 random bytes, the length (4 bytes, the highest first), the message, the account's id.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const blockBytes = 32
const headBytes = 20

/** Thrown where a message opens under none of the keys, or is another account's. */
export class NotForUs extends Error {}

/** The 32 bytes of an EncodingAESKey: 43 letters, digits, + or /. @throws RangeError where it is none. */
export function keyBytes(encoded: string): Buffer {
  if (!/^[A-Za-z0-9+/]{43}$/.test(encoded)) throw new RangeError('an EncodingAESKey has 43 characters')
  return Buffer.from(`${encoded}=`, 'base64')
}

/** In base64, as it stands in `<Encrypt>`. */
export function sealMessage(key: string, appId: string, text: string, random = randomBytes(16)): string {
  const message = Buffer.from(text, 'utf8')
  const head = Buffer.alloc(headBytes)
  random.copy(head)
  head.writeUInt32BE(message.length, 16)
  const body = Buffer.concat([head, message, Buffer.from(appId, 'utf8')])
  const fill = blockBytes - (body.length % blockBytes)
  const padded = Buffer.concat([body, Buffer.alloc(fill, fill)])
  const bytes = keyBytes(key)
  const cipher = createCipheriv('aes-256-cbc', bytes, bytes.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64')
}

/**
 * What was sealed, and the key under which it opened: the present one or the one before, for while a key is changed
 * both are in use. @throws NotForUs
 */
export function openMessage(keys: readonly string[], appId: string, sealed: string): { text: string; key: string } {
  for (const key of keys) {
    const text = openUnder(key, appId, sealed)
    if (text !== undefined) return { text, key }
  }
  throw new NotForUs('no key of this account opens it')
}

function openUnder(key: string, appId: string, sealed: string): string | undefined {
  const bytes = keyBytes(key)
  const cipher = Buffer.from(sealed, 'base64')
  if (cipher.length === 0 || cipher.length % 16 !== 0) return undefined
  const decipher = createDecipheriv('aes-256-cbc', bytes, bytes.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(cipher), decipher.final()])
  const fill = padded.at(-1)!
  if (fill < 1 || fill > blockBytes || padded.length - fill < headBytes) return undefined
  const body = padded.subarray(0, padded.length - fill)
  const end = headBytes + body.readUInt32BE(16)
  if (end > body.length || body.toString('utf8', end) !== appId) return undefined
  return body.toString('utf8', headBytes, end)
}
