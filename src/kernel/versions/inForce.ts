/**
 * Which version of an entry holds on a day: the newest that has begun. For lists that keep `code`, `version` and
 * `valid_from` (services, powers); an entry's end is a version, too, whose `state` says so.
 */
import { sql } from 'kysely'

/** A row per code, to select from; a condition on `code` outside reaches the index. `day`: YYYY-MM-DD. */
export const inForceOn = (list: 'powers' | 'services', day: string) =>
  sql`(SELECT DISTINCT ON (code) * FROM ${sql.table(list)} WHERE valid_from <= ${day} ORDER BY code, version DESC)`

/** The same of a public view, as text; the day is the statement's first value. */
export const inForceIn = (view: 'public_powers' | 'public_services') =>
  `(SELECT DISTINCT ON (code) * FROM ${view} WHERE valid_from <= $1::date ORDER BY code, version DESC)`
