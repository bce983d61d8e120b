/**
 * The secrets of a county: in the data folder, readable by the owner only, or all from one secret in the environment.
 */
import { createPrivateKey, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from '../platform/env.ts'
import { needWritable } from '../platform/disk.ts'
import { StartError } from '../platform/errors.ts'
import { refuseUsedDatabase } from './keyPrints.ts'
import type { Secrets } from './secrets.ts'

/**
 * Those of `data/keys/secrets.json`, else those that follow from SUNLIT_SECRET (with DATABASE_URL: machines that are
 * given the same secret need no copied files), else new ones. New ones are never made beside a database or cluster that
 * is in use. Throws `StartError`.
 */
export async function secretsFor(env: Env): Promise<Secrets> {
  const given = { log: env.logKey, ...(env.secret ? { session: env.secret } : {}) }
  if (existsSync(secretsFile(env.data))) return { ...readSecrets(env.data), ...given }
  if (env.databaseUrl && env.secret)
    return { ...derivedFrom(env.secret), ...given, log: env.logKey ?? logKeyFrom(env.secret) }
  if (env.databaseUrl) await refuseUsedDatabase(env.databaseUrl)
  else refuseUsedFolder(env.data)
  return { ...makeSecrets(env.data), ...given }
}

const secretsFile = (data: string) => join(data, 'keys', 'secrets.json')

function refuseUsedFolder(data: string) {
  if (!existsSync(join(data, 'postgres', 'cluster', 'PG_VERSION')) && !existsSync(join(data, 'postgres', 'where')))
    return
  throw new StartError(
    `${data} 里有数据库，但是没有密钥（keys/secrets.json 不见了）。`,
    '请放回原来的 keys 文件夹，或者用备份恢复；要从头开始，就用 SUNLIT_DATA 换一个空文件夹。',
  )
}

function readSecrets(data: string): Secrets {
  try {
    return JSON.parse(readFileSync(secretsFile(data), 'utf8')) as Secrets
  } catch (error) {
    throw unusable(data, error)
  }
}

function makeSecrets(data: string): Secrets {
  const secrets: Secrets = {
    session: random(),
    database: { owner: random(), app: random(), web_public: random(), web_resident: random(), backup: random() },
    files: randomBytes(32).toString('hex'),
  }
  try {
    mkdirSync(data, { recursive: true, mode: 0o755 })
    mkdirSync(join(data, 'keys'), { recursive: true, mode: 0o700 })
    writeFileSync(secretsFile(data), JSON.stringify(secrets, null, 1), { mode: 0o600, flag: 'wx', flush: true })
    return secrets
  } catch (error) {
    throw unusable(data, error)
  }
}

function unusable(data: string, error: unknown): StartError {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOSPC')
    return new StartError(`磁盘满了，写不进 ${data}。`, '请清理磁盘，或用 SUNLIT_DATA 换到别的盘。')
  needWritable(data)
  return new StartError(
    `数据文件夹 ${data} 不能读写（${code ?? (error as Error).message}）。`,
    '请检查权限，或用 SUNLIT_DATA 换一个文件夹。',
  )
}

/** One value per purpose (HKDF, RFC 5869): none tells anything about another. */
function derivedFrom(secret: string): Secrets {
  const of = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'sunlit', purpose, 32))
  const role = (name: string) => of(`database ${name}`).toString('base64url')
  return {
    session: secret,
    files: of('files').toString('hex'),
    database: {
      owner: role('owner'),
      app: role('app'),
      web_public: role('web_public'),
      web_resident: role('web_resident'),
      backup: role('backup'),
    },
  }
}

/** An Ed25519 key (RFC 8410) from the secret's own seed. */
function logKeyFrom(secret: string): string {
  const seed = Buffer.from(hkdfSync('sha256', secret, 'sunlit', 'log', 32))
  const key = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  })
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

const random = () => randomBytes(32).toString('base64url')
