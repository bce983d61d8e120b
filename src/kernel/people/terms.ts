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
