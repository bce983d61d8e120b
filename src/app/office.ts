/** Everything a running process holds: connections, keys, settings. Made once at start (or by a test) and handed to the rooms. */
import type pg from 'pg'
import type { Clock } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import type { FileStore } from '../kernel/files/store.ts'
import type { LogKey } from '../kernel/ledger/keys.ts'
import type { Auth } from '../kernel/people/signin.ts'

export type Office = {
  /** Actions. */
  db: Db
  pool: pg.Pool
  /** The public site's only connection: SELECT on `public_*` views. */
  public: Db
  publicPool: pg.Pool
  auth: Auth
  logKey: LogKey
  files: FileStore
  now: Clock
  baseUrl: string | undefined
  trustProxy: boolean
  production: boolean
  demo: boolean
  secret: string
}
