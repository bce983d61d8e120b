/** How long it really took: beside what was promised, from the cases that ended last. */
import { statement, type Reader } from '../../../kernel/site/statement.ts'
import { dayOf } from '../../../platform/clock.ts'
import type { Calendar } from '../../../kernel/calendar/calendar.ts'

/** Grades from this one up (基本满意) count as content (好差评). */
const contentFrom = 3

/** The formulas as people read them, beside the figures. */
export const formulas = {
  serviceContent: '办事满意率 =（评“非常满意”“满意”“基本满意”的件数）÷ 评价过的件数',
  serviceDone: '办成、没有办成 = 今年交上来、已经有结果的件数',
  atOnce: '当天办好 = 即办的事里，交的当天办完的件数，休息日交的到下一个工作日；撤回的不算',
} as const

export type Outcomes = { open: number; done: number; refused: number; rated: number; good: number }
const outcomesQ = statement<Outcomes>(
  'services.outcomes',
  `SELECT count(*) FILTER (WHERE state = 'sent')::int AS open,
    count(*) FILTER (WHERE state = 'done')::int AS done,
    count(*) FILTER (WHERE state = 'refused')::int AS refused,
    count(stars)::int AS rated,
    count(*) FILTER (WHERE stars >= ${contentFrom})::int AS good
  FROM public_service_outcomes
  WHERE place = $1 AND sent_on >= $2::date`,
)

/** Applications of a village in sum, of those handed in since a day: how many, and how rated. Nobody is named. */
export const outcomesOf = async (db: Reader, slug: string, since: string): Promise<Outcomes> =>
  (await outcomesQ(db, slug, since))[0]!

/** Of what is done at once (即办): how many have ended, and how many of them within the day. */
export type AtOnce = { ended: number; within: number }
const atOnceQ = statement<{ sent_on: string; closed_on: string; n: number }>(
  'services.atOnce',
  `SELECT sent_on::text AS sent_on, closed_on::text AS closed_on, count(*)::int AS n
  FROM public_service_outcomes
  WHERE at_once AND closed_on IS NOT NULL AND state IN ('done', 'refused') AND sent_on >= $2::date
    AND ($1 = '' OR place = $1)
  GROUP BY 1, 2`,
)

/** Of those handed in since a day, in a village by its slug, or in the whole county (''). */
export async function atOnceOf(db: Reader, slug: string, since: string, calendar: Calendar): Promise<AtOnce> {
  const days = await atOnceQ(db, slug, since)
  return {
    ended: days.reduce((sum, d) => sum + d.n, 0),
    within: days.filter((d) => d.closed_on <= calendar.addWorkdays(d.sent_on, 0)).reduce((sum, d) => sum + d.n, 0),
  }
}

/** "即办的 12 件，当天办好 11 件（92%）"; nothing while none has ended. Never rounded up to all. */
export const sayAtOnce = ({ ended, within }: AtOnce): string =>
  ended === 0 ? '' : `即办的办完 ${ended} 件，当天办好 ${within} 件（${Math.floor((within * 100) / ended)}%）。`

/** Of `n` cases, in the unit of the promise: half were quicker than `median`, nine of ten than `p90`. */
export type Measured = { n: number; median: number; p90: number; unit: 'calendarDay' | 'workDay' }

/** Fewer cases say nothing, and might point at one person. */
const least = 5
const lastCases = 200

const lastQ = statement<{ opened_at: Date; closed_at: Date }>(
  'services.measured',
  `SELECT opened_at, closed_at FROM public_service_outcomes WHERE service_code = $1 AND state = 'done'
    AND ended_at IS NOT NULL AND closed_at IS NOT NULL ORDER BY ended_at DESC LIMIT ${lastCases}`,
)

/**
 * From the last cases of a service in the whole county; `undefined` where fewer than five have ended. Counts whole days
 * from the day after receipt, as the promise does.
 */
export async function measuredTimes(
  db: Reader,
  code: string,
  unit: Measured['unit'],
  calendar: Calendar,
): Promise<Measured | undefined> {
  return measuredOf(
    (await lastQ(db, code)).map((c) => daysOf(c.opened_at, c.closed_at, unit, calendar)),
    unit,
  )
}

/** Pure. */
export function measuredOf(days: readonly number[], unit: Measured['unit']): Measured | undefined {
  if (days.length < least) return undefined
  const sorted = [...days].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]!
  return { n: sorted.length, median: at(0.5), p90: at(0.9), unit }
}

/** Whole days from the day after `from` to `to`. */
export function daysOf(from: Date, to: Date, unit: Measured['unit'], calendar: Calendar): number {
  const [first, last] = [dayOf(from), dayOf(to)]
  if (unit === 'calendarDay') return Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000)
  let n = 0
  for (let day = Date.parse(first) + 86_400_000; day <= Date.parse(last); day += 86_400_000)
    if (calendar.isWorkday(new Date(day).toISOString().slice(0, 10))) n += 1
  return n
}
