/**
 * What goes along in a browser from one page to another, for a quarter of an hour at most: sealed, so that no key, no
 * telephone and no openid stands in a page or an address.
 */
import type { Context } from 'hono'
import type { z } from 'zod'
import type { Office } from '../office.ts'
import { sealerOf } from '../../platform/sealing/sealer.ts'

const seconds = 900
type Here = Pick<Office, 'secret' | 'now' | 'baseUrl'>

/** `path`: below which it is sent; `schema`: what it holds. */
export type SealedCookie<T> = { name: string; path: string; schema: z.ZodType<T> }

export function putCookie<T>(office: Here, c: Context, cookie: SealedCookie<T>, value: T): void {
  const until = office.now().getTime() + seconds * 1000
  const bytes = Buffer.from(JSON.stringify({ until, value }))
  set(office, c, cookie, sealerOf(office.secret, 'cookies').seal(cookie.name, bytes).toString('base64url'), seconds)
}

export function dropCookie(office: Here, c: Context, cookie: SealedCookie<unknown>): void {
  set(office, c, cookie, '', 0)
}

function set(office: Here, c: Context, { name, path }: SealedCookie<unknown>, value: string, age: number) {
  // Over https no cookie goes out in clear.
  const secure = office.baseUrl?.startsWith('https:') ? '; Secure' : ''
  c.header('set-cookie', `${name}=${value}; Path=${path}; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`, {
    append: true,
  })
}

/** Undefined where this browser brings nothing of ours, or brings it too late. */
export function cookieIn<T>(office: Here, c: Context, { name, schema }: SealedCookie<T>): T | undefined {
  const sent = `; ${c.req.header('cookie') ?? ''}`.split(`; ${name}=`)[1]?.split(';')[0]
  if (!sent) return undefined
  try {
    const text = sealerOf(office.secret, 'cookies').open(name, Buffer.from(sent, 'base64url')).toString('utf8')
    const { until, value } = JSON.parse(text) as { until: number; value: unknown }
    return until < office.now().getTime() ? undefined : schema.parse(value)
  } catch {
    return undefined
  }
}
