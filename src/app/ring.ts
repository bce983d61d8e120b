/**
 * Where the county's ring of keys lies: `keys/ring` of the data folder, or SUNLIT_KEYRING where several machines share
 * it.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from '../platform/env.ts'
import { StartError } from '../platform/errors.ts'
import { newKey, readRing, ringFrom, writeRing, type Ring, type SealKey } from '../platform/sealing/ring.ts'
import type { Suite } from '../platform/sealing/suites.ts'

const fileOf = (data: string) => join(data, 'keys', 'ring')

/** Empty where there is none yet. */
export const ringText = (env: Env): string =>
  env.keyring ?? (existsSync(fileOf(env.data)) ? readFileSync(fileOf(env.data), 'utf8') : '')

/** Throws `StartError` for a ring that cannot be read. */
export function ringFor(env: Env): Ring {
  try {
    return ringFrom(() => ringText(env))
  } catch (error) {
    throw new StartError(
      (error as Error).message,
      env.keyring ? '请改正 SUNLIT_KEYRING。' : `请放回 ${fileOf(env.data)} 原来的内容，或者用备份恢复。`,
    )
  }
}

/**
 * Makes a key and puts it in front; where the environment gives the ring, it is only returned, for every machine to be
 * given.
 */
export function addKey(env: Env, suite: Suite, day: string): { key: SealKey; written: boolean; line: string } {
  const keys = readRing(ringText(env))
  const key = newKey(keys, suite, day)
  if (env.keyring === undefined) putRing(env.data, writeRing([key, ...keys]))
  return {
    key,
    written: env.keyring === undefined,
    line: writeRing([key, ...keys])
      .trim()
      .replaceAll('\n', ','),
  }
}

/** Written aside first: a power cut leaves the old ring or the new one. */
export function putRing(data: string, text: string): void {
  if (text === '') return
  writeFileSync(`${fileOf(data)}.part`, text, { mode: 0o600, flush: true })
  renameSync(`${fileOf(data)}.part`, fileOf(data))
}
