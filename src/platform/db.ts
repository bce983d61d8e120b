/**
 * Pools and single connections, and the few ways to run a statement. As whom they connect is the caller's: the
 * addresses are made in app/database.ts.
 */
import {
  Kysely,
  PostgresDialect,
  sql,
  type PostgresPool,
  type PostgresPoolClient,
  type RawBuilder,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import { conflict } from './errors.ts'
import type { Tables } from './tables.gen.ts'

export type Db = Kysely<Tables>
export type Tx = Transaction<Tables>

// Days stay strings (a Date would shift them by the process time zone); counts fit a number.
pg.types.setTypeParser(1082, (v) => v)
pg.types.setTypeParser(20, (v) => Number(v))

export type Connection = { db: Db; pool: pg.Pool; close(): Promise<void> }

/** A pool of at most `max` connections. Errors of idle connections are swallowed: the next query opens a new one. */
export function connect(
  url: string,
  opts: { max?: number; name?: string; statementTimeoutMs?: number } = {},
): Connection {
  const pool = new pg.Pool({
    connectionString: url,
    max: opts.max ?? 10,
    application_name: opts.name ?? 'sunlit',
    idleTimeoutMillis: 30_000,
    // A line that was cut without a word is noticed, and given up.
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    statement_timeout: opts.statementTimeoutMs ?? 30_000,
  })
  pool.on('error', () => undefined)
  // Also while somebody holds the connection between two queries: the next one fails, not the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: planningOnce(pool) }) })
  return { db, pool, close: () => db.destroy() }
}

/**
 * A statement gets a name at its fifth use on a connection; a connection keeps at most so many plans in the server's
 * memory.
 */
const recurs = { after: 5, plans: 150, watched: 2_000 }

/**
 * The pool as Kysely sees it: statements that come again get a name, so that PostgreSQL keeps their plan where one plan
 * fits all values (it weighs that itself: `plan_cache_mode`). Planning was three quarters of the database's work for
 * small requests: to find who is signed in took 2.4 ms to plan and 0.7 ms to run.
 */
function planningOnce(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return Object.assign(Object.create(pool) as PostgresPool, {
    connect: async () => {
      const client = await pool.connect()
      const naming = known.get(client) ?? namesWhatRecurs(client)
      known.set(client, naming)
      return naming
    },
    end: () => pool.end(),
  })
}

function namesWhatRecurs(client: pg.PoolClient): PostgresPoolClient {
  const uses = new Map<string, number>()
  const names = new Map<string, string>()
  let named = 0
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text)
    if (known !== undefined || names.size >= recurs.plans) return known
    const n = (uses.get(text) ?? 0) + 1
    if (n < recurs.after) {
      if (uses.size >= recurs.watched) uses.clear()
      uses.set(text, n)
      return undefined
    }
    uses.delete(text)
    const name = `recurs.${++named}`
    names.set(text, name)
    return name
  }
  return Object.assign(Object.create(client) as PostgresPoolClient, {
    query: async (text: string, values: unknown[]) => {
      // Only what takes values: texts without any may hold several commands, or begin and end transactions.
      const name = values.length > 0 ? nameOf(text) : undefined
      if (name === undefined) return client.query(text, values)
      return client.query({ name, text, values }).catch((error: unknown) => {
        if (!isOutdated(error)) throw error
        names.delete(text)
        return client.query(text, values)
      })
    },
  })
}

/**
 * A newer version of the program changed a table's columns while this one still runs: the plan that was kept no longer
 * fits.
 */
const isOutdated = (error: unknown) =>
  error instanceof pg.DatabaseError && error.code === '0A000' && error.message.startsWith('cached plan')

/** One open connection outside the pools. A database that ends in the middle fails the query, not the process. */
export async function openClient(url: string, name = 'sunlit', timeoutMs = 8_000): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: name, connectionTimeoutMillis: timeoutMs })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Rows of a plain SQL query. */
export async function rows<T>(db: Db | Tx, query: RawBuilder<T>): Promise<T[]> {
  return (await query.execute(db)).rows
}

/** The first row, or `undefined`. */
export async function first<T>(db: Db | Tx, query: RawBuilder<T>): Promise<T | undefined> {
  return (await query.execute(db)).rows[0]
}

/**
 * Writes that need nothing of each other, in one statement and one round trip: each sees the database as it was before
 * all of them. Their rows are not returned.
 */
export async function together(tx: Tx, writes: readonly RawBuilder<unknown>[]): Promise<void> {
  await sql`WITH ${sql.join(writes.map((write, i) => sql`${sql.ref(`w${i}`)} AS (${write})`))} SELECT 1`.execute(tx)
}

/**
 * One transaction; serialisation failures and deadlocks are tried again, at most three times. So is one whose form was
 * sent twice at the same moment: the second time it finds what the first has written. 409 where the form's key is
 * somebody else's.
 */
export async function transact<T>(db: Db, work: (tx: Tx) => Promise<T>, tries = 3): Promise<T> {
  try {
    return await db.transaction().execute(work)
  } catch (error) {
    const code = (error as { code?: string }).code
    const twice = isTakenKey(error)
    if (tries > 1 && (twice || code === '40001' || code === '40P01')) return transact(db, work, tries - 1)
    throw twice ? conflict('这一份已经交过了。要再交一份，请刷新页面重新填。') : error
  }
}

/** A unique violation on an idempotency key. */
const isTakenKey = (error: unknown) =>
  error instanceof pg.DatabaseError && error.code === '23505' && (error.constraint ?? '').includes('idempotency_key')

export { sql }
