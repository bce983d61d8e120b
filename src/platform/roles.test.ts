/**
 * Two counties in two databases of one server: each works by roles of its own, none of which reads the other's tables.
 */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { admin, operatorRoles, testPassword } from '../../test/cluster.ts'
import { openDatabase, type Urls } from '../app/database.ts'
import { secretsFor } from '../app/keys.ts'
import { openClient } from './db.ts'
import { readEnv } from './env.ts'
import { migrate } from './migrate.ts'
import { namesIn, ownNames, withNames } from './roles.ts'

const cluster = inject('clusterUrl')
const databases: string[] = []
async function database(name: string): Promise<URL> {
  await admin(cluster, `CREATE DATABASE "${name}"`)
  databases.push(name)
  const url = new URL(cluster)
  url.pathname = `/${encodeURIComponent(name)}`
  return url
}
afterAll(async () => {
  for (const name of databases) await admin(cluster, `DROP DATABASE "${name}" WITH (FORCE)`)
})

/** What a process does with its database at start. */
async function open(url: URL, more: Record<string, string> = {}): Promise<Urls> {
  const env = readEnv({ SUNLIT_SECRET: `the secret of ${url.pathname}, long enough`, DATABASE_URL: url.href, ...more })
  return (await openDatabase(env, await secretsFor(env), () => undefined)).urls
}
async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = await openClient(url)
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
const through = (url: string, name: string) => {
  const other = new URL(url)
  other.pathname = `/${encodeURIComponent(name)}`
  return other.href
}
const noted = (url: URL) => ask(url.href, 'SELECT name FROM role_names ORDER BY 1')

describe('two counties on one server', () => {
  const names = ['qinghe', '白石县 试用-库']
  let urls: Urls[]
  beforeAll(async () => {
    urls = []
    for (const name of names) urls.push(await open(await database(name)))
  })

  test('both work: the application writes, the public reads its views, the backup reads all', async () => {
    for (const [i, u] of urls.entries()) {
      await ask(u.app, `INSERT INTO settings (code, value, set_at) VALUES ('county', '{"name": "${i}"}', now())`)
      expect(await ask(u.public, `SELECT value ->> 'name' AS name FROM public_settings`)).toEqual([{ name: String(i) }])
      expect(await ask(u.backup, 'SELECT count(*)::int AS n FROM settings')).toEqual([{ n: 1 }])
      await expect(ask(u.public, 'SELECT * FROM settings')).rejects.toThrow(/permission denied/)
      expect(await ask(u.resident, 'SELECT id FROM residents')).toEqual([])
      expect(decodeURIComponent(new URL(u.app).username)).toBe(`sunlit_${names[i]}_app`)
    }
  })

  test('none of the roles of one reads or writes any table or view of the other', async () => {
    const { rows: all } = await openClient(urls[0]!.owner).then(async (c) => {
      const found = await c.query<{ name: string }>(
        `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')`,
      )
      await c.end()
      return found
    })
    expect(all.length).toBeGreaterThan(100)
    for (const [one, other] of [
      [0, 1],
      [1, 0],
    ] as const)
      for (const role of ['app', 'public', 'resident', 'backup'] as const) {
        const client = await openClient(through(urls[one]![role], names[other]!))
        for (const { name } of all)
          await expect(client.query(`SELECT 1 FROM ${name} LIMIT 1`), `${role} ${name}`).rejects.toThrow(/denied/)
        await expect(
          client.query(`INSERT INTO settings (code, value, set_at) VALUES ('x', '1', now())`),
        ).rejects.toThrow(/denied/)
        await client.end()
      }
  })

  test('a second start changes nothing; another secret is refused and names the roles', async () => {
    expect((await open(new URL(urls[0]!.owner))).app).toBe(urls[0]!.app)
    await expect(
      open(new URL(urls[0]!.owner), { SUNLIT_SECRET: 'quite another secret, also long enough' }),
    ).rejects.toThrow(/密钥/)
  })
})

