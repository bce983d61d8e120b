/** Days and times as people say them, always in the county's time zone. */

/** "12 月 8 日"; with the year where it is another one. */
export function sayDay(day: string, withYear = false): string {
  const [y, m, d] = day.split('-')
  return `${withYear || y !== today().slice(0, 4) ? `${y} 年 ` : ''}${Number(m)} 月 ${Number(d)} 日`
}

/** "11 月 22 日 09:12". */
export function sayTime(at: string | Date): string {
  const local = localOf(at)
  return `${sayDay(local.slice(0, 10))} ${local.slice(11, 16)}`
}

/** A limit: "11 月 16 日 24:00" for the end of a day, else as a time. */
export function sayLimit(at: string | Date): string {
  return localOf(at).slice(11, 19) === '00:00:00'
    ? `${sayDay(localOf(new Date(new Date(at).getTime() - 1_000)).slice(0, 10))} 24:00`
    : sayTime(at)
}

/** "09:12". */
export const sayClock = (at: string | Date): string => localOf(at).slice(11, 16)

/** Today, as "2026-11-22". */
export const today = (): string => localOf(new Date()).slice(0, 10)

/** "2026-11-22T09:12:05" in Asia/Shanghai, which has no summer time. */
export const localOf = (at: string | Date): string =>
  new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(0, 19)

export const daysUntil = (day: string): number => Math.round((Date.parse(day) - Date.parse(today())) / 86_400_000)

/** "应在 12 月 8 日前办，还有 16 天"; "…，已逾期 3 天". `todo`: what is due, 公开 or 答复. */
export function sayDue(day: string, todo = '办'): string {
  const left = daysUntil(day)
  const when = `应在 ${sayDay(day)}前${todo}`
  if (left < 0) return `${when}，已逾期 ${-left} 天`
  return left === 0 ? `${when}，今天到期` : `${when}，还有 ${left} 天`
}

/** How long is left of a limit, as people say it: "已过 3 天", "今天 24:00 到", "明天到", "还剩 6 天". */
export function sayLeft(at: string | Date): string {
  const last = localOf(new Date(new Date(at).getTime() - 1_000))
  const left = daysUntil(last.slice(0, 10))
  const clock = localOf(at).slice(11, 16)
  if (new Date(at) <= new Date()) return left === 0 ? `今天 ${clock} 已到` : `已过 ${-left} 天`
  if (left === 0) return `今天 ${clock === '00:00' ? '24:00' : clock} 到`
  return left === 1 ? '明天到' : `还剩 ${left} 天`
}
