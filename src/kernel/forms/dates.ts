/**
 * Dates, months, periods and ranges as village clerks write them → ISO text. Pure text work: no `Date`, no time zone.
 */
import { plainText } from '../../platform/plainText.ts'

export interface DateContext {
  /** Period of the record ("2026-09", "2026Q3", "2026"); its year completes "9-3" and "9月". */
  period?: string
}

const yearOf = (ctx: DateContext): string | undefined => /^\d{4}/.exec(ctx.period ?? '')?.[0]
const two = (n: number): string => String(n).padStart(2, '0')

/** True for a day that exists ("2026-02-29" does not). */
export function isDay(year: number, month: number, day: number): boolean {
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1) return false
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return day <= (lengths[month - 1] ?? 0)
}

/** The time that Excel writes behind a day ("2026/10/8 0:00", always so in CSV): of a day the day counts. */
const timeOfDay = /[\sT]+(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.0+)?)?$/
/** "星期四", "(周四)" behind a day. */
const weekday = /\(?(?:星期|周|礼拜)[一二三四五六日天]\)?$/

/**
 * "2026-9-3", "2026年9月3日", "2026/9/3", "2026.9.3", "20260903", and "9-3" or "9月3日" with the period's year →
 * "2026-09-03"; a time or the day of the week behind it is left out.
 */
export function parseDate(text: string, ctx: DateContext = {}): string | undefined {
  const t = plainText(text).replace(timeOfDay, '').replace(/\s+/g, '').replace(weekday, '')
  const full = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?$/.exec(t) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(t)
  const short = full ? null : /^(\d{1,2})[-/.月](\d{1,2})[日号]?$/.exec(t)
  const year = full ? full[1] : yearOf(ctx)
  const [month, day] = full ? [full[2], full[3]] : [short?.[1], short?.[2]]
  if (!year || !month || !day || !isDay(+year, +month, +day)) return undefined
  return `${year}-${two(+month)}-${two(+day)}`
}

/** "2026-9", "2026年9月", "2026/09", "202609", "9月" → "2026-09". */
export function parseMonth(text: string, ctx: DateContext = {}): string | undefined {
  const t = plainText(text).replace(/\s+/g, '')
  const full = /^(\d{4})[-/.年](\d{1,2})月?$/.exec(t) ?? /^(\d{4})(\d{2})$/.exec(t)
  const short = full ? null : /^(\d{1,2})月份?$/.exec(t)
  const year = full ? full[1] : yearOf(ctx)
  const month = full ? full[2] : short?.[1]
  if (!year || !month || !isDay(+year, +month, 1)) return undefined
  return `${year}-${two(+month)}`
}

/** "2026-09-03 14:30", "2026年9月3日下午2点30分"; a day without a time stays a day. */
export function parseDateTime(text: string, ctx: DateContext = {}): string | undefined {
  const found =
    /^(.+?)(?:[\sT]+|(?=上午|下午)|(?<=[日号]))(上午|下午)?\s*(\d{1,2})[::时点](?:(\d{1,2})分?)?(?::\d{2})?$/.exec(
      plainText(text),
    )
  if (!found) return parseDate(text, ctx)
  const day = parseDate(found[1] ?? '', ctx)
  const given = Number(found[3])
  const hour = found[2] === '下午' && given < 12 ? given + 12 : given
  const minute = Number(found[4] ?? 0)
  return day && hour < 24 && minute < 60 ? `${day} ${two(hour)}:${two(minute)}` : undefined
}

/**
 * "2026-09-01 至 2026-09-07", "9.1-9.7", "2026年9月1日～7日" → "2026-09-01 至 2026-09-07". The end is not before the start.
 */
export function parseDateRange(text: string, ctx: DateContext = {}): string | undefined {
  const t = plainText(text).replace(/\s+/g, '')
  const cuts = [...t.matchAll(/至|到|~|—+|-+/g)]
  const ranges = cuts
    .map((cut) => range(t.slice(0, cut.index), t.slice(cut.index + cut[0].length), ctx))
    .filter((r) => r !== undefined)
  return ranges.length === 1 ? ranges[0] : undefined
}

function range(from: string, to: string, ctx: DateContext): string | undefined {
  const start = parseDate(from, ctx)
  if (!start) return undefined
  const sameMonth = /^(\d{1,2})[日号]$/.exec(to)
  const end = sameMonth
    ? parseDate(`${start.slice(0, 7)}-${sameMonth[1]}`)
    : parseDate(to, { period: start.slice(0, 4) })
  return end && end >= start ? `${start} 至 ${end}` : undefined
}

const quarters = ['一', '二', '三', '四']

/** "2026-09", "2026Q3", "2026H1", "2026" as in our periods; "2026年第三季度", "2026年上半年", "2026年" too. */
export function parsePeriod(text: string, ctx: DateContext = {}): string | undefined {
  const t = plainText(text).replace(/\s+/g, '').toUpperCase()
  if (/^\d{4}(Q[1-4]|H[12])?$/.test(t)) return t
  const found = /^(\d{4})年?(?:度|全年)?(?:第?([一二三四1-4])季度?|([上下])半年)?$/.exec(t)
  if (found?.[2]) return `${found[1]}Q${quarters.includes(found[2]) ? quarters.indexOf(found[2]) + 1 : found[2]}`
  if (found?.[3]) return `${found[1]}H${found[3] === '上' ? 1 : 2}`
  return found ? found[1] : parseMonth(t, ctx)
}
