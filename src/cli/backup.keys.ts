/** The keys of a county: what a data folder cannot be opened without, apart from the passwords of its own database. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { z } from 'zod'
import type { Env } from '../platform/env.ts'
import { StartError, invalid } from '../platform/errors.ts'
import { putRing, ringText } from '../app/ring.ts'
import type { Secrets } from '../app/secrets.ts'

/**
 * `session` signs cookies and opens second factors, `files` opens original uploads, `ring` opens what is sealed at rest
 * (empty where the county has made no key yet), the rest is the public log's key and name.
 */
const keysSchema = z.strictObject({
  session: z.string(),
  files: z.string(),
  logKey: z.string(),
  logOrigin: z.string(),
  ring: z.string().default(''),
})
export type CountyKeys = z.input<typeof keysSchema>

export async function keysOf(env: Env, secrets: Secrets): Promise<CountyKeys> {
  const [key, origin] = ['log.key', 'log.origin'].map((name) => join(env.data, 'keys', name)) as [string, string]
  if (!existsSync(origin) || !(secrets.log || existsSync(key)))
    throw new StartError(`${join(env.data, 'keys')} 里没有公开存证的密钥。`, '请先启动一次服务，再做备份。')
  return {
    session: secrets.session,
    files: secrets.files,
    logKey: secrets.log ?? (await readFile(key, 'utf8')),
    logOrigin: await readFile(origin, 'utf8'),
    ring: ringText(env),
  }
}

/** Writes the keys of a backup into a data folder that has none; the database gets passwords of its own. */
export async function putKeys(data: string, given: unknown): Promise<Secrets> {
  const keys = keysSchema.parse(given)
  const folder = join(data, 'keys')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const random = () => randomBytes(32).toString('base64url')
  const secrets: Secrets = {
    session: keys.session,
    files: keys.files,
    database: { owner: random(), app: random(), web_public: random(), web_resident: random(), backup: random() },
  }
  const put = (name: string, text: string) =>
    writeFile(join(folder, name), text, { mode: 0o600, flag: 'wx', flush: true })
  await put('secrets.json', JSON.stringify(secrets, null, 1))
  await put('log.key', keys.logKey)
  await put('log.origin', keys.logOrigin)
  putRing(data, keys.ring)
  return secrets
}

/** From a file (its first line), else asked for on the terminal, twice for a new one. */
export async function passphraseFrom(file: string | undefined, purpose: 'new' | 'known'): Promise<string> {
  const given =
    file === undefined
      ? await ask(purpose)
      : (
          await readFile(file, 'utf8').catch(() => {
            throw invalid(`读不到口令文件 ${file}。`)
          })
        )
          .split(/\r?\n/)[0]!
          .trim()
  if (given.length < 12)
    throw invalid('口令至少 12 个字符。请用一句自己记得住的长话，写下来锁好：没有口令，备份打不开。')
  return given
}

async function ask(purpose: 'new' | 'known'): Promise<string> {
  if (!process.stdin.isTTY) throw invalid('没有口令。请用 --passphrase-file 给出口令文件（文件第一行是口令）。')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const first = (await terminal.question('备份口令：')).trim()
    if (purpose === 'new' && (await terminal.question('再输入一次：')).trim() !== first)
      throw invalid('两次输入的口令不一样，请重新执行。')
    return first
  } finally {
    terminal.close()
  }
}
