/**
 * Ed25519 (RFC 8032) without WebCrypto: the browsers of old phones do not have it there, pages over plain http have no WebCrypto at
 * all, and whoever checks a notice must get an answer on any of them.
 */
import { hashes, verify } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'

hashes.sha512 = sha512

/**
 * Whether the signature is right; a key or a signature that is none makes it wrong. `publicKey`: 32 bytes,
 * `signature`: 64.
 */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify(signature, message, publicKey, { zip215: false })
  } catch {
    return false
  }
}
