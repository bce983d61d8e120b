/** Limits per key kept in PostgreSQL, so that several processes share them. */
import type pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { UserError } from './errors.ts'

export type Limiter = { take(key: string): Promise<void> }

/** At most `points` per `seconds` and key; then 429 with the time to wait. The table `rate_limits` is made by migration. */
export function limiter(pool: pg.Pool, name: string, points: number, seconds: number): Limiter {
  const limits = new RateLimiterPostgres({ storeClient: pool, tableName: 'rate_limits', tableCreated: true, keyPrefix: name, points, duration: seconds, inMemoryBlockOnConsumed: points, clearExpiredByTimeout: false })
  return {
    async take(key) {
      try {
        await limits.consume(key)
      } catch (e) {
        if (!(e instanceof RateLimiterRes)) throw e
        throw new UserError(429, `操作太频繁了，请 ${Math.max(1, Math.ceil(e.msBeforeNext / 60_000))} 分钟后再试。您填的内容没有丢。`)
      }
    },
  }
}
