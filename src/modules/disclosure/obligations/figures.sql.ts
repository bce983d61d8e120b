/** The outcomes of figures.ts as parts of statements: of obligations under the alias `of` (`'o.'`). */
import { sql } from '../../../platform/db.ts'

/** x: past its day and not public; `day` as SQL writes it (`$1::date`). */
export const missingText = (day: string, of = '') => `${of}published_at IS NULL AND ${of}due_on < ${day}`

/** l: public after its day. */
export const lateText = (of = '') => `${of}published_on > ${of}due_on`

/** x in a statement that is put together; `day` as `YYYY-MM-DD`. */
export const isMissing = (day: string, of = '') =>
  sql`${sql.ref(`${of}published_at`)} IS NULL AND ${sql.ref(`${of}due_on`)} < ${day}`

/** l in a statement that is put together. */
export const becameLate = (of = '') => sql`${sql.ref(`${of}published_on`)} > ${sql.ref(`${of}due_on`)}`
