/**
 * Lists that change who watches the others are told like a change in the console: to the watchers, and in the public
 * log.
 */
import { rows, sql, type Tx } from '../../platform/db.ts'
import type { PostFunction } from './functions.ts'
import { watching } from './reach.ts'
import { tellOfWatch } from './watch.ts'

export type Watch = { seat: string; function: PostFunction; path: string; post: string }

/** Who holds such a post, or will. */
export function watchersNow(tx: Tx): Promise<Watch[]> {
  return rows(
    tx,
    sql<Watch>`
      SELECT a.person_id || ' ' || a.from_on AS seat, k.function, r.path, k.name AS post
      FROM appointments a
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN regions r ON r.id = a.region_id
      WHERE k.function = ANY(${[...watching]}::text[]) AND a.to_on IS NULL`,
  )
}

/** `by`: how whoever did it is called. */
export async function tellOfWatchers(tx: Tx, by: string, before: readonly Watch[], now: Date): Promise<void> {
  const after = await watchersNow(tx)
  const without = (all: readonly Watch[], others: readonly Watch[]) =>
    all.filter((a) => !others.some((o) => o.path === a.path && o.function === a.function && o.seat === a.seat))
  for (const post of without(after, before)) await tellOfWatch(tx, { name: by }, post, 'appoint', now)
  for (const post of without(before, after)) await tellOfWatch(tx, { name: by }, post, 'end', now)
}
