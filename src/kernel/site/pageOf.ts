/** Which page of a list an address asks for. */
import type { Context } from 'hono'

/** The page of a list, from 1; anything else is the first. */
export function pageOf(c: Context): number {
  const page = Number(c.req.query('page') ?? 1)
  return Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1
}