test('a role of the name that somebody else made is left as it is, and the start says so', async () => {
  const url = await database('taken')
  await admin(cluster, `CREATE ROLE sunlit_taken_web_public LOGIN PASSWORD 'somebody else''s'`)
  const kept = () =>
    ask(cluster, `SELECT rolpassword, rolcanlogin FROM pg_authid WHERE rolname = 'sunlit_taken_web_public'`)
  const before = await kept()
  await expect(open(url)).rejects.toMatchObject({
    message: expect.stringContaining('sunlit_taken_web_public'),
    wayOut: expect.stringContaining('换一个库名'),
  })
  expect(await kept()).toEqual(before)
  expect(await ask(url.href, `SELECT 1 FROM pg_roles WHERE rolname = 'sunlit_taken_app'`)).toEqual([])
})

test('without CREATEROLE the three roles that the operator made are used, and the database may make none', async () => {
  const url = await database('narrow')
  await admin(cluster, `CREATE ROLE narrow_owner LOGIN PASSWORD '${testPassword}'`)
  await admin(cluster, 'ALTER DATABASE narrow OWNER TO narrow_owner')
  url.username = 'narrow_owner'
  await expect(open(url)).rejects.toThrow(/permission denied to create role/)
  const given = await operatorRoles(cluster, url)
  const urls = await open(url, given)
  await ask(urls.app, `INSERT INTO settings (code, value, set_at) VALUES ('county', '{"name": "窄"}', now())`)
  expect(await ask(urls.public, `SELECT value ->> 'name' AS name FROM public_settings`)).toEqual([{ name: '窄' }])
  expect(await ask(urls.backup, 'SELECT count(*)::int AS n FROM residents')).toEqual([{ n: 0 }])
  await expect(ask(urls.public, 'SELECT * FROM settings')).rejects.toThrow(/denied/)
  expect(await noted(url)).toEqual(
    ['narrow_everybody', 'narrow_owner', 'narrow_program', 'narrow_villagers'].map((name) => ({ name })),
  )
  expect(() => readEnv({ DATABASE_URL: url.href, DATABASE_APP_URL: given['DATABASE_APP_URL'] })).toThrow(/一起给/)
  expect(() => readEnv({ DATABASE_URL: url.href, ...given, DATABASE_PUBLIC_URL: given['DATABASE_APP_URL'] })).toThrow(
    /不同的角色/,
  )
})

test('a copy of a database, and one whose rights go to the shared roles of before, get roles of their own', async () => {
  const first = await database('origin')
  await open(first)
  await admin(cluster, 'CREATE DATABASE twin TEMPLATE origin')
  databases.push('twin')
  const twin = new URL(through(first.href, 'twin'))
  const urls = await open(twin, { SUNLIT_SECRET: 'the secret of /origin, long enough' })
  expect(new URL(urls.app).username).toBe('sunlit_twin_app')
  await expect(ask(through(urls.app, 'origin'), 'SELECT * FROM settings')).rejects.toThrow(/denied/)
  const client = await openClient(twin.href)
  const left = await client.query(
    `SELECT 1 FROM pg_shdepend d JOIN pg_roles r ON r.oid = d.refobjid
    WHERE d.dbid = (SELECT oid FROM pg_database WHERE datname = 'twin') AND r.rolname LIKE 'sunlit_origin_%'`,
  )
  await client.end()
  expect(left.rows).toEqual([])
  expect((await ask(urls.app, 'SELECT count(*)::int AS n FROM settings')).length).toBe(1)
})

test('names: long ones stay apart and fit, and a script keeps its words', async () => {
  const long = '一个名字特别特别长的县的数据库'
  const [a, b] = [ownNames(`${long}甲`), ownNames(`${long}乙`)]
  expect(new Set([...Object.values(a), ...Object.values(b)]).size).toBe(8)
  for (const name of Object.values(a)) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63)
  const names = ownNames('x')
  expect(withNames("COMMENT ON TABLE t IS 'the app reads it'; GRANT SELECT ON t TO app,\n  backup;", names)).toBe(
    `COMMENT ON TABLE t IS 'the app reads it'; GRANT SELECT ON t TO "sunlit_x_app",\n  "sunlit_x_backup";`,
  )
})

test('no right of a migrated database goes to a role that is not its own', async () => {
  const url = await database('strict')
  await migrate(url.href)
  const client = await openClient(url.href)
  const names = Object.values(await namesIn(client))
  const { rows } = await client.query(
    `SELECT DISTINCT r.rolname FROM pg_shdepend d JOIN pg_roles r ON r.oid = d.refobjid
    WHERE d.dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND r.rolname <> ALL($1)`,
    [[...names, new URL(cluster).username]],
  )
  await client.end()
  expect(rows).toEqual([])
})
