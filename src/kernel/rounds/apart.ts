/**
 * A round works for everybody at once. Where one of them makes it fail, the others must not wait: the work is done for
 * halves until that one stands alone. It is noted, for the county's administrator to be told, and tried again later,
 * less and less often.
 */
import type { RawBuilder } from 'kysely'
import { rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { isDiskFull } from '../../platform/disk.ts'
import { isUnreachable } from '../../platform/errors.ts'
import { errorFields, log } from '../../platform/log.ts'

/**
 * A round's errands. `idOf` names one for the note; `work` does some of them, all or none (a transaction), at most
 * `atOnce`; `lanes` of it go side by side, one unless said.
 */
export type Errands<T> = {
  round: string
  items: readonly T[]
  atOnce?: number
  lanes?: number
  idOf(item: T): string
  work(items: readonly T[]): Promise<unknown>
}

/** Does all that can be done, and returns how many. Throws only what concerns all of them: no database, a full disk. */
export async function doApart<T>(db: Db, errands: Errands<T>, now: Date): Promise<number> {
  const { round, items, idOf, work } = errands
  const atOnce = errands.atOnce ?? items.length
  const failed: { id: string; error: unknown }[] = []
  const attempt = async (some: readonly T[]): Promise<void> => {
    if (some.length === 0) return
    try {
      await work(some)
    } catch (error) {
      if (concernsAll(error)) throw error
      if (some.length === 1) {
        failed.push({ id: idOf(some[0]!), error })
        return
      }
      const half = Math.ceil(some.length / 2)
      await attempt(some.slice(0, half))
      await attempt(some.slice(half))
    }
  }
  let next = 0
  const lane = async () => {
    while (next < items.length) {
      const from = next
      next += atOnce
      await attempt(items.slice(from, next)).catch((error: unknown) => {
        next = items.length
        throw error
      })
    }
  }
  await Promise.all(Array.from({ length: errands.lanes ?? 1 }, lane))
  for (const f of failed) await noteFault(db, round, f.id, f.error, now)
  const bad = new Set(failed.map((f) => f.id))
  const noted = await notedOf(db, round)
  if (noted.size > bad.size)
    await forgetFaults(
      db,
      round,
      items.map(idOf).filter((id) => noted.has(id) && !bad.has(id)),
    )
  return items.length - failed.length
}

/**
 * Of rows that a round would take up: not one that failed and whose time to be tried again has not come. `id`: its
 * column.
 */
export const isTried = (round: string, id: RawBuilder<unknown>, now: Date): RawBuilder<boolean> => sql`
  NOT EXISTS (
    SELECT 1
    FROM round_faults f
    WHERE f.round = ${round} AND f.subject_id = ${id} AND f.retry_at > ${now}
  )`

/** The round as a whole failed or, without an error, went well again. */
export async function noteRound(db: Db, round: string, error: unknown, now: Date): Promise<void> {
  if (error === undefined) return forgetFaults(db, round, [''])
  await noteFault(db, round, '', error, now)
}

/** Tried again after a minute, two, four … at most six hours. */
async function noteFault(db: Db, round: string, id: string, error: unknown, now: Date): Promise<void> {
  log.error('round failed', { round, subject: id, ...errorFields(error) })
  await sql`
    INSERT INTO round_faults AS f (round, subject_id, code, first_at, last_at, retry_at)
    VALUES (${round}, ${id}, ${codeOf(error)}, ${now}, ${now}, ${now}::timestamptz + interval '1 minute')
    ON CONFLICT (round, subject_id)
      DO UPDATE SET code = excluded.code, times = f.times + 1, last_at = excluded.last_at,
        retry_at = excluded.last_at + least(interval '6 hours', interval '1 minute' * 2 ^ least(f.times, 9))`.execute(
    db,
  )
}

/** What stands noted of a round: nothing, nearly always. */
async function notedOf(db: Db, round: string): Promise<Set<string>> {
  const found = await rows(
    db,
    sql<{ subject_id: string }>`SELECT subject_id FROM round_faults WHERE round = ${round} AND subject_id <> ''`,
  )
  return new Set(found.map((f) => f.subject_id))
}

async function forgetFaults(db: Db, round: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await sql`DELETE FROM round_faults WHERE round = ${round} AND subject_id = ANY(${[...ids]}::text[])`.execute(db)
}

/** What nobody was told of yet, marked as told: once a day and round, however many fail. */
export function tellable(tx: Tx, now: Date): Promise<{ round: string; n: number }[]> {
  return rows(
    tx,
    sql<{ round: string; n: number }>`
      WITH told AS (
          UPDATE round_faults f
          SET told_at = ${now}
          WHERE f.told_at IS NULL
            AND NOT EXISTS (
              SELECT 1
              FROM round_faults t
              WHERE t.round = f.round AND t.told_at > ${now}::timestamptz - interval '1 day'
            )
          RETURNING round
        )
      SELECT round, count(*)::int AS n
      FROM told
      GROUP BY round
      ORDER BY round`,
  )
}

/** The error's code or class, never its words. */
function codeOf(thrown: unknown): string {
  const { code, error } = errorFields(thrown)
  return String(code ?? error)
}

/** No database, no room: nobody's row is to blame. */
const concernsAll = (error: unknown): boolean => isUnreachable(error) || isDiskFull(error)
