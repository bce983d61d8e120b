/**
 * Ed25519 (RFC 8032) without WebCrypto: the browsers of old phones do not have it there, pages over plain http have no
 * WebCrypto at all, and whoever checks a notice must get an answer on any of them.
 */
import { hashes, verify } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'
import { sameBytes } from './bytes.ts'

hashes.sha512 = sha512

type Signed = { publicKey: Uint8Array; message: Uint8Array; signature: Uint8Array }
/**
 * The last that were right: a package proves hundreds of notices by one checkpoint, and reckoning takes milliseconds
 * each time.
 */
const right: Signed[] = []
const mostKept = 8

/**
 * Whether the signature is right; a key or a signature that is none makes it wrong. `publicKey`: 32 bytes,
 * `signature`: 64.
 */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const asked = { publicKey, message, signature }
  if (right.some((r) => isSame(r, asked))) return true
  if (!isRight(asked)) return false
  right.unshift({ publicKey: publicKey.slice(), message: message.slice(), signature: signature.slice() })
  right.length = Math.min(right.length, mostKept)
  return true
}

function isRight({ publicKey, message, signature }: Signed): boolean {
  try {
    return verify(signature, message, publicKey, { zip215: false })
  } catch {
    return false
  }
}

const isSame = (a: Signed, b: Signed) =>
  sameBytes(a.signature, b.signature) && sameBytes(a.publicKey, b.publicKey) && sameBytes(a.message, b.message)
