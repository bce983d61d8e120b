/**
 * What the notice of an application says and what its window ends on are one day, also where people write it by hand.
 * Pure.
 */
import { addDays, dayOf, daysBetween, sayDay } from '../../../platform/clock.ts'
import { conflict } from '../../../platform/errors.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import { lastDayOf, type Limit } from '../../../kernel/cases/clock.ts'
import { limitAt, timesOf, type Context } from '../../../kernel/cases/times.ts'

/**
 * The limits of a case whose notice is handed in or public again: its window ends on the day that the notice says
 * (`said`, all that it says). 409 where it says none, several, or one that is earlier than the service grants from
 * today, or later than a posting may hang.
 */
export function newWindow(c: Case, said: readonly string[], ctx: Context): Record<string, Limit> {
  const limit = limitAt(c, c.step, ctx)
  if (!limit) return c.limits
  const least = lastDayOf(timesOf({ from: ctx.now, limit }, ctx.calendar)!.dueAt)
  const today = dayOf(ctx.now)
  const most = addDays(today, Math.max(ctx.rules.number('paper.postingDays'), daysBetween(today, least)))
  const until = oneOf(said)
  if (until === undefined || until < least || until > most)
    throw conflict(
      `这是一件申请的公示，${wrote(said)}。公示期从公开那天算起（${limit.name ?? '公示'}），今天公开要到 ${sayDay(least, true)}：请${where}写明公示到哪一天，不早于这一天，不晚于 ${sayDay(most, true)}；还要审查签字几天的，往后写几天。`,
    )
  if (until === least) return c.limits
  const days = { amount: daysBetween(today, until), unit: 'calendarDay', starts: 'nextDay', ends: 'asIs' } as const
  return { ...c.limits, [c.step]: { ...limit, ...days, name: `公示到 ${sayDay(until, true)}，公告上写明的` } }
}

/**
 * A correction of the notice under which the window runs changes nothing of its last day. 409 where it says another;
 * `undefined`: nothing begins.
 */
export function sameWindow(c: Case, said: readonly string[]): undefined {
  const until = c.due_at && lastDayOf(c.due_at)
  if (until && oneOf(said) !== until)
    throw conflict(
      `这是一件申请的公示，${wrote(said)}。它的公示期到 ${sayDay(until, true)}为止，更正不能改：请${where}写明公示到这一天。`,
    )
}

const where = '在“公示起止”里（没有这一栏的，在说明里，连年份）'

const oneOf = (said: readonly string[]): string | undefined => (said.length === 1 ? said[0] : undefined)

const wrote = (said: readonly string[]): string =>
  said.length === 0 ? '没有写公示到哪一天' : `写的是公示到 ${said.map((d) => sayDay(d, true)).join('、')}`
