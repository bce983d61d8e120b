/**
 * Everything a running process holds: connections, keys, settings. Made once at start (or by a test) and handed to the
 * rooms.
 */
import type pg from 'pg'
import type { Clock } from '../platform/clock.ts'
import type { Jobs } from '../platform/jobs.ts'
import type { Db } from '../platform/db.ts'
import type { FileStore } from './files/store.ts'
import type { LogKey } from './ledger/keys.ts'
import type { Channels } from './notices/drivers.ts'
import type { Identity } from './identity.ts'
import type { Auth } from './people/signin.ts'
import type { Speech } from './speech.ts'

export type Office = {
  /** Actions. */
  db: Db
  pool: pg.Pool
  /** The public site's only connection: SELECT on `public_*` views. */
  public: Db
  publicPool: pg.Pool
  /** Reading as a villager who is signed in: row-level security decides (kernel/residents). */
  resident: Db
  /** Short messages and e-mails. */
  channels: Channels
  /** Speech to text, where the settings name a service. */
  speech?: Speech | undefined
  /** Real-name check outside the house, where the settings name one. */
  identity?: Identity | undefined
  auth: Auth
  logKey: LogKey
  files: FileStore
  jobs: Jobs
  now: Clock
  baseUrl: string | undefined
  proxies: number
  production: boolean
  demo: boolean
  secret: string
  /** The machine's own data folder; tests have none. */
  folder?: string
}
