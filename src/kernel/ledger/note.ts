/** Signed notes (c2sp.org/signed-note): a text, an empty line, and one line per signature. */
import { concat, fromBase64, fromHex, sameBytes, toBase64, toHex, utf8 } from './bytes.ts'
import { verifyEd25519 } from './ed25519.ts'
import { sha256 } from './sha256.ts'

/** Signature type bytes: a log's Ed25519 signature, and a witness's timestamped one (c2sp.org/tlog-cosignature). */
export const signatureTypes = { ed25519: 0x01, cosignature: 0x04 } as const

/** What verifies signatures of one key: its text form, the vkey, is `name+keyId+base64(type || public key)`. */
export type VerifierKey = { name: string; keyId: Uint8Array; type: number; publicKey: Uint8Array }

/** `bytes`: what follows the key id in the line. */
export type NoteSignature = { name: string; keyId: Uint8Array; bytes: Uint8Array; line: string }

/** `text` ends with a newline; it is what was signed. */
export type Note = { text: string; signatures: NoteSignature[] }

export type SignatureVerdict = 'valid' | 'invalid' | 'absent'

/** SHA-256(name || 0x0A || type || public key)[:4] */
export function keyIdOf(name: string, type: number, publicKey: Uint8Array): Uint8Array {
  return sha256(concat([utf8(`${name}\n`), Uint8Array.of(type), publicKey])).subarray(0, 4)
}

export function verifierKey(name: string, type: number, publicKey: Uint8Array): VerifierKey {
  return { name, keyId: keyIdOf(name, type, publicKey), type, publicKey }
}

export function formatVkey({ name, keyId, type, publicKey }: VerifierKey): string {
  return `${name}+${toHex(keyId)}+${toBase64(concat([Uint8Array.of(type), publicKey]))}`
}

/**
 * Reads a vkey of type Ed25519 or cosignature; `undefined` if it is malformed, of another type, or its key id does not
 * fit.
 */
export function parseVkey(text: string): VerifierKey | undefined {
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text)
  const keyId = match && fromHex(match[2]!)
  const encoded = match && fromBase64(match[3]!)
  if (!match || !keyId || !encoded || encoded.length !== 33 || !isKeyName(match[1]!)) return undefined
  const key = verifierKey(match[1]!, encoded[0]!, encoded.subarray(1))
  const known: number[] = Object.values(signatureTypes)
  return known.includes(key.type) && sameBytes(key.keyId, keyId) ? key : undefined
}

export function isKeyName(name: string): boolean {
  // eslint-disable-next-line no-control-regex
  return name.length > 0 && !/[\s+\u0000-\u001f]/u.test(name)
}

/** One signature line, with its newline. */
export function signatureLine(name: string, keyId: Uint8Array, bytes: Uint8Array): string {
  return `— ${name} ${toBase64(concat([keyId, bytes]))}\n`
}

/** The note over a text (ending in a newline) with ready signature lines. */
export function formatNote(text: string, lines: readonly string[]): string {
  return `${text}\n${lines.join('')}`
}

/** More than the 16 signatures that every verifier has to accept, and few enough not to be flooded. */
const maxSignatures = 100

/** Reads a note without checking its signatures; `undefined` if it is malformed. */
export function parseNote(note: string): Note | undefined {
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0009\u000b-\u001f]/u.test(note) || !note.endsWith('\n')) return undefined
  const cut = note.lastIndexOf('\n\n')
  if (cut < 0) return undefined
  const lines = note.slice(cut + 2, -1).split('\n')
  const signatures = lines.map(parseSignature)
  if (lines.length > maxSignatures || !signatures.every((s) => s !== undefined)) return undefined
  return { text: note.slice(0, cut + 1), signatures }
}

function parseSignature(line: string): NoteSignature | undefined {
  const match = /^— (\S+) ([A-Za-z0-9+/=]+)$/u.exec(line)
  const bytes = match && fromBase64(match[2]!)
  if (!match || !bytes || bytes.length < 5 || !isKeyName(match[1]!)) return undefined
  return { name: match[1]!, keyId: bytes.subarray(0, 4), bytes: bytes.subarray(4), line: `${line}\n` }
}

/**
 * The signatures that claim to be of this key: same name and same key id. All others are ignored, as the specification
 * demands.
 */
export function signaturesOf(note: Note, key: VerifierKey): NoteSignature[] {
  return note.signatures.filter((s) => s.name === key.name && sameBytes(s.keyId, key.keyId))
}

/** Checks every signature of a log's key (type 0x01); one wrong one spoils the note. */
export function verifyNote(note: Note, key: VerifierKey): SignatureVerdict {
  const claimed = signaturesOf(note, key)
  if (claimed.length === 0 || key.type !== signatureTypes.ed25519) return 'absent'
  return claimed.every((s) => verifyEd25519(key.publicKey, utf8(note.text), s.bytes)) ? 'valid' : 'invalid'
}
