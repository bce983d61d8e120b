/** Whether a place has anybody who can take a case on: nobody is handed what nobody would open. */
import { first, sql, type Tx } from '../../platform/db.ts'
import { conflict } from '../../platform/errors.ts'
import type { PostFunction } from '../people/functions.ts'
import { heldOn } from '../people/terms.ts'
import { unbarred } from './seeing.ts'

/**
 * 409, with whom to ask, for a place where nobody holds a post of these functions, may know of the case and can sign
 * in. `functions`: any, where not given. `day`: today.
 */
export async function refuseUnstaffed(
  tx: Tx,
  caseId: string,
  regionId: string,
  functions: readonly PostFunction[] | undefined,
  day: string,
): Promise<void> {
  const found = await first(
    tx,
    sql<{ name: string; above: string | null; held: boolean; signs: boolean }>`
      SELECT r.name, p.name AS above, count(a.id) > 0 AS held,
        count(a.id) FILTER (
          WHERE EXISTS (SELECT 1 FROM accounts x WHERE x.person_id = a.person_id AND x.disabled_at IS NULL)
        ) > 0 AS signs
      FROM regions r
      LEFT JOIN regions p ON p.id = r.parent_id
      LEFT JOIN (appointments a JOIN post_kinds k ON k.id = a.post_kind_id)
        ON a.region_id = r.id
        AND ${heldOn('a', day)}
        AND (${functions === undefined} OR k.function = ANY(${[...(functions ?? [])]}::text[]))
        AND ${unbarred(caseId, sql`a.person_id`)}
      WHERE r.id = ${regionId}
      GROUP BY r.name, p.name`,
  )
  if (!found || found.signs) return
  const above = found.above ?? '县管理员'
  throw conflict(
    found.held
      ? `${found.name}还没有人能登录平台，交过去没有人办。请${above}先给它的人开账号，或者改交给${above}。`
      : `${found.name}没有可以办理这件事的人（没有任职，或都要回避）。请${above}补上岗位，或者改交给${above}。`,
  )
}
