/** The log's own key and name. Both are made at the first start and never change: all published proofs hang on them. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from '../../platform/errors.ts'
import { utf8 } from './bytes.ts'
import { checkpointText } from './checkpoint.ts'
import {
  formatNote,
  formatVkey,
  isKeyName,
  signatureLine,
  signatureTypes,
  verifierKey,
  type VerifierKey,
} from './note.ts'

/** `origin`: the log's name in every checkpoint. `vkey`: the text that verifiers are given. */
export type LogKey = { origin: string; verifier: VerifierKey; vkey: string; privateKey: KeyObject }

/**
 * The key in `dataDir/keys/log.key` (PKCS8 PEM, 0600) and the origin in `log.origin`, made if missing. `origin` is used
 * only then. Where `given.privateKey` (a PEM) is set, the key comes from there and none is stored: several processes
 * share it.
 */
export async function loadOrCreateKey(
  dataDir: string,
  origin: string,
  given: { privateKey?: string } = {},
): Promise<LogKey> {
  const folder = join(dataDir, 'keys')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const pem = given.privateKey ?? (await readOrCreate(join(folder, 'log.key'), newPrivateKey))
  const fixed = (await readOrCreate(join(folder, 'log.origin'), () => `${origin}\n`)).trim()
  return logKey(fixed, readPrivateKey(pem))
}

/** Throws `StartError` for a name that cannot stand in a signature line. */
export function logKey(origin: string, privateKey: KeyObject): LogKey {
  if (!isKeyName(origin))
    throw new StartError(
      `存证日志的名称「${origin}」不能用：不能为空，不能有空格和加号。`,
      '请改用域名加路径的写法，如 example.cn/log。',
    )
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const verifier = verifierKey(origin, signatureTypes.ed25519, new Uint8Array(spki.subarray(-32)))
  return { origin, verifier, vkey: formatVkey(verifier), privateKey }
}

/** A note over `text` (ending in a newline) with the log's signature. */
export function signNote(text: string, key: LogKey): string {
  const signature = sign(null, utf8(text), key.privateKey)
  return formatNote(text, [signatureLine(key.verifier.name, key.verifier.keyId, signature)])
}

export function signCheckpoint(size: number, root: Uint8Array, key: LogKey): string {
  return signNote(checkpointText(key.origin, size, root), key)
}

function readPrivateKey(pem: string): KeyObject {
  const wayOut = '请放回原来的私钥备份。换新密钥会使已发出的存证无法核对。'
  let key: KeyObject
  try {
    // An environment variable often carries line ends as backslash-n.
    key = createPrivateKey(pem.replaceAll('\\n', '\n'))
  } catch {
    throw new StartError('存证日志的私钥读不出来：不是 PEM 格式的私钥，或文件已损坏。', wayOut)
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new StartError('存证日志的私钥种类不对：须是 Ed25519。', wayOut)
  return key
}

function newPrivateKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/**
 * Written beside and linked into place: a crash leaves no half file, and of two processes starting together one wins
 * and both read its file.
 */
async function readOrCreate(path: string, make: () => string): Promise<string> {
  const existing = await readIfThere(path)
  if (existing !== undefined) return existing
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, make(), { mode: 0o600, flag: 'wx', flush: true })
  try {
    await link(draft, path)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    await rm(draft)
  }
  return readFile(path, 'utf8')
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
