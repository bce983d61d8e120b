/**
 * The database of a process: the one that comes along, in the data folder, or the operator's own. Migrated, with the
 * roles' passwords set.
 */
import { join } from 'node:path'
import type pg from 'pg'
import { openClient } from '../platform/db.ts'
import { StartError } from '../platform/errors.ts'
import type { Env } from '../platform/env.ts'
import { migrate } from '../platform/migrate.ts'
import { startPostgres, type Cluster } from '../platform/postgres.ts'
import { databaseOf, ownNames, roles, type Role, type RoleNames } from '../platform/roles.ts'
import { holdKeys, refuseOtherKeys, setPasswords } from './keyPrints.ts'
import type { Secrets } from './secrets.ts'

export type Urls = { owner: string; app: string; public: string; resident: string; backup: string }
export type Database = { urls: Urls; cluster: Cluster | undefined; stop(): Promise<void> }

/** Starts or reaches the database and brings it to this version; `say` hears what takes time. */
export async function openDatabase(env: Env, secrets: Secrets, say: (text: string) => void): Promise<Database> {
  return env.databaseUrl ? ownServer(env, secrets, say) : embedded(env, secrets, say)
}

async function embedded(env: Env, secrets: Secrets, say: (text: string) => void): Promise<Database> {
  say('启动数据库')
  const cluster = await startPostgres(join(env.data, 'postgres'), secrets.database.owner)
  try {
    await createIfMissing(cluster.url('postgres'), 'sunlit')
    const owner = cluster.url('sunlit')
    await migrate(owner, (name) => say(`升级数据库：${name}`))
    const names = ownNames('sunlit')
    await asOwner(owner, async (client) => {
      await setPasswords(client, secrets, names)
      await dropShared(client)
    })
    return {
      urls: { owner, ...urlsOf(owner, names, secrets) },
      cluster,
      stop: () => cluster.stop(),
    }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

async function ownServer(env: Env, secrets: Secrets, say: (text: string) => void): Promise<Database> {
  const owner = env.databaseUrl!
  await (await reach('DATABASE_URL', owner)).end()
  const given = givenRoles(env)
  const names = given ?? (await asOwner(owner, async (client) => ownNames(await databaseOf(client))))
  await refuseOtherKeys(owner, secrets, given ? undefined : names)
  await migrate(owner, (name) => say(`升级数据库：${name}`), undefined, given)
  await holdKeys(owner, secrets, given ? undefined : names).catch((error: Error) => {
    if (error instanceof StartError) throw error
    throw new StartError(`数据库不允许设置角色密码：${error.message}`, rolesRemedy)
  })
  const own = urlsOf(owner, names, secrets)
  return {
    urls: {
      owner,
      app: env.databaseAppUrl ?? own.app,
      public: env.databaseReadUrl ?? env.databasePublicUrl ?? own.public,
      resident: env.databaseResidentUrl ?? own.resident,
      backup: given ? owner : own.backup,
    },
    cluster: undefined,
    stop: async () => undefined,
  }
}

/**
 * A client of the database behind a setting, for the caller to end. @throws StartError where it can't be reached or is
 * too old.
 */
export async function reach(setting: string, url: string): Promise<pg.Client> {
  const client = await openClient(url).catch((error: Error & { code?: string }) => {
    throw new StartError(
      `连不上 ${setting} 指的数据库（${error.code ?? error.message}）。`,
      '请核对地址、端口、库名、用户和密码，并确认数据库已启动。',
    )
  })
  const { rows } = await client.query<{ v: string }>("SELECT current_setting('server_version_num') AS v")
  if (Number(rows[0]!.v) >= 150_000) return client
  await client.end()
  throw new StartError(`${setting} 指的数据库版本太旧。`, '需要 PostgreSQL 15 以上。')
}

/** The addresses of a database's own roles, beside its owner's. */
export function urlsOf(owner: string, names: RoleNames, { database }: Secrets): Omit<Urls, 'owner'> {
  const as = (role: Role) => {
    const url = new URL(owner)
    url.username = encodeURIComponent(names[role])
    url.password = database[role]
    return url.href
  }
  return { app: as('app'), public: as('web_public'), resident: as('web_resident'), backup: as('backup') }
}

/** Whoever makes the roles must be allowed to. */
export const rolesRemedy =
  '请让 DATABASE_URL 的用户有 CREATEROLE 权限；不许建角色的，请数据库管理员另建三个能登录的角色，用 DATABASE_APP_URL、DATABASE_PUBLIC_URL、DATABASE_RESIDENT_URL 给出连接（docs/operate/scale.md）。'

/** The roles that the operator made and gives the addresses of; backups are made by the owner then. */
export function givenRoles(env: Env): RoleNames | undefined {
  if (env.databaseAppUrl === undefined || env.databasePublicUrl === undefined || env.databaseResidentUrl === undefined)
    return undefined
  const userOf = (url: string) => decodeURIComponent(new URL(url).username)
  return {
    app: userOf(env.databaseAppUrl),
    web_public: userOf(env.databasePublicUrl),
    web_resident: userOf(env.databaseResidentUrl),
    backup: userOf(env.databaseUrl!),
  }
}

/** The roles that the server that comes along had for all its databases: nothing there uses them any more. */
async function dropShared(client: pg.Client) {
  for (const role of roles) await client.query(`DROP ROLE IF EXISTS ${role}`)
}

async function createIfMissing(adminUrl: string, name: string) {
  const c = await openClient(adminUrl)
  try {
    const { rowCount } = await c.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (rowCount === 0) await c.query(`CREATE DATABASE ${name}`)
  } finally {
    await c.end()
  }
}

async function asOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const c = await openClient(ownerUrl)
  try {
    return await work(c)
  } finally {
    await c.end()
  }
}
