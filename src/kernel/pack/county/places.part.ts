/** Places and departments in a pack (`regions.csv`, `departments.csv`). */
import { rows, sql, type Db } from '../../../platform/db.ts'
import { valuesOf } from '../fault.ts'
import type { PackPart } from '../part.ts'
import { readTable, type Table } from '../readTable.ts'
import { tableText } from '../tableText.ts'
import { checkPlaces } from './check.places.ts'
import { importRegions, noDate } from './import.regions.ts'
import type { DepartmentRow, RegionRow } from './pack.schema.ts'
import { countyOf } from './settings.part.ts'
import { departmentsTable, regionsTable } from './tables.ts'
import { standingOn } from '../../regions/standing.ts'

export type PackedPlaces = { regions: Table<RegionRow>; departments: Table<DepartmentRow> }

export const packedPlaces: PackPart<PackedPlaces> = {
  title: '村镇和部门',
  order: 40,
  files: { 'regions.csv': 'required', 'departments.csv': 'required' },
  tables: [regionsTable, departmentsTable],
  read: (texts, faults) => ({
    regions: readTable(regionsTable, texts, faults),
    departments: readTable(departmentsTable, texts, faults),
  }),
  check: checkPlaces,
  import: async (tx, places, { pack, now }) => [await importRegions(tx, places, countyOf(pack), now)],
  export: placeTables,
  counts: countsOf,
}

function countsOf(places: PackedPlaces): string[] {
  const regions = valuesOf(places.regions.rows)
  const villages = regions.filter((r) => r.level === 'village' && r.practice === '')
  const residents = villages.filter((r) => r.kind === 'residentCommittee').length
  const others = villages.filter((r) => r.kind !== 'residentCommittee' && r.kind !== 'villageCommittee').length
  return [
    `${regions.filter((r) => r.level === 'township').length} 个乡镇（街道）`,
    `${villages.length - residents - others} 个村`,
    `${residents} 个社区`,
    ...(others > 0 ? [`${others} 个其他单位`] : []),
    `${places.departments.rows.length} 个部门`,
  ]
}

/** Where a pack puts bureaux that name no place: the only county, else the topmost place. */
const homeOfBureaux = sql`
  SELECT id
  FROM regions
  WHERE level IN ('city', 'county')
  ORDER BY level = 'county' AND (SELECT count(*) FROM regions WHERE level = 'county') = 1 DESC, parent_id IS NULL DESC
  LIMIT 1`

type Cells = Record<string, string | number | undefined>

/** Places in force on the day, with their present names; bureaux as departments. */
async function placeTables(db: Db, day: string): Promise<Map<string, string>> {
  const regions = await rows(
    db,
    sql<Cells>`
      SELECT r.code, coalesce(p.code, '') AS parent, r.level, r.kind, r.name,
        CASE WHEN r.full_name = r.name THEN '' ELSE r.full_name END AS "fullName", r.slug,
        coalesce(r.stat_code, '') AS "statCode", r.households, r.population, r.lng, r.lat,
        CASE WHEN r.valid_from = ${noDate} THEN '' ELSE r.valid_from::text END AS "validFrom",
        CASE WHEN r.practice THEN '是' ELSE '' END AS practice, r.chain, r.phone,
        CASE
          WHEN r.goes_live_on = coalesce(
            p.goes_live_on, (SELECT (value ->> 'on')::date FROM settings WHERE code = 'goLive'), r.goes_live_on
          ) THEN ''
          ELSE r.goes_live_on::text
        END AS "goLive"
      FROM regions r
      LEFT JOIN regions p ON p.id = r.parent_id
      WHERE r.level <> 'bureau' AND ${standingOn('r', day)}
      ORDER BY r.path`,
  )
  const departments = await rows(
    db,
    sql<Cells>`
      SELECT regexp_replace(b.code, '^B-', '') AS code, b.name, b.slug, b.phone, b.duty, b.kind AS is,
        CASE WHEN b.parent_id = h.id THEN '' ELSE p.code END AS parent
      FROM regions b
      JOIN regions p ON p.id = b.parent_id
      JOIN (${homeOfBureaux}) h ON true
      WHERE b.level = 'bureau' AND ${standingOn('b', day)}
      ORDER BY b.code COLLATE "C"`,
  )
  return new Map([
    ['regions.csv', tableText(regionsTable, regions)],
    ['departments.csv', tableText(departmentsTable, departments)],
  ])
}
