/**
 * A public page declares the query parameters that it understands where it is declared itself. What else a link carries
 * (utm_*, from=, the tokens of whoever shared it) leads to the address without it: one page, one address, one name in
 * the cache.
 */
import type { Context, MiddlewareHandler } from 'hono'
import { isElder } from './cacheKey.ts'

/**
 * The names a page understands, in the order of its address; asked per request where they depend on what the page is
 * about.
 */
export type Declared = readonly string[] | ((c: Context) => Promise<readonly string[]>)

/** On the handler of every page: what it declares. */
export const declared = Symbol('declared parameters')
export type Declaring = { [declared]?: Declared }

const longest = 60
const addresses = new WeakMap<Context, string>()

/** Declares the parameters of a page that is not kept, or of a file that is. */
export function takes(names: Declared = []): MiddlewareHandler {
  const handler: MiddlewareHandler = async (c, next) => (await readAddress(c, names)) ?? next()
  return Object.assign(handler, { [declared]: names })
}

/**
 * Notes the request's one address: its path and the declared parameters in their order. Where the page would read
 * anything that this address does not say, the answer is a redirect to it, which nobody may keep.
 */
export async function readAddress(c: Context, names: Declared): Promise<Response | undefined> {
  const { pathname, searchParams } = new URL(c.req.url)
  const query = new URLSearchParams()
  if (searchParams.size > 0)
    for (const name of await known(c, names)) {
      const value = c.req.query(name)?.trim().slice(0, longest)
      if (value) query.set(name, value)
    }
  const address = query.size === 0 ? pathname : `${pathname}?${query}`
  if (searchParams.size !== query.size || [...query].some(([name, value]) => c.req.query(name) !== value)) {
    c.header('cache-control', 'no-store')
    return c.redirect(address, 302)
  }
  addresses.set(c, address)
  return undefined
}

/** In large type every page may be asked for all of it; elsewhere nobody is shown less. */
async function known(c: Context, names: Declared): Promise<readonly string[]> {
  const own = typeof names === 'function' ? await names(c) : names
  return isElder(c.req.header('cookie')) ? [...own, 'all'] : own
}

/** Whether the page asked for has said what it understands. */
export function isDeclared(c: Context): boolean {
  return addresses.has(c)
}

/** The address noted for this request; where no page declared itself, the path. */
export function addressOf(c: Context): string {
  return addresses.get(c) ?? c.req.path
}
