/** When somebody holds a post: from the first day to the last, both counted; no last day is without end. */
import type { RawBuilder } from 'kysely'
import { sql } from '../../platform/db.ts'

/** Appointments held on a day. `a`: how the statement calls the appointments. */
export const heldOn = (a: string, day: string): RawBuilder<boolean> =>
  sql`${sql.ref(`${a}.from_on`)} <= ${day}::date AND ${notOverBy(a, day)}`

/** Held on that day or beginning later: who must stay away must do so before they begin. */
export const notOverBy = (a: string, day: string): RawBuilder<boolean> =>
  sql`(${sql.ref(`${a}.to_on`)} IS NULL OR ${sql.ref(`${a}.to_on`)} >= ${day}::date)`

/** The same for a prepared statement, whose day is a parameter: `heldOnText('p', '$2')`. */
export const heldOnText = (a: string, day: string) => `${a}.from_on <= ${day}::date AND ${notOverByText(a, day)}`
export const notOverByText = (a: string, day: string) => `(${a}.to_on IS NULL OR ${a}.to_on >= ${day}::date)`

/**
 * Somebody who held a function at a place has left it for good since a moment: their last day lies on it or later, and
 * before `today`, and they do not hold it now. `at`: how the statement calls place, function and moment.
 */
export const leftSince = (
  at: { regionId: RawBuilder<unknown>; fn: RawBuilder<unknown>; since: RawBuilder<unknown> },
  today: string,
): RawBuilder<boolean> => sql`
  EXISTS (
    SELECT 1
    FROM appointments gone
    JOIN post_kinds k ON k.id = gone.post_kind_id
    WHERE gone.region_id = ${at.regionId}
      AND k.function = ${at.fn}
      AND gone.to_on >= (${at.since} AT TIME ZONE 'Asia/Shanghai')::date
      AND gone.to_on < ${today}::date
      AND NOT EXISTS (
        SELECT 1
        FROM appointments still
        JOIN post_kinds s ON s.id = still.post_kind_id
        WHERE still.region_id = gone.region_id
          AND s.function = k.function
          AND still.person_id = gone.person_id
          AND ${heldOn('still', today)}
      )
  )`
