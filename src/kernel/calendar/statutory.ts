/**
 * The holidays that stand in the law itself (全国年节及纪念日放假办法, as amended from 2025-01-01, Art. 2): they are days off in
 * every year, before the State Council's notice of that year says which other days are moved around them.
 */
import chineseDays from 'chinese-days'
import { addDays } from '../../platform/clock.ts'

/** Days of a month and day of the lunar calendar: name, from how many days before to how many after. */
const lunar = [
  { name: '春节', month: 1, day: 1, before: 1, after: 2, from: '01-20', to: '02-22' },
  { name: '端午节', month: 5, day: 5, before: 0, after: 0, from: '05-25', to: '06-27' },
  { name: '中秋节', month: 8, day: 15, before: 0, after: 0, from: '09-06', to: '10-10' },
] as const
const solar: Readonly<Record<string, string>> = {
  '01-01': '元旦',
  '05-01': '劳动节',
  '05-02': '劳动节',
  '10-01': '国庆节',
  '10-02': '国庆节',
  '10-03': '国庆节',
}

const years = new Map<number, ReadonlyMap<string, string>>()

/** The name of the holiday that the law puts on a day; undefined for others. */
export function statutoryHoliday(day: string): string | undefined {
  const year = Number(day.slice(0, 4))
  let known = years.get(year)
  if (!known) years.set(year, (known = holidaysOf(year)))
  return known.get(day)
}

function holidaysOf(year: number): ReadonlyMap<string, string> {
  const days = new Map(Object.entries(solar).map(([day, name]) => [`${year}-${day}`, name]))
  days.set(`${year}-04-${String(qingming(year)).padStart(2, '0')}`, '清明节')
  for (const h of lunar)
    for (let day = `${year}-${h.from}`; day <= `${year}-${h.to}`; day = addDays(day, 1))
      if (isLunar(day, h.month, h.day))
        for (let i = -h.before; i <= h.after; i += 1) {
          const off = addDays(day, i)
          // The Mid-Autumn Festival may fall on a day of the National Day holiday.
          if (!days.has(off)) days.set(off, h.name)
        }
  return days
}

/** The day of April on which the sun stands at 15°: the usual formula of the almanac, right from 2000 to 2099. */
function qingming(year: number): number {
  const y = year % 100
  return Math.floor(y * 0.2422 + 4.81) - Math.floor(y / 4)
}

/**
 * By the table of `chinese-days`. The calendar of ICU computes the moon by itself and is a day late where it is new
 * near midnight (in 2027, for the Spring Festival). A leap month is no festival's.
 */
function isLunar(day: string, month: number, date: number): boolean {
  const { lunarMon, lunarDay, isLeap } = chineseDays.getLunarDate(day)
  return lunarMon === month && lunarDay === date && !isLeap
}
