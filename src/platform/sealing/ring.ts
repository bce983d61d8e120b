/**
 * The county's keys for what is sealed at rest: what is new goes under the newest, what is older opens under its own
 * until it is sealed anew.
 */
import { randomBytes } from 'node:crypto'
import { suiteNames, type Suite } from './suites.ts'

export interface SealKey {
  id: string
  suite: Suite
  key: Uint8Array
}
export interface Ring {
  /** `undefined`: the county has made none yet; then all is sealed under the key that follows from its secret. */
  newest(): SealKey | undefined
  find(id: string): SealKey | undefined
}

/** A key on one line: `2026-11-22:aes:…` (32 bytes, base64url). */
const line = /^([a-z0-9][a-z0-9-]{0,31}):(aes|sm4):([A-Za-z0-9_-]{43})$/

/**
 * Keys as text, newest first, on lines or parted by commas. @throws Error with a Chinese sentence for what is no key.
 */
export function readRing(text: string): SealKey[] {
  const keys = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((part, i): SealKey => {
      const [, id, suite, key] = line.exec(part) ?? []
      if (!id || !key) throw new Error(`密钥环的第 ${i + 1} 把钥匙写得不对，须如 2026-11-22:aes:（43 个字符）。`)
      return { id, suite: suite as Suite, key: Buffer.from(key, 'base64url') }
    })
  if (new Set(keys.map((k) => k.id)).size < keys.length) throw new Error('密钥环里有两把钥匙同名。')
  return keys
}

export const writeRing = (keys: readonly SealKey[]): string =>
  keys.map((k) => `${k.id}:${k.suite}:${Buffer.from(k.key).toString('base64url')}\n`).join('')

/** A new key for today; a second one of the same day gets a number. */
export function newKey(keys: readonly SealKey[], suite: Suite, day: string): SealKey {
  const taken = new Set(keys.map((k) => k.id))
  let id = day
  for (let n = 2; taken.has(id); n += 1) id = `${day}-${n}`
  return { id, suite, key: randomBytes(32) }
}

export const sayKey = (key: SealKey | undefined): string =>
  key ? `${key.id}（${suiteNames[key.suite]}）` : '最初的钥匙'

/**
 * `load`: the keys as text; asked again when something is sealed under a key that is not known, for it may have been
 * made since.
 */
export function ringFrom(load: () => string): Ring {
  let keys = readRing(load())
  const find = (id: string) => keys.find((k) => k.id === id)
  return {
    newest: () => keys[0],
    find(id) {
      if (!find(id)) keys = readRing(load())
      return find(id)
    },
  }
}

const none: Ring = { newest: () => undefined, find: () => undefined }
const held = new Map<string, Ring>()

/** The ring of the office with this secret; set once when a process starts. */
export function holdRing(secret: string, ring: Ring): void {
  held.set(secret, ring)
}

export const ringOf = (secret: string): Ring => held.get(secret) ?? none
