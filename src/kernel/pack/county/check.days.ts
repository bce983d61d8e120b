/**
 * Days in a pack lie where somebody can mean them, by the same figures as in the console: a term until 2062 is
 * mistyped.
 */
import { addDays, dayOf } from '../../../platform/clock.ts'
import { defaultRules } from '../../rules/defaults.ts'
import type { Fault, Placed } from '../fault.ts'
import type { Pack } from '../part.ts'
import { packedCalendar } from './calendar.part.ts'
import { packedPeople } from './people.part.ts'
import { packedPlaces } from './places.part.ts'
import { packedRules } from './rules.part.ts'
import { packedSettings } from './settings.part.ts'

type Bounds = { from: string; to: string }
/** Nobody in an office began before the republic, and no law that counts is older. */
const longAgo = '1949-10-01'
const year = 366

/** Every day of the pack that is further off than anybody can mean. `now`: when it is looked at. */
export function farDays(pack: Pack, now: Date): Fault[] {
  const today = dayOf(now)
  const figure = figuresOf(pack)
  const ahead = addDays(today, figure('people.daysAhead'))
  const term = year * figure('people.termYears')
  const { people, groups, posts } = pack.of(packedPeople)
  const places = pack.of(packedPlaces)
  const { county } = pack.of(packedSettings)
  const years = (n: number): Bounds => ({ from: longAgo, to: addDays(today, n * year) })
  const inTable = <T>(file: string, rows: readonly Placed<T>[], bounds: (row: T) => [string, string, Bounds][]) =>
    rows.flatMap(({ line, value }) =>
      bounds(value).flatMap(([field, day, limits]) => outside(file, line, field, day, limits)),
    )
  return [
    ...(county ? outside('county.json', 0, 'goLive', county.goLive, { from: '2000-01-01', to: years(3).to }) : []),
    ...inTable('people.csv', people.rows, (p) => [
      ['任职起', p.from, { from: longAgo, to: ahead }],
      // Who has left may have served for decades; who is to leave goes with the term.
      ['任职止', p.to, { from: longAgo, to: later(ahead, addDays(p.from, term)) }],
      ['任期届满', p.until, { from: longAgo, to: addDays(p.from, term) }],
    ]),
    ...inTable('groups.csv', groups.rows, (g) => [
      ['起', g.from, { from: longAgo, to: ahead }],
      ['止', g.to, { from: longAgo, to: later(ahead, addDays(g.from, term)) }],
      ['撤销日期', g.ended, { from: longAgo, to: ahead }],
    ]),
    ...inTable('posts.csv', posts.rows, (p) => [['停用日期', p.ended, { from: longAgo, to: years(1).to }]]),
    ...inTable('regions.csv', places.regions.rows, (r) => [
      ['启用日期', r.validFrom, { from: '1900-01-01', to: years(1).to }],
      ['上线日期', r.goLive, { from: '2000-01-01', to: years(3).to }],
    ]),
    ...inTable('calendar.csv', pack.of(packedCalendar).rows, (c) => [['日期', c.date, years(3)]]),
    ...pack
      .of(packedRules)
      .flatMap(({ file, line, value }) => [
        ...outside(file, line, `${value.code}.effectiveFrom`, value.effectiveFrom, years(3)),
        ...outside(file, line, `${value.code}.effectiveTo`, value.effectiveTo, years(50)),
      ]),
  ]
}

const later = (a: string, b: string) => (a > b ? a : b)

function outside(file: string, line: number, field: string, day: string, { from, to }: Bounds): Fault[] {
  if (day === '' || (day >= from && day <= to)) return []
  const say = day < from ? `写的是 ${day}，早于 ${from}。` : `写的是 ${day}，晚于 ${to}。`
  return [{ file, line, field, say, remedy: '请核对年份。' }]
}

/** The county's own figure, else what a list of rules says, else the platform's. */
function figuresOf(pack: Pack): (code: string) => number {
  const own = pack.of(packedSettings).county?.settings ?? {}
  const listed = pack.of(packedRules)
  return (code) =>
    Number(
      own[code] ??
        listed.find((r) => r.value.code === code)?.value.value ??
        defaultRules().find((r) => r.code === code)?.value,
    )
}
