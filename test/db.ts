/** A database of one's own, copied from the migrated template in some 30 ms. */
import { createHash, randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import pg from 'pg'
import { connect, type Db } from '../src/platform/db.ts'
import { ownNames, type RoleNames } from '../src/platform/roles.ts'
import { admin } from './cluster.ts'

export type TestDb = {
  db: Db
  owner: Db
  public: Db
  resident: Db
  pool: pg.Pool
  publicPool: pg.Pool
  names: RoleNames
  urls: { owner: string; app: string; public: string; resident: string; backup: string }
  name: string
  /** Ends the connections and drops the database. */
  close(): Promise<void>
  /** Ends the connections; the database stays. */
  leave(): Promise<void>
}

/** A database of one's own, with whatever stands in `template`, another database of the same cluster. */
export async function testDb(template = inject('template')): Promise<TestDb> {
  const name = `t_${randomBytes(8).toString('hex')}`
  await admin(inject('clusterUrl'), `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`)
  return opened(name)
}

/**
 * The name of a database to copy, prepared once per run by whoever asks first: others wait for it. `key` says what is
 * in it.
 * @param prepare must close what it opens: a database in use can't be copied.
 */
export async function preparedOnce(key: string, prepare: (t: TestDb) => Promise<void>): Promise<string> {
  const cluster = inject('clusterUrl')
  const name = `p_${createHash('sha256').update(key).digest('hex').slice(0, 16)}`
  const waiting = new pg.Client({ connectionString: cluster })
  await waiting.connect()
  try {
    await waiting.query('SELECT pg_advisory_lock(hashtext($1))', [name])
    const found = await waiting.query('SELECT FROM pg_database WHERE datname = $1', [name])
    if (found.rowCount === 0) {
      // Under another name until it is whole: whoever fails here leaves nothing that others would copy.
      const made = await testDb()
      await prepare(made)
      await made.leave()
      await waiting.query(`ALTER DATABASE ${made.name} RENAME TO ${name}`)
    }
  } finally {
    await waiting.end()
  }
  return name
}

/** Connections as owner and as the roles of the application, the public and residents; `db` is the application's. */
function opened(name: string): TestDb {
  const cluster = inject('clusterUrl')
  const urlOf = (user: string) => {
    const u = new URL(cluster)
    u.pathname = `/${name}`
    if (user !== 'owner') u.username = user
    return u.href
  }
  // A copy gives its rights to the roles of what it was copied from.
  const names = ownNames(inject('template'))
  const urls = {
    owner: urlOf('owner'),
    app: urlOf(names.app),
    public: urlOf(names.web_public),
    resident: urlOf(names.web_resident),
    backup: urlOf(names.backup),
  }
  const all = [
    connect(urls.owner, { max: 2 }),
    connect(urls.app),
    connect(urls.public, { max: 4 }),
    connect(urls.resident, { max: 2 }),
  ] as const
  const leave = async () => {
    await Promise.all(all.map((c) => c.close()))
  }
  return {
    name,
    leave,
    owner: all[0].db,
    db: all[1].db,
    public: all[2].db,
    resident: all[3].db,
    pool: all[1].pool,
    publicPool: all[2].pool,
    urls,
    names,
    async close() {
      await leave()
      await admin(cluster, `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}
