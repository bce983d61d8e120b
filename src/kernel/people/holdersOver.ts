/** Whose names are public with their posts already: those who hold, or have held, a post of a place or above it. */
import { rows, sql, type Db, type Tx } from '../../platform/db.ts'

/** Which of these names are of such people. */
export async function holdersOver(
  db: Db | Tx,
  regionId: string,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await rows(
    db,
    sql<{ name: string }>`
      SELECT DISTINCT p.name
      FROM regions here
      JOIN regions r ON here.path LIKE r.path || '%'
      JOIN appointments a ON a.region_id = r.id
      JOIN persons p ON p.id = a.person_id
      WHERE here.id = ${regionId} AND p.name = ANY(${[...names]}::text[])`,
  )
  return new Set(found.map((f) => f.name))
}
