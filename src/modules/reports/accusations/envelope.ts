/**
 * Sealing to a key: a fresh P-256 pair for each envelope, ECDH, HKDF-SHA-256, AES-256-GCM. Layout: 01 | ephemeral
 * public key (65 bytes) | nonce (12) | ciphertext with tag. Runs in browsers (https or localhost) and in Node.
 */
import { concat, fromUtf8, sameBytes, toHex, utf8, type Bytes } from '../../../kernel/ledger/bytes.ts'

/** What is reported, and who reports: sealed apart, so that one cannot be passed off as the other. */
export type Part = 'body' | 'identity'
export type PublicKey = { id: string; bytes: Bytes }

const curve = { name: 'ECDH', namedCurve: 'P-256' } as const
const [version, pointBytes, nonceBytes] = [1, 65, 12]
/** Lengths are multiples of this, so that a short report does not look short. */
const block = 16 * 1024

/** Seals a value; only the holder of the private key opens it. */
export async function sealFor(key: PublicKey, part: Part, value: unknown): Promise<Bytes> {
  const theirs = await crypto.subtle.importKey('raw', key.bytes, curve, false, [])
  const own = await crypto.subtle.generateKey(curve, false, ['deriveBits'])
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', own.publicKey))
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes))
  const secret = await derived(own.privateKey, theirs, point, key.id, part)
  return concat([
    Uint8Array.of(version),
    point,
    nonce,
    new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, secret, padded(value))),
  ])
}

/** Opens what `sealFor` made. Throws where the key is another or a byte was changed. */
export async function openWith(privateKey: CryptoKey, keyId: string, part: Part, sealed: Bytes): Promise<unknown> {
  if (sealed[0] !== version) throw new Error('unknown envelope')
  const point = sealed.slice(1, 1 + pointBytes)
  const rest = sealed.slice(1 + pointBytes)
  const theirs = await crypto.subtle.importKey('raw', point, curve, false, [])
  const secret = await derived(privateKey, theirs, point, keyId, part)
  const plain = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: rest.slice(0, nonceBytes) },
    secret,
    rest.slice(nonceBytes),
  )
  return JSON.parse(fromUtf8(new Uint8Array(plain))!)
}

/** The first 32 hex digits of the SHA-256 of a public key. */
export async function keyIdOf(publicKey: Bytes): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', publicKey))).slice(0, 32)
}

/** "1a2b 3c4d …", to be read out and compared. */
export const fingerprint = (keyId: string): string => keyId.match(/.{4}/g)!.join(' ')

/** Whether a private key belongs to a public one: seals a word and opens it. */
export async function fits(privateKey: CryptoKey, key: PublicKey): Promise<boolean> {
  const word = toHex(crypto.getRandomValues(new Uint8Array(8)))
  return openWith(privateKey, key.id, 'body', await sealFor(key, 'body', word)).then(
    (opened) => opened === word,
    () => false,
  )
}

async function derived(own: CryptoKey, theirs: CryptoKey, point: Bytes, keyId: string, part: Part): Promise<CryptoKey> {
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, own, 256)
  const base = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: point, info: utf8(`sunlit accusation ${part} ${keyId}`) },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

/** JSON allows blanks after its end. */
function padded(value: unknown): Bytes {
  const bytes = utf8(JSON.stringify(value))
  const all = new Uint8Array(Math.ceil(bytes.length / block) * block).fill(0x20)
  all.set(bytes)
  return all
}

/** The uncompressed point of a public key, or `undefined` for bytes that are none. */
export async function publicKeyOf(bytes: Bytes): Promise<PublicKey | undefined> {
  try {
    const key = await crypto.subtle.importKey('raw', bytes, curve, true, [])
    const same = sameBytes(new Uint8Array(await crypto.subtle.exportKey('raw', key)), bytes)
    return same && bytes.length === pointBytes ? { id: await keyIdOf(bytes), bytes } : undefined
  } catch {
    return undefined
  }
}
