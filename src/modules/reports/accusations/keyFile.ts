/**
 * The discipline office's private key as a file: made in the officer's browser, sealed under a passphrase (PBKDF2,
 * AES-256-GCM), kept by the office alone.
 */
import { fromBase64url, toBase64url, utf8, type Bytes } from '../../../kernel/ledger/bytes.ts'
import { keyIdOf, type PublicKey } from './envelope.ts'

export type KeyFile = {
  v: 1
  kind: 'sunlit-discipline-key'
  id: string
  publicKey: string
  iterations: number
  salt: string
  nonce: string
  sealed: string
}

/** As OWASP advises for PBKDF2 with SHA-256. */
const iterations = 600_000
export const leastPassphrase = 12

/** A new pair: the public half, and the private half as a file's text. */
export async function newKeyFile(passphrase: string): Promise<{ key: PublicKey; text: string }> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
  const bytes = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const [salt, nonce] = [crypto.getRandomValues(new Uint8Array(16)), crypto.getRandomValues(new Uint8Array(12))]
  const plain = await crypto.subtle.exportKey('pkcs8', pair.privateKey)
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce },
    await lockOf(passphrase, salt, iterations),
    plain,
  )
  const id = await keyIdOf(bytes)
  const file: KeyFile = {
    v: 1,
    kind: 'sunlit-discipline-key',
    id,
    publicKey: toBase64url(bytes),
    iterations,
    salt: toBase64url(salt),
    nonce: toBase64url(nonce),
    sealed: toBase64url(new Uint8Array(sealed)),
  }
  return { key: { id, bytes }, text: `${JSON.stringify(file, null, 2)}\n` }
}

/** Opens a key file. Throws an `Error` with a sentence where it is none, or the passphrase is wrong. */
export async function openKeyFile(
  text: string,
  passphrase: string,
): Promise<{ key: PublicKey; privateKey: CryptoKey }> {
  const file = readKeyFile(text)
  try {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: file.nonce },
      await lockOf(passphrase, file.salt, file.iterations),
      file.sealed,
    )
    return {
      key: { id: file.id, bytes: file.publicKey },
      privateKey: await crypto.subtle.importKey('pkcs8', plain, { name: 'ECDH', namedCurve: 'P-256' }, false, [
        'deriveBits',
      ]),
    }
  } catch {
    throw new Error('口令不对，或者钥匙文件坏了。请再输一次口令，分清大小写。')
  }
}

type Opened = { id: string; iterations: number } & Record<'publicKey' | 'salt' | 'nonce' | 'sealed', Bytes>

function readKeyFile(text: string): Opened {
  try {
    const file = JSON.parse(text) as KeyFile
    const bytes = (name: 'publicKey' | 'salt' | 'nonce' | 'sealed') => fromBase64url(file[name])!
    const opened = {
      id: file.id,
      iterations: file.iterations,
      publicKey: bytes('publicKey'),
      salt: bytes('salt'),
      nonce: bytes('nonce'),
      sealed: bytes('sealed'),
    }
    if (
      file.kind === 'sunlit-discipline-key' &&
      file.v === 1 &&
      typeof file.id === 'string' &&
      file.iterations > 0 &&
      Object.values(opened).every((v) => v !== undefined)
    )
      return opened
  } catch {
    /* told below */
  }
  throw new Error('这不是钥匙文件。请选当时保存下来的那个文件（名字以 .key.json 结尾）。')
}

async function lockOf(passphrase: string, salt: Bytes, rounds: number): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', utf8(passphrase.normalize('NFKC')), 'PBKDF2', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}
