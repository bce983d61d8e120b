/** Reading for the public: prepared statements on the connection that sees `public_*` views only. */
import type pg from 'pg'

export type Reader = Pick<pg.Pool, 'query'>

const texts = new Map<string, string>()

/**
 * A statement planned once per connection. The caller names the row's shape. @throws at start where another has the
 * same `name`.
 */
export function statement<T>(name: string, text: string): (db: Reader, ...values: unknown[]) => Promise<T[]> {
  if ((texts.get(name) ?? text) !== text) throw new Error(`two statements are called ${name}`)
  texts.set(name, text)
  return async (db, ...values) => (await db.query({ name: `public.${name}`, text, values })).rows as T[]
}

/**
 * A statement planned anew for each call, with its values known: where one plan cannot fit all values (searches, ranges
 * of places).
 */
export function adhoc<T>(text: string): (db: Reader, ...values: unknown[]) => Promise<T[]> {
  return async (db, ...values) => (await db.query(text, values)).rows as T[]
}
