/** Clocks that ran on guessed working days are counted again when the calendar of those years has come. */
import { first, rows, sql, transact, type Db } from '../../platform/db.ts'
import type { Context } from './act.ts'
import { historyOf, type Case } from './case.ts'
import { silenceOf } from './goingOn.ts'
import { setTimes } from './pause.ts'

/**
 * Counts every open provisional clock anew; a suspended one is counted when it resumes. A step that ends by itself (a
 * notice, the wait for a rating) keeps the end that people were told. Returns how many got another due time.
 */
export async function recountProvisional(db: Db, ctx: Context): Promise<number> {
  const waiting = await rows(
    db,
    sql<{
      id: string
    }>`SELECT id FROM cases WHERE provisional AND closed_at IS NULL AND paused_at IS NULL ORDER BY due_at LIMIT 5000`,
  )
  let moved = 0
  for (const { id } of waiting)
    moved += await transact(db, async (tx) => {
      const c = await first(
        tx,
        sql<Case>`
          SELECT *
          FROM cases
          WHERE id = ${id} AND provisional AND closed_at IS NULL AND paused_at IS NULL
          FOR UPDATE`,
      )
      if (!c) return 0
      if (silenceOf(c) !== undefined) {
        await sql`UPDATE cases SET provisional = false WHERE id = ${id}`.execute(tx)
        return 0
      }
      const counted = await setTimes(tx, { c, history: await historyOf(tx, id) }, ctx)
      return counted.due_at?.getTime() === c.due_at?.getTime() ? 0 : 1
    })
  return moved
}
