/** The keys of a county inside a backup: AES-256-GCM under a passphrase (scrypt, RFC 7914), bound to the manifest. */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { z } from 'zod'

/** 128 MiB and about half a second per guess. */
const cost = { N: 2 ** 17, r: 8, p: 1 }
const maxmem = 256 * 1024 * 1024
const sealedSchema = z.strictObject({
  v: z.literal(1),
  kdf: z.literal('scrypt'),
  N: z.int().max(2 ** 18),
  r: z.int().max(16),
  p: z.int().max(4),
  salt: z.base64(),
  nonce: z.base64(),
  tag: z.base64(),
  data: z.base64(),
})

/** `manifest`: the bytes to which the keys are bound. */
export function sealKeys(keys: unknown, passphrase: string, manifest: Uint8Array): Buffer {
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const cipher = createCipheriv(
    'aes-256-gcm',
    scryptSync(passphrase.normalize('NFC'), salt, 32, { ...cost, maxmem }),
    nonce,
  ).setAAD(manifest)
  const data = Buffer.concat([cipher.update(JSON.stringify(keys)), cipher.final()])
  const text = (b: Buffer) => b.toString('base64')
  return Buffer.from(
    `${JSON.stringify({ v: 1, kdf: 'scrypt', ...cost, salt: text(salt), nonce: text(nonce), tag: text(cipher.getAuthTag()), data: text(data) })}\n`,
  )
}

/** `undefined` where the passphrase is wrong, or the manifest or the keys were changed. */
export function openKeys(sealed: Uint8Array, passphrase: string, manifest: Uint8Array): unknown {
  try {
    const s = sealedSchema.parse(JSON.parse(Buffer.from(sealed).toString('utf8')))
    const bytes = (text: string) => Buffer.from(text, 'base64')
    const key = scryptSync(passphrase.normalize('NFC'), bytes(s.salt), 32, { N: s.N, r: s.r, p: s.p, maxmem })
    const decipher = createDecipheriv('aes-256-gcm', key, bytes(s.nonce)).setAAD(manifest).setAuthTag(bytes(s.tag))
    return JSON.parse(Buffer.concat([decipher.update(bytes(s.data)), decipher.final()]).toString('utf8'))
  } catch {
    return undefined
  }
}
