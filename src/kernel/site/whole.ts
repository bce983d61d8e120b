/** The word for the whole that the site is about. */
import { first, sql, type Db, type Tx } from '../../platform/db.ts'

/** What the whole is, in one character, by the level of its root: 县, of a city with counties 市. */
export type Whole = '县' | '市'
export const wholeOf = (rootLevel: string | undefined): Whole => (rootLevel === 'city' ? '市' : '县')

/** What the whole is here. */
export async function wholeHere(db: Db | Tx): Promise<Whole> {
  const root = await first(
    db,
    sql<{ level: string }>`SELECT level FROM regions WHERE parent_id IS NULL ORDER BY path LIMIT 1`,
  )
  return wholeOf(root?.level)
}
