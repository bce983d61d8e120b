/**
 * How often a visitor may send something: a solved puzzle, once, opens the wider limit, since a whole village may sit
 * behind one address.
 */
import { createHmac } from 'node:crypto'
import type { Context } from 'hono'
import { UserError } from '../../platform/errors.ts'
import { visitorNet } from '../../platform/http.ts'
import { limiter } from '../../platform/rateLimit.ts'
import type { Office } from '../office.ts'
import { solvedPuzzle } from './puzzle.ts'

/**
 * `key`: of the form that is sent, where sending it again stores nothing: its repeats are the same sending and count no
 * more.
 */
export type SendLimit = { take(c: Context, altcha: string | undefined, key?: string): Promise<void> }

const hour = 3600

/**
 * How often the same form is sent again (ten presses, a telephone that tries on) before its repeats count like others.
 */
const repeats = 20

/** A limit of its own name: `plain` an hour without the puzzle, `solved` with it. 429 with the time to wait. */
export function sendLimit(office: Office, name: string, plain: number, solved: number): SendLimit {
  const limits = {
    plain: limiter(office.pool, name, plain, hour),
    solved: limiter(office.pool, `${name}-solved`, solved, hour),
    once: limiter(office.pool, `${name}-once`, 1, 2 * hour),
  }
  const sendings = {
    counted: limiter(office.pool, `${name}-key`, 1, 2 * hour),
    again: limiter(office.pool, `${name}-again`, repeats, 2 * hour),
  }
  const count = async (visitor: string, altcha: string | undefined) => {
    const puzzle = await solvedPuzzle(office.secret, altcha)
    if (puzzle === undefined) return limits.plain.take(visitor)
    await limits.once.take(puzzle)
    return limits.solved.take(visitor)
  }
  const once = async (visitor: string, altcha: string | undefined, sending: string) => {
    if ((await sendings.counted.isFull(sending)) && !(await sendings.again.isFull(sending)))
      return sendings.again.take(sending)
    await count(visitor, altcha)
    await sendings.counted.take(sending).catch(isFullAlready)
  }
  // Ten at the same moment wait for the first of them, which counts.
  const going = new Map<string, Promise<void>>()
  return {
    async take(c, altcha, key) {
      const visitor = visitorOf(c, office)
      if (key === undefined) return count(visitor, altcha)
      const sending = createHmac('sha256', office.secret).update(`${visitor} ${key}`).digest('base64url').slice(0, 22)
      const mine = (going.get(sending) ?? Promise.resolve())
        .catch(() => undefined)
        .then(() => once(visitor, altcha, sending))
      going.set(sending, mine)
      try {
        await mine
      } finally {
        if (going.get(sending) === mine) going.delete(sending)
      }
    },
  }
}

/** Another process has counted it at the same moment. */
function isFullAlready(error: unknown): void {
  if (!(error instanceof UserError)) throw error
}

/** A visitor's address as a keyed hash: the address itself is never kept. */
export function visitorOf(c: Context, office: Pick<Office, 'secret' | 'proxies'>): string {
  return createHmac('sha256', office.secret).update(visitorNet(c, office.proxies)).digest('base64url').slice(0, 22)
}
