/** A database of one's own, copied from the migrated template in some 30 ms. */
import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import type pg from 'pg'
import { connect, type Db } from '../src/platform/db.ts'
import { admin } from './cluster.ts'

export type TestDb = {
  db: Db
  owner: Db
  public: Db
  resident: Db
  pool: pg.Pool
  publicPool: pg.Pool
  urls: { owner: string; app: string; public: string; resident: string; backup: string }
  close(): Promise<void>
}

/** Connections as owner, `app`, `web_public` and `web_resident`; `db` is the application's. */
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
  const urls = {
    owner: urlOf('owner'),
    app: urlOf('app'),
    public: urlOf('web_public'),
    resident: urlOf('web_resident'),
    backup: urlOf('backup'),
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
    async close() {
      await Promise.all(all.map((c) => c.close()))
      await admin(cluster, `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}
