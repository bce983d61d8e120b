/**
 * Sent a moment ago from this form: without JavaScript a browser that goes back loads the form anew, with another key
 * and the words still in it. A cookie that goes to this form only says under which key they went, so that pressing
 * again leads to the same receipt.
 */
import { createHash } from 'node:crypto'
import type { Context } from 'hono'

const minutes = 10

/**
 * `key`: of the form that was sent; `who`: what else must be the same (name, telephone), of which a hash goes along.
 */
export function rememberSent(c: Context, key: string, who: readonly string[]): void {
  if (!/^[\w-]{8,80}$/.test(key)) return
  const url = new URL(c.req.url)
  const secure = url.protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https' ? '; Secure' : ''
  c.header(
    'set-cookie',
    `sent=${key}.${hashOf(key, who)}; Path=${url.pathname}; Max-Age=${minutes * 60}; HttpOnly; SameSite=Lax${secure}`,
    { append: true },
  )
}

/** The key of what the same person sent from this form within ten minutes; the words are for the caller to compare. */
export function sentLately(c: Context, who: readonly string[]): string | undefined {
  const [, key, hash] = /(?:^|;\s*)sent=([\w-]{8,80})\.([\w-]{16})(?:;|$)/.exec(c.req.header('cookie') ?? '') ?? []
  return key !== undefined && hash === hashOf(key, who) ? key : undefined
}

const hashOf = (key: string, who: readonly string[]) =>
  createHash('sha256')
    .update([key, ...who].join('\n'))
    .digest('base64url')
    .slice(0, 16)
