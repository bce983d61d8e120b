/**
 * A place ceases: its posts end, what it would have owed later is lifted, what people asked it goes to its successor.
 */
import { liftFrom } from '../../disclosure/index.ts'
import { addDays } from '../../../platform/clock.ts'
import { first, sql, type Tx } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import type { Region } from './regions.find.ts'

export type End = { on: string; successor: Pick<Region, 'id' | 'name'>; why: string; by: string; now: Date }

/**
 * Its last day is the one before `on`. Refused (409) while something is in other hands: nobody would be left to finish
 * it.
 */
export async function endPlace(tx: Tx, place: Region, end: End): Promise<void> {
  const inHands = await first(
    tx,
    sql<{
      n: number
    }>`
      SELECT count(*) AS n
      FROM cases
      WHERE region_id = ${place.id} AND closed_at IS NULL AND step NOT IN ('draft', 'published', 'filed')`,
  )
  if (inHands!.n > 0)
    throw conflict(`“${place.name}”还有 ${inHands!.n} 项公开正在审查、签字或等待公开。请先办完或者退回，再办撤并。`)
  const last = addDays(end.on, -1)
  await sql`UPDATE regions SET valid_to = ${last} WHERE id = ${place.id}`.execute(tx)
  await sql`
    UPDATE appointments
    SET to_on = greatest(from_on, ${last}::date)
    WHERE region_id = ${place.id} AND (to_on IS NULL OR to_on > ${last})`.execute(tx)
  await sql`
    UPDATE group_members
    SET to_on = greatest(from_on, ${last}::date)
    WHERE region_id = ${place.id} AND (to_on IS NULL OR to_on > ${last})`.execute(tx)
  await sql`
    UPDATE questions q
    SET handler_id = ${end.successor.id}
    WHERE handler_id = ${place.id} AND NOT EXISTS (SELECT 1 FROM answers a WHERE a.question_id = q.id)`.execute(tx)
  await liftFrom(tx, place.id, end.on, {
    reason: `${place.name}自 ${end.on} 起${end.why}，之后到期的不再由它公开。`,
    by: end.by,
    now: end.now,
  })
}
