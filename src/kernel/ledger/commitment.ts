/**
 * What a leaf says about public content: a salted hash, nothing else. While the notice is on display its salt is public
 * and anyone can recompute the hash; at withdrawal the salt is destroyed, so that nobody can guess the text by trying.
 */
import canonicalize from 'canonicalize'
import { concat, toBase64url, utf8, type Bytes } from './bytes.ts'
import { sha256 } from './sha256.ts'

export const saltBytes = 32

/** Canonical JSON (RFC 8785) in UTF-8. Throws for what JSON cannot say (undefined, NaN, half characters). */
export function canonicalBytes(value: unknown): Bytes {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('this value has no JSON form')
  return utf8(text)
}

/** base64url(SHA-256(salt || canonical JSON of the content)). The salt must be 32 bytes. */
export function commit(content: unknown, salt: Uint8Array): string {
  return commitBytes(canonicalBytes(content), salt)
}

/** The same for content that is canonical JSON already. */
export function commitBytes(content: Uint8Array, salt: Uint8Array): string {
  if (salt.length !== saltBytes) throw new RangeError(`a salt has ${saltBytes} bytes, not ${salt.length}`)
  return toBase64url(sha256(concat([salt, content])))
}

/** Whether the content is the one committed to. */
export function checkCommitment(commitment: string, content: unknown, salt: Uint8Array): boolean {
  return commit(content, salt) === commitment
}
