/**
 * Witness cosignatures, version 1 (c2sp.org/tlog-cosignature): another institution states that it saw this checkpoint
 * at that second, and that it continues all earlier ones it saw.
 */
import { concat, utf8 } from './bytes.ts'
import { verifyEd25519 } from './ed25519.ts'
import {
  signatureLine,
  signaturesOf,
  signatureTypes,
  type Note,
  type SignatureVerdict,
  type VerifierKey,
} from './note.ts'

/** `seconds` since 1970 (POSIX time). */
export type Cosignature = { seconds: number; signature: Uint8Array }

/** What a witness signs: a header, the time, and the checkpoint's text. */
export function cosignedMessage(text: string, seconds: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${seconds}\n${text}`)
}

/**
 * Splits the bytes after the key id: a big-endian uint64 of seconds and 64 bytes of Ed25519. `undefined` for other
 * lengths or times past 2^53.
 */
export function parseCosignature(bytes: Uint8Array): Cosignature | undefined {
  if (bytes.length !== 72) return undefined
  const seconds = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0))
  return Number.isSafeInteger(seconds) ? { seconds, signature: bytes.subarray(8) } : undefined
}

/** The signature line of a witness, with its newline. */
export function cosignatureLine(key: VerifierKey, { seconds, signature }: Cosignature): string {
  const time = new Uint8Array(8)
  new DataView(time.buffer).setBigUint64(0, BigInt(seconds))
  return signatureLine(key.name, key.keyId, concat([time, signature]))
}

/** Checks a witness's signatures on a checkpoint note. `seconds`: when it signed (the latest, if it signed twice). */
export function verifyCosignature(note: Note, key: VerifierKey): { verdict: SignatureVerdict; seconds?: number } {
  const claimed = signaturesOf(note, key)
  if (claimed.length === 0 || key.type !== signatureTypes.cosignature) return { verdict: 'absent' }
  const cosignatures = claimed.map((s) => parseCosignature(s.bytes))
  const right = cosignatures.every(
    (c) => c && verifyEd25519(key.publicKey, cosignedMessage(note.text, c.seconds), c.signature),
  )
  if (!right) return { verdict: 'invalid' }
  return { verdict: 'valid', seconds: Math.max(...cosignatures.map((c) => c?.seconds ?? 0)) }
}
