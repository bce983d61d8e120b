/**
 * Who may open a report: whoever has typed both halves of a receipt, or has just sent it, for two hours on that device.
 * The cookie is HttpOnly and goes to this one report's address only; no secret ever stands in an address.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { remember } from './receiptTries.ts'

/** 'reporter', or the id of a supporter ("me too"). */
export type Party = string
const hours = 2

/** Lets this browser open the report; or, with another `base`, what else has such a receipt (applications). */
export function letIn(c: Context, secret: string, code: string, party: Party, now: Date, base = '/reports'): void {
  const until = Math.floor(now.getTime() / 1000) + hours * 3600
  const secure =
    new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https' ? '; Secure' : ''
  c.header(
    'set-cookie',
    `receipt=${party}.${until}.${macOf(secret, code, party, until)}; Path=${base}/${code}; Max-Age=${hours * 3600}; HttpOnly; SameSite=Lax${secure}`,
    { append: true },
  )
  remember(c, secret, code, base, secure)
}

/** Closes it again on this device. */
export function letOut(c: Context, code: string, base = '/reports'): void {
  c.header('set-cookie', `receipt=; Path=${base}/${code}; Max-Age=0; HttpOnly; SameSite=Lax`, { append: true })
}

/** Who of a report's people this browser is; `undefined` for everybody else. */
export function partyOf(c: Context, secret: string, code: string, now: Date): Party | undefined {
  const [party, until, mac] = (/(?:^|;\s*)receipt=([^;]+)/.exec(c.req.header('cookie') ?? '')?.[1] ?? '').split('.')
  if (!party || !until || !mac || Number(until) * 1000 < now.getTime()) return undefined
  const [given, right] = [Buffer.from(mac), Buffer.from(macOf(secret, code, party, Number(until)))]
  return given.length === right.length && timingSafeEqual(given, right) ? party : undefined
}

const macOf = (secret: string, code: string, party: Party, until: number) =>
  createHmac('sha256', secret).update(`receipt opened ${code} ${party} ${until}`).digest('base64url')
