/**
 * How often the two halves of a receipt may be tried. The code stands in the public log, so six digits are all that
 * keeps a stranger out; and whoever can use up somebody's tries locks them out. Therefore only wrong tries count, and
 * they count where they come from:
 * - an address tries 30 receipts an hour, and one receipt ten times in six hours: a guesser spends their own tries, not
 *   the owner's;
 * - all addresses together guess at one receipt a hundred times a day (one in ten thousand of the digits). Then it
 *   opens only on a device
 *   that has opened it before, or through "我的", where the sign-in takes the place of the digits;
 * - while the whole county sees many wrong tries, every try takes some seconds, and nobody is refused for it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Context } from 'hono'
import { limiter } from '../../platform/rateLimit.ts'
import type { Office } from '../office.ts'
import { visitorOf } from '../site/sendLimit.ts'

export type ReceiptTries = {
  take(c: Context, code: string): Promise<void>
  right(c: Context, code: string): Promise<void>
}

const hour = 3600
const slowMs = 2_000
const closed =
  '今天有人在反复猜这张回执的数字，为了安全先不让猜了。请用交的时候那部手机打开，或者从“我的”登录进来，或者拿身份证到村里查；明天会自动恢复。'

/**
 * `name`: of the kind of receipt. `take` before the digits are compared (429 where it is too often), `right` when they
 * were right.
 */
export function receiptTries(office: Office, name: string): ReceiptTries {
  const { pool } = office
  const limits = {
    visitor: limiter(pool, `${name}-visitor`, 30, hour),
    here: limiter(pool, `${name}-here`, 10, 6 * hour),
    code: limiter(pool, `${name}-code`, 100, 24 * hour),
    county: limiter(pool, `${name}-county`, 300, hour),
  }
  return {
    async take(c, code) {
      const visitor = visitorOf(c, office)
      await limits.visitor.take(visitor)
      await limits.here.take(`${code} ${visitor}`)
      if (!knows(c, office.secret, code)) await limits.code.take(code, closed)
      if (await limits.county.isFull('all')) await wait(slowMs)
      else await limits.county.take('all')
    },
    async right(c, code) {
      const visitor = visitorOf(c, office)
      await Promise.all([
        limits.visitor.giveBack(visitor),
        limits.here.giveBack(`${code} ${visitor}`),
        limits.county.giveBack('all'),
        ...(knows(c, office.secret, code) ? [] : [limits.code.giveBack(code)]),
      ])
    },
  }
}

const days = 180

/**
 * Marks the device as one that has opened this receipt, the last few of them (a counter's browser opens hundreds). It
 * opens nothing by itself and does not tell the code.
 */
export function remember(c: Context, secret: string, code: string, base: string, secure: string): void {
  const mac = macOf(secret, code)
  c.header(
    'set-cookie',
    `${nameOf(mac)}=${mac}; Path=${base}; Max-Age=${days * 86_400}; HttpOnly; SameSite=Lax${secure}`,
    { append: true },
  )
}

function knows(c: Context, secret: string, code: string): boolean {
  const mac = macOf(secret, code)
  const given = Buffer.from(
    new RegExp(`(?:^|;\\s*)${nameOf(mac)}=([^;]+)`).exec(c.req.header('cookie') ?? '')?.[1] ?? '',
  )
  return given.length === mac.length && timingSafeEqual(given, Buffer.from(mac))
}

const nameOf = (mac: string) => `opened${Number.parseInt(mac[0]!, 16) % 8}`
const macOf = (secret: string, code: string) =>
  createHmac('sha256', secret).update(`receipt known ${code}`).digest('hex').slice(0, 32)
