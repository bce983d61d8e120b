/** Other offices are asked what they think of an application while it stays where it is (会商). */
import { rows, sql, type Tx } from '../../../platform/db.ts'
import { forbidden, invalid } from '../../../platform/errors.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { consult } from '../../../kernel/cases/requests.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import type { PostFunction } from '../../../kernel/people/functions.ts'
import { refuseNaming } from './shares.ts'
import { reading } from './applicationReaders.ts'

/** Whoever works on applications there. */
const asked: readonly PostFunction[] = [
  'agent',
  'drafter',
  'director',
  'township_clerk',
  'station_clerk',
  'township_leader',
  'bureau_clerk',
  'bureau_leader',
]

/**
 * `units`: slugs. Those who are asked learn what it is about, and read what was handed in only where they are shown it
 * (shares.ts); so only offices and the applicant's own village may be asked, never another village. Errors: 403 for who
 * has not got it in hand, 422 for a place that may not read it, and for a question that says who applied.
 */
export async function consultOn(
  tx: Tx,
  secret: string,
  actor: Actor,
  caseId: string,
  input: { units: readonly string[]; ask: string },
  ctx: Context,
): Promise<void> {
  const { a, c, how } = await reading(tx, actor, caseId)
  if (how !== 'hand') throw forbidden('这件事现在不在您手里。')
  refuseNaming(secret, a, input.ask)
  const found = await rows(
    tx,
    sql<{
      id: string
      slug: string
    }>`
      SELECT id, slug
      FROM regions
      WHERE slug = ANY(${[...input.units]}::text[])
        AND (level IN ('bureau', 'township', 'county', 'city') OR id = ${a.region_id})`,
  )
  const refused = input.units.find((slug) => !found.some((f) => f.slug === slug))
  if (refused !== undefined)
    throw invalid('申请材料里有家里的情况，只能请部门、乡镇和申请人自己的村会商。', { field: 'units' })
  await consult(
    tx,
    actor,
    c,
    { units: found.map((f) => f.id), functions: asked, ask: input.ask, within: 'service.consultDays' },
    ctx,
  )
}
