/**
 * Whether the keys of this process are those that the database has been used with. A machine with other keys would give
 * the database's roles new passwords, write originals that the others cannot open and sign a second history of the
 * public log.
 */
import type pg from 'pg'
import { openClient } from '../platform/db.ts'
import { StartError } from '../platform/errors.ts'
import { databaseOf, markOf, marksOn, quoteName, roles, type RoleNames } from '../platform/roles.ts'
import { printOf, type Secrets } from './secrets.ts'

const wayOut =
  '请让各台机器用同一个 SUNLIT_SECRET（设了 SUNLIT_LOG_KEY 的也要一样），或者把第一台机器数据文件夹里的 keys 文件夹整个拷过来，再启动。'

/** Before keys are made: a database in use has some already. Throws `StartError`. */
export async function refuseUsedDatabase(ownerUrl: string): Promise<void> {
  const used = await withClient(ownerUrl, printsIn).catch(() => undefined) // whether it can be reached at all is said later, in its own words
  if (used && used.size > 0) throw new StartError('这个数据库已经在用了，可是这个数据文件夹里没有它的密钥。', wayOut)
}

/**
 * Before anything is changed: throws `StartError` where the database, or its own roles (`names`, where they are ours),
 * belong to other keys.
 */
export async function refuseOtherKeys(ownerUrl: string, secrets: Secrets, names?: RoleNames): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    refuseOther(await printsIn(client), printsOf(secrets))
    const kept = names && (await rolePrint(client, names))
    if (names && kept !== undefined && kept !== rolesPrintOf(secrets))
      throw new StartError(
        `数据库服务器上的 ${names.app} 等角色，密码是另一份密钥设的：改了它，正在用的程序就连不上了。`,
        `${wayOut}那份密钥确实不再用了（例如删了库重建），请停下用它的全部程序，由数据库管理员执行 DROP ROLE ${Object.values(names).map(quoteName).join(', ')}，再启动。`,
      )
  })
}

/**
 * Gives the roles their passwords, once; notes the keys in a database that has none noted. Of processes that start
 * together the first one's keys count.
 */
export async function holdKeys(ownerUrl: string, secrets: Secrets, names?: RoleNames): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock(727003)')
    await note(client, printsOf(secrets))
    if (names && (await rolePrint(client, names)) === undefined) await setPasswords(client, secrets, names)
  })
}

/** The verifier key that the log of this database has been signed with; `undefined` before its first start. */
export async function notedLogKey(ownerUrl: string): Promise<string | undefined> {
  return withClient(ownerUrl, async (client) => (await printsIn(client)).get('log'))
}

/** Notes the log's verifier key, or throws `StartError` where the database knows another. */
export async function holdLogKey(ownerUrl: string, vkey: string): Promise<void> {
  await withClient(ownerUrl, (client) => note(client, new Map([['log', vkey]])))
}

/** The passwords of the embedded cluster's roles are set at every start: nobody else uses it. */
export async function setPasswords(client: pg.Client, secrets: Secrets, names: RoleNames): Promise<void> {
  for (const role of roles)
    await client.query(`ALTER ROLE ${quoteName(names[role])} PASSWORD ${client.escapeLiteral(secrets.database[role])}`)
  const said = `${markOf(await databaseOf(client))} keys ${rolesPrintOf(secrets)}`
  await client.query(`COMMENT ON ROLE ${quoteName(names.app)} IS ${client.escapeLiteral(said)}`)
}

async function note(client: pg.Client, own: ReadonlyMap<string, string>) {
  for (const [name, print] of own)
    await client.query(
      'INSERT INTO key_prints (name, print, noted_at) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING',
      [name, print, new Date()],
    )
  refuseOther(await printsIn(client), own)
}

function refuseOther(kept: ReadonlyMap<string, string>, own: ReadonlyMap<string, string>) {
  const other = [...own]
    .filter(([name, print]) => kept.has(name) && kept.get(name) !== print)
    .map(([name]) => words[name])
  if (other.length > 0) throw new StartError(`这里的密钥（${other.join('、')}）和这个数据库一直用的不一样。`, wayOut)
}

const words: Record<string, string> = { session: '会话密钥', files: '附件密钥', log: '公开存证私钥' }
const printsOf = (secrets: Secrets) =>
  new Map([
    ['session', printOf(secrets.session)],
    ['files', printOf(secrets.files)],
  ])
const rolesPrintOf = (secrets: Secrets) => printOf(roles.map((r) => secrets.database[r]).join('\n'))

async function printsIn(client: pg.Client): Promise<Map<string, string>> {
  const there = await client.query(`SELECT 1 WHERE to_regclass('public.key_prints') IS NOT NULL`)
  if (there.rowCount === 0) return new Map()
  return new Map(
    (await client.query<{ name: string; print: string }>('SELECT name, print FROM key_prints')).rows.map((r) => [
      r.name,
      r.print,
    ]),
  )
}

async function rolePrint(client: pg.Client, names: RoleNames): Promise<string | undefined> {
  const said = (await marksOn(client, names)).get(names.app)
  return / keys ([0-9a-f]{32})$/.exec(said ?? '')?.[1]
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await openClient(url)
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
