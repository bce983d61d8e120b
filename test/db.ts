/** A database of one's own, copied from the migrated template in some 30 ms. */
import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import type pg from 'pg'
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
  close(): Promise<void>
}

/** Connections as owner and as the roles of the application, the public and residents; `db` is the application's. */
export async function testDb(): Promise<TestDb> {
  const cluster = inject('clusterUrl')
  const name = `t_${randomBytes(8).toString('hex')}`
  await admin(cluster, `CREATE DATABASE ${name} TEMPLATE ${inject('template')} STRATEGY file_copy`)
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
  return {
    owner: all[0].db,
    db: all[1].db,
    public: all[2].db,
    resident: all[3].db,
    pool: all[1].pool,
    publicPool: all[2].pool,
    urls,
    names,
    async close() {
      await Promise.all(all.map((c) => c.close()))
      await admin(cluster, `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}
