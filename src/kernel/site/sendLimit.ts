/** How often a visitor may send something: a solved puzzle, once, opens the wider limit, since a whole village may sit behind one address. */
import { createHmac } from 'node:crypto'
import type { Context } from 'hono'
import { visitorNet } from '../../platform/http.ts'
import { limiter } from '../../platform/rateLimit.ts'
import type { Office } from '../office.ts'
import { solvedPuzzle } from './puzzle.ts'

export type SendLimit = { take(c: Context, altcha: string | undefined): Promise<void> }

const hour = 3600

/** A limit of its own name: `plain` an hour without the puzzle, `solved` with it. 429 with the time to wait. */
export function sendLimit(office: Office, name: string, plain: number, solved: number): SendLimit {
  const limits = {
    plain: limiter(office.pool, name, plain, hour),
    solved: limiter(office.pool, `${name}-solved`, solved, hour),
    once: limiter(office.pool, `${name}-once`, 1, 2 * hour),
  }
  return {
    async take(c, altcha) {
      const visitor = visitorOf(c, office)
      const puzzle = await solvedPuzzle(office.secret, altcha)
      if (puzzle === undefined) return limits.plain.take(visitor)
      await limits.once.take(puzzle)
      return limits.solved.take(visitor)
    },
  }
}

/** A visitor's address as a keyed hash: the address itself is never kept. */
export function visitorOf(c: Context, office: Pick<Office, 'secret' | 'proxies'>): string {
  return createHmac('sha256', office.secret).update(visitorNet(c, office.proxies)).digest('base64url').slice(0, 22)
}
