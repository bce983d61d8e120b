/**
 * Which rounds this process runs, so that no other runs them too: advisory locks of one connection of its own. A round
 * that held a connection for its lock and asked for another to work with would, with as many rounds as the pool has
 * connections, wait for ever.
 */
import type pg from 'pg'

/** The first half of the locks' number; the second is the round's name. */
const family = 727002

export class RoundLocks {
  private readonly pool: pg.Pool
  private client: Promise<pg.PoolClient> | undefined
  private closed = false
  private line: Promise<unknown> = Promise.resolve()

  constructor(pool: pg.Pool) {
    this.pool = pool
  }

  /** False while another process has it. */
  async take(round: string): Promise<boolean> {
    return this.inTurn(async () => {
      const client = await this.connection()
      const { rows } = await client.query<{ ok: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS ok', [
        family,
        round,
      ])
      return rows[0]!.ok
    })
  }

  /** Locks go with their connection: where it was lost there is nothing to give back. */
  async give(round: string): Promise<void> {
    await this.inTurn(async () => {
      const client = await this.client
      await client?.query('SELECT pg_advisory_unlock($1, hashtext($2))', [family, round])
    }).catch(() => undefined)
  }

  close(): void {
    this.closed = true
    void this.client?.then((client) => client.release(true)).catch(() => undefined)
  }

  /** A connection answers one question at a time. */
  private inTurn<T>(ask: () => Promise<T>): Promise<T> {
    const asked = this.line.then(ask, ask)
    this.line = asked
    return asked
  }

  private connection(): Promise<pg.PoolClient> {
    if (this.closed) throw new Error('the rounds have ended')
    return (this.client ??= this.connect())
  }

  private async connect(): Promise<pg.PoolClient> {
    const forget = () => {
      this.client = undefined
    }
    try {
      const client = await this.pool.connect()
      client.once('error', () => {
        forget()
        client.release(true)
      })
      return client
    } catch (error) {
      forget()
      throw error
    }
  }
}
