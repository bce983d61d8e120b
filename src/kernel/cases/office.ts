/** The rules and the calendar in force, kept for a while. */
import { transact, type Db, type Tx } from '../../platform/db.ts'
import { dayOf } from '../../platform/clock.ts'
import { countyCalendar } from '../calendar/calendar.queries.ts'
import { rulesOn } from '../rules/rules.ts'
import { countyCode } from '../regions/county.ts'
import type { Context } from './times.ts'

const keptMs = 5_000
type Kept = { day: string; until: number; read: Promise<Omit<Context, 'now'>> }
const kept = new WeakMap<Db, Kept>()

/**
 * The context of an action at `now`. Rules and calendar change a few times a year and are read with every action: they
 * are kept for the day, at most five seconds, so that another process's change counts within that time; one's own
 * counts at once (`forgetContext`).
 */
export async function contextAt(db: Db, now: Date): Promise<Context> {
  const day = dayOf(now)
  const known = kept.get(db)
  if (known && known.day === day && performance.now() < known.until) return { now, ...(await known.read) }
  const read = readContext(db, day)
  kept.set(db, { day, until: performance.now() + keptMs, read })
  read.then(
    (r) => r.rules.all().length === 0 && forgetContext(db),
    () => forgetContext(db),
  )
  return { now, ...(await read) }
}

/** One transaction with the context of now: what every act of staff runs in. */
export async function inContext<T>(
  office: { db: Db; now(): Date },
  job: (tx: Tx, ctx: Context) => Promise<T>,
): Promise<T> {
  const ctx = await contextAt(office.db, office.now())
  return transact(office.db, (tx) => job(tx, ctx))
}

/** Called by whoever has just changed a rule or the calendar, after the commit. */
export function forgetContext(db: Db): void {
  kept.delete(db)
}

/** As `contextAt`, read within a transaction that nobody gave it to. */
export const contextIn = async (tx: Tx, now: Date): Promise<Context> => ({
  now,
  ...(await readContext(tx, dayOf(now))),
})

async function readContext(db: Db | Tx, day: string): Promise<Omit<Context, 'now'>> {
  const [rules, calendar, county] = await Promise.all([rulesOn(db, day), countyCalendar(db), countyCode(db)])
  return { rules, calendar, county }
}
