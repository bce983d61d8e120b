/** A clock in words, line by line, for anyone who may see the case. */
import { addDays, dayOf, sayDay, sayLimit as sayEnd, sayTime } from '../../platform/clock.ts'
import { sayCite } from '../rules/cite.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { clockOf, counts, lastDayOf, merged, type Limit, type Pause, type Run } from './clock.ts'

/** "2026 年 11 月 20 日 17:20 收到" … "到 11 月 27 日 24:00": why a run ends when it ends. */
export function explain(run: Run, calendar: Calendar): string[] {
  const clock = clockOf(run, calendar)
  const extended = run.extended ?? 0
  return [
    `${sayTime(run.from, true)} 开始计时${run.limit.unit === 'hour' || run.limit.starts === 'sameDay' ? '' : '，次日为第 1 天'}`,
    `限 ${sayLength({ ...run.limit, amount: run.limit.amount - extended })}${run.limit.cite ? `（${sayCite(run.limit.cite)}）` : ''}`,
    ...(extended > 0 ? [`延长了 ${sayLimit({ ...run.limit, amount: extended })}`] : []),
    ...(run.limit.unit === 'workDay' && clock
      ? daysOff(dayOf(run.from), dayOf(new Date(clock.dueAt.getTime() - 1)), calendar)
      : []),
    ...merged(run).map((p) => sayPause(p, run.limit, calendar)),
    ...(clock?.provisional ? ['这一年的放假安排还没有公布，按周末推算，公布后会重算'] : []),
    clock ? `到 ${sayEnd(clock.dueAt, true)}` : '现在暂停计时，恢复后重新推算到期时间',
  ]
}

/** What is done within the day counts no day that follows. */
const sayLength = (limit: Limit): string =>
  limit.starts === 'sameDay' && limit.unit !== 'hour' && limit.amount === 1 ? '当天' : sayLimit(limit)

/** "5 个工作日", "5 天", "24 小时" */
export function sayLimit(limit: Limit): string {
  return `${limit.amount} ${limit.unit === 'hour' ? '小时' : limit.unit === 'workDay' ? '个工作日' : '天'}`
}

function daysOff(start: string, due: string, calendar: Calendar): string[] {
  const lines: string[] = []
  for (let day = addDays(start, 1); day <= due; day = addDays(day, 1)) {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
    const weekend = weekday === 0 || weekday === 6
    if (calendar.isWorkday(day) && weekend) lines.push(`${sayDay(day)}是调休上班日，算一天`)
    if (!calendar.isWorkday(day) && !weekend) lines.push(`${sayDay(day)}${calendar.nameOf(day) ?? '放假'}，不算`)
  }
  return lines
}

function sayPause(p: Pause, limit: Limit, calendar: Calendar): string {
  const why = p.why ? `，${p.why}` : ''
  if (p.to === undefined) return `${sayTime(p.from)} 起暂停${why}`
  if (limit.unit === 'hour')
    return `暂停 ${Math.round((p.to.getTime() - p.from.getTime()) / 360_000) / 10} 小时（${sayTime(p.from)} 至 ${sayTime(p.to)}${why}），不算`
  let stood = 0
  for (let day = addDays(dayOf(p.from), 1); day <= lastDayOf(p.to); day = addDays(day, 1))
    if (counts(day, limit, [], calendar)) stood += 1
  const when = `${sayTime(p.from)} 至 ${sayTime(p.to)}${why}`
  if (stood === 0) return `暂停不满一${limit.unit === 'workDay' ? '个工作日' : '天'}（${when}），期限不变`
  return `暂停 ${stood} ${limit.unit === 'workDay' ? '个工作日' : '天'}（${when}），不算`
}
