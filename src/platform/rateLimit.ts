/** Limits per key kept in PostgreSQL, so that several processes share them. */
import type pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { UserError } from './errors.ts'

/**
 * `giveBack`: what was taken did no harm and counts no more. `isFull`: whether the next one would be refused. `say`:
 * instead of the general sentence. `points`: how much is taken, one without it.
 */
export type Limiter = {
  take(key: string, say?: string, points?: number): Promise<void>
  giveBack(key: string): Promise<void>
  isFull(key: string): Promise<boolean>
}

/**
 * At most `points` per `seconds` and key; then 429 with the time to wait. The table `rate_limits` is made by migration.
 */
export function limiter(pool: pg.Pool, name: string, points: number, seconds: number): Limiter {
  const limits = new RateLimiterPostgres({
    storeClient: pool,
    tableName: 'rate_limits',
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: seconds,
    inMemoryBlockOnConsumed: points + 1,
    clearExpiredByTimeout: false,
  })
  return {
    async take(key, say, taken = 1) {
      try {
        await limits.consume(key, taken)
      } catch (e) {
        if (!(e instanceof RateLimiterRes)) throw e
        throw new UserError(
          429,
          say ?? `操作太频繁了，请 ${Math.max(1, Math.ceil(e.msBeforeNext / 60_000))} 分钟后再试。您填的内容没有丢。`,
        )
      }
    },
    async giveBack(key) {
      await limits.reward(key)
    },
    async isFull(key) {
      return ((await limits.get(key))?.consumedPoints ?? 0) >= points
    },
  }
}
