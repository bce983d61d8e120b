/** What a place owes: by its kind, from its first day on. Pure. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../../platform/clock.ts'
import { makeCalendar } from '../../../kernel/calendar/calendar.ts'
import { catalogueSchema } from '../catalogue/catalogue.schema.ts'
import { recurringOf } from './obligations.ts'
import { firstDayOf } from './periods.ts'
import type { BindingItem, ItemRow } from '../catalogue/items.read.ts'
import type { PlaceRow } from '../catalogue/places.read.ts'

const calendar = makeCalendar()
const catalogue = catalogueSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../../counties/demo/catalogue.json'), 'utf8')),
)
const items: ItemRow[] = catalogue.items.map((definition) => ({
  code: definition.code,
  version: 1,
  name: definition.name,
  category_code: definition.category,
  category: '',
  definition,
  template_code: null,
  template_version: null,
  template: null,
}))
const village: PlaceRow = {
  id: 'v',
  code: 'V',
  slug: 'liuwan',
  name: '柳湾村',
  level: 'village',
  kind: 'villageCommittee',
  path: 'QC.QC01.V.',
  chain: '',
  practice: false,
  parent_id: null,
  goes_live_on: '2026-08-01',
  grace_until: '2026-08-01',
}
const owed = (place: PlaceRow, day: string, graces: Parameters<typeof recurringOf>[4] = []) =>
  recurringOf(place, items, day, calendar, graces)
const only = (place: PlaceRow, code: string, day: string, graces: Parameters<typeof recurringOf>[4] = []) =>
  owed(place, day, graces)
    .filter((o) => o.item_code === code)
    .map((o) => `${o.period} ${o.due_on}`)

test('a residents’ committee does not owe what the catalogue leaves out for its kind', () => {
  const left = items.filter((i) => i.definition.exceptKinds.includes('residentCommittee')).map((i) => i.code)
  const community = { ...village, kind: 'residentCommittee' }
  expect(left.length).toBeGreaterThan(0)
  expect(owed(community, '2026-11-22').filter((o) => left.includes(o.item_code))).toEqual([])
  expect(owed(village, '2026-11-22').some((o) => left.includes(o.item_code))).toBe(true)
})

test('a plan is due within its own year; that of a year which had begun long before the first day is not asked for', () => {
  expect(only(village, 'C02-04', '2026-12-31')).toEqual([])
  expect(only(village, 'C02-04', '2027-01-02')).toEqual(['2027 2027-01-31'])
  expect(only(village, 'C07-01', '2027-01-02')).toEqual(['2027 2027-03-31'])
  expect(only({ ...village, goes_live_on: '2026-01-10', grace_until: '2026-03-01' }, 'C02-04', '2026-02-01')).toEqual([
    '2026 2026-03-01',
  ])
})

test('an item that starts later, or has a grace of its own, is not due before; the nearest place’s dates count', () => {
  const county = { path: 'QC.', item_code: 'C07-03', starts_on: '2026-10-01', grace_until: '2026-12-01' }
  const township = { path: 'QC.QC01.', item_code: 'C07-03', starts_on: '2026-09-01', grace_until: '2026-09-01' }
  expect(only(village, 'C07-03', '2026-10-20')).toEqual([
    '2026-08 2026-09-08',
    '2026-09 2026-10-08',
    '2026-10 2026-11-08',
  ])
  expect(only(village, 'C07-03', '2026-10-20', [county])).toEqual(['2026-10 2026-12-01'])
  expect(only(village, 'C07-03', '2026-10-20', [county, township])).toEqual([
    '2026-09 2026-10-08',
    '2026-10 2026-11-08',
  ])
})

test('an item added today binds the periods that begin from now on, with grace; nothing of the past becomes overdue', () => {
  const monthly = items.find((i) => i.definition.frequency === 'monthly')!
  const standing = items.find((i) => i.definition.frequency === 'standing')!
  const added = (i: ItemRow, from: string) => ({ ...i, in_force_from: from, in_force_to: null, duty_since: from })
  const of = (item: ItemRow & Partial<BindingItem>, day: string) =>
    recurringOf(village, [item], day, calendar, [], 15).map((o) => [o.period, o.due_on])
  for (const from of ['2026-11-01', '2026-11-02', '2026-11-29']) {
    const periods = of(added(monthly, from), '2027-01-31').map(([p]) => p)
    expect(periods).toEqual([...(from === '2026-11-01' ? ['2026-11'] : []), '2026-12', '2027-01'])
    const [[, due]] = of(added(standing, from), '2027-01-31') as [[string, string]]
    expect(due >= addDays(from, 15)).toBe(true)
  }
  expect(of(added(monthly, '2026-11-29'), '2026-11-30')).toEqual([])
})

test('a changed item binds what begins after its change; what began before keeps its version, also where it is made late', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('monthly', 'quarterly', 'halfYearly', 'yearly'),
      fc.constantFrom('monthly', 'quarterly', 'halfYearly', 'yearly'),
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 0, max: 800 }),
      (was, is, changed, looked) => {
        const [on, day] = [addDays('2026-08-01', changed), addDays('2026-08-01', looked)]
        const base = items.find((i) => i.definition.frequency === 'monthly')!
        const version = (n: number, frequency: typeof was, from: string, to: string | null) => ({
          ...base,
          version: n,
          definition: { ...base.definition, frequency },
          in_force_from: from,
          in_force_to: to,
          duty_since: from,
        })
        const versions = [version(1, was, '2026-01-01', on), version(2, is, on, null)]
        for (const o of recurringOf(village, versions, day, calendar, [], 15)) {
          const begins = [firstDayOf(o.period)!, village.goes_live_on].sort()[1]!
          expect(begins < on ? 1 : 2).toBe(o.item_version)
          if (o.item_version === 2 && on > village.goes_live_on) expect(o.due_on >= addDays(on, 15)).toBe(true)
        }
      },
    ),
    { numRuns: 1_000 },
  )
})
