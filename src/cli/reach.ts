/**
 * The database for a command: the operator's own, or the one in the data folder. Where the server is running on that
 * folder, the command works beside it on the same cluster; otherwise it starts the cluster for as long as it needs it.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Env } from '../platform/env.ts'
import { StartError } from '../platform/errors.ts'
import { addressAt, doorOf, startPostgres, type Door } from '../platform/postgres.ts'
import { openDatabase, urlsOf, type Urls } from '../app/database.ts'
import { openClient } from '../platform/db.ts'
import { namesIn } from '../platform/roles.ts'
import { secretsFor } from '../app/keys.ts'
import type { Secrets } from '../app/secrets.ts'
import { takeFolder } from '../app/lock.ts'

export type Reached = {
  urls: Urls
  secrets: Secrets
  /** The server is running on this data folder. */
  beside: boolean
  stop(): Promise<void>
}

/**
 * Brought to this version of the program, unless the server is running. Throws `StartError` when it cannot be reached.
 */
export async function reachDatabase(env: Env, say: (text: string) => void): Promise<Reached> {
  const secrets = await secretsFor(env)
  if (env.databaseUrl) return { ...(await openDatabase(env, secrets, say)), secrets, beside: false }
  const release = takeFolderOrNot(env.data)
  if (!release)
    return { urls: await runningUrls(env.data, secrets), secrets, beside: true, stop: async () => undefined }
  try {
    const database = await openDatabase(env, secrets, say)
    return {
      urls: database.urls,
      secrets,
      beside: false,
      stop: async () => {
        await database.stop()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

/**
 * The database as it is, of whatever version: nothing is migrated, so that a backup before an upgrade changes nothing.
 */
export async function reachAsItIs(env: Env, say: (text: string) => void): Promise<Reached> {
  if (!existsSync(join(env.data, 'keys', 'secrets.json')) && !(env.databaseUrl && env.secret))
    throw new StartError(`${env.data} 不是数据文件夹，里面没有密钥。`, '请用 SUNLIT_DATA 指到正在用的数据文件夹。')
  const secrets = await secretsFor(env)
  if (env.databaseUrl) return { urls: ownUrls(env.databaseUrl), secrets, beside: false, stop: async () => undefined }
  if (!existsSync(join(env.data, 'postgres')))
    throw new StartError(
      `${env.data} 里没有数据库。`,
      '请用 SUNLIT_DATA 指到正在用的数据文件夹，或者用 DATABASE_URL 指到数据库。',
    )
  const release = takeFolderOrNot(env.data)
  if (!release)
    return { urls: await runningUrls(env.data, secrets), secrets, beside: true, stop: async () => undefined }
  try {
    say('启动数据库')
    const cluster = await startPostgres(join(env.data, 'postgres'), secrets.database.owner)
    return {
      urls: await urlsAt(cluster, secrets),
      secrets,
      beside: false,
      stop: async () => {
        await cluster.stop()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

/** On an operator's own server the owner reads: the passwords of its roles may be kept elsewhere. */
function ownUrls(owner: string): Urls {
  return { owner, app: owner, public: owner, resident: owner, backup: owner }
}

/** `undefined` where a running server holds the folder. */
function takeFolderOrNot(data: string): (() => void) | undefined {
  try {
    return takeFolder(data)
  } catch (error) {
    if (error instanceof StartError) return undefined
    throw error
  }
}

/** The cluster of the running server, with the folder's passwords. */
async function runningUrls(data: string, secrets: Secrets): Promise<Urls> {
  const door = doorOf(join(data, 'postgres'))
  if (!door) throw new StartError('服务正在启动，数据库还没有准备好。', '请等它启动完，再执行这个命令。')
  return urlsAt(door, secrets)
}

/** By the names that the database gives its rights to: one of an older program has others. */
async function urlsAt(door: Door, secrets: Secrets): Promise<Urls> {
  const owner = addressAt(door, 'sunlit', 'sunlit_owner', secrets.database.owner)
  const client = await openClient(owner)
  try {
    return { owner, ...urlsOf(owner, await namesIn(client), secrets) }
  } finally {
    await client.end()
  }
}
