/** What a place owes: by its kind, from its first day on. Pure. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeCalendar } from '../../../kernel/calendar/calendar.ts'
import { catalogueSchema } from '../catalogue/catalogue.schema.ts'
import { recurringOf } from './obligations.ts'
import type { ItemRow } from '../catalogue/items.read.ts'
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
