/** A place stands from its first day to its last, both counted; no last day is without end. */
import type { RawBuilder } from 'kysely'
import { sql } from '../../platform/db.ts'

/** Places that are not abolished by a day. `r`: how the statement calls the regions. */
export const standingOn = (r: string, day: string): RawBuilder<boolean> =>
  sql`(${sql.ref(`${r}.valid_to`)} IS NULL OR ${sql.ref(`${r}.valid_to`)} >= ${day}::date)`

/** The same for a prepared statement, whose day is a parameter: `standingOnText('r', '$2')`. */
export const standingOnText = (r: string, day: string) => `(${r}.valid_to IS NULL OR ${r}.valid_to >= ${day}::date)`
